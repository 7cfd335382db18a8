/** Draws a part of the window in happy-dom over a fixture desk. */
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { DeskProvider } from '../../renderer/state/context.tsx';
import { createDeskStore } from '../../renderer/state/store.ts';
import { createFixtureBridge, type FixtureBridge, type Scenario } from './fixture-bridge.ts';

export const fixtureNow = 1_735_834_800_000;

/** Lets promises and timers of this turn run inside React's act. */
export const turn = (ms = 0): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)));

export async function draw(
  part: ReactNode,
  scenario: Scenario = 'full',
): Promise<{ bridge: FixtureBridge; close(): void }> {
  const bridge = createFixtureBridge(scenario, fixtureNow);
  const { store, stop } = createDeskStore(bridge, (flush) => flush());
  const drawn = render(
    <DeskProvider bridge={bridge} store={store}>
      {part}
    </DeskProvider>,
  );
  await turn();
  return {
    bridge,
    close() {
      stop();
      drawn.unmount();
    },
  };
}
