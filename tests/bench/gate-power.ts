/** `npm run gate:power`: how often the gate lets luck through, and how often it lets a true edge through, over many whole searches. */
import { runSearch } from '../support/gate-search.ts';

const [searchesText = '500', variantsText = '1000', yearsText = '15'] = process.argv.slice(2);
const [searches, variants, years] = [Number(searchesText), Number(variantsText), Number(yearsText)];
if (![searches, variants, years].every((n) => Number.isInteger(n) && n > 0)) {
  console.error('Usage: npm run gate:power [searches] [variants] [years], all whole numbers above 0.');
  process.exitCode = 2;
} else {
  const stopped = new Map<string, number>();
  let luck = 0;
  let skill = 0;
  for (let seed = 1; seed <= searches; seed++) {
    const outcome = runSearch(seed, { variants, bars: 252 * years, marketSharpe: 0.5, trueSharpe: 1.5 });
    if (outcome.noisePassed) luck++;
    if (outcome.truePassed) skill++;
    else stopped.set(outcome.trueStoppedBy ?? '', (stopped.get(outcome.trueStoppedBy ?? '') ?? 0) + 1);
  }
  const share = (n: number): string => {
    const p = n / searches;
    return `${n} of ${searches} (${(100 * p).toFixed(1)} %, standard error ${(100 * Math.sqrt((p * (1 - p)) / searches)).toFixed(1)})`;
  };
  console.log(
    `Searches of ${variants} worthless daily strategies over ${years} years in a market with a Sharpe ratio of 0.5:`,
  );
  console.log(`  some worthless strategy passes the gate in ${share(luck)}; at most 5 % is asked`);
  console.log(`  a true Sharpe ratio of 1.5 passes in        ${share(skill)}; at least 80 % is asked`);
  for (const [check, count] of [...stopped].sort((a, b) => b[1] - a[1]))
    console.log(`    stopped by ${check}: ${count}`);
  process.exitCode = luck / searches <= 0.05 && skill / searches >= 0.8 ? 0 : 1;
}
