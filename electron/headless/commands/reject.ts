/** `quantai reject`: the person's no, with the reason the agents learn from. */
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';

export const reject: HostCommand = {
  name: 'reject',
  parameters: '<strategy> <reason...>',
  summary: 'reject a strategy with a reason the agents learn from',
  run: (context, [id, words]) => {
    const strategyId = String(id);
    const reason = (words as string[]).join(' ');
    return ask(context, 'strategy.reject', { strategyId, reason }, () => ({
      json: { strategyId, rejected: true, reason },
      lines: [`Rejected ${strategyId}: ${reason}`],
    }));
  },
};
