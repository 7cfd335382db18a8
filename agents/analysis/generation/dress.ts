/** Turns a drawn sketch into a whole specification: symbols, sizing, protection and a name; nothing goes unprotected. */
import type { Random } from '../../../shared/core/random.ts';
import type { Parameter, Protection, Sizing, StrategySpec } from '../../../shared/strategy/spec.ts';
import { levelBetween, type Sketch } from '../grammar/template.ts';
import { drawPairs, drawSymbols, type Universe } from './universe.ts';

const level = (random: Random, min: number, max: number, step: number): number =>
  levelBetween(random, min, max, step).value;

/** A stop always; a target, a trail and a time limit as the holding time asks for. */
export function drawProtection(hold: Sketch['hold'], random: Random): Protection {
  const byRange = random.next() < 0.5;
  const none = { stopLossPercent: null, stopLossAtr: null, takeProfitPercent: null, trailingStopPercent: null };
  const atrLength = random.pick([10, 14, 20]);
  if (hold === 'days')
    return {
      ...none,
      ...(byRange ? { stopLossAtr: level(random, 2, 4, 0.5) } : { stopLossPercent: level(random, 4, 10, 1) }),
      takeProfitPercent: random.next() < 0.3 ? level(random, 3, 9, 1) : null,
      timeExitBars: 4 + random.int(14),
      atrLength,
    };
  if (hold === 'weeks')
    return {
      ...none,
      ...(byRange ? { stopLossAtr: level(random, 2.5, 5, 0.5) } : { stopLossPercent: level(random, 6, 14, 1) }),
      takeProfitPercent: random.next() < 0.25 ? level(random, 10, 30, 5) : null,
      trailingStopPercent: random.next() < 0.4 ? level(random, 8, 18, 1) : null,
      timeExitBars: random.next() < 0.5 ? 20 + 5 * random.int(9) : null,
      atrLength,
    };
  return {
    ...none,
    ...(byRange ? { stopLossAtr: level(random, 3, 7, 0.5) } : { stopLossPercent: level(random, 8, 20, 1) }),
    trailingStopPercent: random.next() < 0.5 ? level(random, 12, 28, 2) : null,
    timeExitBars: null,
    atrLength,
  };
}

/** Sizes that fit the number of positions without borrowing; a position never takes more than a fifth when there are five. */
export function drawSizing(maxOpenPositions: number, random: Random): Sizing {
  const fair = Math.max(1, Math.floor(95 / maxOpenPositions));
  const kind = random.weighted([0.5, 0.25, 0.25]);
  if (kind === 0) return { kind: 'percent-of-equity', percent: fair };
  if (kind === 1)
    return {
      kind: 'atr-risk',
      riskPercent: level(random, 0.4, 1.2, 0.2),
      atrMultiple: level(random, 2, 4, 0.5),
      atrLength: random.pick([10, 14, 20]),
    };
  return {
    kind: 'volatility-target',
    annualPercent: level(random, 2, 6, 1),
    lookback: random.pick([20, 40, 60]),
    maxPercent: fair,
  };
}

/** How many positions at once: five to eight where there are enough symbols, so that no single one decides. */
export const drawPositions = (symbols: number, random: Random): number => Math.min(symbols, 5 + random.int(4));

/** Parameters the rules no longer name are dropped. */
export function usedParameters(
  rules: StrategySpec['rules'],
  regimeFilter: string | null,
  parameters: Readonly<Record<string, Parameter>>,
): Record<string, Parameter> {
  const text = [...Object.values(rules), regimeFilter].join(' ');
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** `Band dip 20/2 on GRZL, BKHM and 3 more`. */
export function nameOf(title: string, spec: Pick<StrategySpec, 'parameters' | 'symbols'>): string {
  const values = Object.values(spec.parameters)
    .slice(0, 4)
    .map((p) => p.value)
    .join('/');
  const [first = '', second] = spec.symbols;
  const more = spec.symbols.length - 2;
  const on =
    second === undefined ? first : more > 0 ? `${first}, ${second} and ${more} more` : `${first} and ${second}`;
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}${values ? ` ${values}` : ''} on ${on}`.slice(0, 80);
}

export function dress(
  sketch: Sketch,
  family: StrategySpec['family'],
  universe: Universe,
  random: Random,
): StrategySpec {
  const pairs = sketch.pairs ? drawPairs(universe, random.fork('pairs')) : undefined;
  const drawn = pairs?.flat().sort() ?? drawSymbols(universe, sketch.suits, random.fork('symbols'));
  const symbols = drawn.length < (sketch.leastSymbols ?? 0) ? universe.members.map((m) => m.symbol) : drawn;
  const parameters = usedParameters(sketch.rules, sketch.regimeFilter, sketch.parameters);
  // Both sides of a pair need a place, and the same money.
  const maxOpenPositions = pairs ? symbols.length : drawPositions(symbols.length, random.fork('positions'));
  const sizing: Sizing = pairs
    ? { kind: 'percent-of-equity', percent: Math.floor(95 / maxOpenPositions) }
    : drawSizing(maxOpenPositions, random.fork('sizing'));
  const newest = sketch.parts !== undefined || pairs !== undefined;
  return {
    schema: newest ? 2 : 1,
    name: nameOf(sketch.title, { parameters, symbols }),
    family,
    thesis: sketch.mechanism,
    falsifier: sketch.failure,
    symbols,
    timeframe: universe.timeframe,
    parameters,
    rules: sketch.rules,
    regimeFilter: sketch.regimeFilter,
    sizing,
    protection: drawProtection(sketch.hold, random.fork('protection')),
    maxOpenPositions,
    ...sketch.parts,
    ...(pairs && { pairs }),
  };
}
