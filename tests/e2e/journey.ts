/** The journey of a newcomer, step by step: research, candidates, dossier, approval, replay, orders, kill, flat, re-arm. */
import assert from 'node:assert/strict';
import type { Stage } from './stage.ts';

export interface Step {
  readonly name: string;
  run(stage: Stage): Promise<void>;
}

/** Polls until the condition holds, within a limit that says what was waited for. */
async function until(what: string, limitMs: number, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${limitMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface StatusAnswer {
  readonly desk: { readonly killLevel: string; readonly killReport: { readonly phase: string } | null };
  readonly positions: readonly unknown[];
}

export const journey: readonly Step[] = [
  {
    name: 'the desk opens and is connected, with the synthetic market said to be so',
    async run({ byId, page }) {
      await byId('kill-open').waitFor();
      await byId('research-start').waitFor();
      assert.match(await page.locator('body').innerText(), /synthetic/i);
    },
  },
  {
    name: 'research runs to its end and shows its progress',
    async run({ byId, page, screenshot }) {
      await byId('research-start').click();
      await byId('research-stop').waitFor();
      await page.waitForTimeout(1500);
      await screenshot('research-running');
      await byId('research-start').waitFor({ timeout: 180_000 });
    },
  },
  {
    name: 'every candidate is listed with its fate',
    async run({ goTo, startingWith, screenshot, quantai }) {
      await goTo('ideas');
      await until('candidates in the list', 10_000, async () => (await startingWith('strategy-row-').count()) > 0);
      await screenshot('ideas');
      const { json } = await quantai('strategies');
      const { strategies } = json as { strategies: { stage: string }[] };
      assert.ok(strategies.length >= 12, `only ${strategies.length} candidates`);
      assert.ok(
        strategies.some((row) => row.stage === 'refused'),
        'none was refused',
      );
      assert.ok(
        strategies.some((row) => row.stage === 'awaiting-approval'),
        'none awaits a decision',
      );
    },
  },
  {
    name: 'a dossier opens, section by section, and only then can be approved for paper',
    async run({ goTo, byId, startingWith, screenshot }) {
      await goTo('approvals');
      await startingWith('approval-').first().click();
      await byId('dossier').waitFor();
      assert.equal(await byId('approve-paper').isDisabled(), true);
      for (let i = 0; i < 12 && (await byId('open-next-section').count()) > 0; i++)
        await byId('open-next-section').click();
      await screenshot('dossier');
      await until('the seal', 10_000, () => byId('approve-paper').isEnabled());
      await byId('approve-paper').click();
      await byId('decided').waitFor();
      await screenshot('approved');
    },
  },
  {
    name: 'the approval is deployed on paper and stands in the audit log',
    async run({ quantai }) {
      await until('an active deployment', 10_000, async () => {
        const { json } = await quantai('deploy', 'list');
        return (json as { deployments: { status: string; environment: string }[] }).deployments.some(
          (row) => row.status === 'active' && row.environment === 'paper',
        );
      });
      const audit = await quantai('audit', 'verify');
      assert.equal((audit.json as { valid: boolean }).valid, true);
    },
  },
  {
    name: 'market replay trades it: orders fill and positions open',
    async run({ goTo, byId, startingWith, screenshot, quantai }) {
      await goTo('desk');
      await byId('replay-start').first().click();
      await byId('replay-pause').first().waitFor();
      await goTo('orders');
      await until('an open position', 90_000, async () => (await startingWith('position-row-').count()) > 0);
      await byId('orders-tab-all').click();
      await until('orders in the blotter', 10_000, async () => (await startingWith('order-row-').count()) > 0);
      await screenshot('orders');
      const { json } = await quantai('orders');
      const filled = (json as { orders: { status: string }[] }).orders.filter((row) => row.status === 'filled');
      assert.ok(filled.length > 0, 'no order was filled');
    },
  },
  {
    name: 'the chart draws the market',
    async run({ goTo, byId, page, screenshot }) {
      await goTo('chart');
      await byId('chart-symbol').waitFor();
      await until('the candles', 15_000, async () => (await page.locator('canvas').count()) > 0);
      await screenshot('chart');
    },
  },
  {
    name: 'holding the kill switch flattens everything and says how long it took',
    async run({ byId, page, screenshot }) {
      await byId('kill-open').click();
      const box = await byId('kill-flatten').boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await byId('kill-report').waitFor();
      await page.mouse.up();
      await page.locator('[data-testid="kill-phase"][data-phase="verified-flat"]').waitFor({ timeout: 30_000 });
      await screenshot('killed');
    },
  },
  {
    name: 'nothing is open any more, and the command line says the same',
    async run({ byId, goTo, startingWith, quantai }) {
      await byId('kill-report-close').click();
      await goTo('orders');
      await until('no open position', 15_000, async () => (await startingWith('position-row-').count()) === 0);
      const { json } = await quantai('status');
      const status = json as StatusAnswer;
      assert.equal(status.desk.killLevel, 'flattened');
      assert.equal(status.desk.killReport?.phase, 'verified-flat');
      assert.deepEqual(status.positions, []);
    },
  },
  {
    name: 'only the phrase and a reason re-arm it',
    async run({ quantai }) {
      const wrong = await quantai('rearm', 'all is well', '--phrase', 'rearm');
      assert.notEqual(wrong.status, 0);
      const right = await quantai('rearm', 'all is well', '--phrase', 'REARM');
      assert.equal(right.status, 0, JSON.stringify(right.json));
      assert.equal(((await quantai('status')).json as StatusAnswer).desk.killLevel, 'armed');
    },
  },
  {
    name: 'the run comes out of the journal the same',
    async run({ quantai }) {
      const { json } = await quantai('status');
      const { runs } = json as { runs: { runId: string }[] };
      const replayed = await quantai('replay', String(runs[0]?.runId));
      assert.equal((replayed.json as { equal: boolean }).equal, true, JSON.stringify(replayed.json));
    },
  },
  {
    name: 'the other screens open',
    async run({ startingWith, page, screenshot }) {
      const screens = await startingWith('nav-').evaluateAll((all) =>
        all.map((one) => one.getAttribute('data-testid') ?? ''),
      );
      assert.ok(screens.length >= 7, `only ${screens.join(', ')}`);
      for (const id of screens) {
        await page.getByTestId(id).click();
        await page.waitForTimeout(400);
        await screenshot(id.replace('nav-', 'screen-'));
      }
    },
  },
  {
    name: 'the page runs no foreign code: no eval, no inline script, no markup from text',
    async run({ page, complaints }) {
      assert.deepEqual(complaints.splice(0), [], 'the page complained');
      const tried = await page.evaluate(async () => {
        const pwned = globalThis as unknown as { pwned?: string };
        const refused: string[] = [];
        // The debugger's own calls may evaluate; what the page does by itself a moment later may not.
        await new Promise((resolve) => setTimeout(resolve, 0));
        const attempt = (name: string, work: () => unknown): void => {
          try {
            work();
          } catch {
            refused.push(name);
          }
        };
        // biome-ignore lint/security/noGlobalEval: that it does not work is what is tested
        attempt('eval', () => eval('globalThis.pwned = "eval"'));
        attempt('Function', () => new Function('globalThis.pwned = "Function"')());
        const markup = document.createElement('div');
        markup.innerHTML =
          '<img src="x" onerror="globalThis.pwned=1"><svg onload="globalThis.pwned=2"></svg><iframe srcdoc="<script>parent.pwned=3</script>"></iframe><form action="https://example.com/"><button id="go"></button></form>';
        document.body.append(markup);
        const script = document.createElement('script');
        script.text = 'globalThis.pwned = "script"';
        document.body.append(script);
        const foreign = document.createElement('script');
        foreign.src = 'data:text/javascript,globalThis.pwned="data"';
        document.body.append(foreign);
        document.getElementById('go')?.click();
        const link = document.createElement('a');
        link.href = 'javascript:globalThis.pwned="javascript"';
        document.body.append(link);
        link.click();
        link.remove();
        const opened = await fetch('https://example.com/').then(
          () => 'fetched',
          () => 'refused',
        );
        await new Promise((resolve) => setTimeout(resolve, 200));
        markup.remove();
        return { refused, pwned: pwned.pwned ?? null, opened };
      });
      assert.deepEqual(tried, {
        refused: ['eval', 'Function'],
        pwned: null,
        opened: 'refused',
      });
      // These tries were ours: what the policy said about them is no complaint.
      complaints.length = 0;
    },
  },
  {
    name: 'the address works once',
    async run({ page, address }) {
      const other = await page.context().browser()?.newContext();
      const second = await other?.newPage();
      const answer = await second?.goto(address);
      assert.equal(answer?.status(), 403);
      await other?.close();
    },
  },
];
