/** Lab answers for pictures and tests of the window: one study of each kind, computed from seeded walks. */
import { createRandom } from '../../shared/core/random.ts';
import type { StudyResult } from '../../shared/desk-api/lab.ts';
import type { Row } from '../../shared/desk-api/view.ts';

const quantileOf = (sorted: readonly number[], level: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] as number;

function spread(values: readonly number[], actual: number) {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  return {
    mean,
    deviation: Math.sqrt(sorted.reduce((s, v) => s + (v - mean) ** 2, 0) / (sorted.length - 1)),
    quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map((level) => ({ level, value: quantileOf(sorted, level) })),
    actualRank: sorted.filter((v) => v < actual).length / sorted.length,
  };
}

function monteCarlo(): StudyResult {
  const random = createRandom('fixture-fan');
  const paths = Array.from({ length: 400 }, (_, k) => {
    const r = random.fork(String(k));
    let growth = 1;
    return Array.from({ length: 100 }, (_, i) => {
      if (i > 0) growth *= Math.exp(0.007 + 0.035 * r.normal());
      return growth;
    });
  });
  const fall = (path: readonly number[]): number => {
    let peak = 0;
    return path.reduce((worst, v) => {
      peak = Math.max(peak, v);
      return Math.min(worst, v / peak - 1);
    }, 0);
  };
  const returns = paths.map((p) => (p.at(-1) as number) - 1);
  return {
    study: 'monte-carlo',
    method: 'bootstrap',
    paths: paths.length,
    observations: 1500,
    bands: [0.05, 0.25, 0.5, 0.75, 0.95].map((level) => ({
      level,
      values: Array.from({ length: 100 }, (_, i) =>
        quantileOf(
          paths.map((p) => p[i] as number).sort((a, b) => a - b),
          level,
        ),
      ),
    })),
    totalReturn: spread(returns, 0.92),
    maxDrawdown: spread(paths.map(fall), -0.148),
    lossProbability: returns.filter((r) => r < 0).length / returns.length,
    ruinProbability: paths.filter((p) => Math.min(...p) < 0.5).length / paths.length,
    ruinError: 0.004,
    actual: { totalReturn: 0.92, maxDrawdown: -0.148, trades: 118 },
  };
}

function sweep(): StudyResult {
  const xValues = [20, 30, 40, 50, 60, 70, 80, 90, 100];
  const yValues = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50];
  const random = createRandom('fixture-sweep');
  const scores = yValues.map((y) =>
    xValues.map((x) => (x <= y ? null : 1.1 - ((x - 60) / 45) ** 2 - ((y - 20) / 22) ** 2 + 0.12 * random.normal())),
  );
  const top = yValues
    .flatMap((y, row) =>
      xValues.map((x, column) => ({ x, y, score: scores[row]?.[column] ?? Number.NEGATIVE_INFINITY })),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, 20)
    .map(({ x, y, score }) => ({
      parameters: { entry_length: x, exit_length: y },
      score,
      sharpe: score,
      totalReturn: score * 0.9,
      maxDrawdown: -0.12 - 0.03 * (1 - score),
      trades: Math.round(4000 / (x + y)),
    }));
  return {
    study: 'sweep',
    tried: 90,
    size: 90,
    best: top[0] ?? null,
    top,
    plateau: { neighbours: 8, stableShare: 0.875, meanScore: 0.92, lowestScore: 0.55, keep: 0.6 },
    heatMap: { x: 'entry_length', y: 'exit_length', xValues, yValues, scores },
    objective: 'sharpe',
    deflatedSharpe: 0.81,
    notes: ['Run with the full engine: the strategy has protective stops.'],
  };
}

function walkForward(): StudyResult {
  const random = createRandom('fixture-walk-forward');
  const month = 30 * 86_400_000;
  const start = Date.UTC(2016, 0, 4);
  let equity = 100_000;
  const time = Array.from({ length: 1500 }, (_, i) => start + i * 86_400_000);
  const windows = Array.from({ length: 8 }, (_, i) => ({
    trainFrom: start + i * 6 * month,
    trainTo: start + (i * 6 + 24) * month,
    testFrom: start + (i * 6 + 24) * month,
    testTo: start + (i * 6 + 30) * month,
    chosen: i === 3 ? null : { entry_length: 40 + 10 * random.int(4), exit_length: 15 + 5 * random.int(3) },
    inSampleSharpe: 1.2 + 0.2 * random.normal(),
    outOfSampleSharpe: i === 3 ? null : 0.6 + 0.5 * random.normal(),
    outOfSampleReturn: i === 3 ? null : 0.03 + 0.05 * random.normal(),
  }));
  return {
    study: 'walk-forward',
    tried: 720,
    windows,
    time,
    equity: time.map(() => {
      equity *= Math.exp(0.0003 + 0.006 * random.normal());
      return equity;
    }),
    performance: null,
    efficiency: 0.58,
    profitableShare: 0.71,
    drift: [{ name: 'entry_length', values: [40, 50, 50, null, 60], changedShare: 0.67, meanStep: 0.12 }],
    notes: [],
  };
}

export const fixtureStudies = (strategyId: string, now: number): Record<string, Row<'studies'>> =>
  Object.fromEntries(
    (['sweep', 'walk-forward', 'monte-carlo'] as const).map((study, i) => [
      `study-${i + 1}`,
      {
        studyId: `study-${i + 1}`,
        strategyId,
        study,
        title: 'grid over entry_length, exit_length',
        status: 'complete' as const,
        fraction: 1,
        what: 'variants',
        remainingMs: null,
        startedAt: now - 60_000 * (3 - i),
        tried: study === 'monte-carlo' ? 0 : 90,
        reason: '',
      },
    ]),
  );

export const fixtureStudyResult = (studyId: string): StudyResult =>
  studyId === 'study-1' ? sweep() : studyId === 'study-2' ? walkForward() : monteCarlo();
