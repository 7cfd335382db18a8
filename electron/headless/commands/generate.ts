/** `quantai generate`: draws strategies from the grammar for the symbols of price files, without testing any. */
import { join } from 'node:path';
import { Option } from 'commander';
import { createPool, generate as drawGeneration } from '../../../agents/analysis/generation/generate.ts';
import { readUniverse, type Universe } from '../../../agents/analysis/generation/universe.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import { type StrategyFamily, strategyFamilies, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { type HostCommand, seedOption, wholeNumber } from '../command.ts';
import { readDataset } from '../studies/study-files.ts';
import { counted } from '../text/format.ts';
import { table } from '../text/table.ts';
import { writeFolder } from '../write-whole.ts';
import { fileList } from './demo.ts';

const names = (given: string, before: readonly string[] = []): string[] => [
  ...before,
  ...given
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean),
];

function chooseFamilies(given: readonly string[] | undefined): Result<readonly StrategyFamily[]> {
  if (given === undefined) return { ok: true, value: strategyFamilies };
  const unknown = given.find((name) => !(strategyFamilies as readonly string[]).includes(name));
  return unknown === undefined
    ? { ok: true, value: given as StrategyFamily[] }
    : refuse('unknown-family', `There is no family "${unknown}".`, {
        where: '--families',
        fix: `choose from ${strategyFamilies.join(', ')}`,
      });
}

/** The universe of the data, cut to the symbols asked for. */
function chooseSymbols(universe: Universe, given: readonly string[] | undefined): Result<Universe> {
  const there = universe.members.map((m) => m.symbol);
  if (there.length === 0)
    return refuse('no-symbols', 'The data have no symbol with at least 120 bars.', { where: '--data' });
  const unknown = given?.find((symbol) => !there.includes(symbol));
  if (unknown !== undefined)
    return refuse('unknown-symbol', `The data have no symbol "${unknown}" with at least 120 bars.`, {
      where: '--symbols',
      fix: `they have ${there.slice(0, 12).join(', ')}`,
    });
  return {
    ok: true,
    value:
      given === undefined
        ? universe
        : { ...universe, members: universe.members.filter((m) => given.includes(m.symbol)) },
  };
}

export const generate: HostCommand = {
  name: 'generate',
  summary: 'draw strategies from the grammar for some symbols, to read, edit or test',
  more: 'Nothing is tested, so nothing counts as a trial yet. Example: quantai generate --data SPY.csv,QQQ.csv --families trend,breakout --n 5',
  options: [
    new Option('--data <files>', 'price history: CSV files, separated by commas')
      .argParser(fileList)
      .makeOptionMandatory(),
    new Option('--symbols <names>', 'only these symbols, separated by commas').argParser(names),
    new Option('--families <names>', 'only these families, separated by commas').argParser(names),
    wholeNumber('--n <n>', 'strategies', 1, 500).default(10),
    seedOption().default(1),
    new Option('--out <folder>', 'write each specification there as a JSON file of its own'),
  ],
  async run(_context, _parameters, options) {
    const given = options as {
      data: string[];
      symbols?: string[];
      families?: string[];
      n: number;
      seed: number;
      out?: string;
    };
    const families = chooseFamilies(given.families);
    if (!families.ok) return families;
    const read = await readDataset(given.data);
    if (!read.ok) return read;
    const universe = chooseSymbols(readUniverse(read.value.dataset), given.symbols);
    if (!universe.ok) return universe;
    const share = 1 / families.value.length;
    const weight = (family: StrategyFamily): number => (families.value.includes(family) ? share : 0);
    const made = drawGeneration({
      generation: 0,
      population: given.n,
      universe: universe.value,
      guidance: {
        generation: -1,
        familyWeights: Object.fromEntries(strategyFamilies.map((f) => [f, weight(f)])) as Record<
          StrategyFamily,
          number
        >,
        featureWeights: {},
        lessons: [],
        parents: [],
        summary: '',
      },
      pool: createPool(),
      random: createRandom(`generate/${given.seed}`),
    });
    const drawn = made.map(({ spec }) => ({ strategyId: strategyIdOf(spec), spec }));
    if (given.out !== undefined) {
      try {
        writeFolder(
          given.out,
          drawn.map(({ strategyId, spec }) => ({ fileName: `${strategyId}.json`, text: `${formatSpec(spec)}\n` })),
        );
      } catch (error) {
        return refuse('cannot-write', `The files could not be written: ${(error as NodeJS.ErrnoException).code}.`, {
          where: given.out,
          fix: 'choose another folder',
        });
      }
    }
    return {
      ok: true,
      value: {
        json: { seed: given.seed, notes: read.value.notes, strategies: drawn, out: given.out ?? null },
        lines: [
          ...read.value.notes.map((note) => `note: ${note}`),
          ...table(
            [{ title: 'strategy' }, { title: 'family' }, { title: 'name' }, { title: 'enters when' }],
            drawn.map(({ strategyId, spec }) => [
              strategyId,
              spec.family,
              spec.name,
              (spec.rules.entryLong ?? spec.rules.entryShort ?? spec.universe?.rankBy ?? '').slice(0, 70),
            ]),
          ),
          '',
          `${counted(drawn.length, 'strategy', 'strategies')} drawn with seed ${given.seed}${given.out === undefined ? '' : `, written to ${join(given.out, '')}`}.${
            drawn.length < given.n ? ` No more than these could be drawn that differ.` : ''
          }`,
        ],
      },
    };
  },
};
