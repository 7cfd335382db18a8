/** What an approval led to: its deployment, limits and expiry, and the next step. */
import type { Row } from '../../../shared/desk-api/view.ts';
import { ReplayControls } from '../../controls/replay-controls.tsx';
import { formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { useDesk, useDeskList } from '../../state/context.tsx';
import { useCommand, useMoney } from '../../state/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Hash } from '../../ui/small.tsx';

export function DeployedNote(props: { readonly strategyId: string; readonly decision: Row<'decisions'> | undefined }) {
  const money = useMoney();
  const stop = useCommand('deployment.stop', { failed: 'Stopping was refused', done: 'The deployment stops' });
  const resume = useCommand('deployment.resume', { failed: 'Resuming was refused', done: 'It may enter again' });
  const health = useDesk((s) => s.view.health);
  const deployments = useDeskList((s) =>
    Object.values(s.view.deployments).filter((d) => d.strategyId === props.strategyId && d.environment !== 'backtest'),
  );
  const limits = props.decision?.limits;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p>
        <b className="font-semibold">You approved it{props.decision && ` for ${props.decision.environment}`}.</b>{' '}
        {limits && (
          <span className="text-xs text-muted">
            {money(limits.capital, { digits: 0 })} · position {formatPercent(limits.maxPositionShare, { digits: 0 })} ·
            fall {formatPercent(limits.maxDrawdownShare, { digits: 0 })} · until {formatDay(props.decision?.expiresAt)}
          </span>
        )}
        {props.decision?.approvalHash && (
          <span className="ml-2 text-xs text-muted">
            seal <Hash value={props.decision.approvalHash} />
          </span>
        )}
      </p>
      {deployments.map((d) => (
        <span key={d.deploymentId} className="flex items-center gap-2">
          <Badge
            tone={
              d.status === 'active'
                ? 'good'
                : d.status === 'refused'
                  ? 'critical'
                  : d.status === 'paused'
                    ? 'warn'
                    : 'neutral'
            }
            title={d.reason}
          >
            {d.environment}: {d.status}
          </Badge>
          {health[d.deploymentId] && (
            <span className="text-xs text-muted" data-testid="health">
              {health[d.deploymentId]?.text}
            </span>
          )}
          {d.status === 'paused' && (
            <Button
              size="sm"
              busy={resume.busy}
              onClick={() =>
                resume.send({ deploymentId: d.deploymentId, reason: 'The person looked at it and lets it go on.' })
              }
            >
              Resume
            </Button>
          )}
          {(d.status === 'active' || d.status === 'paused' || d.status === 'draining') && (
            <Button size="sm" busy={stop.busy} onClick={() => stop.send({ deploymentId: d.deploymentId })}>
              Stop
            </Button>
          )}
        </span>
      ))}
      <span className="ml-auto">
        <ReplayControls />
      </span>
    </div>
  );
}
