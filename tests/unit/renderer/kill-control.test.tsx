// @vitest-environment happy-dom
/** The kill switch: pause and halt at a press, flatten only when held, the report, and re-arming. */
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { KillControl } from '../../../renderer/frame/kill-control.tsx';
import { holdMs } from '../../../renderer/frame/kill-levels.ts';
import { draw, turn } from '../../support/draw.tsx';

afterEach(cleanup);
const killed = (calls: readonly { name: string; query: unknown }[]) =>
  calls.filter((c) => c.name === 'kill.trigger').map((c) => (c.query as { level: string }).level);

describe('the kill switch', () => {
  it('says it is armed and sends nothing by being opened', async () => {
    const { bridge } = await draw(<KillControl />);
    expect(screen.getByTestId('kill-state').textContent).toContain('Armed');
    fireEvent.click(screen.getByTestId('kill-open'));
    expect(screen.getByTestId('kill-flatten')).toBeTruthy();
    expect(killed(bridge.calls)).toEqual([]);
  });

  it('pauses and halts at one press', async () => {
    const { bridge } = await draw(<KillControl />);
    for (const id of ['kill-pause', 'kill-halt']) {
      fireEvent.click(screen.getByTestId('kill-open'));
      fireEvent.click(screen.getByTestId(id));
      await turn();
      fireEvent.click(screen.getByTestId('kill-report-close'));
    }
    expect(killed(bridge.calls)).toEqual(['paused', 'halted']);
  });

  it('flattens when held, by pointer and by key, and not when let go', async () => {
    const { bridge } = await draw(<KillControl />);
    fireEvent.click(screen.getByTestId('kill-open'));
    const flatten = screen.getByTestId('kill-flatten');
    fireEvent.click(flatten);
    fireEvent.pointerDown(flatten, { button: 0 });
    await turn(holdMs / 3);
    fireEvent.pointerUp(flatten);
    await turn(holdMs);
    expect(killed(bridge.calls)).toEqual([]);
    fireEvent.keyDown(flatten, { key: 'Enter' });
    await turn(holdMs + 80);
    expect(killed(bridge.calls)).toEqual(['flattened']);
    expect(screen.getByTestId('kill-report')).toBeTruthy();
  });

  it('shows what could not be closed, by name, with its milliseconds', async () => {
    await draw(<KillControl />, 'killed');
    fireEvent.click(screen.getByTestId('kill-report-open'));
    const report = screen.getByTestId('kill-report');
    expect(screen.getByTestId('kill-phase').dataset.phase).toBe('incomplete');
    expect(screen.getByTestId('kill-position-JUNO').textContent).toContain('Not closed');
    expect(report.textContent).toContain('0.4 ms');
    expect(report.textContent).toContain('2.0 s');
  });

  it('re-arms only with the phrase and a reason', async () => {
    const { bridge } = await draw(<KillControl />, 'killed');
    fireEvent.click(screen.getByTestId('rearm-open'));
    const confirm = screen.getByTestId('rearm-confirm') as HTMLButtonElement;
    fireEvent.change(screen.getByTestId('rearm-phrase'), { target: { value: 'rearm' } });
    fireEvent.change(screen.getByTestId('rearm-reason'), { target: { value: 'the feed is back' } });
    expect(confirm.disabled).toBe(true);
    fireEvent.change(screen.getByTestId('rearm-phrase'), { target: { value: 'REARM' } });
    expect(confirm.disabled).toBe(false);
    fireEvent.click(confirm);
    await turn();
    expect(bridge.calls.find((c) => c.name === 'kill.rearm')?.query).toEqual({
      phrase: 'REARM',
      reason: 'the feed is back',
    });
  });

  it('follows the latch wherever it was pulled', async () => {
    const { bridge } = await draw(<KillControl />);
    const desk = (await bridge.snapshot()).view.status.desk;
    act(() =>
      bridge.change([
        { collection: 'status', key: 'desk', row: { ...desk, killLevel: 'halted', killReason: 'HALT file' } },
      ]),
    );
    expect(screen.getByTestId('kill-open').dataset.level).toBe('halted');
    fireEvent.click(screen.getByTestId('kill-open'));
    expect((screen.getByTestId('kill-pause') as HTMLButtonElement).disabled).toBe(true);
    expect((screen.getByTestId('kill-flatten') as HTMLButtonElement).disabled).toBe(false);
  });
});
