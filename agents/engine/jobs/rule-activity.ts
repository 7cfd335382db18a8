/** Job `rule-activity`: on how many bars each rule holds, and how often an entry meets its own exit. */
import { z } from 'zod';
import { ruleText, type StrategySignals } from '../../../shared/strategy/compile.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { defineJob } from './job-kit.ts';
import { studyInputs } from './symbol-inputs.ts';

export const ruleActivityJobInputSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  regimeHash: z.string(),
  signalHash: z.string(),
});
export type RuleActivityJobInput = z.input<typeof ruleActivityJobInputSchema>;

export interface RuleActivityJobOutput {
  /** Bars after the warm-up, over all symbols. */
  readonly bars: number;
  /** Bars on which a rule that is set holds, filter included for entries. */
  readonly rules: Readonly<Record<string, number>>;
  /** Share of an entry's bars on which its exit holds too; 0 without an exit. */
  readonly contradictions: Readonly<Record<string, number>>;
}

const names = [
  'entryLong',
  'exitLong',
  'entryShort',
  'exitShort',
] as const satisfies readonly (keyof StrategySignals)[];
const pairs = [
  ['entryLong', 'exitLong'],
  ['entryShort', 'exitShort'],
] as const;

export const ruleActivityJob = defineJob(
  'rule-activity',
  ruleActivityJobInputSchema,
  async (input, services): Promise<RuleActivityJobOutput> => {
    const all = input.spec.symbols.length;
    const { compiled, inputs } = await studyInputs({ ...input, seed: 1, symbols: all }, services);
    const set = names.filter((name) => ruleText(input.spec, name) !== null);
    const counts = new Map<string, number>(set.map((name) => [name, 0]));
    const met = new Map<string, number>();
    let bars = 0;
    for (const symbol of inputs) {
      const signals = compiled.signals(symbol);
      bars += Math.max(0, symbol.columns.close.length - signals.warmUp);
      for (const name of set) {
        let held = 0;
        for (const value of signals[name]) held += value;
        counts.set(name, (counts.get(name) ?? 0) + held);
      }
      for (const [entry, exit] of pairs) {
        let both = 0;
        for (let i = 0; i < signals[entry].length; i++)
          both += (signals[entry][i] as number) & (signals[exit][i] as number);
        met.set(entry, (met.get(entry) ?? 0) + both);
      }
    }
    const contradictions: Record<string, number> = {};
    for (const [entry] of pairs) {
      const held = counts.get(entry) ?? 0;
      if (held > 0) contradictions[entry] = (met.get(entry) ?? 0) / held;
    }
    return { bars, rules: Object.fromEntries(counts), contradictions };
  },
);
