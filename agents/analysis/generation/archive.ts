/** The quality-diversity archive of a run: the best candidate of each kind, and those to descend from (MAP-Elites, Mouret and Clune 2015). */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Archive, Behaviour } from '../../../shared/domain/behaviour.ts';
import type { StrategyFamily } from '../../../shared/strategy/spec.ts';

/** What is sought, each larger = better: return, low risk, low turnover, simplicity. */
export type Objectives = readonly [annualReturn: number, risk: number, turnover: number, size: number];

export interface Elite {
  readonly strategyId: string;
  readonly family: StrategyFamily;
  readonly holding: 'days' | 'weeks' | 'months';
  readonly regime: Behaviour['regime'];
  /** In-sample Sharpe ratio, discounted for few trades and for likeness to others. */
  readonly score: number;
  readonly objectives: Objectives;
  readonly behaviourHash: string;
}

type Report = TopicData<'validation.report'>;

export const holdingOf = (bars: number): Elite['holding'] => (bars <= 7 ? 'days' : bars <= 35 ? 'weeks' : 'months');

/** Trades at which the in-sample Sharpe ratio counts in full. */
const fullTrades = 40;

/** The in-sample part of a report as an elite; undefined without a Sharpe ratio or a behaviour. @param size parameters and rule functions */
export function eliteOf(report: Report, family: StrategyFamily, size: number): Elite | undefined {
  const { inSample, behaviour, strategyId } = report;
  if (behaviour === undefined || inSample.sharpe === null) return undefined;
  return {
    strategyId,
    family,
    holding: holdingOf(behaviour.holdingBars),
    regime: behaviour.regime,
    score: inSample.sharpe * Math.min(1, inSample.trades / fullTrades) * (0.5 + 0.5 * behaviour.novelty),
    objectives: [
      inSample.annualReturn ?? -1,
      -Math.abs(inSample.maxDrawdown ?? 1),
      -(inSample.turnover ?? 1000),
      -size,
    ],
    behaviourHash: behaviour.behaviourHash,
  };
}

export const dominates = (a: Objectives, b: Objectives): boolean =>
  a.every((value, i) => value >= (b[i] as number)) && a.some((value, i) => value > (b[i] as number));

export interface EliteArchive {
  offer(elite: Elite): void;
  /** By cell name. */
  elites(): readonly Elite[];
  /** The elites nobody beats in every objective first (non-dominated sorting), the higher score first among equals. */
  parents(): readonly string[];
}

const cellOf = ({ family, holding, regime }: Elite): string => `${family}/${holding}/${regime}`;
/** A parent must earn something in sample. */
const leastScore = 0.2;

export function createArchive(): EliteArchive {
  const cells = new Map<string, Elite>();
  const elites = (): Elite[] => [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, elite]) => elite);
  return {
    offer(elite) {
      const held = cells.get(cellOf(elite));
      if (held === undefined || elite.score > held.score) cells.set(cellOf(elite), elite);
    },
    elites,
    parents() {
      const all = elites().filter((e) => e.score >= leastScore);
      const beaten = (one: Elite): number =>
        all.reduce((count, other) => count + (dominates(other.objectives, one.objectives) ? 1 : 0), 0);
      return all
        .map((elite) => ({ elite, front: beaten(elite) }))
        .sort(
          (a, b) =>
            a.front - b.front || b.elite.score - a.elite.score || (a.elite.strategyId < b.elite.strategyId ? -1 : 1),
        )
        .map(({ elite }) => elite.strategyId);
    },
  };
}

/** The cells as they are shown. */
export const cellsOf = (archive: EliteArchive): Archive['cells'] =>
  archive.elites().map(({ family, holding, regime, strategyId, score }) => ({
    family,
    holding,
    regime,
    strategyId,
    score,
  }));
