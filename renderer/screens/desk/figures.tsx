/** The first row of figures: equity, day, cash, exposure, positions, regime. */

import { Sparkline } from '../../charts/sparkline.tsx';
import { dash, formatCount } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { plural, sentenceCase } from '../../format/words.ts';
import { useDesk, useDeskList } from '../../state/context.tsx';
import { useMoney } from '../../state/hooks.ts';
import { equityOf, mainAccount, newest, openPositions } from '../../state/selectors.ts';
import { Signed, Stat } from '../../ui/stat.tsx';

export function Figures() {
  const money = useMoney();
  const account = useDesk(mainAccount);
  const environment = account?.environment ?? 'paper';
  const curve = useDeskList((s) => equityOf(s, environment).map((p) => p.equity));
  const positions = useDeskList(openPositions);
  const regime = useDesk((s) => newest(Object.values(s.view.regimes), (r) => r.asOf));
  const equity = account === undefined ? null : Number(account.equity);
  const day = account === undefined ? null : Number(account.dayPnl);
  const gross = positions.reduce((sum, p) => sum + Math.abs(Number(p.marketValue)), 0);
  const open = positions.reduce((sum, p) => sum + Number(p.unrealisedPnl), 0);
  const base = equity === null || day === null ? null : equity - day;
  const options = { currency: account?.currency };
  return (
    <section
      aria-label="Account"
      className="grid shrink-0 grid-cols-[1.5fr_1fr_1fr_1fr_1fr_1.2fr] gap-4 rounded-lg border border-line bg-panel px-4 py-2.5"
    >
      <div className="flex min-w-0 items-center gap-4">
        <Stat
          large
          label={`Equity · ${environment}`}
          title={account && `As of ${formatDay(account.asOf)}, ${account.broker}`}
          value={<span data-testid="equity">{money(equity, options)}</span>}
        />
        <Sparkline values={curve.slice(-90)} width={84} height={30} />
      </div>
      <Stat
        large
        label="Day"
        value={
          <span data-testid="day-pnl">
            <Signed value={day}>{money(day, { ...options, signed: true })}</Signed>
          </span>
        }
        note={
          base ? (
            <Signed value={day}>{formatPercent((day as number) / base, { signed: true, digits: 2 })}</Signed>
          ) : (
            dash
          )
        }
      />
      <Stat
        large
        label="Open result"
        value={<Signed value={open}>{money(account && open, { ...options, signed: true })}</Signed>}
        note={plural(positions.length, 'open position')}
      />
      <Stat
        large
        label="Exposure"
        value={equity ? formatPercent(gross / equity, { digits: 0 }) : dash}
        note={money(account && gross, { ...options, digits: 0 })}
      />
      <Stat
        large
        label="Cash"
        value={money(account?.cash, { ...options, digits: 0 })}
        note={`of ${money(account?.buyingPower, { ...options, digits: 0 })} buying power`}
      />
      <Stat
        large
        label="Regime"
        value={regime === undefined ? dash : sentenceCase(regime.current.label)}
        note={
          regime === undefined
            ? 'not read yet'
            : `${formatPercent(regime.current.probabilities[regime.current.label], { digits: 0 })} sure · ${regime.current.volatility} volatility`
        }
        title={regime && `${regime.summary} (${formatCount(curve.length)} equity points)`}
      />
    </section>
  );
}
