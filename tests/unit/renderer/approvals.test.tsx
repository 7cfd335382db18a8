// @vitest-environment happy-dom
/** Approving: every section opened, the seal the person saw, no way around a refusal. */
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ApprovalsScreen } from '../../../renderer/screens/approvals/approvals-screen.tsx';
import { draw, turn } from '../../support/draw.tsx';

afterEach(cleanup);
/** Sections that draw on a canvas are left to the browser's pictures. */
const plain = ['thesis', 'band', 'overfitting', 'code'];
const approve = () => screen.getByTestId('approve-paper') as HTMLButtonElement;

describe('approvals', () => {
  it('keeps Approve shut until every required section was opened', async () => {
    await draw(<ApprovalsScreen argument="" query={{}} />);
    await turn(300);
    expect(approve().disabled).toBe(true);
    for (const id of plain) {
      fireEvent.click(screen.getByTestId(`section-${id}`));
      expect(approve().disabled).toBe(true);
    }
    expect(screen.getByTestId('unread').textContent).toBe('Still to open: Performance after costs, Trades');
  });

  it('asks for a new seal when a limit changes, and shows none while a limit is wrong', async () => {
    const { bridge } = await draw(<ApprovalsScreen argument="" query={{}} />);
    await turn(300);
    const seals = () =>
      bridge.calls
        .filter((c) => c.name === 'strategy.seal')
        .map((c) => (c.query as { limits: { capital: number } }).limits.capital);
    expect(seals()).toEqual([25_000]);
    fireEvent.change(screen.getByTestId('limit-capital'), { target: { value: '-5' } });
    await turn(300);
    expect(screen.getByTestId('dossier').textContent).toContain('No seal');
    fireEvent.change(screen.getByTestId('limit-capital'), { target: { value: '10,000' } });
    await turn(300);
    expect(seals()).toEqual([25_000, 10_000]);
  });

  it('rejects only with a reason', async () => {
    const { bridge } = await draw(<ApprovalsScreen argument="" query={{}} />);
    await turn(20);
    fireEvent.click(screen.getByTestId('reject'));
    expect((screen.getByTestId('reject-confirm') as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(screen.getByTestId('reject-reason'), { target: { value: 'I do not believe it' } });
    fireEvent.click(screen.getByTestId('reject-confirm'));
    await turn();
    expect(bridge.calls.find((c) => c.name === 'strategy.reject')?.query).toMatchObject({
      reason: 'I do not believe it',
    });
  });

  it('lets a refused one be read, and never approved', async () => {
    await draw(<ApprovalsScreen argument="" query={{}} />);
    fireEvent.click(screen.getByTestId('shelf-refused'));
    await turn(20);
    expect(screen.getByTestId('decided').textContent).toContain('never approved');
    expect(screen.queryByTestId('approve-paper')).toBeNull();
    fireEvent.click(screen.getByTestId('section-thesis'));
    expect(screen.getByTestId('dossier').textContent).toContain('Why it should earn money');
  });

  it('shows a refusal in words where a dossier cannot be read', async () => {
    await draw(<ApprovalsScreen argument="" query={{}} />, 'refusing');
    await turn(20);
    expect(screen.getByRole('alert').textContent).toContain('could not be read');
  });
});
