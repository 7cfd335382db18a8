/** Writes the projects of many cases, runs them on their platform in one Python process, and compares with the engine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Target } from '../../../agents/analysis/targets/target.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { askPeer } from '../ask-peer.ts';
import { capital, deskRun } from './desk-run.ts';
import { type Histories, writeKnown } from './histories.ts';
import { writeBars } from './real-market.ts';
import { type Differences, differencesOf, type PlatformRun, tradingRun } from './round-trips.ts';

export interface Platform {
  readonly target: Target;
  /** Module of the project that has `run`. */
  readonly module: string;
  /** Package whose version is reported. */
  readonly package?: string;
  /** Folders put before the module search path. */
  readonly paths?: readonly string[];
}

export interface CaseReport extends Differences {
  readonly name: string;
  readonly template: string;
  /** The platform's error, where it failed. */
  readonly error?: string;
}

/** Cases of one template on one set of series. */
export interface ExportCase {
  readonly name: string;
  readonly template: string;
  readonly spec: StrategySpec;
}

export interface Market {
  readonly dataset: Dataset;
  readonly histories: Histories;
}

export interface SuiteReport {
  readonly version: string;
  readonly seconds: number;
  readonly cases: readonly CaseReport[];
}

export function compiledOf(spec: StrategySpec): CompiledStrategy {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) throw new Error(`${spec.name}: ${compiled.error.message}`);
  return compiled.value;
}

/** Writes every file of a project into a folder. */
export function writeProject(target: Target, compiled: CompiledStrategy, folder: string): void {
  for (const file of target.project(compiled, strategyIdOf(compiled.spec))) {
    const path = join(folder, file.fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
}

interface Answer {
  readonly runs: readonly (PlatformRun | { readonly error: string })[];
  readonly version: string;
  readonly seconds: number;
}

/** Two processes share the cases: an engine of one thread leaves a second core idle. */
const processes = 2;

/** @param market whole series; every case runs over all of its bars. */
export async function runExports(
  python: string,
  platform: Platform,
  cases: readonly ExportCase[],
  market: Market,
): Promise<SuiteReport> {
  const root = mkdtempSync(join(tmpdir(), 'quantai-exports-'));
  try {
    const bars = join(root, 'bars');
    mkdirSync(bars);
    writeBars(market.dataset, bars);
    const known = join(root, 'known.csv');
    writeKnown(market.histories, known);
    const folders = cases.map(({ spec }, i) => {
      const folder = join(root, `case-${i}`);
      mkdirSync(folder);
      writeProject(platform.target, compiledOf(spec), folder);
      return folder;
    });
    const { module, package: name = '', paths = [] } = platform;
    const answers = await Promise.all(
      Array.from({ length: processes }, (_, part) =>
        askPeer<Answer>(
          python,
          'exports.py',
          {
            folders: folders.filter((_f, i) => i % processes === part),
            bars,
            known,
            capital,
            module,
            package: name,
            paths,
          },
          { timeoutMs: 3_600_000 },
        ),
      ),
    );
    const reports = cases.map(({ name: caseName, template, spec }, i): CaseReport => {
      const run = answers[i % processes]?.runs[Math.floor(i / processes)];
      const nothing = { compared: 0, differing: [], price: 0, equity: 0 };
      if (run === undefined || 'error' in run)
        return { name: caseName, template, ...nothing, error: run?.error ?? 'no answer' };
      const desk = deskRun(spec, market.dataset, market.histories);
      return { name: caseName, template, ...differencesOf(desk, tradingRun(run)) };
    });
    return {
      version: answers[0]?.version ?? '',
      seconds: Math.max(...answers.map((a) => a.seconds)),
      cases: reports,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
