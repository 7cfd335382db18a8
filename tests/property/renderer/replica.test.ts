/** Whatever is lost, repeated or broken on the way, the replica ends equal to the desk. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyOperations, emptyView, followDesk, type ReplicaFrame } from '../../../renderer/bridge/replica.ts';
import type { DeskBridge } from '../../../shared/desk-api/bridge.ts';
import type { Change, Operation, Snapshot, View } from '../../../shared/desk-api/view.ts';

const operation: fc.Arbitrary<Operation> = fc.record({
  collection: fc.constantFrom('alerts', 'orders', 'agents'),
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  row: fc.option(fc.integer(), { nil: null }),
});
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      operations: fc.array(operation, { minLength: 1, maxLength: 4 }),
      fate: fc.constantFrom('sent', 'sent', 'sent', 'lost', 'twice'),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'break' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

it('ends equal to the desk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let view: View = emptyView;
      let number = 0;
      let listener: (change: Change) => void = () => undefined;
      let connection: (connected: boolean) => void = () => undefined;
      const bridge: DeskBridge = {
        kind: 'direct',
        call: () => new Promise(() => undefined),
        // Answered a turn later than asked, with what the desk held when it was asked.
        snapshot: () => {
          const taken: Snapshot = { number, view };
          return new Promise((resolve) => setTimeout(() => resolve(taken), 0));
        },
        onChange: (l) => {
          listener = l;
          return () => undefined;
        },
        onConnection: (l) => {
          connection = l;
          return () => undefined;
        },
      };
      let last: ReplicaFrame | undefined;
      const stop = followDesk(bridge, {
        schedule: (flush) => flush(),
        onFrame: (frame) => {
          last = frame;
        },
        retry: (again) => setTimeout(again, 0),
      });
      const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
      const publish = (operations: readonly Operation[], fate: string): void => {
        view = applyOperations(view, operations);
        number++;
        if (fate === 'lost') return;
        listener({ number, operations });
        if (fate === 'twice') listener({ number, operations });
      };
      for (const one of steps) {
        if (one.kind === 'change') publish(one.operations, one.fate);
        else if (one.kind === 'wait') await turn();
        else {
          connection(false);
          if (one.kind === 'restart') {
            view = emptyView;
            number = 0;
          }
          connection(true);
        }
      }
      // One more change makes every gap known; a few turns close it.
      publish([{ collection: 'alerts', key: 'end', row: 1 as never }], 'sent');
      for (let i = 0; i < 6; i++) await turn();
      stop();
      expect(last?.number).toBe(number);
      expect(last?.view).toEqual(view);
      expect(last?.state).toBe('live');
    }),
    { numRuns: 120 },
  );
});
