/** The options of `quantai portfolio`, and what their words mean. */
import { InvalidArgumentError, Option } from 'commander';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { View } from '../../shared/quant/optimizer/black-litterman.ts';
import type { Bounds, SectorLimits } from '../../shared/quant/optimizer/constraints.ts';
import { expectedReturns } from '../../shared/quant/optimizer/expected-returns/index.ts';
import { linkages } from '../../shared/quant/optimizer/linkage.ts';
import { objectives } from '../../shared/quant/optimizer/objectives/index.ts';
import { riskModels } from '../../shared/quant/optimizer/risk-models/index.ts';
import { decimalNumber, wholeNumber } from './command.ts';

/** `low,high`; `none` for no bound. */
export function boundsOf(text: string): Bounds | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 2) return undefined;
  const [low, high] = parts.map((part, i) =>
    part === 'none'
      ? i === 0
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY
      : part === ''
        ? Number.NaN
        : Number(part),
  ) as [number, number];
  return Number.isNaN(low) || Number.isNaN(high) ? undefined : { low, high };
}

const parsedBounds = (text: string): Bounds => {
  const bounds = boundsOf(text);
  if (bounds === undefined) throw new InvalidArgumentError('Give two numbers such as 0,0.2, or none for no bound.');
  return bounds;
};

const many = (flags: string, description: string): Option =>
  new Option(flags, `${description} (may be repeated)`)
    .default([] as string[], 'none')
    .argParser((text: string, before: unknown) => [...(before as string[]), text]);

export const portfolioOptions: readonly Option[] = [
  new Option('--prices <file>', 'CSV file of prices, a column for each asset').makeOptionMandatory(),
  new Option('--objective <name>', 'what is wanted').choices(objectives.map((o) => o.name)).default('max-sharpe'),
  new Option('--mu <model>', 'expected returns').choices(expectedReturns.map((m) => m.name)).default('mean'),
  wholeNumber('--mu-span <rows>', 'span of the exponential mean', 1, 1_000_000).default(500),
  new Option('--arithmetic', 'mean times the rows in a year instead of compound returns'),
  new Option('--log-returns', 'logarithms of the price ratios instead of simple returns'),
  new Option('--risk <model>', 'risk model').choices(riskModels.map((m) => m.name)).default('sample'),
  wholeNumber('--risk-span <rows>', 'span of the exponential covariance', 1, 1_000_000).default(180),
  decimalNumber('--shrinkage <share>', 'share of the target in the shrunk model', 0, 1).default(0.2),
  new Option('--market <file>', 'CSV file of market prices, for capm and black-litterman'),
  new Option('--bounds <low,high>', 'bounds of every weight; none for no bound').argParser(parsedBounds),
  many('--bound <asset=low,high>', 'bounds of one weight'),
  many('--sector <name=asset,asset>', 'assets of a sector'),
  many('--sector-limit <name=low,high>', 'bounds of the sum of a sector'),
  new Option('--market-neutral', 'weights add up to 0'),
  decimalNumber('--l2 <gamma>', 'gamma of the squared weights in the objective', 0, 1e6).default(0),
  decimalNumber('--cost <rate>', 'cost of a unit of weight traded', 0, 10).default(0),
  many('--previous <asset=weight>', 'weight held now, for the cost'),
  decimalNumber('--target <value>', 'wanted annual return (volatility for efficient-risk)', -100, 1000),
  decimalNumber('--target-risk <value>', 'most semideviation, cvar or cdar', 0, 1000),
  decimalNumber('--risk-aversion <value>', 'for quadratic-utility', 1e-9, 1e9).default(1),
  decimalNumber('--risk-free <rate>', 'annual risk-free rate', -1, 10).default(0.02),
  decimalNumber('--beta <share>', 'confidence of the tail', 0.01, 0.9999).default(0.95),
  decimalNumber('--benchmark <return>', 'return per row that is no loss', -1, 1).default(0),
  decimalNumber('--periods <n>', 'rows in a year', 1e-6, 1e9).default(252),
  new Option('--linkage <method>', 'tree of hrp').choices(linkages).default('single'),
  wholeNumber('--points <n>', 'points of the frontier', 2, 500).default(20),
  many('--budget <asset=share>', 'share of the risk, for risk-parity'),
  many('--view <view>', 'AAPL=0.2 or AAPL-MSFT=0.05, with @0.6 for a confidence'),
  many('--size <asset=amount>', 'market value, for black-litterman'),
  decimalNumber('--tau <value>', 'uncertainty of what the market implies', 1e-6, 1).default(0.05),
  decimalNumber('--allocate <cash>', 'also whole shares for this much money', 0.01, 1e15),
  new Option('--allocation <method>', 'how shares are chosen').choices(['greedy', 'integer']).default('greedy'),
  new Option('--reinvest', 'buy with what short sales bring in'),
];

const unknownAsset = (option: string, name: string, names: readonly string[]): Result<never> =>
  refuse('unknown-asset', `There is no asset "${name.slice(0, 40)}" in the prices.`, {
    where: option,
    fix: `Choose one of: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', ...' : ''}.`,
  });
const badOption = (option: string, text: string, example: string): Result<never> =>
  refuse('bad-option', `"${text.slice(0, 60)}" was not understood.`, {
    where: option,
    fix: `Write it like ${example}.`,
  });

/** `asset=number` pairs by asset; the default for those not named. */
export function numbersByAsset(
  option: string,
  given: readonly string[],
  names: readonly string[],
  otherwise: number,
): Result<Float64Array> {
  const out = new Float64Array(names.length).fill(otherwise);
  for (const text of given) {
    const at = text.lastIndexOf('=');
    const value = Number(text.slice(at + 1));
    if (at < 1 || text.slice(at + 1).trim() === '' || !Number.isFinite(value))
      return badOption(option, text, 'AAPL=0.1');
    const index = names.indexOf(text.slice(0, at).trim());
    if (index < 0) return unknownAsset(option, text.slice(0, at), names);
    out[index] = value;
  }
  return { ok: true, value: out };
}

/** The general bounds with those of single assets in their places. */
export function boundsByAsset(general: Bounds, given: readonly string[], names: readonly string[]): Result<Bounds[]> {
  const list = names.map(() => general);
  for (const text of given) {
    const at = text.lastIndexOf('=');
    const bounds = boundsOf(text.slice(at + 1));
    if (at < 1 || bounds === undefined) return badOption('--bound', text, 'AAPL=0.05,0.2');
    const index = names.indexOf(text.slice(0, at).trim());
    if (index < 0) return unknownAsset('--bound', text.slice(0, at), names);
    list[index] = bounds;
  }
  return { ok: true, value: list };
}

export function sectorsOf(
  members: readonly string[],
  limits: readonly string[],
  names: readonly string[],
): Result<SectorLimits | undefined> {
  const of: Record<string, string> = {};
  for (const text of members) {
    const at = text.indexOf('=');
    if (at < 1) return badOption('--sector', text, 'tech=AAPL,MSFT');
    for (const asset of text.slice(at + 1).split(',')) {
      const name = asset.trim();
      if (!names.includes(name)) return unknownAsset('--sector', name, names);
      if (of[name] !== undefined)
        return refuse('bad-option', `"${name}" is in two sectors.`, {
          where: '--sector',
          fix: 'Name each asset once.',
        });
      of[name] = text.slice(0, at).trim();
    }
  }
  const [lower, upper]: Record<string, number>[] = [{}, {}];
  for (const text of limits) {
    const at = text.indexOf('=');
    const bounds = boundsOf(text.slice(at + 1));
    if (at < 1 || bounds === undefined) return badOption('--sector-limit', text, 'tech=0.1,0.4');
    const name = text.slice(0, at).trim();
    if (bounds.low > Number.NEGATIVE_INFINITY) (lower as Record<string, number>)[name] = bounds.low;
    if (bounds.high < Number.POSITIVE_INFINITY) (upper as Record<string, number>)[name] = bounds.high;
  }
  return {
    ok: true,
    value:
      limits.length === 0
        ? undefined
        : { of, lower: lower as Record<string, number>, upper: upper as Record<string, number> },
  };
}

/** `AAPL=0.2`, `AAPL-MSFT=0.05`, `AAPL=0.2@0.6`. Names may hold a minus: the whole left side is tried first. */
export function viewsOf(given: readonly string[], names: readonly string[]): Result<View[]> {
  const views: View[] = [];
  for (const text of given) {
    const found = /^(.+)=([^=@]+)(?:@([^=@]+))?$/.exec(text);
    const value = Number(found?.[2]);
    const confidence = found?.[3] === undefined ? undefined : Number(found[3]);
    if (
      found === null ||
      !Number.isFinite(value) ||
      (confidence !== undefined && !(confidence >= 0 && confidence <= 1))
    )
      return badOption('--view', text, 'AAPL=0.2, AAPL-MSFT=0.05 or AAPL=0.2@0.6');
    const left = (found[1] as string).trim();
    const portfolio = new Float64Array(names.length);
    const whole = names.indexOf(left);
    if (whole >= 0) portfolio[whole] = 1;
    else {
      const cut = [...left].findIndex(
        (c, i) => c === '-' && names.includes(left.slice(0, i).trim()) && names.includes(left.slice(i + 1).trim()),
      );
      if (cut < 0) return unknownAsset('--view', left, names);
      portfolio[names.indexOf(left.slice(0, cut).trim())] = 1;
      portfolio[names.indexOf(left.slice(cut + 1).trim())] = -1;
    }
    views.push({ portfolio, value, ...(confidence === undefined ? {} : { confidence }) });
  }
  const sure = views.filter((v) => v.confidence !== undefined).length;
  if (sure > 0 && sure < views.length)
    return refuse('bad-option', 'Some views have a confidence and some have none.', {
      where: '--view',
      fix: 'Give every view a confidence such as @0.5, or none.',
    });
  return { ok: true, value: views };
}
