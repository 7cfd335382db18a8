/** Trading requests: market replay, stopping a deployment, closing a position. */
import { ok, refuse } from '../../../shared/core/result.ts';
import { defineHandlers } from '../handler.ts';

const done = ok({ done: true as const });

export const tradingHandlers = defineHandlers({
  'replay.control': async (services, query) => {
    const { view, voice, store } = services;
    const current = view
      .keys('replays')
      .map((key) => view.get('replays', key))
      .findLast((row) => row !== undefined && (row.status === 'playing' || row.status === 'paused'));
    if (query.action === 'start') {
      const chosen =
        query.datasetId ??
        view.get('deployments', view.keys('deployments').at(-1) ?? '')?.datasetId ??
        store.datasets.list().at(-1)?.id;
      if (chosen === undefined || !store.datasets.list().some((m) => m.id === chosen))
        return refuse('unknown-dataset', 'There is no such dataset to replay.', {
          where: 'datasetId',
          fix: 'pick one from the Data screen.',
        });
      if (services.latch.level() !== 'armed')
        return refuse('killed', `The kill switch is ${services.latch.level()}.`, {
          fix: 're-arm it first, with a reason.',
        });
      if (current !== undefined)
        voice(
          'control.replay',
          { ...commandOf(current), action: 'stop' },
          { subject: current.sessionId, correlationId: current.sessionId },
        );
      const sessionId = `replay-${view.keys('replays').length + 1}`;
      voice(
        'control.replay',
        { action: 'start', sessionId, datasetId: chosen, from: query.from, speed: query.speed },
        { subject: sessionId, correlationId: sessionId },
      );
      return ok({ sessionId });
    }
    if (current === undefined)
      return refuse('no-replay', 'No market replay is under way.', { where: 'action', fix: 'start one first.' });
    voice(
      'control.replay',
      { ...commandOf(current), action: query.action, speed: query.action === 'speed' ? query.speed : current.speed },
      { subject: current.sessionId, correlationId: current.sessionId },
    );
    return ok({ sessionId: current.sessionId });
  },
  'deployment.stop': async ({ view, store, voice }, { deploymentId }) => {
    const deployment = view.get('deployments', deploymentId);
    if (deployment === undefined)
      return refuse('unknown-deployment', `No deployment is called ${deploymentId}.`, {
        where: 'deploymentId',
        fix: 'see `quantai deploy list`.',
      });
    if (deployment.status === 'stopped' || deployment.status === 'refused')
      return refuse('not-active', `${deploymentId} is already ${deployment.status}.`, { where: 'deploymentId' });
    if (deployment.approvalHash !== null)
      await store.strategies.revoke(deployment.approvalHash, deployment.environment, 'Stopped by the person.');
    const decision = {
      strategyId: deployment.strategyId,
      decision: 'revoke' as const,
      environment: deployment.environment,
      approvalHash: deployment.approvalHash,
      limits: null,
      expiresAt: null,
      reason: 'Stopped by the person.',
    };
    await store.strategies.recordDecision(decision);
    await store.audit.append({ action: 'deployment.stop', actor: 'person', subject: deploymentId, data: {} });
    voice('control.decision', decision, { subject: deployment.strategyId, correlationId: deploymentId });
    return done;
  },
  'deployment.resume': async ({ view, store, voice }, { deploymentId, reason }) => {
    const deployment = view.get('deployments', deploymentId);
    if (deployment?.status !== 'paused')
      return refuse(
        'not-paused',
        deployment === undefined
          ? `No deployment is called ${deploymentId}.`
          : `${deploymentId} is ${deployment.status}, not paused.`,
        { where: 'deploymentId', fix: 'see `quantai deploy list`.' },
      );
    const decision = {
      strategyId: deployment.strategyId,
      decision: 'resume' as const,
      environment: deployment.environment,
      approvalHash: deployment.approvalHash,
      limits: null,
      expiresAt: null,
      reason,
    };
    await store.strategies.recordDecision(decision);
    await store.audit.append({ action: 'deployment.resume', actor: 'person', subject: deploymentId, data: { reason } });
    voice('control.decision', decision, { subject: deployment.strategyId, correlationId: deploymentId });
    return done;
  },
  'position.close': async ({ orders, store, clock }, { deploymentId, symbol }) => {
    const intent = orders.flattenIntent(deploymentId, symbol, clock.now(), 0);
    if (intent === undefined)
      return refuse('no-position', `${deploymentId} holds no ${symbol}.`, {
        where: 'symbol',
        fix: 'see Orders & positions.',
      });
    await store.audit.append({ action: 'position.close', actor: 'person', subject: symbol, data: { deploymentId } });
    const placed = await orders.place(intent, { by: 'D3' });
    if (!placed.placed) return refuse(placed.check, placed.reason, { where: symbol });
    return done;
  },
});

const commandOf = (row: { sessionId: string; datasetId: string; speed: number }) => ({
  sessionId: row.sessionId,
  datasetId: row.datasetId,
  from: null,
  speed: row.speed,
});
