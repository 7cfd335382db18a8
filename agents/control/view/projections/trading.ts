/** Trading rows: deployments, orders, refusals, fills, positions, accounts, equity and breaches. */
import { decimalToNumber } from '../../../../shared/core/decimal.ts';
import { defineProjection } from '../projection.ts';

export const tradingProjection = defineProjection({
  'trade.deployment': (view, { data }) => {
    view.set('deployments', data.deploymentId, data);
  },
  'validation.health': (view, { data }) => {
    view.set('health', data.deploymentId, data);
  },
  'trade.order': (view, { data }) => {
    view.set('orders', data.intent.clientOrderId, data);
  },
  'trade.refused': (view, { data, id, time }) => {
    view.set('refusals', id, {
      id,
      symbol: data.intent.symbol,
      side: data.intent.side,
      quantity: data.intent.quantity,
      check: data.check,
      reason: data.reason,
      at: time,
    });
  },
  'trade.fill': (view, { data }) => {
    view.set('fills', data.executionId, data);
  },
  'trade.account': (view, { data }) => {
    const { account, positions } = data;
    view.set('accounts', account.environment, account);
    const open = new Set<string>();
    for (const position of positions) {
      if (decimalToNumber(position.quantity) === 0) continue;
      const key = `${position.environment}/${position.deploymentId}/${position.symbol}`;
      open.add(key);
      view.set('positions', key, position);
    }
    for (const key of view.keys('positions')) {
      if (!open.has(key) && key.startsWith(`${account.environment}/`)) view.set('positions', key, null);
    }
    // Before the first bar there is no market time to draw at.
    if (account.asOf === 0) return;
    const id = `${account.environment}/${account.asOf}`;
    view.set('equity', id, {
      id,
      time: account.asOf,
      equity: decimalToNumber(account.equity),
      environment: account.environment,
    });
  },
  'risk.breach': (view, { data, id, source, time }) => {
    const severity = { warn: 'warning', reduce: 'warning', halt: 'critical' } as const;
    view.set('alerts', id, {
      id,
      severity: severity[data.tier],
      title: `Risk limit: ${data.code}`,
      text: data.text,
      source,
      at: time,
    });
  },
});
