/** `quantai spec`: checks, explains and formats a strategy's specification, and prints the reference of its language. */
import { Argument, Option } from 'commander';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { compileStrategy, explainStrategy } from '../../../shared/strategy/compile.ts';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import { type ReadSpec, readSpec } from '../../../shared/strategy/read-spec.ts';
import { languageReference } from '../../../shared/strategy/reference.ts';
import { type StrategySpec, specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { newestSchema, upgradeSpec } from '../../../shared/strategy/upgrade-spec.ts';
import type { Answer, HostCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { problemJson, problemLines, readSpecText } from '../spec-file.ts';
import { table } from '../text/table.ts';

const shownName = (path: string): string => (path === '-' ? 'standard input' : path);

/** All problems, those of units included: who writes a strategy wants to know, whatever its schema lets pass. */
function check(path: string, read: ReadSpec): Answer {
  const { spec } = read;
  const errors = [...read.problems, ...read.unitClashes];
  const compiled = spec && read.problems.length === 0 ? compileStrategy(spec) : undefined;
  const facts = spec && {
    strategyId: strategyIdOf(spec),
    specHash: specHash(spec),
    schema: spec.schema,
    ...(compiled?.ok && { warmUpBars: compiled.value.warmUp, needs: compiled.value.needs }),
  };
  const count = `${errors.length} problem${errors.length === 1 ? '' : 's'}`;
  return {
    json: { file: shownName(path), ok: errors.length === 0, ...facts, problems: errors.map(problemJson) },
    lines: [
      ...errors.flatMap((problem) => problemLines(problem)),
      errors.length > 0
        ? `${shownName(path)}: ${count}`
        : `${shownName(path)}: ${spec?.name ?? ''} is well-formed (${facts?.strategyId}, schema ${spec?.schema}${compiled?.ok ? `, ${compiled.value.warmUp} bars of warm-up` : ''})`,
    ],
    exitCode: errors.length === 0 ? exitCodes.done : exitCodes.refused,
  };
}

function explain(spec: StrategySpec): Answer {
  const lines = [`${spec.name} (${spec.family})`, spec.thesis, ...explainStrategy(spec), `Wrong if: ${spec.falsifier}`];
  return { json: { strategyId: strategyIdOf(spec), name: spec.name, sentences: explainStrategy(spec) }, lines };
}

function format(given: StrategySpec, upgrade: boolean) {
  const spec = upgrade ? upgradeSpec(given) : given;
  const text = formatSpec(spec);
  const formatted = JSON.parse(text) as StrategySpec;
  const before = specHash(given);
  const after = specHash(formatted);
  return {
    json: {
      text,
      strategyId: strategyIdOf(formatted),
      schema: spec.schema,
      specHash: after,
      specHashBefore: before,
      changed: before !== after,
    },
    lines: text.trimEnd().split('\n'),
  };
}

function help(): Answer {
  const reference = languageReference();
  const entries = (list: typeof reference.functions): string[] =>
    table(
      [{ title: 'write' }, { title: 'unit' }, { title: 'schema', align: 'right' }, { title: 'what it is' }],
      list.map((entry) => [entry.usage, entry.unit ?? '', String(entry.since), entry.description]),
    );
  return {
    json: reference,
    lines: [
      'A strategy is a JSON object; its rules are texts such as',
      '  cross_over(sma(close, fast), sma(close, 50)) and on("1w", close > sma(close, 10))',
      '',
      `Operators, from the loosest: ${reference.operators.map((rank) => rank.join(' ')).join('  |  ')}`,
      `Series: ${reference.series.join(', ')}; parameters go by their names.`,
      'Unknown is NaN: a comparison with it is false, a division by zero is unknown. Nothing sees a later bar.',
      ...Object.entries(reference.words).map(
        ([where, words]) => `Words of ${where}: ${words.map((w) => `"${w}"`).join(', ')}`,
      ),
      '',
      'Functions',
      ...entries(reference.functions),
      '',
      'Indicators (without a unit: that of their series)',
      ...entries(reference.indicators),
      '',
      'Fields of a specification (* = required)',
      ...table(
        [{ title: 'field' }, { title: 'holds' }],
        reference.fields.map((field) => [`${field.path}${field.required ? ' *' : ''}`, field.holds]),
      ),
      '',
      `Limits: ${Object.entries(reference.limits)
        .map(([what, most]) => `${most} ${what}`)
        .join(', ')}.`,
    ],
  };
}

export const spec: HostCommand = {
  name: 'spec',
  parameters: [
    new Argument('<action>', 'what to do').choices(['check', 'explain', 'format', 'help']),
    new Argument('[file]', 'specification as JSON; - is standard input'),
  ],
  summary: "check, explain or format a strategy's specification, or print the reference of its language",
  options: [new Option('--upgrade', `format: write it in schema ${newestSchema}, as another version of the strategy`)],
  more: 'Example: quantai spec check my-strategy.json',
  async run(context, [action, path], { upgrade }): Promise<Result<Answer>> {
    if (action === 'help') return { ok: true, value: help() };
    if (path === undefined)
      return refuse('bad-usage', `What is there to ${String(action)}?`, {
        where: 'file',
        fix: 'Give a file, or - for standard input.',
      });
    const text = await readSpecText(String(path));
    if (!text.ok) return text;
    const read = readSpec(text.value);
    if (action === 'check' || read.spec === undefined || read.problems.length > 0)
      return { ok: true, value: check(String(path), read) };
    if (action === 'explain') return { ok: true, value: explain(read.spec) };
    const answer = format(read.spec, upgrade === true);
    // An approval seals the hash: who replaces the file has to know.
    if (answer.json.changed)
      context.log(`Written like this it is another version with another hash: ${answer.json.strategyId}.`);
    return { ok: true, value: answer };
  },
};
