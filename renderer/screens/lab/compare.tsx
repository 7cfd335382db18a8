/** Compares up to five strategies: equity on one scale, and their figures side by side. */
import { useMemo, useState } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { LinesChart } from '../../charts/lines-chart.tsx';
import { formatCount, formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { useRequest, useRows } from '../../state/context.tsx';
import { Select } from '../../ui/field.tsx';

const most = 4;
const growth = (value: number): string => formatPercent(value - 1, { signed: true, digits: 0 });

/** Growth of 1. */
const grown = (dossier: Dossier) => {
  const { equity } = dossier;
  const first = equity?.equity[0];
  return equity === null || first === undefined || !(first > 0)
    ? null
    : { name: dossier.row.name, time: equity.time, value: equity.equity.map((e) => e / first) };
};

export function Compare(props: { readonly dossier: Dossier }) {
  const rows = useRows('strategies').filter((s) => s.sharpe !== null && s.strategyId !== props.dossier.row.strategyId);
  const best = [...rows].sort((a, b) => (b.sharpe ?? 0) - (a.sharpe ?? 0));
  const [others, setOthers] = useState<readonly string[]>(() => best.slice(0, 1).map((s) => s.strategyId));
  return (
    <div className="flex h-full flex-col gap-4 p-4">
      <div className="flex flex-wrap gap-2">
        {Array.from({ length: Math.min(most, others.length + 1) }, (_, i) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: the places are what they are
            key={i}
            label={`Beside it, ${i + 1}`}
            hideLabel
            className="w-[260px]"
            value={others[i] ?? ''}
            options={[
              { id: '', label: 'nothing' },
              ...best
                .filter((s) => s.strategyId === others[i] || !others.includes(s.strategyId))
                .map((s) => ({ id: s.strategyId, label: s.name })),
            ]}
            onPick={(id) =>
              setOthers([...others.slice(0, i), ...(id === '' ? [] : [id]), ...others.slice(i + 1)].slice(0, most))
            }
          />
        ))}
      </div>
      <Beside first={props.dossier} ids={others} />
    </div>
  );
}

/** Hooks are not counted by a list: four places, some of them empty. */
function Beside(props: { readonly first: Dossier; readonly ids: readonly string[] }) {
  const query = (i: number) => (props.ids[i] === undefined ? null : { strategyId: props.ids[i] as string });
  const a = useRequest('strategy.dossier', query(0));
  const b = useRequest('strategy.dossier', query(1));
  const c = useRequest('strategy.dossier', query(2));
  const d = useRequest('strategy.dossier', query(3));
  const shown = useMemo(
    () => [props.first, ...[a, b, c, d].flatMap((r) => (r.status === 'ready' ? [r.value] : []))],
    [props.first, a, b, c, d],
  );
  const lines = useMemo(() => shown.flatMap((dossier) => grown(dossier) ?? []), [shown]);
  return (
    <>
      <div className="h-[340px] shrink-0">
        <LinesChart lines={lines} label="Growth of the strategies, each from 1" format={growth} />
      </div>
      <table className="w-full text-sm" aria-label="Figures side by side">
        <thead>
          <tr className="label text-right">
            <th className="pb-1 text-left font-medium">Strategy</th>
            <th className="pb-1 font-medium">A year</th>
            <th className="pb-1 font-medium">Sharpe</th>
            <th className="pb-1 font-medium">Sealed</th>
            <th className="pb-1 font-medium">Fall</th>
            <th className="pb-1 font-medium">Trades</th>
            <th className="pb-1 font-medium">Exposure</th>
            <th className="pb-1 font-medium">Turnover</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, performance, outOfSample }) => (
            <tr key={row.strategyId} className="text-right">
              <td className="border-t border-line/60 py-[3px] text-left">
                <a href={`#/strategy/${row.strategyId}`} className="rounded text-accent hover:underline">
                  {row.name}
                </a>
              </td>
              <td className="border-t border-line/60">{formatPercent(performance?.annualReturn, { signed: true })}</td>
              <td className="border-t border-line/60">{formatRatio(performance?.sharpe)}</td>
              <td className="border-t border-line/60">{formatRatio(outOfSample?.sharpe)}</td>
              <td className="border-t border-line/60">{formatFall(performance?.maxDrawdown)}</td>
              <td className="border-t border-line/60">{formatCount(performance?.trades)}</td>
              <td className="border-t border-line/60">{formatPercent(performance?.exposure)}</td>
              <td className="border-t border-line/60">{formatRatio(performance?.turnover)}×</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
