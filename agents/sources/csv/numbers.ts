/** Numbers as people write them: decimal point or comma, thousands separators, currency signs, and words for "nothing". */
import { type Result, refuse } from '../../../shared/core/result.ts';

export type DecimalStyle = 'point' | 'comma';

const nothing = /^(|nan|na|n\/a|null|none|nil|-|--|\.|#n\/a|inf|-inf|infinity|-infinity)$/i;

/** True for a cell that says there is no value. */
export const isNothing = (cell: string): boolean => nothing.test(cell);

const ornaments = /[\s\u00a0\u202f$€£¥'’]/g;
const pointNumber = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const commaNumber = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:e[+-]?\d+)?$/i;
const suffixes: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };

/** Parses a cell; NaN for "nothing", undefined when it is no number. `K`, `M` and `B` stand for thousands, millions, billions. */
export function parseNumber(cell: string, style: DecimalStyle): number | undefined {
  if (style === 'point' && /^-?\d+(\.\d+)?$/.test(cell)) return Number(cell);
  if (nothing.test(cell.trim())) return Number.NaN;
  let text = cell.replace(ornaments, '');
  const suffix = suffixes[text.slice(-1).toLowerCase()];
  if (suffix !== undefined) text = text.slice(0, -1);
  if (!/\d/.test(text) || !(style === 'point' ? pointNumber : commaNumber).test(text)) return undefined;
  const value = Number(style === 'point' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.'));
  return Number.isFinite(value) ? value * (suffix ?? 1) : undefined;
}

/**
 * Decides between decimal point and decimal comma from a sample of cells. Separators that settle it: both in one
 * cell, several of one kind, or a group of other than three digits behind it.
 */
export function decimalStyleOf(
  sample: readonly { row: number; column: string; cell: string }[],
  file: string,
): Result<DecimalStyle> {
  const first: Partial<Record<DecimalStyle | 'unclear', { row: number; column: string; cell: string }>> = {};
  for (const entry of sample) {
    const verdict = verdictOn(entry.cell.replace(ornaments, '').replace(/[kmb]$/i, ''));
    if (verdict !== undefined && first[verdict] === undefined) first[verdict] = entry;
  }
  const { point, comma, unclear } = first;
  if (point !== undefined && comma !== undefined)
    return refuse(
      'mixed-decimals',
      `Decimal points and decimal commas are mixed: "${point.cell}" and "${comma.cell}".`,
      {
        where: `${file}, row ${comma.row}, column "${comma.column}"`,
        fix: 'Write all numbers in one style.',
      },
    );
  if (comma === undefined && point === undefined && unclear !== undefined)
    return refuse(
      'ambiguous-decimals',
      `"${unclear.cell}" may mean one thing or a thousand times more: nothing in the file settles what the comma is.`,
      {
        where: `${file}, row ${unclear.row}, column "${unclear.column}"`,
        fix: 'Write a decimal point, e.g. 1234.00.',
      },
    );
  return { ok: true, value: comma === undefined ? 'point' : 'comma' };
}

/** What one number says about the style. A single dot counts as a decimal point; a single comma before three digits may be either. */
function verdictOn(text: string): DecimalStyle | 'unclear' | undefined {
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  if (dots === 0 && commas === 0) return undefined;
  if (dots > 0 && commas > 0) return text.lastIndexOf(',') > text.lastIndexOf('.') ? 'comma' : 'point';
  if (dots > 1) return 'comma';
  if (commas > 1) return 'point';
  if (/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return commas === 1 ? 'unclear' : undefined;
  return dots === 1 ? 'point' : 'comma';
}
