/** Every request of the map on a whole desk: answered by one handler, and hostile queries get a refusal in words, never a fault. */
import { beforeAll, describe, expect, it } from 'vitest';
import { handlers } from '../../../agents/desk/requests/index.ts';
import { handleCall } from '../../../electron/bridge-service.ts';
import { createRandom } from '../../../shared/core/random.ts';
import type { Refusal, Result } from '../../../shared/core/result.ts';
import { type RequestName, requests } from '../../../shared/desk-api/requests.ts';
import { deskWorkshop, type TestDesk } from '../../support/open-test-desk.ts';
import { strangerQueries } from './stranger-queries.ts';

const shop = deskWorkshop();
const names = Object.keys(requests) as RequestName[];
const rounds = Number(process.env.DESK_QUERIES ?? 60);
let desk: TestDesk;
beforeAll(async () => {
  desk = await shop.open();
}, 60_000);

const faults: string[] = [];
const call = (name: string, query: unknown): Promise<Result<unknown, Refusal>> =>
  handleCall(desk.desk, name, query, 'window', (line) => faults.push(line));

/** A refusal reads as a sentence and names its kind. */
const expectWords = (refusal: Refusal, about: string): void => {
  expect(refusal.code, about).toMatch(/^[a-z][a-z-]+$/);
  expect(refusal.code, `${about}: ${faults.at(-1)}`).not.toBe('desk-fault');
  expect(refusal.message, about).toMatch(/^.{8,400}$/s);
  // What was sent may be named by its kind; the desk's own words hold no machine talk.
  if (refusal.code !== 'bad-query') expect(refusal.message, about).not.toMatch(/undefined|\[object|NaN|\n {4}at /);
};

const hostile = (random: ReturnType<typeof createRandom>): unknown =>
  random.pick<unknown>([
    null,
    undefined,
    true,
    '',
    ' ',
    -1,
    0,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
    'x'.repeat(10_000),
    '../../etc/passwd',
    "'; DROP TABLE messages; --",
    '\u0000\u202e\ud800',
    '__proto__',
    'constructor',
    'toString',
    [],
    [null],
    {},
    { toString: 'x' },
    JSON.parse('{"__proto__":{"admin":true}}'),
    () => 'x',
    Symbol('x'),
    10n,
    new Date(0),
  ]);

describe('the map', () => {
  it('has exactly one handler for every name', () => {
    expect(Object.keys(handlers).sort()).toEqual([...names].sort());
    for (const name of Object.keys(strangerQueries)) expect(names).toContain(name);
  });

  it('knows nothing beside it', async () => {
    for (const name of ['', 'nothing', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x'.repeat(5000)]) {
      const answer = await call(name, {});
      if (answer.ok) expect.fail(`${name} was answered`);
      expect(answer.error.code).toBe('unknown-request');
    }
  });
});

describe('a stranger', () => {
  for (const name of names)
    it(`gets words from ${name}`, { timeout: 60_000 }, async () => {
      const random = createRandom(`hostile/${name}`);
      const known = strangerQueries[name];
      const query: Readonly<Record<string, unknown>> = known?.query ?? {};
      const plain = await call(name, query);
      if (!plain.ok) expectWords(plain.error, name);
      if (known !== undefined) expect(plain.ok, `${name} ${plain.ok ? '' : plain.error.code}`).toBe(known.answered);
      for (const odd of [undefined, null, 7, 'x', [], [query], { ...query, more: 1 }]) {
        const answer = await call(name, odd);
        if (answer.ok) expect.fail(`${name} took ${JSON.stringify(odd)}`);
        expectWords(answer.error, `${name} ${JSON.stringify(odd)?.slice(0, 80)}`);
      }
      const fields = Object.keys(requests[name].query.shape).filter((field) => !known?.keep?.includes(field));
      for (let round = 0; fields.length > 0 && round < rounds; round++) {
        const field = random.pick(fields);
        const value = hostile(random);
        const answer = await call(name, { ...query, [field]: value });
        const about = `${name} with ${field} = ${String(typeof value === 'object' ? JSON.stringify(value) : value?.toString()).slice(0, 60)}`;
        if (!answer.ok) expectWords(answer.error, about);
      }
      expect(faults).toEqual([]);
    });

  it('has changed nothing that matters', async () => {
    const view = await desk.view();
    expect(Object.keys(view.runs)).toEqual([]);
    expect(Object.keys(view.deployments)).toEqual([]);
    expect(Object.keys(view.orders)).toEqual([]);
    expect(Object.keys(view.datasets)).toHaveLength(1);
    expect((await desk.ask('audit.verify', {})).valid).toBe(true);
    expect(Object.values(view.agents).filter((a) => a.failed > 0 || a.state === 'faulted')).toEqual([]);
  });
});
