/** D1: opens the market data of a research run through the quality gate, and feeds market replay bar by bar. */
import type { Message } from '../../shared/bus/messages.ts';
import type { TopicData } from '../../shared/bus/topics.ts';
import { defineAgent } from '../kernel/agent.ts';
import type { Dataset } from '../kernel/ports.ts';
import { passQuality } from './quality-gate.ts';
import { openFeed, type ReplayFeed } from './replay-session.ts';

const newestHeadlines = 200;
/** Milliseconds between two moments at 1x: daily bars per second are speed / 2. */
const msPerMomentAtOne = 2000;
/** Below this pause several moments go out per tick: timers are no finer. */
const finestTickMs = 10;
/** Moments the feed may be ahead of the trading: at 1000x the bars would be years ahead of the orders they cause. */
const mostAhead = 16;
/** Without a word from the trading for this long the feed goes on: there may be nobody who trades. */
const patienceMs = 2000;

type ReplayCommand = TopicData<'control.replay'>;

interface Session {
  readonly feed: ReplayFeed;
  readonly datasetId: string;
  /** The command that started it: the cause of every bar. */
  readonly cause: Message;
  speed: number;
  paused: boolean;
  /** Cancels the next tick. */
  cancel: () => void;
  /** Times of moments that the trading has not answered yet. */
  ahead: number[];
  /** True while the next tick waits for the trading. */
  waiting: boolean;
}

export const d1Ingestion = defineAgent({
  id: 'D1',
  name: 'Data Ingestion',
  layer: 'data',
  purpose: 'Opens market data, checks its quality and feeds it to the desk in the order in which it became known.',
  thread: 'main',
  reads: ['control.research', 'control.replay', 'trade.account'],
  writes: ['data.dataset', 'data.news', 'data.bar', 'data.moment', 'control.alert'],
  needs: ['datasets', 'timers'],
  start(context) {
    const sessions = new Map<string, Session>();
    /** The start whose data is being opened. */
    let opening: { readonly sessionId: string } | undefined;

    const open = async (datasetId: string, purpose: string): Promise<Dataset | undefined> => {
      try {
        return await context.outside(context.ports.datasets.open(datasetId));
      } catch (error) {
        context.publish('control.alert', {
          severity: 'critical',
          title: `${purpose} cannot start: no data`,
          text: `The dataset ${datasetId} could not be opened (${error instanceof Error ? error.message : String(error)}). Import it again or choose another.`.slice(
            0,
            600,
          ),
        });
        return undefined;
      }
    };

    const publishMoment = (sessionId: string, session: Session): boolean => {
      const moment = session.feed.next();
      if (moment === undefined) return false;
      for (const { index, bar } of moment.bars)
        context.publish('data.bar', { sessionId, index, bar }, { subject: bar.symbol, cause: session.cause });
      context.publish(
        'data.moment',
        { sessionId, datasetId: session.datasetId, time: moment.time, step: session.feed.step, of: session.feed.of },
        { subject: sessionId, cause: session.cause },
      );
      session.ahead.push(moment.time);
      return session.feed.step < session.feed.of;
    };

    const schedule = (sessionId: string, session: Session): void => {
      const pause = msPerMomentAtOne / session.speed;
      const perTick = Math.max(1, Math.round(finestTickMs / pause));
      session.waiting = session.ahead.length >= mostAhead;
      session.cancel = context.ports.timers.after(session.waiting ? patienceMs : pause * perTick, () => {
        if (session.waiting) session.ahead.length = 0;
        for (let i = 0; i < perTick && session.ahead.length < mostAhead; i++) {
          if (publishMoment(sessionId, session)) continue;
          sessions.delete(sessionId);
          context.note(`replay ${sessionId} reached the end of the data`);
          return;
        }
        schedule(sessionId, session);
      });
    };

    /** The trading has worked through a moment: what was before it is done as well. */
    const traded = (time: number): void => {
      for (const [sessionId, session] of sessions) {
        const answered = session.ahead.indexOf(time);
        if (answered < 0) continue;
        session.ahead.splice(0, answered + 1);
        if (!session.waiting || session.paused) continue;
        session.cancel();
        schedule(sessionId, session);
      }
    };

    const end = (sessionId: string): void => {
      sessions.get(sessionId)?.cancel();
      sessions.delete(sessionId);
    };

    const startReplay = async (command: ReplayCommand, cause: Message): Promise<void> => {
      const { sessionId, datasetId, from, speed } = command;
      // A start that is delivered twice must not run the market twice.
      if (sessions.get(sessionId)?.cause.id === cause.id) return;
      const ticket = { sessionId };
      opening = ticket;
      const dataset = await open(datasetId, 'Market replay');
      // Stopped, or overtaken by another start, while the data was opened.
      if (dataset === undefined || opening !== ticket) return;
      opening = undefined;
      const feed = openFeed(dataset, from);
      if (feed === undefined) {
        context.publish('control.alert', {
          severity: 'warning',
          title: 'Market replay has nothing to show',
          text: `"${dataset.manifest.name}" holds no bars${from === null ? '' : ' after the chosen start'}. Choose an earlier start.`,
        });
        return;
      }
      // There is one market: a new session ends the one before.
      for (const running of [...sessions.keys()]) end(running);
      const session: Session = {
        feed,
        datasetId,
        cause,
        speed,
        paused: false,
        cancel: () => {},
        ahead: [],
        waiting: false,
      };
      sessions.set(sessionId, session);
      context.note(`replay of ${feed.of} moments (${feed.timeframe}) at ${speed}x`);
      schedule(sessionId, session);
    };

    const steer = ({ action, sessionId, speed }: ReplayCommand): void => {
      const session = sessions.get(sessionId);
      if (session === undefined) {
        if (action === 'stop' && opening?.sessionId === sessionId) opening = undefined;
        context.note(`no replay ${sessionId} to ${action}`);
        return;
      }
      if (action === 'stop') {
        end(sessionId);
        context.note(`replay ${sessionId} stopped at ${session.feed.step} of ${session.feed.of}`);
        return;
      }
      session.cancel();
      if (action === 'speed') session.speed = speed;
      if (action === 'pause') session.paused = true;
      if (action === 'resume') session.paused = false;
      if (!session.paused) schedule(sessionId, session);
      context.note(`replay ${sessionId}: ${action}${action === 'speed' ? ` ${speed}x` : ''}`);
    };

    return {
      handlers: {
        'control.research': async ({ data }) => {
          const dataset = await open(data.datasetId, 'Research');
          if (dataset === undefined) return;
          const { manifest } = dataset;
          const { passed, refused } = passQuality(manifest);
          if (refused.length > 0)
            context.publish('control.alert', {
              severity: passed.length === 0 ? 'critical' : 'warning',
              title: `${refused.length} of ${manifest.series.length} series failed the quality gate`,
              text: refused
                .map((r) => r.reason)
                .join(' ')
                .slice(0, 600),
            });
          const benchmark = passed.some((s) => s.symbol === manifest.benchmark) ? manifest.benchmark : null;
          context.publish(
            'data.dataset',
            {
              datasetId: manifest.id,
              name: manifest.name,
              synthetic: manifest.synthetic,
              source: manifest.source,
              benchmark,
              series: passed.map(({ issues: _, ...series }) => series),
              newsCount: manifest.newsCount,
            },
            { subject: manifest.id },
          );
          const items = dataset.news.slice(-newestHeadlines);
          if (items.length > 0)
            context.publish('data.news', { datasetId: manifest.id, items: [...items] }, { subject: manifest.id });
          context.note(`opened ${manifest.name}: ${passed.length} series, ${dataset.news.length} headlines`);
        },
        'trade.account': ({ data }) => traded(data.account.asOf),
        'control.replay': async (message) => {
          if (message.data.action === 'start') await startReplay(message.data, message);
          else steer(message.data);
        },
      },
      stop() {
        for (const sessionId of [...sessions.keys()]) end(sessionId);
      },
    };
  },
});
