/** What an approval led to: its deployment, limits and expiry, and the next step. */
import type { Row } from '../../../shared/desk-api/view.ts';
import { ReplayControls } from '../../controls/replay-controls.tsx';
import { formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { useDeskList } from '../../state/context.tsx';
import { useCommand, useMoney } from '../../state/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Hash } from '../../ui/small.tsx';

export function DeployedNote(props: { readonly strategyId: string; readonly decision: Row<'decisions'> | undefined }) {
  const money = useMoney();
  const stop = useCommand('deployment.stop', { failed: 'Stopping was refused', done: 'The deployment stops' });
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
            tone={d.status === 'active' ? 'good' : d.status === 'refused' ? 'critical' : 'neutral'}
            title={d.reason}
          >
            {d.environment}: {d.status}
          </Badge>
          {(d.status === 'active' || d.status === 'draining') && (
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
