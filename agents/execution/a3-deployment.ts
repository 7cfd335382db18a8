/** A3, deployment: sends candidates to the backtest environment, and approved strategies, seal verified, to paper. */

import type { Decision } from '../../shared/bus/topics-control.ts';
import type { Deployment } from '../../shared/bus/topics-trade.ts';
import { hashOf } from '../../shared/core/canonical.ts';
import { refusalText } from '../../shared/core/result.ts';
import { deploymentIdOf, verifyApproval } from '../engine/orders/approval.ts';
import { defaultStrategyLimits } from '../engine/orders/default-limits.ts';
import { defineAgent } from '../kernel/agent.ts';
import { createDeploymentRegister } from './a3-deployment/register.ts';

const none = '0'.repeat(64);

export const a3Deployment = defineAgent({
  id: 'A3',
  name: 'Deployment',
  layer: 'execution',
  purpose:
    'Puts checked candidates into the backtest environment and approved strategies on paper, and winds them down.',
  thread: 'main',
  reads: [
    'validation.checked',
    'control.decision',
    'control.connection',
    'risk.breach',
    'trade.account',
    'validation.health',
  ],
  writes: ['trade.backtest', 'trade.deployment', 'control.alert'],
  needs: ['dossiers', 'deskState'],
  start(context) {
    const { dossiers, deskState } = context.ports;
    const register = createDeploymentRegister({
      load: () => deskState.load('deployments'),
      save: (json) => deskState.save('deployments', json),
    });
    const announce = (deployment: Deployment): void =>
      context.publish('trade.deployment', deployment, { subject: deployment.deploymentId });
    const drain = (deploymentId: string, reason: string): void => {
      const changed = register.move(deploymentId, 'draining', reason);
      if (changed) announce(changed);
    };

    const approve = async (decision: Decision): Promise<void> => {
      const { strategyId, approvalHash, limits, expiresAt, environment } = decision;
      const facts = await context.outside(dossiers.facts(strategyId));
      const deployment = (status: 'active' | 'refused', reason: string): Deployment => ({
        deploymentId: deploymentIdOf(approvalHash ?? none, environment),
        strategyId,
        specHash: facts?.specHash ?? none,
        environment,
        datasetId: facts?.datasetId ?? '',
        limits: limits ?? defaultStrategyLimits,
        approvalHash,
        status,
        reason: reason.slice(0, 300),
        expiresAt,
      });
      const refused = (reason: string): void => {
        announce(deployment('refused', reason));
        context.publish('control.alert', {
          severity: 'warning',
          title: `Deployment refused: ${strategyId}`,
          text: reason.slice(0, 600),
        });
      };
      if (environment !== 'paper') return refused(`No ${environment} broker is connected to this desk.`);
      if (approvalHash === null || limits === null || expiresAt === null)
        return refused('The approval is incomplete: seal, limits and expiry belong to it.');
      if (!facts) return refused('The strategy is not known to this desk.');
      if (facts.verdict !== 'go' || facts.reportHash === null)
        return refused('The gate did not pass this strategy: it can be read, not traded.');
      const verified = verifyApproval(
        approvalHash,
        {
          spec: facts.spec,
          sourceHashes: facts.sourceHashes,
          datasetId: facts.datasetId,
          reportHash: facts.reportHash,
          limits,
          expiresAt,
          environment,
        },
        context.clock.now(),
      );
      if (!verified.ok) return refused(refusalText(verified.error));
      const standing = register.find(deploymentIdOf(approvalHash, environment));
      if (standing?.status === 'active' || standing?.status === 'paused') return announce(standing); // the same message again
      if (standing) return refused(`This approval was used before and is ${standing.status}: approve anew.`);
      const active = deployment('active', `Approved: ${decision.reason}`);
      register.add(active);
      announce(active);
    };

    return {
      handlers: {
        'validation.checked'({ data }) {
          if (!data.passed) return;
          const { strategyId, specHash, datasetId, place, regimeHash, signalHash } = data;
          const limits = defaultStrategyLimits;
          context.publish(
            'trade.backtest',
            {
              deployment: {
                deploymentId: `bt-${hashOf([specHash, datasetId, limits]).slice(0, 16)}`,
                strategyId,
                specHash,
                environment: 'backtest',
                datasetId,
                limits,
                approvalHash: null,
                status: 'active',
                reason: 'Passed its checks.',
              },
              place,
              regimeHash,
              signalHash,
            },
            { subject: strategyId },
          );
        },
        'control.decision'({ data }) {
          if (data.decision === 'approve') return approve(data);
          if (data.decision === 'resume') {
            for (const { deploymentId, approvalHash, status } of register.ofStrategy(data.strategyId)) {
              if (status !== 'paused' || data.approvalHash !== approvalHash) continue;
              const changed = register.move(deploymentId, 'active', `Resumed: ${data.reason}`);
              if (changed) announce(changed);
            }
            return;
          }
          if (data.decision !== 'revoke') return;
          // A revocation that names a seal ends what that seal opened; one that names none ends all of the strategy.
          for (const { deploymentId, approvalHash } of register.ofStrategy(data.strategyId))
            if (data.approvalHash === null || data.approvalHash === approvalHash)
              drain(deploymentId, `Revoked: ${data.reason}`);
        },
        'control.connection'({ data }) {
          // A broker is there (again): what stood before the restart stands again.
          if (data.status !== 'connected') return;
          for (const deployment of register.all())
            if (deployment.environment === data.environment && deployment.status !== 'stopped') announce(deployment);
        },
        'risk.breach'({ data }) {
          if (data.tier === 'halt' && data.deploymentId !== null) drain(data.deploymentId, `Risk limit: ${data.text}`);
        },
        'validation.health'({ data }) {
          if (data.status === 'retire') drain(data.deploymentId, `Retired by its rule: ${data.text}`);
          if (data.status !== 'pause') return;
          const changed = register.move(data.deploymentId, 'paused', `Paused by its rule: ${data.text}`);
          if (changed) announce(changed);
        },
        'trade.account'({ data }) {
          const holding = new Set(data.positions.map((p) => p.deploymentId));
          for (const deployment of register.all()) {
            if (deployment.environment !== data.account.environment) continue;
            const { deploymentId, status, expiresAt } = deployment;
            if ((status === 'active' || status === 'paused') && expiresAt != null && context.clock.now() >= expiresAt)
              drain(deploymentId, 'The approval has expired.');
            else if (status === 'draining' && !holding.has(deploymentId)) {
              const stopped = register.move(deploymentId, 'stopped', deployment.reason);
              if (stopped) announce(stopped);
            }
          }
        },
      },
    };
  },
});
