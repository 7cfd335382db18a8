/** `quantai portfolio`: weights for a table of prices, by an objective under constraints, and whole shares for them. */
import { type Result, refuse } from '../../../shared/core/result.ts';
import { impliedRiskAversion } from '../../../shared/quant/optimizer/black-litterman.ts';
import { type Bounds, constraintsOf } from '../../../shared/quant/optimizer/constraints.ts';
import {
  type Allocation,
  allocate,
  greedySide,
  negligible,
} from '../../../shared/quant/optimizer/discrete-allocation.ts';
import { expectedReturns } from '../../../shared/quant/optimizer/expected-returns/index.ts';
import { loadHighs } from '../../../shared/quant/optimizer/linear/highs.ts';
import { integerSide } from '../../../shared/quant/optimizer/linear/share-allocation.ts';
import type { Linkage } from '../../../shared/quant/optimizer/linkage.ts';
import type { ObjectiveInput } from '../../../shared/quant/optimizer/objectives/define.ts';
import { objectives } from '../../../shared/quant/optimizer/objectives/index.ts';
import { type Assets, checkAssets } from '../../../shared/quant/optimizer/portfolio.ts';
import {
  isPositiveSemidefinite,
  nearestPositiveSemidefinite,
} from '../../../shared/quant/optimizer/positive-semidefinite.ts';
import { checkPrices, type ReturnsTable, returnsOfPrices } from '../../../shared/quant/optimizer/returns-table.ts';
import { riskModels } from '../../../shared/quant/optimizer/risk-models/index.ts';
import { type ColumnsFile, readColumns } from '../columns-file.ts';
import type { HostCommand } from '../command.ts';
import { boundsByAsset, numbersByAsset, portfolioOptions, sectorsOf, viewsOf } from '../portfolio-options.ts';
import { counted, money, percent } from '../text/format.ts';
import { table } from '../text/table.ts';

/** Market returns on the rows of the assets' returns, joined by date. */
async function marketReturns(path: string, prices: ColumnsFile, returns: ReturnsTable): Promise<Result<Float64Array>> {
  const file = await readColumns(path);
  if (!file.ok) return file;
  const column = file.value.columns[0];
  if (
    file.value.columns.length !== 1 ||
    column === undefined ||
    file.value.dates === undefined ||
    prices.dates === undefined
  )
    return refuse('not-alignable', 'The market needs dates and one column of prices, and the assets need dates.', {
      where: file.value.name,
      fix: 'Give two columns: date and price.',
    });
  const checked = checkPrices({ names: [column.name], columns: [column.values] });
  if (!checked.ok) return checked;
  const own = returnsOfPrices({ names: [column.name], columns: [column.values] });
  const byDate = new Map(Array.from(own.rows, (row, i) => [file.value.dates?.[row], own.columns[0]?.[i] as number]));
  const joined = Float64Array.from(returns.rows, (row) => byDate.get(prices.dates?.[row]) ?? Number.NaN);
  if (joined.filter((v) => !Number.isNaN(v)).length < 2)
    return refuse('not-alignable', 'Market and assets have fewer than two dates in common.', {
      where: file.value.name,
      fix: 'Give the market over the same days.',
    });
  return { ok: true, value: joined };
}

const labels: Readonly<Record<string, string>> = {
  return: 'Expected annual return',
  volatility: 'Annual volatility',
  sharpe: 'Sharpe ratio',
  semideviation: 'Annual semideviation',
  sortino: 'Sortino ratio',
  cvar: 'Conditional value at risk, a row',
  cdar: 'Conditional drawdown at risk',
};

const finite = (figures: Readonly<Record<string, number>>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(figures).map(([key, v]) => [key, Number.isFinite(v) ? v : null]));

export const portfolio: HostCommand = {
  name: 'portfolio',
  summary: 'find the weights of a portfolio',
  options: portfolioOptions,
  more: [
    'Examples:',
    '  quantai portfolio --prices prices.csv --objective min-volatility --bounds 0,0.2 --allocate 10000',
    '  quantai portfolio --prices prices.csv --objective efficient-return --target 0.2 --sector tech=AAPL,MSFT --sector-limit tech=0,0.4',
    '  quantai portfolio --prices prices.csv --objective black-litterman --view AAPL=0.2@0.6 --view BAC-JPM=0.05@0.4 --json',
  ].join('\n'),
  async run(_context, _parameters, o) {
    const file = await readColumns(String(o.prices));
    if (!file.ok) return file;
    const names = file.value.columns.map((c) => c.name);
    const prices = checkPrices({ names, columns: file.value.columns.map((c) => c.values) });
    if (!prices.ok) return prices;
    const returns = returnsOfPrices(prices.value, o.logReturns === true ? 'log' : 'simple');
    const notes: string[] = [];
    const periodsPerYear = o.periods as number;
    const riskFree = o.riskFree as number;
    const market = o.market === undefined ? undefined : await marketReturns(String(o.market), file.value, returns);
    if (market?.ok === false) return market;
    const expectation = expectedReturns.find((m) => m.name === o.mu);
    const model = riskModels.find((m) => m.name === o.risk);
    const objective = objectives.find((candidate) => candidate.name === o.objective);
    if (!expectation || !model || !objective) throw new Error('an offered choice is not registered');
    const estimate = model.estimate(returns, {
      periodsPerYear,
      span: o.riskSpan as number,
      benchmark: o.benchmark as number,
      shrinkage: o.shrinkage as number,
    });
    const assets: Assets = {
      names,
      expected: expectation.estimate(returns, {
        periodsPerYear,
        compounding: o.arithmetic !== true,
        span: o.muSpan as number,
        riskFree,
        ...(market ? { market: market.value } : {}),
      }),
      covariance: estimate.covariance,
    };
    const known = checkAssets(assets);
    if (!known.ok) return known;
    const repaired = !isPositiveSemidefinite(assets.covariance);
    if (repaired)
      notes.push('The covariance had negative eigenvalues, which became 0: --risk ledoit-wolf avoids that.');

    const neutral = o.marketNeutral === true;
    const general = (o.bounds as Bounds | undefined) ?? { low: neutral ? -1 : 0, high: 1 };
    const given = (name: string): readonly string[] => o[name] as readonly string[];
    const bounds = boundsByAsset(general, given('bound'), names);
    if (!bounds.ok) return bounds;
    const sectors = sectorsOf(given('sector'), given('sectorLimit'), names);
    if (!sectors.ok) return sectors;
    const constraints = constraintsOf(names, {
      bounds: bounds.value,
      marketNeutral: neutral,
      ...(sectors.value ? { sectors: sectors.value } : {}),
    });
    if (!constraints.ok) return constraints;
    if (
      !objective.constrained &&
      (o.bounds !== undefined || neutral || given('bound').length + given('sectorLimit').length > 0)
    )
      notes.push(`Bounds, sectors and market neutrality play no part in ${objective.name}.`);
    const previous = numbersByAsset(
      '--previous',
      given('previous'),
      names,
      given('previous').length === 0 ? 1 / names.length : 0,
    );
    if (!previous.ok) return previous;
    if ((o.cost as number) > 0 && given('previous').length === 0) notes.push('Costs are counted from equal weights.');
    const budgets = numbersByAsset(
      '--budget',
      given('budget'),
      names,
      given('budget').length === 0 ? 1 / names.length : 0,
    );
    if (!budgets.ok) return budgets;
    const views = viewsOf(given('view'), names);
    if (!views.ok) return views;
    const sizes = numbersByAsset('--size', given('size'), names, given('size').length === 0 ? 1 : 0);
    if (!sizes.ok) return sizes;

    const input: ObjectiveInput = {
      assets: { ...assets, covariance: nearestPositiveSemidefinite(assets.covariance) },
      returns,
      constraints: constraints.value,
      periodsPerYear,
      riskFree,
      l2: o.l2 as number,
      cost: (o.cost as number) > 0 ? { rate: o.cost as number, previous: previous.value } : undefined,
      target: o.target as number | undefined,
      targetRisk: o.targetRisk as number | undefined,
      riskAversion: o.riskAversion as number,
      beta: o.beta as number,
      benchmark: o.benchmark as number,
      linkage: o.linkage as Linkage,
      points: o.points as number,
      budgets: budgets.value,
      views: views.value,
      sizes: sizes.value,
      marketAversion: market ? impliedRiskAversion(market.value, periodsPerYear, riskFree) : 1,
      tau: o.tau as number,
      solver: loadHighs,
    };
    const found = await objective.run(input);
    if (!found.ok) return found;
    const { weights, figures, details } = found.value;

    let shares: Allocation | undefined;
    const latest = prices.value.columns.map((c) => c.findLast((v) => !Number.isNaN(v)) as number);
    if (o.allocate !== undefined) {
      const request = { names, weights, prices: latest, capital: o.allocate as number, reinvest: o.reinvest === true };
      const allocated = allocate(request, o.allocation === 'integer' ? integerSide(await loadHighs()) : greedySide);
      if (!allocated.ok) return allocated;
      shares = allocated.value;
    }
    const byName = (x: ArrayLike<number>): Record<string, number> =>
      Object.fromEntries(names.map((name, i) => [name, x[i] as number]));
    const held = names
      .map((_, i) => i)
      .filter((i) => Math.abs(weights[i] as number) >= negligible || shares?.shares[i]);
    held.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
    const rows = held.map((i) => [
      names[i] as string,
      percent(weights[i] as number, 2),
      percent(assets.expected[i] as number, 2),
      percent(Math.sqrt((assets.covariance[i] as Float64Array)[i] as number), 2),
      ...(shares
        ? [String(shares.shares[i]), money(String((shares.shares[i] as number) * (latest[i] as number)))]
        : []),
    ]);
    const { dates } = file.value;
    const frontier = details?.frontier as { return: number; volatility: number; sharpe: number }[] | undefined;
    return {
      ok: true,
      value: {
        json: {
          objective: objective.name,
          expectedReturns: expectation.name,
          risk: model.name,
          shrinkage: estimate.shrinkage,
          rows: returns.rows.length,
          from: dates?.[0],
          to: dates?.at(-1),
          riskFree,
          weights: byName(weights),
          performance: finite(figures),
          ...details,
          expected: byName(assets.expected),
          ...(shares
            ? {
                allocation: {
                  shares: Object.fromEntries(
                    names.flatMap((n, i) => (shares.shares[i] ? [[n, shares.shares[i]]] : [])),
                  ),
                  leftover: shares.leftover,
                  error: shares.error,
                },
              }
            : {}),
          notes,
        },
        lines: [
          `${objective.title}: ${counted(names.length, 'asset', 'assets')}, ${returns.rows.length} returns${dates ? ` from ${dates[0]} to ${dates.at(-1)}` : ''}; ${expectation.title}, ${model.title}`,
          '',
          ...table(
            [
              { title: 'Asset' },
              { title: 'weight', align: 'right' as const },
              { title: 'return', align: 'right' as const },
              { title: 'volatility', align: 'right' as const },
              ...(shares
                ? [
                    { title: 'shares', align: 'right' as const },
                    { title: 'value', align: 'right' as const },
                  ]
                : []),
            ],
            rows,
          ),
          '',
          ...Object.entries(figures).map(([key, value]) => {
            const text = !Number.isFinite(value)
              ? '-'
              : /sharpe|sortino/.test(key)
                ? value.toFixed(3)
                : percent(value, 2);
            return `${(labels[key] ?? key).padEnd(34)}${text}`;
          }),
          ...(shares ? [`${'Money left over'.padEnd(34)}${money(String(shares.leftover))}`] : []),
          ...(frontier
            ? [
                '',
                ...table(
                  ['return', 'volatility', 'Sharpe ratio'].map((title) => ({ title, align: 'right' as const })),
                  frontier.map((p) => [percent(p.return, 2), percent(p.volatility, 2), p.sharpe.toFixed(3)]),
                ),
              ]
            : []),
          ...notes.map((note) => `Note: ${note}`),
        ],
      },
    };
  },
};
