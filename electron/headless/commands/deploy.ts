/** `quantai deploy`: what is deployed, and how to stop one. */
import { Argument } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { ask, readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { table } from '../text/table.ts';

export const deploy: HostCommand = {
  name: 'deploy',
  parameters: [
    new Argument('[action]', 'what to do').choices(['list', 'stop']).default('list'),
    new Argument('[deployment]', 'which one'),
  ],
  summary: 'list the deployments, or stop one',
  run(context, [action, deployment]) {
    if (action === 'stop') {
      if (deployment === undefined)
        return Promise.resolve(
          refuse('bad-usage', 'Which deployment is to stop?', {
            where: 'deployment',
            fix: 'name it; see quantai deploy list',
          }),
        );
      const deploymentId = String(deployment);
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
                  { title: 'reason' },
                ],
                rows.map((row) => [
                  row.deploymentId,
                  row.strategyId,
                  row.environment,
                  row.status,
                  String(row.limits.capital),
                  row.reason,
                ]),
              ),
      };
    });
  },
};
