/** Answers `state-lesson`: the claim as the gate's figures gave it, and a way to find it wrong that fits its cause. */
import { z } from 'zod';
import { ok, refuse } from '../../../shared/core/result.ts';
import { createPhrasebook, cutAtWord, firstSentence, fitSentences, listed } from './prose.ts';
import { definePurpose } from './purpose.ts';

const factsSchema = z.object({
  claim: z.string().trim().min(10),
  falsifier: z.string().trim().min(10),
  cause: z.string().catch(''),
  family: z.string().catch(''),
  features: z.array(z.string()).catch([]),
});

/** Endings of "The lesson is wrong if …", by cause; `it` is a later strategy of the same making. */
const wrongIf: Readonly<Record<string, readonly string[]>> = {
  passed: [
    'it fails on data that nobody has looked at',
    'paper trading earns markedly less than the backtest did over the same weeks',
    'the result leaves when its most profitable symbol does',
  ],
  'too-few-trades': [
    'the same rules on a wider universe trade often enough and pass the gate',
    'a looser entry brings more trades without spoiling the average one',
  ],
  'short-record': [
    'a longer history of the same rules stands clear of zero',
    'the same rules on more symbols make a record that can be told from luck',
  ],
  'no-edge': [
    'the same functions earn more than costs in another market or on another timeframe',
    'trades after these entries beat trades on random days on data that was not used here',
  ],
  overfitted: [
    'the same rules with rounder numbers hold in a sealed part they have never seen',
    'neighbouring parameter values earn about the same in and out of sample',
  ],
  decayed: [
    'the strength comes back in the years after the sealed part',
    'the fall in strength lies in one event and not in the trend of the years',
  ],
  'deep-drawdown': [
    'half the size or a closer stop keeps the fall within bounds and most of the return',
    'the deep fall comes from one symbol, and the others pass without it',
  ],
  'eaten-by-costs': [
    'a slower version of the same rules keeps its return with costs doubled',
    'limit orders instead of market orders leave enough of the average trade',
  ],
  'intrabar-luck': [
    'the result is the same on finer bars, where the order of prices is known',
    'the worse order of prices inside the bar costs it less than a tenth of its return',
  ],
  'benchmark-clone': [
    'what is left after taking out the benchmark earns something of its own',
    'it earns in the months in which the benchmark falls',
  ],
  'luck-of-the-search': [
    'it passes on a dataset that this search has not touched',
    'a second search, begun elsewhere, ends at the same rules',
  ],
  'look-ahead': ['it decides the same with the future cut off at every bar'],
  'settled-start': ['its decisions are the same whichever bar the history begins with'],
  rejected: ['you approve another strategy built on the same functions'],
};

export const stateLesson = definePurpose({
  name: 'state-lesson',
  answer(facts, random) {
    const parsed = factsSchema.safeParse(facts);
    if (!parsed.success)
      return refuse('facts-missing', 'The house model was given no lesson to put into words.', {
        where: z.prettifyError(parsed.error).slice(0, 300),
      });
    const { claim, falsifier, cause, family, features } = parsed.data;
    const say = createPhrasebook(random);
    const endings = Object.hasOwn(wrongIf, cause) ? wrongIf[cause] : undefined;
    const named = listed(features.slice(0, 3).map((f) => cutAtWord(f, 40)));
    const about =
      family === '' ? 'the lesson' : `this lesson on ${cutAtWord(family, 40)}${named === '' ? '' : ` with ${named}`}`;
    const opening = say([`It would be wrong to hold on to ${about} if`, `What would overturn ${about}:`]);
    return ok({
      claim: cutAtWord(claim.replace(/\s+/g, ' '), 400),
      falsifier: fitSentences(
        [endings === undefined ? cutAtWord(firstSentence(falsifier), 390) : `${opening} ${say(endings)}.`],
        390,
      ),
    });
  },
});
