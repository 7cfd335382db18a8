/** Compares the class that was written in TypeScript with the engine, bar by bar, on invented walks with regimes and signals. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planCode } from '../../../agents/analysis/targets/plan.ts';
import { sampleColumns, sampleEnvironment } from '../../../agents/analysis/targets/python/sample.ts';
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import { type CompiledStrategy, parameterValues } from '../../../shared/strategy/compile.ts';
import { createEvaluator } from '../../../shared/strategy/rules/evaluate.ts';
import { regimeCodes, volatilityCodes } from '../../../shared/strategy/rules/names.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import { runProcess } from './run-process.ts';

const seeds = [2, 3, 5, 7, 11] as const;
/** Bars of a walk after the warm-up. */
const decidedBars = 1500;
const timeoutMs = 120_000;
const ruleNames = ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const;

const known = (column: ArrayLike<number>): (number | null)[] =>
  Array.from(column, (value) => (Number.isNaN(value) ? null : value));
const words = (codes: Uint8Array, table: Readonly<Record<string, number>>): (string | null)[] =>
  Array.from(codes, (code) => Object.keys(table).find((word) => table[word] === code) ?? null);

/** Asked in a process of its own: generated code never runs in ours. */
const runner = (module: string): string => `import { readFileSync } from 'node:fs';
import * as code from './${module}';
const Strategy = Object.values(code).find((part) => typeof part === 'function');
const column = (values) => Float64Array.from(values, (v) => v ?? Number.NaN);
const cases = JSON.parse(readFileSync(new URL('./parity.json', import.meta.url), 'utf8'));
const answers = cases.map(({ bars, regime, volatility, signal, indicators }) => {
  let next = 0;
  const library = (name, inputs, parameters) => {
    const asked = indicators[next++];
    if (asked?.name !== name || JSON.stringify(asked.parameters) !== JSON.stringify(parameters))
      throw new Error('the class asks for ' + name + '(' + parameters + ')');
    if (inputs.some((input) => input.length !== bars.close.length)) throw new Error(name + ' is given a part of the bars');
    return column(asked.values);
  };
  const columns = Object.fromEntries(Object.entries(bars).map(([name, values]) => [name, column(values)]));
  const context = { regime: regime.map((w) => w ?? undefined), volatility: volatility.map((w) => w ?? undefined), signal: column(signal) };
  const built = new Strategy(columns, library, context);
  return Object.fromEntries(${JSON.stringify(ruleNames)}.map((rule) => [rule, bars.close.map((_, i) => (built[rule](i) ? 1 : 0))]));
});
process.stdout.write(JSON.stringify(answers));
`;

export async function signalParity(
  compiled: CompiledStrategy,
  module: string,
  folder: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const bars = compiled.warmUp + decidedBars;
  const parameters = parameterValues(compiled.spec);
  const { columns: asked } = planCode(compiled);
  const environments = seeds.map((seed) => ({ ...sampleEnvironment(bars), columns: sampleColumns(seed, bars) }));
  const cases = environments.map((env) => {
    const evaluate = createEvaluator({ ...env, parameters });
    const { openTime: _, dividend: __, ...columns } = env.columns;
    return {
      bars: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, known(column)])),
      regime: words(env.regime.label, regimeCodes),
      volatility: words(env.regime.volatility, volatilityCodes),
      signal: known(env.signal),
      indicators: asked.map(({ function: name, call, parameters: given }) => ({
        name,
        parameters: given
          .map((p) => evaluate(resolveExpression(p, parameters)))
          .map((v) => (typeof v === 'number' ? v : (v as Float64Array)[0])),
        values: known(evaluate(resolveExpression(call, parameters)) as Float64Array),
      })),
    };
  });
  writeFileSync(join(folder, 'parity.json'), JSON.stringify(cases));
  writeFileSync(join(folder, 'parity.mjs'), runner(module));
  const answer = await runProcess({ command: process.execPath, args: ['parity.mjs'], folder, timeoutMs, signal });
  const result = (passed: boolean, evidence: string, value: number | null): CheckResult => ({
    check: 'signals',
    passed,
    verdict: passed ? 'pass' : 'fail',
    evidence: evidence.slice(0, 600),
    value,
    threshold: 0,
  });
  if (answer.status !== 0) {
    const why = /Error: (.+)/.exec(answer.err)?.[1] ?? `it ended with status ${answer.status ?? answer.ended}`;
    return result(false, `The class could not be asked: ${why}.`, null);
  }
  const answers = JSON.parse(answer.out) as Record<(typeof ruleNames)[number], number[]>[];
  let compared = 0;
  let held = 0;
  let differing = 0;
  let first = '';
  for (const [k, env] of environments.entries()) {
    const engine = compiled.signals(env);
    for (const rule of ruleNames)
      for (let i = 0; i < bars; i++) {
        compared++;
        const ours = engine[rule][i] as number;
        held += ours;
        if (answers[k]?.[rule][i] === ours) continue;
        differing++;
        if (first === '')
          first = ` First: ${rule} on bar ${i} of walk ${seeds[k]}, where the engine says ${ours === 1}.`;
      }
  }
  const text = `${compared.toLocaleString('en-US')} answers of the class on ${seeds.length} walks of ${bars} bars were compared with the engine's; ${held.toLocaleString('en-US')} of them are signals, ${differing} differ.`;
  if (held === 0) return result(false, `${text} No rule ever held: nothing was compared.`, null);
  return result(differing === 0, `${text}${first}`, differing);
}
