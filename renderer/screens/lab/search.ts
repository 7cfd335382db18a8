/** What is typed into a search, turned into what the desk is asked; or the sentence that says what is wrong. */
import type { StudyQuery } from '../../../shared/desk-api/lab.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { SearchDraft } from './axes-form.tsx';

/** One parameter as it is typed. */
export interface AxisDraft {
  readonly name: string;
  readonly on: boolean;
  readonly from: string;
  readonly to: string;
  readonly step: string;
}

const mostValues = 500;
const mostAxes = 4;

/** The values of an axis; undefined where what is typed makes none. */
export function axisValues({ from, to, step }: AxisDraft): number[] | undefined {
  const [a, b, by] = [from, to, step].map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  if (a === undefined || b === undefined || by === undefined || !(by > 0) || !(b >= a)) return undefined;
  const count = Math.floor((b - a) / by + 1e-9) + 1;
  if (!(count <= mostValues)) return undefined;
  return Array.from({ length: count }, (_, i) => Number((a + i * by).toPrecision(12)));
}

/** Nine values at most for a start: a coarse look over the range the strategy declares. */
export const draftOf = (spec: StrategySpec): SearchDraft => ({
  axes: Object.entries(spec.parameters).map(([name, p], i) => {
    const steps = Math.max(1, Math.round((p.max - p.min) / p.step));
    const step = p.step * Math.max(1, Math.ceil(steps / 8));
    return {
      name,
      on: i < 2 && p.max > p.min,
      from: String(p.min),
      to: String(p.max),
      step: String(Number(step.toPrecision(6))),
    };
  }),
  method: 'grid',
  objective: 'sharpe',
  budget: '1000',
});

export type SearchFields = Pick<
  Extract<StudyQuery, { study: 'sweep' }>,
  'axes' | 'method' | 'objective' | 'budget' | 'seed'
>;

export function searchFields(draft: SearchDraft): { readonly fields: SearchFields } | { readonly wrong: string } {
  const chosen = draft.axes.filter((a) => a.on);
  if (chosen.length === 0) return { wrong: 'Choose at least one parameter to search.' };
  if (chosen.length > mostAxes) return { wrong: `Choose at most ${mostAxes} parameters.` };
  const axes: { name: string; values: number[] }[] = [];
  for (const axis of chosen) {
    const values = axisValues(axis);
    if (values === undefined)
      return {
        wrong: `${axis.name}: from a smaller to a larger number, in steps above 0, ${mostValues} values at most.`,
      };
    axes.push({ name: axis.name, values });
  }
  const budget = Number(draft.budget);
  if (!Number.isInteger(budget) || budget < 1 || budget > 10_000)
    return { wrong: 'The most variants are a whole number from 1 to 10,000.' };
  const size = axes.reduce((product, a) => product * a.values.length, 1);
  if (draft.method === 'grid' && size > budget)
    return {
      wrong: `The grid has ${size.toLocaleString('en-US')} points, more than the ${budget.toLocaleString('en-US')} allowed: take larger steps, or another search.`,
    };
  return { fields: { axes, method: draft.method, objective: draft.objective, budget, seed: 1 } };
}
