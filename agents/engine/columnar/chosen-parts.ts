/** Chooses fill models and costs by name with parameters, as a person writes them: `volume-share:0.05` or `{name, parameters}`. */
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import type { CostModel } from './costs/cost-model.ts';
import { costModels } from './costs/index.ts';
import type { FillModel, FillSettings } from './fills/fill-model.ts';
import { fillModels } from './fills/index.ts';

/** A part by name; parameters left out have their defaults. */
export interface ChosenPart {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, number>>;
}

export const defaultFills: FillSettings = {
  intrabar: 'worst',
  marketAt: 'next-open',
  participation: null,
  halfSpread: 0,
  slippageInBar: false,
};

interface Part {
  readonly name: string;
  readonly parameters: Readonly<
    Record<string, { readonly default: number; readonly min: number; readonly max: number }>
  >;
}

/** Reads `name`, `name:value` (the first parameter) or `name:a=1;b=2`. */
export function readPart(text: string): Result<ChosenPart> {
  const [name = '', rest] = text.split(':', 2);
  if (rest === undefined) return ok({ name: name.trim() });
  const parameters: Record<string, number> = {};
  for (const [i, piece] of rest.split(';').entries()) {
    const [key, value] = piece.includes('=') ? piece.split('=', 2) : [i === 0 ? '' : undefined, piece];
    const number = Number(value);
    if (key === undefined || value === undefined || value.trim() === '' || !Number.isFinite(number))
      return refuse('bad-option', `"${piece}" is no parameter.`, {
        where: text,
        fix: 'Write name:value or name:key=value;key=value.',
      });
    parameters[key.trim()] = number;
  }
  return ok({ name: name.trim(), parameters });
}

/** Finds the part and checks its parameters; an empty key stands for the first parameter. */
function resolve<P extends Part>(
  parts: readonly P[],
  chosen: ChosenPart,
  what: string,
): Result<{ part: P; values: Record<string, number> }> {
  const part = parts.find((p) => p.name === chosen.name);
  if (part === undefined)
    return refuse('unknown-part', `There is no ${what} "${chosen.name}".`, {
      where: what,
      fix: `There are: ${parts.map((p) => p.name).join(', ')}.`,
    });
  const names = Object.keys(part.parameters);
  const values: Record<string, number> = {};
  for (const [name, p] of Object.entries(part.parameters)) values[name] = p.default;
  for (const [given, value] of Object.entries(chosen.parameters ?? {})) {
    const name = given === '' ? names[0] : given;
    const bounds = name === undefined ? undefined : part.parameters[name];
    if (name === undefined || bounds === undefined)
      return refuse('bad-option', `${part.name} has no parameter "${given}".`, {
        where: what,
        fix: names.length === 0 ? 'It takes none.' : `It takes: ${names.join(', ')}.`,
      });
    if (!(value >= bounds.min && value <= bounds.max))
      return refuse('bad-option', `${name} of ${part.name} is ${value}, outside ${bounds.min} to ${bounds.max}.`, {
        where: what,
        fix: 'Give a value in that range.',
      });
    values[name] = value;
  }
  return ok({ part, values });
}

/** Puts fill models together, the later over the earlier ones; `warnings` are those of the parts. */
export function chooseFills(
  chosen: readonly ChosenPart[],
): Result<{ settings: FillSettings; warnings: readonly string[] }> {
  let settings = defaultFills;
  const warnings: string[] = [];
  for (const one of chosen) {
    const found = resolve<FillModel>(fillModels, one, 'fill model');
    if (!found.ok) return found;
    settings = { ...settings, ...found.value.part.settings(found.value.values) };
    if (found.value.part.warning !== undefined) warnings.push(found.value.part.warning);
  }
  return ok({ settings, warnings });
}

/** Finds cost models with their parameters filled in. */
export function chooseCosts(
  chosen: readonly ChosenPart[],
): Result<{ part: CostModel; values: Record<string, number> }[]> {
  const all: { part: CostModel; values: Record<string, number> }[] = [];
  for (const one of chosen) {
    const found = resolve<CostModel>(costModels, one, 'cost');
    if (!found.ok) return found;
    all.push(found.value);
  }
  return ok(all);
}
