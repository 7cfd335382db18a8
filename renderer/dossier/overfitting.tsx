/** How likely it is that the result is luck: deflated Sharpe with the number of variants that were really tried. */
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { formatCount, formatRatio } from '../format/numbers.ts';
import { formatPercent } from '../format/percent.ts';
import { Stat } from '../ui/stat.tsx';
import { ChecksList } from './checks.tsx';

export function Overfitting(props: { readonly dossier: Dossier }) {
  const { row, checks, inSample, outOfSample } = props.dossier;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3 rounded-md bg-raised p-3 md:grid-cols-4">
        <Stat
          large
          label="Deflated Sharpe"
          value={formatPercent(row.deflatedSharpe)}
          note="chance that the skill is real"
          title="Probability that the true Sharpe ratio is above zero, after the best of so many trials"
        />
        <Stat large label="Variants tried" value={formatCount(row.trials)} note="on this market, over all runs" />
        <Stat large label="Sharpe, in sample" value={formatRatio(inSample?.sharpe)} note="what was searched" />
        <Stat large label="Sharpe, sealed" value={formatRatio(outOfSample?.sharpe)} note="what was never seen" />
      </div>
      <ChecksList checks={checks} />
    </div>
  );
}
