/** The verdict in a line: how many passed, warned and failed, who decided, and after how many tries. */
import type { Row } from '../../../shared/desk-api/view.ts';
import { type CheckVerdict, countVerdicts, decidedBy } from '../../dossier/check-groups.ts';
import { formatCount } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { classNames } from '../../ui/class-names.ts';
import { Stat } from '../../ui/stat.tsx';
import { verdictLooks } from './verdict-mark.tsx';

const deciders = { D5: 'D5, strategy validator', A6: 'A6, profitability' } as const;
const order: readonly CheckVerdict[] = ['pass', 'warn', 'fail', 'not-applicable'];

export function VerdictStrip(props: { readonly row: Row<'strategies'> }) {
  const { row } = props;
  const counts = countVerdicts(row.checks);
  const decider = decidedBy(row);
  const whole = row.checks.length;
  const verdict = decider === null ? 'Not yet decided' : counts.fail > 0 ? 'No go' : 'Go';
  return (
    <div className="flex flex-col gap-3 rounded-md bg-raised p-3" data-testid="validation-summary">
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-[1fr_1.3fr_1fr_1fr_2fr]">
        <Stat
          large
          label="Verdict"
          value={
            <span className={decider === null ? '' : counts.fail > 0 ? 'text-critical' : 'text-good'}>{verdict}</span>
          }
          note={
            decider === null
              ? 'the chain is not through'
              : counts.fail > 0
                ? 'cannot be approved'
                : 'you may approve it'
          }
          title={decider === null ? undefined : deciders[decider]}
        />
        <Stat
          large
          label="Decided by"
          value={decider === null ? 'Nobody yet' : decider === 'D5' ? 'Validator' : 'Profitability'}
          note={decider === null ? 'agents are at work' : `agent ${decider}; a model has no say`}
        />
        <Stat
          large
          label="Variants tried"
          value={formatCount(row.trials)}
          note="on this market, all runs"
          title="Every variant that was generated, tuned or edited by hand, from the ledger that nobody can reset"
        />
        <Stat
          large
          label="Deflated Sharpe"
          value={formatPercent(row.deflatedSharpe)}
          note="chance it is skill"
          title="Probability that the true Sharpe ratio is above zero, after the best of so many trials"
        />
        <div className="min-w-0">
          <div className="label">Checks</div>
          <div className="mt-2 flex h-2 gap-px overflow-hidden rounded-full bg-hover" aria-hidden="true">
            {order.map((v) =>
              counts[v] === 0 ? null : (
                <span
                  key={v}
                  style={{ width: `${(100 * counts[v]) / whole}%` }}
                  className={classNames('h-full bg-current', verdictLooks[v].colour)}
                />
              ),
            )}
          </div>
          <ul className="mt-1.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs" aria-label="Verdicts">
            {order.map((v) => (
              <li
                key={v}
                data-testid={`count-${v}`}
                className={classNames('inline-flex items-center gap-1 whitespace-nowrap', verdictLooks[v].colour)}
              >
                {verdictLooks[v].icon}
                <b className="font-semibold tabular-nums">{counts[v]}</b>
                <span className="text-muted">{verdictLooks[v].label.toLowerCase()}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <p className="border-t border-line pt-2 text-sm text-pretty">
        <span className="text-muted">Because: </span>
        {row.reason}
      </p>
    </div>
  );
}
