/** No rule is dead: entries happen, but not always, and do not contradict their own exit. */
import { defineCheck, percent } from './check.ts';

const mostShare = 0.95;
/** Share of entry bars on which the exit holds as well. */
const mostContradiction = 0.5;

export const liveRules = defineCheck({
  name: 'live-rules',
  run({ activity }) {
    const { bars, rules, contradictions } = activity;
    const wrong: string[] = [];
    let worst = 0;
    for (const [name, count] of Object.entries(rules)) {
      const share = bars === 0 ? 0 : count / bars;
      if (name.startsWith('entry') && count === 0) wrong.push(`${name} never holds on ${bars} bars`);
      if (name.startsWith('entry') && share > mostShare) wrong.push(`${name} holds on ${percent(share)} of the bars`);
      if (name.startsWith('exit') && bars > 0 && count === 0) wrong.push(`${name} never holds on ${bars} bars`);
      if (name.startsWith('exit') && share > mostShare) wrong.push(`${name} holds on ${percent(share)} of the bars`);
      if (name.startsWith('entry')) worst = Math.max(worst, share);
    }
    for (const [name, share] of Object.entries(contradictions))
      if (share > mostContradiction) wrong.push(`${name} and its exit hold together on ${percent(share)} of its bars`);
    const said = Object.entries(rules)
      .map(([name, count]) => `${name} on ${bars === 0 ? '0 %' : percent(count / bars)}`)
      .join(', ');
    return {
      passed: wrong.length === 0,
      evidence: wrong.length === 0 ? `Of ${bars} bars: ${said}.` : `${wrong.join('; ')}.`,
      value: worst,
      threshold: mostShare,
    };
  },
});
