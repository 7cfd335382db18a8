// @vitest-environment happy-dom
/** The validation screen: every check has its group, the verdict is counted, problems stand alone on demand, a file's findings point at its lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { evidenceChecks } from '../../../agents/learning/gate/evidence/index.ts';
import { criteria } from '../../../agents/learning/gate/index.ts';
import { checks as d5Checks } from '../../../agents/validation/checks/index.ts';
import {
  askedBy,
  checkGroups,
  countVerdicts,
  decidedBy,
  groupChecks,
  thresholdSense,
} from '../../../renderer/dossier/check-groups.ts';
import { guessKind, kindOfName } from '../../../renderer/screens/validation/file-kind.ts';
import { tokenLines } from '../../../renderer/screens/validation/marked-source.tsx';
import { formatMeasured } from '../../../renderer/screens/validation/measure-bar.tsx';
import { ValidationScreen } from '../../../renderer/screens/validation/validation-screen.tsx';
import { ensureDefined } from '../../../shared/core/assert.ts';
import { mostSourceCharacters } from '../../../shared/desk-api/source-report.ts';
import { draw } from '../../support/draw.tsx';
import { fixtureChecks } from '../../support/fixture-checks.ts';
import { leakySource } from '../../support/fixture-source-report.ts';

afterEach(cleanup);

describe('the groups', () => {
  const asked = ['well-formed', ...d5Checks.map((c) => c.name)];
  const judged = [...criteria, ...evidenceChecks].map((c) => c.name);
  it('know every check of D5, of the gate and of the dear evidence, once', () => {
    const grouped = checkGroups.flatMap((g) => g.checks);
    expect(new Set(grouped).size).toBe(grouped.length);
    expect([...asked, ...judged].filter((name) => !grouped.includes(name))).toEqual([]);
  });
  it('know who asks', () => {
    expect(asked.filter((name) => askedBy(name) !== 'D5')).toEqual([]);
    expect(judged.filter((name) => askedBy(name) !== 'A6')).toEqual([]);
  });
  it('lose no check, put failures first, and keep the unknown apart', () => {
    const stranger = { ...ensureDefined(fixtureChecks(null, 0.8)[0], 'a check'), check: 'of-another-version' };
    const checks = [...fixtureChecks('overfitting', 0.8), stranger];
    const grouped = groupChecks(checks);
    expect(grouped.flatMap((g) => g.checks)).toHaveLength(checks.length);
    expect(grouped.find((g) => g.group.id === 'luck')?.checks[0]?.check).toBe('deflated-sharpe');
    expect(grouped.at(-1)?.checks).toEqual([stranger]);
  });
  it('say who decided', () => {
    expect(decidedBy({ checks: fixtureChecks('look-ahead', 0), trials: 96 })).toBe('D5');
    expect(decidedBy({ checks: fixtureChecks('overfitting', 0), trials: 96 })).toBe('A6');
    expect(decidedBy({ checks: fixtureChecks(null, 1), trials: null })).toBeNull();
    expect(countVerdicts(fixtureChecks('overfitting', 0)).fail).toBe(1);
  });
});

describe('a measure', () => {
  it.each([
    ['deflated-sharpe', 'least'],
    ['enough-trades', 'least'],
    ['track-record', 'least'],
    ['drawdown', 'most'],
    ['permutation', 'most'],
    ['not-the-benchmark', 'most'],
  ])('of %s is judged as at %s', (check, sense) => {
    expect(thresholdSense(check)).toBe(sense);
  });
  it('is judged as the words of its own check say', () => {
    const folders = ['validation/checks', 'learning/gate', 'learning/gate/evidence'];
    const texts = folders.flatMap((folder) => {
      const at = join(import.meta.dirname, '../../../agents', folder);
      return readdirSync(at)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(join(at, file), 'utf8'));
    });
    const said = texts
      .flatMap((text) => text.split(/(?=\bname: ')/).slice(1))
      .flatMap((part) => {
        const check = /^name: '([\w-]+)'/.exec(part)?.[1];
        const word = /\((most|least) /.exec(part)?.[1];
        return check === undefined || word === undefined ? [] : [{ check, word }];
      });
    expect(said.length).toBeGreaterThan(15);
    expect(said.filter((s) => thresholdSense(s.check) !== s.word)).toEqual([]);
  });
  it('has the digits it needs', () => {
    expect([0.0021, 0.5, 12.345, 3_100_000, -0.021, 7].map(formatMeasured)).toEqual([
      '0.0021',
      '0.50',
      '12.35',
      '3,100,000',
      '−0.0210',
      '7',
    ]);
  });
});

describe('the screen', () => {
  it('opens the newest that waits for the person, with every check and its command', async () => {
    const { bridge } = await draw(<ValidationScreen argument="" query={{}} />);
    const { view } = await bridge.snapshot();
    const row = ensureDefined(
      Object.values(view.strategies)
        .filter((s) => s.stage === 'awaiting-approval')
        .sort((a, b) => b.updatedAt - a.updatedAt)[0],
      'one waits',
    );
    expect((screen.getByTestId('validation-strategy') as HTMLSelectElement).value).toBe(row.strategyId);
    for (const check of row.checks)
      expect(screen.getByTestId(`check-${check.check}`).textContent).toContain(check.evidence);
    expect(screen.getByTestId('validation-summary').textContent).toMatch(/Go.*Profitability.*96/);
    expect(screen.getByTestId('count-fail').textContent).toMatch(/^0/);
    expect(screen.getByTestId('check-command-deflated-sharpe').getAttribute('title')).toBe(
      `quantai replay ${row.runId}`,
    );
  });
  it('shows only what failed or warns', async () => {
    const { bridge } = await draw(<div />);
    const { view } = await bridge.snapshot();
    const refused = ensureDefined(
      Object.values(view.strategies).find((s) => s.stage === 'refused' && s.reason.includes('deflated')),
      'one is refused',
    );
    cleanup();
    await draw(<ValidationScreen argument={refused.strategyId} query={{}} />);
    expect(screen.getByTestId('validation-summary').textContent).toContain('No go');
    fireEvent.click(screen.getByTestId('validation-show-problems'));
    const verdicts = screen.getAllByTestId(/^check-(?!command|group)/).map((line) => line.dataset.verdict);
    expect(verdicts).toContain('fail');
    expect(verdicts).not.toContain('pass');
  });
  it('has words for a desk without strategies, and for a strategy it does not know', async () => {
    await draw(<ValidationScreen argument="" query={{}} />, 'fresh');
    expect(screen.getByText('Nothing was checked yet')).toBeTruthy();
    cleanup();
    await draw(<ValidationScreen argument="st-none" query={{}} />);
    expect(screen.getByText(/no such strategy/)).toBeTruthy();
  });
});

describe('a file of the person', () => {
  const type = (text: string): void => {
    fireEvent.change(screen.getByTestId('file-text'), { target: { value: text } });
  };
  it('is sent under a name that says what it is, and its findings mark its lines', async () => {
    const { bridge } = await draw(<ValidationScreen argument="" query={{ tab: 'file' }} />);
    type(leakySource);
    fireEvent.click(screen.getByTestId('file-check'));
    const report = await waitFor(() => screen.getByTestId('file-report'));
    expect(bridge.calls.at(-1)).toEqual({
      name: 'validate.source',
      query: { fileName: 'strategy.py', text: leakySource },
    });
    expect(report.dataset.passed).toBe('false');
    expect(within(report).getByTestId('finding-negative-shift').textContent).toContain('line 10, column 23');
    fireEvent.click(within(report).getByTestId('finding-negative-shift'));
    expect(screen.getByTestId('marked-line-10').getAttribute('aria-current')).toBe('true');
    expect(screen.getByTestId('marked-line-10').textContent).toContain('shift(-1)');
    fireEvent.click(screen.getByTestId('file-edit'));
    expect((screen.getByTestId('file-text') as HTMLTextAreaElement).value).toBe(leakySource);
  });
  it('may be dropped, and keeps its own name', async () => {
    const { bridge } = await draw(<ValidationScreen argument="" query={{ tab: 'file' }} />);
    fireEvent.drop(screen.getByTestId('file-drop'), {
      dataTransfer: { files: [new File(['{"schema": 1}'], 'mine.json')] },
    });
    await waitFor(() => screen.getByTestId('file-report'));
    expect(bridge.calls.at(-1)?.query).toEqual({ fileName: 'mine.json', text: '{"schema": 1}' });
  });
  it('is refused in words when the desk cannot read it in time, and when it is too long to be sent', async () => {
    const { bridge } = await draw(<ValidationScreen argument="" query={{ tab: 'file' }} />);
    type('while True: pass');
    fireEvent.click(screen.getByTestId('file-check'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('longer than 500 ms'));
    const sent = bridge.calls.length;
    type('x'.repeat(mostSourceCharacters + 1));
    fireEvent.click(screen.getByTestId('file-check'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('200,001 characters'));
    expect(bridge.calls).toHaveLength(sent);
  });
});

describe('what a text is', () => {
  it.each([
    ['import numpy as np\n', 'python'],
    ['def signal(df):\n  return 1', 'python'],
    ["import { sma } from './x.ts';\n", 'typescript'],
    ['/** A note. */\nexport function onBar() {}', 'typescript'],
    ['\n  {"schema": 1}', 'specification'],
  ] as const)('%j is guessed to be %s', (text, kind) => {
    expect(guessKind(text)).toBe(kind);
  });
  it('is told by its name first', () => {
    expect(['a.PY', 'b.mts', 'c.json', 'd.txt'].map(kindOfName)).toEqual([
      'python',
      'typescript',
      'specification',
      undefined,
    ]);
  });
  it('is cut into lines without losing a character, and two slashes divide in Python', () => {
    const lines = tokenLines(leakySource, 'python');
    expect(lines.map((line) => line.map((t) => t.text).join('')).join('\n')).toBe(leakySource);
    expect(lines.flat().some((t) => t.kind === 'comment' && t.text.startsWith('//'))).toBe(false);
  });
});
