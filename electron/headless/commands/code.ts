/** `quantai code`: writes a strategy as a project for a platform into a folder. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { Option } from 'commander';
import { targets } from '../../../agents/analysis/targets/index.ts';
import { proofLabel } from '../../../agents/analysis/targets/proof.ts';
import type { SourceFile, Target } from '../../../agents/analysis/targets/target.ts';
import { ok, type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategyIdOf, strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { ask } from '../ask.ts';
import type { Answer, CommandContext, HostCommand } from '../command.ts';
import { writeFolder } from '../write-whole.ts';

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

/** Writes the files; an existing folder must be empty, so that nothing of a person is overwritten. */
function writeFiles(files: readonly SourceFile[], out: string, force: boolean): Result<true, Refusal> {
  try {
    if (!force && existsSync(out) && readdirSync(out).length > 0)
      return refuse('folder-not-empty', 'The folder is not empty.', {
        where: out,
        fix: 'name another, or add --force',
      });
    writeFolder(out, files);
    return ok(true);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse('cannot-write', `The files could not be written: ${code}.`, {
      where: out,
      fix: 'choose another folder',
    });
  }
}

function writeCode(spec: StrategySpec, target: Target, out: string, force: boolean): Result<Answer, Refusal> {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) return compiled;
  const supported = target.supports(compiled.value);
  if (!supported.ok) return supported;
  const strategyId = strategyIdOf(spec);
  const files = target.project(compiled.value, strategyId);
  const written = writeFiles(files, out, force);
  if (!written.ok) return written;
  const proven = proofLabel(target.name);
  return ok({
    json: {
      strategyId,
      target: target.name,
      out,
      proven,
      files: files.map(({ fileName, text }) => ({
        fileName,
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
    },
    lines: [
      `${spec.name} (${strategyId}) for ${target.title}, ${files.length} files in ${out}`,
      ...files.map(({ fileName }) => `  ${fileName}`),
      `Proof: ${proven}. README.md says how to run and test it.`,
    ],
  });
}

async function specOf(context: CommandContext, given: string): Promise<Result<StrategySpec, Refusal>> {
  if (!/^st-[0-9a-f]{12}$/.test(given) || existsSync(given)) return readSpec(given);
  let spec: StrategySpec | undefined;
  const asked = await ask(context, 'strategy.dossier', { strategyId: given }, (dossier) => {
    spec = dossier.spec;
    return { json: null, lines: [] };
  });
  if (!asked.ok) return asked;
  return spec === undefined ? refuse('unknown-strategy', `No strategy is called ${given}.`) : ok(spec);
}

export const code: HostCommand = {
  name: 'code',
  summary: 'write a strategy as a project for a platform',
  options: [
    new Option('--strategy <file>', 'specification as JSON, or the id of a strategy of the desk').makeOptionMandatory(),
    new Option('--target <target>', 'platform').choices(Object.keys(targets)).makeOptionMandatory(),
    new Option('--out <folder>', 'folder for the files; made when it is missing').makeOptionMandatory(),
    new Option('--force', 'write into a folder that is not empty'),
  ],
  more: 'Example: quantai code --strategy dip.json --target backtrader --out dip-backtrader',
  async run(context, _parameters, { strategy, target, out, force }) {
    const spec = await specOf(context, String(strategy));
    if (!spec.ok) return spec;
    return writeCode(spec.value, targets[String(target)] as Target, String(out), force === true);
  },
};
