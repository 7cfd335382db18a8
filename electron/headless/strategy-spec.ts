/** The specification a command is about: a file, or a strategy of the desk. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import { type StrategySpec, strategySpecSchema } from '../../shared/strategy/spec.ts';
import { ask } from './ask.ts';
import type { CommandContext } from './command.ts';

/** A specification of a person is a few kilobytes. */
const largestSpec = 1_000_000;

function readSpec(path: string): Result<StrategySpec, Refusal> {
  const at = { where: path };
  let text: string;
  try {
    if (statSync(path).size > largestSpec)
      return refuse('spec-too-large', 'The file is larger than a specification can be (1 MB).', at);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? refuse('no-such-file', 'There is no such file.', {
          ...at,
          fix: 'give a specification as JSON, or st-… of the desk',
        })
      : refuse('cannot-read', `The file could not be read: ${code}.`, at);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse('spec-json', `The file is not JSON: ${(error as Error).message}.`, at);
  }
  const parsed = strategySpecSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return refuse('spec-shape', `The file is no specification: ${issue?.message ?? 'it has another shape'}.`, {
    where: field === '' ? path : `${path}, ${field}`,
  });
}

/** @param given a path, or `st-…` of the desk; a file of that name comes first */
export async function specOf(context: CommandContext, given: string): Promise<Result<StrategySpec, Refusal>> {
  if (!/^st-[0-9a-f]{12}$/.test(given) || existsSync(given)) return readSpec(given);
  let spec: StrategySpec | undefined;
  const asked = await ask(context, 'strategy.dossier', { strategyId: given }, (dossier) => {
    spec = dossier.spec;
    return { json: null, lines: [] };
  });
  if (!asked.ok) return asked;
  return spec === undefined ? refuse('unknown-strategy', `No strategy is called ${given}.`) : ok(spec);
}
