/** Random writes are what is read back: the store beside a plain model of it, with bursts, repeats and reopening. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore, type Store } from '../../../agents/store/open-store.ts';
import { canonicalJson, hashOf } from '../../../shared/core/canonical.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import { countingClock, fill, message, must } from '../../unit/store/store-fixtures.ts';

/** What JSON makes of a value: -0 becomes 0, missing members go. */
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant('messages' as const),
    messages: fc.array(
      fc.record({
        data: fc.jsonValue({ maxDepth: 3 }),
        subject: text,
        correlationId: fc.constantFrom('run-1', 'run-2', 'ü'),
        durable: fc.boolean(),
      }),
      { minLength: 1, maxLength: 90 },
    ),
    /** Whether each is waited for before the next. */
    oneByOne: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('acknowledge' as const), agent: fc.constantFrom('A1', 'D6'), back: fc.nat(20) }),
  fc.record({ kind: fc.constant('setting' as const), key: fc.constantFrom('a', 'b', 'é'), value: fc.jsonValue() }),
  fc.record({ kind: fc.constant('fill' as const), id: fc.nat(6), cents: fc.constantFrom(1, 2) }),
  fc.record({ kind: fc.constant('artefact' as const), value: fc.jsonValue() }),
  fc.record({
    kind: fc.constant('trial' as const),
    spec: fc.nat(6),
    dataset: fc.constantFrom('ds-1', 'ds-2'),
    sharpe: fc.double({ min: -2, max: 2, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('audit' as const), subject: text, data: fc.jsonValue() }),
  fc.record({ kind: fc.constant('reopen' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function createModel() {
  return {
    messages: [] as ReturnType<typeof message>[],
    acknowledged: new Map<string, number>(),
    settings: {} as Record<string, unknown>,
    fills: new Map<string, ReturnType<typeof fill>>(),
    repeats: new Map<string, { times: number; conflicts: number }>(),
    artefacts: new Map<string, unknown>(),
    trials: new Map<string, { dataset: string; sharpe: number }>(),
    audits: [] as { subject: string; data: unknown }[],
  };
}
type Model = ReturnType<typeof createModel>;

async function apply(store: Store, model: Model, s: Step): Promise<void> {
  switch (s.kind) {
    case 'messages': {
      const writes: Promise<void>[] = [];
      for (const { durable, ...more } of s.messages) {
        const sent = message(model.messages.length + 1, json(more));
        model.messages.push(sent);
        const write = store.journal.append(sent, durable);
        if (s.oneByOne) await write;
        else writes.push(write);
      }
      await Promise.all(writes);
      return;
    }
    case 'acknowledge': {
      const sequence = Math.max(0, model.messages.length - s.back);
      store.journal.acknowledge(s.agent, sequence);
      model.acknowledged.set(s.agent, Math.max(sequence, model.acknowledged.get(s.agent) ?? 0));
      return;
    }
    case 'setting':
      await store.settings.set(s.key, s.value);
      model.settings[s.key] = json(s.value);
      return;
    case 'fill': {
      const brought = fill(`x-${s.id}`, { price: decimal(`10.0${s.cents}`) });
      const known = model.fills.get(brought.executionId);
      const outcome = await store.orders.recordFill(brought);
      if (known === undefined) {
        model.fills.set(brought.executionId, brought);
        expect(outcome).toBe('new');
        return;
      }
      const conflict = known.price !== brought.price;
      expect(outcome).toBe(conflict ? 'conflict' : 'duplicate');
      const repeat = model.repeats.get(brought.executionId) ?? { times: 0, conflicts: 0 };
      model.repeats.set(brought.executionId, {
        times: repeat.times + 1,
        conflicts: repeat.conflicts + (conflict ? 1 : 0),
      });
      return;
    }
    case 'artefact':
      model.artefacts.set(await store.artefacts.put(s.value), json(s.value));
      return;
    case 'trial': {
      const key = `${s.spec} ${s.dataset}`;
      await store.trials.record({
        specHash: String(s.spec),
        datasetId: s.dataset,
        runId: 'run-1',
        barSharpe: s.sharpe,
        at: 1,
      });
      if (!model.trials.has(key)) model.trials.set(key, { dataset: s.dataset, sharpe: s.sharpe });
      return;
    }
    case 'audit':
      await store.audit.append({ actor: 'host', action: 'x', subject: s.subject, data: s.data });
      model.audits.push({ subject: s.subject, data: json(s.data) });
      return;
    case 'reopen':
      return;
  }
}

async function compare(store: Store, model: Model): Promise<void> {
  expect(store.journal.read({})).toEqual(model.messages);
  expect(store.journal.read({ correlationId: 'ü' })).toEqual(model.messages.filter((m) => m.correlationId === 'ü'));
  for (const agent of ['A1', 'D6']) expect(store.journal.acknowledged(agent)).toBe(model.acknowledged.get(agent) ?? 0);
  expect(store.settings.all()).toEqual(model.settings);
  expect(store.orders.fills()).toEqual([...model.fills.values()]);
  expect(store.orders.repeatedFills()).toEqual(
    [...model.repeats]
      .map(([executionId, r]) => ({ executionId, ...r }))
      .sort((a, b) => (a.executionId < b.executionId ? -1 : 1)),
  );
  for (const [hash, value] of model.artefacts) {
    expect(hash).toBe(hashOf(value));
    expect(canonicalJson(await store.artefacts.get(hash))).toBe(canonicalJson(value));
  }
  for (const dataset of ['ds-1', 'ds-2']) {
    const own = [...model.trials.values()].filter((t) => t.dataset === dataset).map((t) => t.sharpe);
    const mean = own.reduce((a, b) => a + b, 0) / Math.max(1, own.length);
    const stats = store.trials.stats(dataset);
    expect(stats.count).toBe(own.length);
    expect(stats.mean).toBeCloseTo(mean, 12);
  }
  const audits = store.audit.latest(10_000).reverse();
  expect(audits.map(({ subject, data }) => ({ subject, data }))).toEqual(model.audits);
  expect(store.audit.verify()).toEqual({ valid: true, entries: model.audits.length, brokenAt: null });
}

it.each([
  { mode: 'direct', runs: 20, threads: false },
  { mode: 'thread', runs: 6, threads: true },
])('equals its model ($mode)', { timeout: 120_000 }, async ({ runs, threads }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const home = mkdtempSync(join(tmpdir(), 'store-model-'));
      const open = async () => must(await openStore({ home, threads, clock: countingClock() }));
      let store = await open();
      try {
        const model = createModel();
        for (const s of steps) {
          await apply(store, model, s);
          if (s.kind !== 'reopen') continue;
          await store.close();
          store = await open();
          expect(store.journal.lastSequence).toBe(model.messages.length);
        }
        await store.flush();
        await compare(store, model);
      } finally {
        await store.close();
        rmSync(home, { recursive: true, force: true });
      }
    }),
    { numRuns: runs, seed: 4211 },
  );
});
