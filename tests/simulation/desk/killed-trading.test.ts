/** kill -9 at random moments of paper trading: the book is the broker's, nothing was sent or filled twice, stops and latch stand, and flatten ends flat. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { type Truth, truthSchema } from '../../../agents/brokers/simulated/truth.ts';
import type { BookRecord } from '../../../agents/engine/orders/order-book.ts';
import { createWallClock, pause } from '../../../agents/kernel/clock.ts';
import { createRandom } from '../../../shared/core/random.ts';
import type { View } from '../../../shared/desk-api/view.ts';
import { type KillLevel, killLevels } from '../../../shared/domain/kill.ts';
import { terminalStatuses } from '../../../shared/domain/order.ts';
import { approveSome, deskWorkshop, type TestDesk } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const kills = Number(process.env.DESK_TRADE_KILLS ?? 8);
const clock = createWallClock();
const patienceMs = 30_000;
const entry = fileURLToPath(new URL('./trade-until-killed.ts', import.meta.url));
let home = '';
beforeAll(async () => {
  const desk = await shop.open();
  await desk.research();
  expect((await approveSome(desk, 4)).length).toBeGreaterThanOrEqual(3);
  await desk.close();
  home = desk.home;
}, 120_000);

/** What lies on the disk of a home that nobody has open. */
const truthOf = (): Truth =>
  truthSchema.parse(JSON.parse(readFileSync(join(home, 'state', 'broker-simulated-paper.json'), 'utf8')));
const latchOf = (): KillLevel => {
  const path = join(home, 'state', 'kill-latch.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { level: KillLevel }).level : 'armed';
};
const bookOf = (): BookRecord[] => {
  const text = readFileSync(join(home, 'orders', 'paper.jsonl'), 'utf8');
  // The last line may be torn; a whole one is a record.
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as BookRecord);
};

/** Lets a desk trade until it has shown `lines` orders and fills, then kills it without warning. */
const tradeAndKill = (
  speed: number,
  lines: number,
  kill: KillLevel | '',
): Promise<{ shown: number; latched: boolean }> =>
  new Promise((resolve, reject) => {
    const args = [entry, home, String(speed), kill, String(Math.floor(lines / 2))];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let noise = '';
    child.stderr.on('data', (data: Buffer) => {
      noise += data.toString();
    });
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      const shown = text.match(/^(orders|fills) /gm)?.length ?? 0;
      const latched = kill !== '' && text.includes(`latched ${kill}\n`);
      if (latched || (kill === '' && shown >= lines)) child.kill('SIGKILL');
    });
    child.once('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the desk ended by itself: ${text.slice(-500)} ${noise}`));
      resolve({ shown: text.match(/^(orders|fills) /gm)?.length ?? 0, latched: text.includes('latched ') });
    });
  });

const isOpen = (o: Truth['orders'][number]): boolean => o.status === 'working' || o.status === 'partially-filled';
const protective = ['stop-loss', 'take-profit', 'trailing-stop'];
const netOf = (rows: readonly { symbol: string; quantity: string }[]): Record<string, number> => {
  const net: Record<string, number> = {};
  for (const { symbol, quantity } of rows) net[symbol] = (net[symbol] ?? 0) + Number(quantity);
  return Object.fromEntries(
    Object.entries(net)
      .filter(([, q]) => q !== 0)
      .sort(),
  );
};

function inspectBook(truth: Truth): void {
  const records = bookOf();
  const intents = records.filter((r) => r.kind === 'intent').map((r) => r.intent.clientOrderId);
  expect(new Set(intents).size, 'an intent is recorded once').toBe(intents.length);
  const submitted = records
    .filter((r) => r.kind === 'event' && r.event === 'submit')
    .map((r) => (r as { clientOrderId: string }).clientOrderId);
  expect(new Set(submitted).size, 'no order was sent twice').toBe(submitted.length);
  const fills = records.filter((r) => r.kind === 'fill').map((r) => r.fill);
  const executions = fills.map((f) => f.executionId);
  expect(new Set(executions).size, 'a fill is booked once').toBe(executions.length);
  for (const execution of truth.executions) {
    const booked = fills.find((f) => f.executionId === execution.executionId);
    if (booked)
      expect(booked).toMatchObject({
        quantity: execution.quantity,
        price: execution.price,
        clientOrderId: execution.clientOrderId,
      });
  }
  // The broker numbers what it takes: no number twice, none left out.
  expect(new Set(truth.orders.map((o) => o.brokerOrderId)).size).toBe(truth.orders.length);
}

const sorted = (ids: readonly string[]): string[] => [...ids].sort();

/** Resolves when the window shows what the broker has; fails with both when it does not come to that. */
async function agreed(desk: TestDesk): Promise<void> {
  const { startedAt } = (await desk.view()).status.desk as { startedAt: number };
  const compare = (v: View) => {
    const truth = truthOf();
    const working = Object.values(v.orders).filter((o) => !terminalStatuses.includes(o.status));
    return {
      told: Object.values(v.messages).some((m) => m.topic === 'trade.account' && m.time >= startedAt),
      shown: { held: netOf(Object.values(v.positions)), working: sorted(working.map((o) => o.intent.clientOrderId)) },
      true: {
        held: netOf(truth.positions),
        working: sorted(truth.orders.filter(isOpen).map((o) => o.intent.clientOrderId)),
      },
    };
  };
  const same = (v: View): boolean => {
    const { told, ...both } = compare(v);
    return told && JSON.stringify(both.shown) === JSON.stringify(both.true);
  };
  await Promise.race([desk.until(same), pause(clock, patienceMs)]);
  const { shown, true: atBroker } = compare(await desk.view());
  expect(shown).toEqual(atBroker);
}

it(`survives ${kills} kills`, { timeout: 120_000 + kills * 30_000 }, async () => {
  const random = createRandom('killed trading');
  const sum = { orders: 0, withPositions: 0, withStops: 0, missedByBook: 0, latched: 0 };
  for (let kill = 0; kill < kills; kill++) {
    const pull = kill % 3 === 2 ? (['paused', 'halted', 'flattened'] as const)[random.int(3)] : '';
    const { shown, latched } = await tradeAndKill(random.pick([100, 400, 1000]), 1 + random.int(120), pull ?? '');
    sum.orders += shown;
    const latch = latchOf();
    if (latched) {
      sum.latched++;
      expect(latch).toBe(pull);
    }
    const before = truthOf();
    inspectBook({
      ...before,
      executions: before.executions.filter((e) =>
        bookOf().some((r) => r.kind === 'fill' && r.fill.executionId === e.executionId),
      ),
    });
    const held = before.positions.filter((p) => Number(p.quantity) !== 0);
    const stops = before.orders.filter((o) => isOpen(o) && protective.includes(o.intent.purpose));
    if (held.length > 0) sum.withPositions++;
    if (stops.length > 0) sum.withStops++;
    const bookedBefore = new Set(bookOf().flatMap((r) => (r.kind === 'fill' ? [r.fill.executionId] : [])));
    if (before.executions.some((e) => !bookedBefore.has(e.executionId))) sum.missedByBook++;
    if (pull === '')
      for (const p of held)
        expect(
          stops.some((o) => o.intent.symbol === p.symbol && o.intent.deploymentId === p.deploymentId),
          `${p.symbol} of ${p.deploymentId} is protected`,
        ).toBe(true);

    const desk = await shop.open(home);
    await agreed(desk);
    const { status, alerts } = await desk.view();
    const said = `${status.desk?.killReason} ${Object.values(alerts)
      .map((a) => `${a.title}: ${a.text}`)
      .slice(-5)
      .join(' ')}`;
    expect(status.desk?.killLevel, said).toBe(latch);
    const after = truthOf();
    if (latch === 'armed' || latch === 'paused') {
      // Opening a desk does nothing to the account.
      expect(after.executions.length).toBe(before.executions.length);
      expect(after.positions).toEqual(before.positions);
      expect(after.orders.filter(isOpen)).toEqual(before.orders.filter(isOpen));
    }
    if (latch === 'halted')
      expect(after.orders.filter((o) => isOpen(o) && protective.includes(o.intent.purpose))).toEqual(stops);
    inspectBook(after);

    await desk.ask('kill.trigger', { level: 'flattened', reason: 'enough' });
    const flat = await desk.until(
      (v) => v.status.desk?.killReport?.phase === 'verified-flat' && Object.keys(v.positions).length === 0,
    );
    expect(flat.status.desk?.killLevel).toBe('flattened');
    const end = truthOf();
    expect(netOf(end.positions)).toEqual({});
    expect(end.orders.filter(isOpen)).toEqual([]);
    await desk.until((v) => v.accounts.paper?.cash === v.accounts.paper?.equity);
    await desk.ask('kill.rearm', { phrase: 'REARM', reason: 'on with it' });
    expect((await desk.ask('audit.verify', {})).valid).toBe(true);
    expect((await desk.view()).status.desk?.killLevel).toBe(killLevels[0]);
    await desk.close();
    inspectBook(truthOf());
  }
  expect(sum.withPositions).toBeGreaterThan(kills / 4);
  console.info(`${kills} kills: ${JSON.stringify(sum)}`);
});
