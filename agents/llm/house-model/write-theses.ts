/** Answers `write-theses`: for each strategy its idea, where its rules act on it, who pays, and what would prove it wrong. */
import { z } from 'zod';
import { ok } from '../../../shared/core/result.ts';
import { anyFamily, familyPhrases } from './family-phrases.ts';
import { counted, createPhrasebook, cutAtWord, firstSentence, fitSentences } from './prose.ts';
import { definePurpose } from './purpose.ts';

const strategySchema = z.object({
  index: z.number().int().nonnegative(),
  family: z.string().catch(''),
  operator: z.string().catch(''),
  mechanism: z.string().catch(''),
  failure: z.string().catch(''),
  words: z.array(z.string()).catch([]),
  symbols: z.number().int().nonnegative().catch(0),
});
type Strategy = z.infer<typeof strategySchema>;
type Say = (list: readonly string[]) => string;

const longOpenings = [
  'It acts on this when ',
  'The rule takes it to be so when ',
  'The moment to buy is when ',
  'It waits for the bar on which ',
  'In rules: it goes long when ',
];
const shortOpenings = ['It sells short when ', 'The moment to sell short is when '];
const filterOpenings = [
  'Entries are kept to stretches in which ',
  'Outside of times when its filter holds it stands aside: it asks that ',
  'It only looks for trades while ',
];
const exitOpenings = [
  'The idea has run its course when ',
  'It takes the position to be over when ',
  'It lets go when ',
];
const byOperator: Readonly<Record<string, readonly string[]>> = {
  mutate: [
    'It changes one thing about a strategy that was tried before, and that change has to earn its place.',
    'A variation of an earlier strategy: what is new must add something the parent did not have.',
  ],
  cross: [
    'It joins the entry of one earlier strategy with the exit of another, on the guess that their strengths add up.',
    'Two earlier strategies meet in it, and it must do better than either alone.',
  ],
  tune: [
    'It keeps the rules of an earlier strategy and moves its numbers to a calmer neighbourhood.',
    'Only numbers changed against its parent, so a large difference in results would be a warning and not a find.',
  ],
};
const generalTests = [
  'On unseen data the average trade after costs must stay above zero',
  'It must hold in most of the years it is tried on',
  'The result must survive a delay of one bar',
  'Neighbouring parameter values must earn about as much',
  'With costs doubled it must still make money',
] as const;
const testEndings = [
  '; if not, the thesis is dropped.',
  '; otherwise it is wrong and not merely unlucky.',
  ', and failing that is reason enough to stop.',
];

/** The condition behind a line such as `Buys when …`; empty when there is none, or it is too long to read. */
function conditionOf(words: readonly string[], opening: string): string {
  const line = words.find((w) => w.startsWith(opening));
  const condition = line?.slice(opening.length).replace(/\.$/, '').trim() ?? '';
  return condition.length > 320 ? '' : condition;
}
const clause = (opening: string, condition: string): string => (condition === '' ? '' : `${opening}${condition}.`);

function thesisOf(strategy: Strategy, say: Say): string {
  const { words, symbols, operator } = strategy;
  const phrases = familyPhrases[strategy.family] ?? anyFamily;
  const long = conditionOf(words, 'Buys when ');
  const short = conditionOf(words, 'Sells short when ');
  const filter = conditionOf(words, 'Enters only while ');
  const exit = conditionOf(words, 'Sells what it holds when ');
  return fitSentences(
    [
      cutAtWord(firstSentence(strategy.mechanism), 300) ||
        `The rules look for a repeatable effect in ${counted(symbols, 'symbol')}.`,
      clause(say(longOpenings), long) || clause(say(shortOpenings), short),
      clause(say(filterOpenings), filter),
      say(phrases.payer),
      filter === '' ? clause(say(exitOpenings), exit) : '',
      say(byOperator[operator] ?? ['']),
    ],
    1000,
  );
}

function falsifierOf(strategy: Strategy, say: Say): string {
  const phrases = familyPhrases[strategy.family] ?? anyFamily;
  const spread = strategy.symbols > 1 ? ` across its ${strategy.symbols} symbols` : '';
  return fitSentences(
    [
      cutAtWord(firstSentence(strategy.failure), 260) ||
        `Its trades earn no more than trades of the same length on random days${spread}.`,
      say(phrases.test),
      `${say(generalTests)}${say(testEndings)}`,
    ],
    580,
  );
}

export const writeTheses = definePurpose({
  name: 'write-theses',
  answer(facts, random) {
    const given = z.object({ strategies: z.array(z.unknown()).catch([]) }).safeParse(facts);
    const strategies = (given.success ? given.data.strategies : []).flatMap((one) => {
      const parsed = strategySchema.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
    const say = createPhrasebook(random);
    return ok({
      theses: strategies.slice(0, 500).map((strategy) => ({
        index: strategy.index,
        thesis: thesisOf(strategy, say),
        falsifier: falsifierOf(strategy, say),
      })),
    });
  },
});
