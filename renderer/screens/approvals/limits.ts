/** The limits as the person types them: percentages on screen, shares in the request, every mistake in words. */
import type { RequestQuery } from '../../../shared/desk-api/requests.ts';

type Limits = RequestQuery<'strategy.seal'>['limits'];
export type LimitName = keyof Limits;

export interface LimitField {
  readonly name: LimitName;
  readonly label: string;
  readonly unit: string;
  /** What the typed number is divided by: 100 for percentages. */
  readonly scale: number;
  readonly max: number;
  readonly note: string;
}
export const limitFields: readonly LimitField[] = [
  { name: 'capital', label: 'Capital', unit: 'USD', scale: 1, max: 1e12, note: 'given to this strategy' },
  {
    name: 'maxPositionShare',
    label: 'Largest position',
    unit: '%',
    scale: 100,
    max: 2,
    note: 'in one symbol',
  },
  {
    name: 'maxGrossLeverage',
    label: 'Gross exposure',
    unit: '×',
    scale: 1,
    max: 4,
    note: 'long and short together',
  },
  { name: 'maxDailyLossShare', label: 'Daily loss', unit: '%', scale: 100, max: 1, note: 'no more entries that day' },
  {
    name: 'maxDrawdownShare',
    label: 'Fall from the peak',
    unit: '%',
    scale: 100,
    max: 1,
    note: 'then it is flattened',
  },
];
export type LimitTexts = Readonly<Record<LimitName, string>>;

const trim = (value: number): string => String(Number(value.toFixed(6)));
export const textsOf = (limits: Limits): LimitTexts =>
  Object.fromEntries(limitFields.map((f) => [f.name, trim(limits[f.name] * f.scale)])) as LimitTexts;

/** Why a text is not a limit; undefined when it is one. */
export function limitError(field: LimitField, text: string): string | undefined {
  const value = Number(text.replaceAll(',', ''));
  if (text.trim() === '' || !Number.isFinite(value)) return 'A number, please.';
  if (value <= 0) return 'Above zero.';
  if (value / field.scale > field.max) return `At most ${trim(field.max * field.scale)} ${field.unit}.`;
  return undefined;
}

/** The limits typed, or undefined while one of them is wrong. */
export function limitsOf(texts: LimitTexts): Limits | undefined {
  if (limitFields.some((f) => limitError(f, texts[f.name]) !== undefined)) return undefined;
  return Object.fromEntries(
    limitFields.map((f) => [f.name, Number(texts[f.name].replaceAll(',', '')) / f.scale]),
  ) as Limits;
}
