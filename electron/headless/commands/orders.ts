/** `quantai orders`: the blotter: working, filled and refused orders, and closing one position. */
import { Argument } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { ask, readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { table } from '../text/table.ts';

export const orders: HostCommand = {
  name: 'orders',
  parameters: [
    new Argument('[action]', 'what to do').choices(['list', 'close']).default('list'),
    new Argument('[deployment]', 'for close: whose position'),
    new Argument('[symbol]', 'for close: in what'),
  ],
  summary: 'list the orders with their fate, or close one position',
  run(context, [action, deployment, symbol]) {
    if (action === 'close') {
      if (deployment === undefined || symbol === undefined)
        return Promise.resolve(
          refuse('bad-usage', 'Which position is to be closed?', {
            where: 'deployment and symbol',
            fix: 'quantai orders close DEPLOYMENT SYMBOL; see quantai status',
          }),
        );
      const query = { deploymentId: String(deployment), symbol: String(symbol) };
      return ask(context, 'position.close', query, () => ({
        json: { ...query, closing: true },
        lines: [`Closing ${query.symbol}.`],
      }));
    }
    return readView(context, (view) => {
      const rows = Object.values(view.orders);
      const refused = Object.values(view.refusals);
      return {
        json: { orders: rows, refusals: refused },
        lines: [
          ...(rows.length === 0
            ? ['No orders.']
            : table(
                [
                  { title: 'order' },
                  { title: 'symbol' },
                  { title: 'side' },
                  { title: 'quantity', align: 'right' },
                  { title: 'type' },
                  { title: 'purpose' },
                  { title: 'status' },
                  { title: 'filled', align: 'right' },
                  { title: 'price', align: 'right' },
                  { title: 'reason' },
                ],
                rows.map(({ intent, ...row }) => [
                  intent.clientOrderId,
                  intent.symbol,
                  intent.side,
                  intent.quantity,
                  intent.type,
                  intent.purpose,
                  row.status,
                  row.filledQuantity,
                  row.averagePrice ?? '-',
                  row.reason ?? '',
                ]),
              )),
          ...refused.map((row) => `refused ${row.side} ${row.quantity} ${row.symbol} by ${row.check}: ${row.reason}`),
        ],
      };
    });
  },
};
