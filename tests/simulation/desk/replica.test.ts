/** Replicas over a bridge: whatever interleaving of changes, snapshots, delays and losses, a replica ends with the rows of its host. */
import { describe, expect, it } from 'vitest';
import { createViewStore } from '../../../agents/control/view/view-store.ts';
import { openReplica } from '../../../electron/headless/view-replica.ts';
import { createRandom, type Random } from '../../../shared/core/random.ts';
import type { DeskBridge } from '../../../shared/desk-api/bridge.ts';
import type { Change, Row } from '../../../shared/desk-api/view.ts';
import { approveSome, deskWorkshop, smallResearch } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Rows as they look after the wire. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A bridge whose snapshots take a while and whose changes may be lost, never swapped. */
function roughBridge(
  view: ReturnType<typeof createViewStore>,
  random: Random,
): Pick<DeskBridge, 'snapshot' | 'onChange' | 'onConnection'> {
  return {
    async snapshot() {
      for (let n = random.int(3); n > 0; n--) await turn();
      view.flush();
      const taken = plain(view.snapshot());
      for (let n = random.int(3); n > 0; n--) await turn();
      return taken as never;
    },
    onChange: (listener) => view.onChange((change: Change) => random.int(8) > 0 && listener(plain(change) as Change)),
    onConnection: () => () => undefined,
  };
}

const alert = (id: string, random: Random): Row<'alerts'> => ({
  id,
  severity: 'info',
  title: `t${random.int(1000)}`,
  text: '',
  source: 'agent/D2',
  at: random.int(1000),
});

describe('a replica', () => {
  it('follows every interleaving of changes and snapshots', async () => {
    let changes = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = createRandom(`replica/${seed}`);
      const view = createViewStore();
      const bridge = roughBridge(view, random) as DeskBridge;
      const replicas: Awaited<ReturnType<typeof openReplica>>[] = [];
      for (let step = 0; step < 150; step++) {
        const key = `a${random.int(250)}`;
        const what = random.int(10);
        if (what < 6) view.set('alerts', key, alert(key, random));
        else if (what < 8) view.set('alerts', key, null);
        else if (what === 8) view.flush();
        else await turn();
        if (step % 50 === 10) replicas.push(await openReplica(bridge));
        changes++;
      }
      // A replica learns of a loss by the next number: one more change arrives for certain.
      for (let n = 0; n < 40; n++) {
        view.set('alerts', 'last', alert('last', random));
        view.flush();
        await turn();
      }
      for (let n = 0; n < 20; n++) await turn();
      const host = plain(view.snapshot().view);
      const same = replicas.map((r) => JSON.stringify(r.view()) === JSON.stringify(host) || plain(r.view()));
      for (const replica of replicas) replica.close();
      // The very last change may be the lost one; then the replica is one alert behind and knows all the others.
      for (const found of same)
        if (found !== true) {
          const { last: mine, ...others } = (found as { alerts: Record<string, unknown> }).alerts;
          const { last: theirs, ...hosts } = (host as { alerts: Record<string, unknown> }).alerts;
          expect(others, `seed ${seed}`).toEqual(hosts);
          expect(mine !== undefined && theirs !== undefined, `seed ${seed}`).toBe(true);
        }
    }
    expect(changes).toBe(9000);
  });

  it('of a working desk, opened at any moment, is the desk', { timeout: 120_000 }, async () => {
    const desk = await shop.open();
    const random = createRandom('replicas of a desk');
    const replicas = [await openReplica(desk.desk.bridge)];
    const opening: ReturnType<typeof openReplica>[] = [];
    const stop = desk.desk.bridge.onChange(() => {
      if (random.int(4) === 0 && replicas.length + opening.length < 8) opening.push(openReplica(desk.desk.bridge));
    });
    await desk.research(smallResearch);
    await approveSome(desk, 1);
    const { sessionId } = await desk.ask('replay.control', {
      action: 'start',
      datasetId: null,
      from: null,
      speed: 1000,
    });
    await desk.until((v) => v.replays[sessionId]?.status === 'finished');
    stop();
    replicas.push(...(await Promise.all(opening)));
    expect(replicas.length).toBeGreaterThan(1);
    await desk.desk.bridge.snapshot();
    await turn();
    // Closed, it changes no more: what every replica holds then is what the host holds.
    await desk.close();
    const { view } = await desk.desk.bridge.snapshot();
    for (const replica of replicas) {
      expect(plain(replica.view())).toEqual(plain(view));
      replica.close();
    }
  });
});
