/** M3, the kill switch: latch first, then cancel, flatten, verify with the broker, and say what could not be closed. */
import { refusalText } from '../../shared/core/result.ts';
import { defineAgent } from '../kernel/agent.ts';
import { createKillSequence } from './m3-kill-switch/sequence.ts';

export const m3KillSwitch = defineAgent({
  id: 'M3',
  name: 'Kill switch',
  layer: 'control',
  purpose: 'Stops everything at once: pauses, cancels or closes all, and reports position by position.',
  thread: 'main',
  reads: ['control.kill', 'control.rearm', 'control.connection'],
  writes: [
    'control.kill',
    'control.kill-report',
    'control.alert',
    'trade.intent',
    'trade.refused',
    'trade.order',
    'trade.fill',
  ],
  needs: ['orders', 'latch', 'latchRearm', 'killSwitch', 'deskState', 'timers'],
  start(context) {
    const { orders, latch, latchRearm, killSwitch, deskState, timers } = context.ports;
    const sequence = createKillSequence({
      orders,
      latch,
      clock: context.clock,
      timers,
      state: {
        load: () => deskState.load('kill-sequence'),
        save: (json) => deskState.save('kill-sequence', json),
      },
      report(report) {
        context.publish('control.kill-report', report, { subject: report.level });
        context.note(`${report.level}: ${report.phase}`);
      },
    });
    const alert = (severity: 'warning' | 'critical', title: string, text: string): void =>
      context.publish('control.alert', { severity, title, text: text.slice(0, 600) });
    const tellStorage = (): void => {
      const fault = latchRearm.storageFault();
      if (fault !== null) alert('critical', 'Kill latch not stored', `It holds until the desk closes: ${fault}.`);
    };

    // Orders of the kill switch are reported here, the others by D3.
    const unsubscribe = orders.onEvent((event) => {
      if (event.kind === 'alert' || event.by !== 'M3') return;
      const about = { subject: event.kind === 'order' ? event.order.intent.symbol : '' };
      if (event.kind === 'intent') context.publish('trade.intent', event.intent, about);
      else if (event.kind === 'order') context.publish('trade.order', event.order, about);
      else if (event.kind === 'fill') context.publish('trade.fill', event.fill, about);
      else context.publish('trade.refused', { intent: event.intent, check: event.check, reason: event.reason }, about);
    });

    killSwitch.attach((wish) => {
      const running = sequence.trigger(wish);
      // After the latch: the message only tells the others.
      context.publish('control.kill', { ...wish, reason: wish.reason.slice(0, 400) });
      tellStorage();
      return running;
    });

    const rearm = async (askedAt: number): Promise<string | undefined> => {
      if (sequence.running()) return 'The kill sequence is still running.';
      const lost = orders.openOrders().filter((o) => o.status === 'unknown');
      if (lost.length > 0)
        return `The fate of ${lost.length} order(s) is not known yet: ${lost.map((o) => o.intent.symbol).join(', ')}.`;
      const differences = await context.outside(orders.reconcile());
      const frozen = differences.filter((d) => d.action === 'frozen');
      if (frozen.length > 0)
        return `The order book and the broker differ: ${frozen.map((d) => `${d.symbol} (${d.kind})`).join(', ')}.`;
      const armed = latchRearm.rearm(askedAt);
      return armed.ok ? undefined : refusalText(armed.error);
    };

    return {
      handlers: {
        async 'control.kill'(message) {
          // What M3 says itself is news, not a wish.
          if (message.source === 'agent/M3') return;
          const running = sequence.trigger(message.data);
          tellStorage();
          await context.outside(running);
        },
        async 'control.rearm'(message) {
          // The bus lets only V0 write this topic; who replays a journal into it is not a person either.
          const refused =
            message.source === 'agent/V0' ? await rearm(message.time) : `${message.source} is not a person.`;
          if (refused === undefined) {
            sequence.clear();
            orders.rebase();
            context.publish('control.kill-report', {
              level: 'armed',
              phase: 'idle',
              origin: 'window',
              reason: message.data.reason,
              triggeredAt: latchRearm.since(),
              latchedMs: 0,
              finishedMs: 0,
              cancelledOrders: 0,
              positions: [],
            });
            return;
          }
          alert('critical', 'Re-arming refused', refused);
          const level = latch.level();
          if (level !== 'armed')
            context.publish('control.kill', {
              level,
              origin: 'agent',
              reason: `Re-arming was refused: ${refused}`.slice(0, 400),
            });
        },
        async 'control.connection'({ data }) {
          if (data.status !== 'connected' || data.environment !== orders.environment) return;
          await context.outside(orders.connect(data.handle));
          await context.outside(sequence.resume());
        },
      },
      stop() {
        unsubscribe();
        sequence.stop();
      },
    };
  },
});
