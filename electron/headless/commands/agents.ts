/** `quantai agents`: the sixteen, how they are, and pause, resume or restart of one. */
import { Argument } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { ask, readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { table } from '../text/table.ts';

export const agents: HostCommand = {
  name: 'agents',
  parameters: [
    new Argument('[action]', 'what to do').choices(['list', 'pause', 'resume', 'restart']).default('list'),
    new Argument('[agent]', 'which one, e.g. A1'),
  ],
  summary: 'list the agents, or pause, resume or restart one',
  run(context, [action, agent]) {
    if (action !== 'list') {
      if (agent === undefined)
        return Promise.resolve(
          refuse('bad-usage', `Which agent is to ${String(action)}?`, { where: 'agent', fix: 'name it, e.g. A1' }),
        );
      const query = { agentId: String(agent), action: action as 'pause' | 'resume' | 'restart' };
      return ask(context, 'agent.control', query, () => ({
        json: query,
        lines: [`${query.agentId}: ${query.action}.`],
      }));
    }
    return readView(context, (view) => ({
      json: { agents: Object.values(view.agents) },
      lines: table(
        [
          { title: 'agent' },
          { title: 'name' },
          { title: 'layer' },
          { title: 'state' },
          { title: 'handled', align: 'right' },
          { title: 'failed', align: 'right' },
          { title: 'queued', align: 'right' },
          { title: 'model' },
          { title: 'last' },
        ],
        Object.values(view.agents).map((row) => [
          row.id,
          row.name,
          row.layer,
          row.state,
          String(row.handled),
          String(row.failed),
          String(row.queued),
          row.model,
          row.lastTopic,
        ]),
      ),
    }));
  },
};
