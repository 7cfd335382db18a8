/** D2, risk: measures the live portfolio at every moment, warns, reduces and halts by the person's limits. */
import { z } from 'zod';
import type { Account, Position } from '../../shared/domain/position.ts';
import { defineAgent } from '../kernel/agent.ts';
import { createBreachBook } from './d2-risk/breaches.ts';
import { measure } from './d2-risk/exposure.ts';
import { createPriceHistory } from './d2-risk/price-history.ts';
import { valueAtRisk } from './d2-risk/value-at-risk.ts';

const peaksSchema = z.array(z.tuple([z.string(), z.number()]));

/** Peaks as they were kept; undefined when something was kept and cannot be read. */
function readPeaks(text: string | undefined): readonly [string, number][] | undefined {
  try {
    return peaksSchema.safeParse(JSON.parse(text ?? '[]')).data;
  } catch {
    return undefined;
  }
}

export const d2Risk = defineAgent({
  id: 'D2',
  name: 'Risk',
  layer: 'validation',
  purpose: 'Watches exposure, losses and value at risk of everything you hold, and stops trading when a limit breaks.',
  thread: 'main',
  reads: ['trade.account', 'trade.deployment', 'data.bar', 'data.moment', 'control.kill-report'],
  writes: ['risk.limits', 'risk.snapshot', 'risk.breach', 'control.kill', 'control.alert'],
  needs: ['limits', 'latch', 'orders', 'deskState', 'datasets'],
  start(context) {
    const { limits, latch, orders, deskState, datasets } = context.ports;
    const history = createPriceHistory();
    const breaches = createBreachBook();
    const sectors = new Map<string, string>();
    const known = new Set<string>();
    /** Highest equity seen, per environment; survives a restart, or a drawdown would be forgotten. */
    const kept = readPeaks(deskState.load('risk-peak'));
    const peaks = new Map(kept);
    if (kept === undefined) {
      latch.tighten('paused');
      const text = 'The highest equity could not be read, so the drawdown counts from now. Check it, then re-arm.';
      context.publish('control.alert', { severity: 'critical', title: 'Equity peak lost: trading stopped', text });
      context.publish('control.kill', { level: 'paused', origin: 'risk', reason: text });
    }

    const peakOf = (account: Account): number => {
      const equity = Number(account.equity);
      const before = peaks.get(account.environment);
      if (before !== undefined && before >= equity) return before;
      peaks.set(account.environment, equity);
      deskState.save('risk-peak', JSON.stringify([...peaks]));
      return equity;
    };

    const snapshot = (account: Account, positions: readonly Position[]): void => {
      const measured = measure(account, positions, sectors, peakOf(account));
      const risk = valueAtRisk(positions, history);
      context.publish('risk.snapshot', { ...measured, valueAtRisk: risk }, { subject: account.environment });
      const strategies = orders
        .deployments()
        .filter((d) => d.status === 'active' || d.status === 'paused' || d.status === 'draining')
        .map((deployment) => ({ deployment, book: orders.strategyBook(deployment.deploymentId) }));
      for (const breach of breaches.examine(measured, limits.portfolio(), strategies)) {
        const { kill, ...message } = breach;
        if (kill !== null) latch.tighten(kill);
        context.publish('risk.breach', message, { subject: breach.code });
        if (kill !== null) context.publish('control.kill', { level: kill, origin: 'risk', reason: message.text });
        context.note(message.text);
      }
    };

    context.publish('risk.limits', limits.portfolio());
    return {
      handlers: {
        'trade.account': ({ data }) => snapshot(data.account, data.positions),
        'trade.deployment'({ data }) {
          if (data.status !== 'active' && data.status !== 'paused') breaches.forget(data.deploymentId);
        },
        'data.bar': ({ data }) => history.add(data.sessionId, data.bar),
        async 'data.moment'({ data }) {
          if (known.has(data.datasetId)) return;
          known.add(data.datasetId);
          const { manifest } = await context.outside(datasets.open(data.datasetId));
          for (const instrument of manifest.instruments) sectors.set(instrument.symbol, instrument.sector);
        },
        'control.kill-report'({ data }) {
          // Only a re-arming that was granted is reported as `armed`: what was lost before it is the person's knowledge now.
          if (data.level !== 'armed') return;
          peaks.clear();
          breaches.rearm();
        },
      },
    };
  },
});
