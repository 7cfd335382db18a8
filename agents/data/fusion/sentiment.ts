/** Sentiment of a headline by counting known words: deterministic, and deaf to anything the text may ask for. */
import { lexicon, negations } from './lexicon.ts';

/** Words after a negation that it turns round. */
const reach = 3;

/** -1 (bad for the price) to 1 (good); 0 when no word is known. Text is data: nothing in it is followed. */
export function sentimentOf(text: string): number {
  const words = text
    .toLowerCase()
    .slice(0, 2000)
    .split(/[^a-z’]+/);
  let sum = 0;
  let known = 0;
  let turned = 0;
  for (const word of words) {
    if (negations.has(word)) {
      turned = reach;
      continue;
    }
    const value = lexicon.get(word);
    if (value !== undefined) {
      // A denied word says little, not the opposite.
      sum += turned > 0 ? -0.3 * value : value;
      known++;
    }
    if (word !== '') turned--;
  }
  return known === 0 ? 0 : Math.max(-1, Math.min(1, sum / Math.sqrt(known)));
}
