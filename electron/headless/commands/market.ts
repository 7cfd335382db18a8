/** `quantai market`: market replay. Alone it plays in the foreground; with a running desk it starts or steers the replay there. */
import { Argument, Option } from 'commander';
import { type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import type { Row } from '../../../shared/desk-api/view.ts';
import { type Answer, type CommandContext, type DeskLink, decimalNumber, type HostCommand } from '../command.ts';
import { bar, date } from '../text/format.ts';
import { openReplica } from '../view-replica.ts';

const actions = ['start', 'pause', 'resume', 'stop', 'speed'] as const;
const over = (row: Row<'replays'> | undefined): boolean => row?.status === 'finished' || row?.status === 'stopped';

/** Parses `2024-03-28` as midnight UTC. */
function dayOf(text: string | undefined): Result<number | null> {
  if (text === undefined) return { ok: true, value: null };
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time)
    ? refuse('bad-option', 'The day was not understood.', { where: '--from', fix: 'write it as 2024-03-28' })
    : { ok: true, value: time };
}

/** Shows a session until it is over; an interruption stops it. */
async function watch(context: CommandContext, link: DeskLink, sessionId: string): Promise<Result<Answer, Refusal>> {
  const replica = await openReplica(link.bridge);
  const show = (): void => {
    const row = replica.view().replays[sessionId];
    if (row && context.interactive)
      context.redraw([`${bar(row.of === 0 ? 0 : row.step / row.of, 30)}  ${date(row.time)}  ${row.step} of ${row.of}`]);
  };
  const timer = setInterval(show, 200);
  try {
    await replica.until((view) => over(view.replays[sessionId]), context.interrupted);
  } catch (error) {
    if (!context.interrupted.aborted) throw error;
    await link.bridge.call('replay.control', { action: 'stop', datasetId: null, from: null, speed: 1 });
  } finally {
    clearInterval(timer);
    replica.close();
  }
  const { view } = await link.bridge.snapshot();
  const fills = Object.values(view.fills);
  const positions = Object.values(view.positions).filter((row) => Number(row.quantity) !== 0);
  const accounts = Object.values(view.accounts);
  return {
    ok: true,
    value: {
      json: { session: view.replays[sessionId] ?? null, fills, positions, accounts },
      lines: [
        `Market replay ${view.replays[sessionId]?.status ?? 'over'}: ${fills.length} fills, ${positions.length} positions open.`,
        ...accounts.map((a) => `Account ${a.environment}: equity ${a.equity} ${a.currency}`),
      ],
    },
  };
}

export const market: HostCommand = {
  name: 'market',
  parameters: [new Argument('[action]', 'what to do').choices([...actions]).default('start')],
  summary: 'market replay: feed recorded bars so that approved strategies trade on paper',
  options: [
    new Option('--dataset <id>', 'which data; without it the one of the last run'),
    new Option('--from <day>', 'first day, e.g. 2024-03-28; without it the last 250 bars'),
    decimalNumber('--speed <x>', '1 shows a daily bar every two seconds, 1000 is the fastest', 1, 1000).default(1000),
    new Option('--detach', 'with a running desk: start and return at once'),
  ],
  async run(context, [action], options) {
    const from = dayOf(options.from as string | undefined);
    if (!from.ok) return from;
    const opened = await context.link({ door: {} });
    if (!opened.ok) return opened;
    const link = opened.value;
    try {
      if (action !== 'start' && !link.remote)
        return refuse('desk-not-running', 'No desk is running, so no market replay is either.', {
          fix: 'quantai market start',
        });
      const answer = await link.bridge.call('replay.control', {
        action: action as (typeof actions)[number],
        datasetId: (options.dataset as string | undefined) ?? null,
        from: from.value,
        speed: options.speed as number,
      });
      if (!answer.ok) return answer;
      if (action === 'start' && !(link.remote && options.detach === true))
        return await watch(context, link, answer.value.sessionId);
      return {
        ok: true,
        value: { json: answer.value, lines: [`Market replay ${answer.value.sessionId}: ${String(action)}.`] },
      };
    } finally {
      await link.close();
    }
  },
};
