/** `quantai status`: the desk at a glance: kill switch, account, positions, runs, agents, alerts. */
import { readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { readDeskFile } from '../desk-file.ts';
import { counted, money, time } from '../text/format.ts';
import { table } from '../text/table.ts';

export const status: HostCommand = {
  name: 'status',
  summary: 'the desk at a glance',
  run: (context) => {
    const running = readDeskFile(context.home);
    return readView(context, (view) => {
      const desk = view.status.desk;
      const accounts = Object.values(view.accounts);
      const positions = Object.values(view.positions).filter((row) => Number(row.quantity) !== 0);
      const waiting = Object.values(view.strategies).filter((row) => row.stage === 'awaiting-approval');
      const runs = Object.values(view.runs);
      const unwell = Object.values(view.agents).filter((row) => !['ready', 'running'].includes(row.state));
      const report = desk?.killReport ?? null;
      return {
        json: {
          running: running !== undefined,
          host: running?.host ?? null,
          desk: desk ?? null,
          accounts,
          positions,
          awaitingApproval: waiting.map((row) => row.strategyId),
          runs,
          agents: Object.values(view.agents).map(({ id, state, handled, failed }) => ({ id, state, handled, failed })),
        },
        lines: [
          running === undefined
            ? 'The desk is not running.'
            : `The desk is running (${running.host}, process ${running.pid}).`,
          `Kill switch: ${desk?.killLevel ?? 'unknown'}${desk?.killReason ? ` (${desk.killReason})` : ''}`,
          ...(report === null
            ? []
            : [
                `  last use: ${report.level}, ${report.phase}, latched in ${report.latchedMs.toFixed(3)} ms, ${report.finishedMs === null ? 'not finished' : `finished after ${report.finishedMs.toFixed(0)} ms`}, ${counted(report.cancelledOrders, 'order', 'orders')} cancelled`,
                ...report.positions.map(
                  (p) => `    ${p.symbol} ${p.quantity}: ${p.outcome}${p.reason ? `, ${p.reason}` : ''}`,
                ),
              ]),
          `Model: ${desk?.model ?? '-'}   Broker: ${desk?.broker ?? '-'}   Keychain: ${desk?.keychain ?? '-'}   Hotkey: ${desk?.hotkey || '-'}`,
          ...accounts.map(
            (a) =>
              `Account ${a.environment} at ${a.broker}: equity ${money(a.equity)} ${a.currency}, cash ${money(a.cash)}, day ${money(a.dayPnl)} (${a.asOf === 0 ? 'no market fed yet' : `${time(a.asOf)} UTC`})`,
          ),
          `${counted(positions.length, 'position', 'positions')}, ${counted(waiting.length, 'strategy awaits', 'strategies await')} your decision, ${counted(runs.length, 'run', 'runs')}.`,
          ...(positions.length === 0
            ? []
            : table(
                [
                  { title: 'symbol' },
                  { title: 'quantity', align: 'right' },
                  { title: 'average', align: 'right' },
                  { title: 'price', align: 'right' },
                  { title: 'open result', align: 'right' },
                  { title: 'strategy' },
                ],
                positions.map((p) => [
                  p.symbol,
                  p.quantity,
                  Number(p.averagePrice).toFixed(4),
                  p.marketPrice,
                  money(p.unrealisedPnl),
                  p.strategyId,
                ]),
              )),
          ...unwell.map((agent) => `Agent ${agent.id} is ${agent.state}: ${agent.lastNote}`),
        ],
      };
    });
  },
};
