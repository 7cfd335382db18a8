/** `quantai deploy`: what is deployed, how to stop one, and how to let a paused one go on. */
import { Argument } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { ask, readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { table } from '../text/table.ts';

export const deploy: HostCommand = {
  name: 'deploy',
  parameters: [
    new Argument('[action]', 'what to do').choices(['list', 'stop', 'resume']).default('list'),
    new Argument('[deployment]', 'which one'),
    new Argument('[reason]', 'why a paused one may go on'),
  ],
  summary: 'list the deployments, stop one, or let a paused one go on',
  run(context, [action, deployment, reason]) {
    if (action === 'stop' || action === 'resume') {
      if (deployment === undefined)
        return Promise.resolve(
          refuse('bad-usage', `Which deployment is to ${action}?`, {
            where: 'deployment',
            fix: 'name it; see quantai deploy list',
          }),
        );
      const deploymentId = String(deployment);
      if (action === 'resume') {
        if (reason === undefined)
          return Promise.resolve(
            refuse('bad-usage', 'Why may it go on?', { where: 'reason', fix: 'give the reason in quotes' }),
          );
        return ask(context, 'deployment.resume', { deploymentId, reason: String(reason) }, () => ({
          json: { deploymentId, resumed: true },
          lines: [`Deployment ${deploymentId} may enter again.`],
        }));
      }
      return ask(context, 'deployment.stop', { deploymentId }, () => ({
        json: { deploymentId, stopped: true },
        lines: [`Deployment ${deploymentId} is stopping.`],
      }));
    }
    return readView(context, (view) => {
      const rows = Object.values(view.deployments).filter((row) => row.environment !== 'backtest');
      return {
        json: { deployments: rows },
        lines:
          rows.length === 0
            ? ['Nothing is deployed.']
            : table(
                [
                  { title: 'deployment' },
                  { title: 'strategy' },
                  { title: 'where' },
                  { title: 'status' },
                  { title: 'capital', align: 'right' },
                  { title: 'health' },
                  { title: 'reason' },
                ],
                rows.map((row) => [
                  row.deploymentId,
                  row.strategyId,
                  row.environment,
                  row.status,
                  String(row.limits.capital),
                  view.health[row.deploymentId]?.status ?? '',
                  row.reason,
                ]),
              ),
      };
    });
  },
};
