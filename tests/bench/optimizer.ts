/** Bench: mean-variance programmes and hierarchical risk parity beside quadprog, cvxopt and PyPortfolioOpt, in the same run. */
import { createRandom } from '../../shared/core/random.ts';
import { hierarchicalRiskParity } from '../../shared/quant/optimizer/hierarchical-risk-parity.ts';
import { dot, multiply } from '../../shared/quant/optimizer/linear-algebra.ts';
import { correlationOf } from '../../shared/quant/optimizer/positive-semidefinite.ts';
import { solveQuadratic } from '../../shared/quant/optimizer/quadratic/active-set.ts';
import type { QuadraticProblem } from '../../shared/quant/optimizer/quadratic/problem.ts';
import { sampleCovariance } from '../../shared/quant/statistics/covariance.ts';
import { atLeast, type Bench, type Row, ratios, rotate, spread, timed } from './bench.ts';
import { type PythonPeers, startPython } from './python-peers.ts';

const sizes = [20, 100, 500] as const;
const rounds = 7;
/** A call takes quadprog seconds at this size: it is timed in so many rounds of its own, beside ours. */
const slowRounds = 2;

type Solve = (problem: QuadraticProblem) => { x: number[]; ms: number };

/** Prices driven by five factors: a minimum variance portfolio with a part of the assets at 0 and some at the cap. */
function problemOf(size: number): QuadraticProblem {
  const random = createRandom(`bench-optimizer-${size}`);
  const rows = 2 * size + 60;
  const factors = Array.from({ length: 5 }, () => Float64Array.from({ length: rows }, () => 0.01 * random.normal()));
  const columns = Array.from({ length: size }, () => {
    const loads = factors.map(() => 0.3 + 0.5 * random.normal());
    return Float64Array.from({ length: rows }, (_, t) =>
      factors.reduce((sum, f, k) => sum + (loads[k] as number) * (f[t] as number), 0.012 * random.normal()),
    );
  });
  return {
    names: columns.map((_, j) => `asset ${j}`),
    matrix: sampleCovariance(columns).map((row) => row.map((v) => 504 * v)),
    linear: Float64Array.from(columns, () => -0.05 * (0.08 + 0.05 * random.normal())),
    lower: new Float64Array(size),
    upper: new Float64Array(size).fill(Math.max(0.05, 3 / size)),
    rows: [{ name: 'the weights add up to 1', coefficients: new Float64Array(size).fill(1), low: 1, high: 1 }],
  };
}

/** The npm package counts from 1 and takes the set-up into its call, as its caller must. */
async function loadQuadprog(): Promise<Solve | undefined> {
  try {
    // The package has no types.
    const name: string = 'quadprog';
    const { solveQP } = (await import(name)) as {
      solveQP(d: number[][], l: number[], a: number[][], b: number[], equations: number): { solution: number[] };
    };
    return ({ matrix, linear, lower, upper }) => {
      const n = linear.length;
      const from = performance.now();
      const d = [[] as number[], ...matrix.map((row) => [0, ...row])];
      const a = [[] as number[]];
      for (let i = 0; i < n; i++) {
        const row = new Array<number>(2 * n + 2).fill(0);
        row[1] = 1;
        row[2 + i] = 1;
        row[2 + n + i] = -1;
        a.push(row);
      }
      const b = [0, 1, ...lower, ...upper.map((v) => -v)];
      const { solution } = solveQP(d, [0, ...linear.map((v) => -v)], a, b, 1);
      return { x: solution.slice(1), ms: performance.now() - from };
    };
  } catch {
    return undefined;
  }
}

const objective = (p: QuadraticProblem, x: ArrayLike<number>): number =>
  dot(p.linear, x) + dot(multiply(p.matrix, x), x) / 2;

function own(problem: QuadraticProblem): Float64Array {
  const found = solveQuadratic(problem);
  if (!found.ok) throw new Error(found.error.message);
  return found.value.x;
}

/** Throws where two answers are not the same portfolio. */
function mustAgree(problem: QuadraticProblem, peer: string, theirs: ArrayLike<number>, within: number): void {
  const mine = own(problem);
  const apart = Math.max(...mine.map((v, j) => Math.abs(v - (theirs[j] as number))));
  const [a, b] = [objective(problem, mine), objective(problem, theirs)];
  if (!(Math.abs(a - b) <= 1e-8 * Math.max(1e-3, Math.abs(b)) && apart <= within))
    throw new Error(`${peer}: objective ${b}, not ${a}; weights ${apart} apart`);
}

async function programmes(
  size: number,
  quadprog: Solve | undefined,
  python: PythonPeers | undefined,
  rows: Row[],
): Promise<void> {
  const problem = problemOf(size);
  // Small programmes are done many times in a round: one alone would time the clock and the compiler.
  const times = Math.ceil(1000 / size);
  const mine = async (): Promise<number> =>
    (await timed(() => {
      for (let i = 0; i < times; i++) own(problem);
    })) / times;
  const contenders: Record<string, () => Promise<number>> = { own: mine };
  if (python) {
    const { matrix, linear, lower, upper } = problem;
    await python.hold(`qp ${size}`, {
      matrix: matrix.map((row) => [...row]),
      linear: [...linear],
      lower: [...lower],
      upper: [...upper],
    });
    // An interior point method stops a little before the corner.
    mustAgree(problem, 'cvxopt', (await python.run('qp', `qp ${size}`)).weights, 1e-6);
    contenders.cvxopt = async () => (await python.run('qp', `qp ${size}`)).ms;
  }
  const isSlow = size >= 500;
  if (quadprog && !isSlow) {
    mustAgree(problem, 'quadprog', quadprog(problem).x, 1e-8);
    const fewer = Math.ceil(100 / size);
    contenders.quadprog = async () => {
      let sum = 0;
      for (let i = 0; i < fewer; i++) sum += quadprog(problem).ms;
      return sum / fewer;
    };
  }
  const figures = await rotate(contenders, rounds);
  rows.push({ label: `programme of ${size} weights`, unit: 'ms', ...spread(figures.own as number[]) });
  const told = (peer: string, over: number[], rounded: string, goal: number | undefined): void => {
    rows.push({
      label: `  ${peer} / own${rounded}`,
      unit: 'x',
      ...spread(over),
      ...(goal === undefined ? {} : { goal: atLeast(over, goal, `${goal}x`) }),
    });
  };
  if (figures.cvxopt) told('cvxopt', ratios(figures.cvxopt, figures.own as number[]), '', isSlow ? 5 : undefined);
  if (figures.quadprog) told('quadprog', ratios(figures.quadprog, figures.own as number[]), '', undefined);
  if (quadprog && isSlow) {
    const slow: number[] = [];
    for (let round = 0; round < slowRounds; round++) {
      const answer = quadprog(problem);
      if (round === 0) mustAgree(problem, 'quadprog', answer.x, 1e-8);
      slow.push(answer.ms / (await mine()));
    }
    told('quadprog', slow, ` (${slowRounds} rounds: seconds a call)`, 100);
  }
}

async function trees(size: number, python: PythonPeers | undefined, rows: Row[]): Promise<void> {
  const { matrix } = problemOf(size);
  const weights = (): Float64Array => {
    const found = hierarchicalRiskParity(matrix, correlationOf(matrix).correlation);
    if (!found.ok) throw new Error(found.error.message);
    return found.value.weights;
  };
  const repeats = Math.ceil(1000 / size);
  const contenders: Record<string, () => Promise<number>> = {
    own: async () =>
      (await timed(() => {
        for (let i = 0; i < repeats; i++) weights();
      })) / repeats,
  };
  if (python) {
    await python.hold(`hrp ${size}`, { matrix: matrix.map((row) => [...row]) });
    const mine = weights();
    const theirs = (await python.run('hrp', `hrp ${size}`)).weights;
    // Their weights come by the names 0, 1, 10, ... of a frame: the same numbers in another order.
    const apart = Math.max(...[...mine].sort().map((v, i) => Math.abs(v - ([...theirs].sort()[i] as number))));
    if (!(apart <= 1e-8)) throw new Error(`PyPortfolioOpt: weights ${apart} apart`);
    contenders.pypfopt = async () => (await python.run('hrp', `hrp ${size}`)).ms;
  }
  const figures = await rotate(contenders, rounds);
  rows.push({ label: `hierarchical risk parity of ${size}`, unit: 'ms', ...spread(figures.own as number[]) });
  if (!figures.pypfopt) return;
  const times = ratios(figures.pypfopt, figures.own as number[]);
  rows.push({
    label: '  PyPortfolioOpt / own',
    unit: 'x',
    ...spread(times),
    ...(size >= 500 ? { goal: atLeast(times, 100, '100x') } : {}),
  });
}

export const optimizerSpeed: Bench = {
  name: 'optimizer',
  title: `portfolios of ${sizes.join(', ')} assets beside quadprog, cvxopt and PyPortfolioOpt`,
  async run() {
    const quadprog = await loadQuadprog();
    const python = await startPython();
    const rows: Row[] = [];
    try {
      for (const size of sizes) await programmes(size, quadprog, python, rows);
      for (const size of sizes) await trees(size, python, rows);
    } finally {
      await python?.stop();
    }
    return {
      rows,
      notes: [
        'Every peer that ran found the same portfolio: objective and weights to 1e-8 (weights of cvxopt to 1e-6, where its interior point stops).',
        ...(quadprog === undefined ? ['SKIPPED peer: quadprog is not installed.'] : []),
        ...(python === undefined
          ? ['SKIPPED peers: no Python with cvxopt and PyPortfolioOpt (QUANTAI_BENCH_PYTHON names one).']
          : ['Python times are taken inside Python around the solver call, with one BLAS thread.']),
      ],
    };
  },
};
