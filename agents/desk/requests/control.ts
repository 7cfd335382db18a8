/** Control requests: the kill switch and the agents. */
import { ok, refuse } from '../../../shared/core/result.ts';
import { defineHandlers } from '../handler.ts';

export const controlHandlers = defineHandlers({
  'kill.trigger': async (services, { level, reason }) =>
    ok({ latchedMs: services.triggerKill(level, 'window', reason) }),
  'kill.rearm': async ({ latch, store, voice, bus, orders }, { phrase, reason }) => {
    if (phrase !== 'REARM')
      return refuse('wrong-phrase', 'The desk is re-armed only with the typed phrase REARM.', {
        where: 'phrase',
        fix: 'type REARM in capitals.',
      });
    if (latch.level() === 'armed')
      return refuse('already-armed', 'The kill switch is armed already.', { where: 'kill' });
    const unknown = orders.openOrders().filter((o) => o.status === 'unknown');
    if (unknown.length > 0)
      return refuse('unknown-orders', `The fate of ${unknown.length} order(s) is not known yet.`, {
        where: 'orders',
        fix: 'wait until they are looked up, then re-arm.',
      });
    await store.audit.append({ action: 'kill.rearm', actor: 'person', subject: '', data: { reason } });
    voice('control.rearm', { reason }, { correlationId: 'kill' });
    await bus.idle();
    return latch.level() === 'armed'
      ? ok({ done: true as const })
      : refuse('still-latched', `The kill switch stayed ${latch.level()}.`, {
          fix: 'read the newest alert for the reason.',
        });
  },
  'agent.control': async ({ supervisor, store, voice }, { agentId, action }) => {
    const answer = action === 'restart' ? await supervisor.restart(agentId) : supervisor[action](agentId);
    if (!answer.ok) return answer;
    await store.audit.append({ action: `agent.${action}`, actor: 'person', subject: agentId, data: {} });
    voice('control.agent', { agentId, action }, { subject: agentId, correlationId: `agent-${agentId}` });
    return ok({ done: true as const });
  },
});
