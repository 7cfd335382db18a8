/** What every platform's test asks: the peers, the series, and that no trade differs. */
import { expect } from 'vitest';
import { type Proof, proofs } from '../../../agents/analysis/targets/proof.ts';
import { keepRow } from '../compare.ts';
import { type Peers, peers } from '../python.ts';
import { inventedHistories } from './histories.ts';
import { marketFolder, realMarket } from './real-market.ts';
import { type Platform, runExports, type SuiteReport } from './run-exports.ts';
import { allSymbols, seriesSets, templateCases } from './template-cases.ts';

/** True for `npm run test:exports`: longer series, and the figures that exports carry are measured again. */
export const full = process.env.QUANTAI_EXPORTS === 'full';

const found: Peers = await peers('exports', { install: process.env.QUANTAI_PARITY === 'install' });
/** The interpreter of the export peers; undefined: the tests skip. */
export const python: string | undefined = 'python' in found ? found.python : undefined;
export const folder: string | undefined = marketFolder();
export const skipped = python === undefined || folder === undefined;
if (skipped) {
  const reason = 'skipped' in found ? found.skipped : 'the reference data beside the checkout is missing';
  console.warn(`EXPORTS SKIPPED: ${reason}.`);
}

/** Largest difference of an equity in account currency: the engine's result is rounded to a hundredth of a cent. */
const equityDust = 1e-4;

/** Runs every template on its series on a platform. @param bars of each series, the last ones of the files. */
export async function compareOn(platform: Platform, bars: number): Promise<SuiteReport> {
  const dataset = realMarket(folder as string, allSymbols, bars);
  const market = { dataset, histories: inventedHistories(dataset) };
  return runExports(python as string, platform, templateCases(), market);
}

/** Fails on any error, difference or missing trade, and keeps the row of the closing table. */
export function judge(target: string, platform: string, report: SuiteReport, bars: number): void {
  const { cases } = report;
  const trades = cases.reduce((sum, c) => sum + c.compared, 0);
  const differing = cases.flatMap((c) => c.differing.map((d) => `${c.name}: ${d}`));
  const equity = Math.max(...cases.map((c) => c.equity));
  keepRow({
    peer: report.version === '' ? platform : `${platform} ${report.version}`,
    what: `${target} exports: ${new Set(cases.map((c) => c.template)).size} templates x ${seriesSets.length} series, ${bars} bars`,
    cases: trades,
    largest: Math.max(equity, ...cases.map((c) => c.price)),
    allowed: 'no trade differs',
    note: `${differing.length} differ, ${report.seconds.toFixed(0)} s`,
  });
  expect(cases.filter((c) => c.error !== undefined).map((c) => `${c.name}: ${c.error}`)).toEqual([]);
  expect(differing).toEqual([]);
  expect(equity).toBeLessThanOrEqual(equityDust);
  // Every template must have traded somewhere, or nothing was compared.
  for (const template of new Set(cases.map((c) => c.template))) {
    const made = cases.filter((c) => c.template === template).reduce((sum, c) => sum + c.compared, 0);
    expect(made, `${template} never trades`).toBeGreaterThan(0);
  }
}

/** What a full run found, to compare with the figures exports carry. */
export function expectProof(target: string, report: SuiteReport, bars: number): void {
  const { cases, version } = report;
  const measured = {
    version,
    templates: new Set(cases.map((c) => c.template)).size,
    series: seriesSets.map((set) => set.join(' + ')),
    bars,
    trades: cases.reduce((sum, c) => sum + c.compared, 0),
    differing: cases.reduce((sum, c) => sum + c.differing.length, 0),
  } satisfies Partial<Proof>;
  expect(proofs[target]).toMatchObject(measured);
}
