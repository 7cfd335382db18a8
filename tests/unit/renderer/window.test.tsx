// @vitest-environment happy-dom
/** The whole window: a visit to every screen in every state of the desk, its keys, and that it says when the desk is gone. */
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { screens } from '../../../renderer/screens/index.ts';
import { toasts } from '../../../renderer/state/toasts.ts';
import { draw, turn } from '../../support/draw.tsx';

/** happy-dom has no canvas: charts are looked at in a real browser, here their holders stand empty. */
vi.mock('../../../renderer/charts/base-chart.ts', async (original) => ({
  ...(await original<typeof import('../../../renderer/charts/base-chart.ts')>()),
  useChart: () => ({ holder: () => undefined, chart: null, colours: { overlays: ['#000000'] } }),
}));

const go = (hash: string): Promise<void> => {
  act(() => {
    location.hash = hash;
    dispatchEvent(new HashChangeEvent('hashchange'));
  });
  return turn(20);
};
beforeEach(() => {
  toasts.setState({ list: [] });
  location.hash = '#/desk';
});
afterEach(cleanup);

describe.each(['full', 'fresh', 'refusing', 'killed'] as const)('a %s desk', (scenario) => {
  it.each(screens.map((s) => s.id))('shows %s', async (id) => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await draw(<App />, scenario);
    await go(`#/${id}`);
    const main = document.getElementById('main');
    expect(main?.textContent?.length).toBeGreaterThan(20);
    expect(main?.textContent).not.toContain('stopped working');
    expect(screen.getByTestId('kill-open')).toBeTruthy();
    expect(complaints.mock.calls.map((c) => String(c[0]))).toEqual([]);
    complaints.mockRestore();
  });
});

describe('the window', () => {
  it('goes to a screen by g and its letter, and not while a text is typed', async () => {
    await draw(<App />);
    fireEvent.keyDown(document.body, { key: 'g' });
    fireEvent.keyDown(document.body, { key: 'i' });
    expect(location.hash).toBe('#/ideas');
    await go('#/ideas');
    const search = screen.getByTestId('ideas-search');
    fireEvent.keyDown(search, { key: 'g' });
    fireEvent.keyDown(search, { key: 'd' });
    expect(location.hash).toBe('#/ideas');
  });

  it('opens the palette, finds a strategy and goes there', async () => {
    await draw(<App />);
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    const input = screen.getByRole('combobox', { name: /search screens/i });
    fireEvent.change(input, { target: { value: 'memory' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(location.hash).toBe('#/memory');
    expect(screen.queryByTestId('palette')).toBeNull();
  });

  it('moves through a list by j and k and opens by Enter', async () => {
    await draw(<App />);
    await go('#/ideas');
    fireEvent.keyDown(document.body, { key: 'j' });
    const first = document.activeElement as HTMLElement;
    expect(first.dataset.testid).toMatch(/^strategy-row-/);
    fireEvent.keyDown(first, { key: 'j' });
    await turn(40);
    const second = document.activeElement as HTMLElement;
    expect(second).not.toBe(first);
    fireEvent.keyDown(second, { key: 'Enter' });
    expect(location.hash).toBe(`#/strategy/${second.dataset.testid?.replace('strategy-row-', '')}`);
  });

  it('starts research with one press', async () => {
    const { bridge } = await draw(<App />, 'fresh');
    fireEvent.click(screen.getByTestId('research-start'));
    await turn();
    expect(bridge.calls.find((c) => c.name === 'research.start')?.query).toEqual({
      datasetId: 'ds-4be1a90c77d2035f',
      seed: null,
      generations: 3,
      population: 12,
    });
  });

  it('says so when the desk stops answering, and keeps what it knows', async () => {
    await draw(<App />, 'offline');
    await turn(350);
    expect(screen.getByTestId('offline-banner').textContent).toContain('not answering');
    expect(screen.getByTestId('equity').textContent).toContain('105,181.83');
  });

  it('shows a new alert as a notice, and not the old ones', async () => {
    const { bridge } = await draw(<App />);
    expect(screen.queryAllByTestId('toast')).toHaveLength(0);
    act(() =>
      bridge.change([
        {
          collection: 'alerts',
          key: 'new',
          row: { id: 'new', severity: 'critical', title: 'Drawdown breaker', text: 'Halted.', source: 'D2', at: 1 },
        },
      ]),
    );
    expect(screen.getByTestId('toast').textContent).toContain('Drawdown breaker');
  });

  it('waits in sight while the desk has not answered', async () => {
    await draw(<App />, 'silent');
    expect(screen.getByText('Waiting for the desk')).toBeTruthy();
    expect(screen.getByTestId('connection').textContent).toContain('Connecting');
  });
});
