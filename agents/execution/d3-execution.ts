/** D3, execution: runs backtests in the pool, and trades approved strategies through the one way to the market. */
import type { Message } from '../../shared/bus/messages.ts';
import type { TopicData } from '../../shared/bus/topics.ts';
import { ensureDefined } from '../../shared/core/assert.ts';
import { refusalText } from '../../shared/core/result.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import { defaultBacktestCosts } from '../engine/backtest/types.ts';
import type { BacktestJobInput, BacktestJobOutput } from '../engine/jobs/backtest.ts';
import { defineAgent } from '../kernel/agent.ts';
import type { OrderDeskEvent } from '../kernel/order-ports.ts';
import { createPaperSession } from './d3-execution/paper-session.ts';

/** Share of the history, at its end, that the generator never sees. */
const outOfSampleShare = 0.3;
/** Specs remembered between their code and their backtest. */
const rememberedSpecs = 2000;

export const d3Execution = defineAgent({
  id: 'D3',
  name: 'Execution',
  layer: 'execution',
  purpose: 'Trades: history in the backtest, and what you approved through the gate, the order book and the broker.',
  thread: 'main',
  reads: [
    'strategy.coded',
    'trade.backtest',
    'trade.deployment',
    'control.connection',
    'control.kill-report',
    'data.bar',
    'data.moment',
  ],
  writes: [
    'trade.run',
    'trade.signal',
    'trade.intent',
    'trade.refused',
    'trade.order',
    'trade.fill',
    'trade.account',
    'control.alert',
  ],
  needs: ['pool', 'artefacts', 'datasets', 'strategies', 'orders', 'dossiers'],
  start(context) {
    const { pool, artefacts, datasets, strategies, orders, dossiers } = context.ports;
    const specs = new Map<string, StrategySpec>();

    const alert = (severity: 'info' | 'warning' | 'critical', title: string, text: string): void =>
      context.publish('control.alert', { severity, title: title.slice(0, 120), text: text.slice(0, 600) });
    const account = (): void =>
      context.publish('trade.account', { account: orders.account(), positions: [...orders.positions()] });

    const tell = (event: OrderDeskEvent): void => {
      if (event.kind === 'alert') {
        alert(event.severity, event.title, event.text);
        return;
      }
      // The kill switch reports its own orders; what they did to the account is told here.
      if (event.by !== 'D3') {
        if (event.kind === 'fill') account();
        return;
      }
      if (event.kind === 'intent') context.publish('trade.intent', event.intent, { subject: event.intent.symbol });
      else if (event.kind === 'order')
        context.publish('trade.order', event.order, { subject: event.order.intent.symbol });
      else if (event.kind === 'fill') context.publish('trade.fill', event.fill, { subject: event.fill.symbol });
      else
        context.publish(
          'trade.refused',
          { intent: event.intent, check: event.check, reason: event.reason },
          { subject: event.intent.symbol },
        );
    };
    const unsubscribe = orders.onEvent(tell);

    const session = createPaperSession({
      orders,
      datasets,
      artefacts,
      dossiers,
      account,
      alert: (title, text) => alert('warning', title, text),
      now: () => context.clock.now(),
      decided: (deployment, decision) =>
        context.publish(
          'trade.signal',
          {
            deploymentId: deployment.deploymentId,
            symbol: decision.symbol,
            action: decision.action,
            time: decision.decidedAt,
            price: decision.referencePrice,
            rule: decision.rule.slice(0, 4000),
          },
          { subject: decision.symbol },
        ),
    });

    const backtest = async ({ data }: Message<TopicData<'trade.backtest'>>): Promise<void> => {
      const { deployment, place, regimeHash, signalHash } = data;
      const { strategyId, specHash, datasetId, deploymentId, limits } = deployment;
      const spec =
        specs.get(strategyId) ??
        ensureDefined(await context.outside(strategies.find(strategyId)), `${strategyId} was coded before`).spec;
      const input: BacktestJobInput = {
        spec,
        datasetId,
        regimeHash,
        signalHash,
        capital: limits.capital,
        limits,
        costs: defaultBacktestCosts,
        outOfSampleShare,
        deploymentId,
      };
      const output = await context.outside(pool.run<BacktestJobOutput>('backtest', input));
      const resultHash = await context.outside(artefacts.put(output));
      specs.delete(strategyId);
      context.publish(
        'trade.run',
        {
          deploymentId,
          strategyId,
          specHash,
          datasetId,
          place,
          resultHash,
          trades: output.worst.trades.length,
          refusedOrders: output.worst.refusedOrders,
          finalEquity: output.worst.finalEquity,
        },
        { subject: strategyId },
      );
    };

    return {
      handlers: {
        'strategy.coded'({ data }) {
          specs.set(data.strategyId, data.spec);
          for (const oldest of specs.keys()) {
            if (specs.size <= rememberedSpecs) break;
            specs.delete(oldest);
          }
        },
        'trade.backtest': backtest,
        async 'trade.deployment'({ data }) {
          if (data.environment !== orders.environment) return;
          await session.deployment({ ...data, expiresAt: data.expiresAt ?? null });
        },
        async 'control.connection'({ data }) {
          if (data.status !== 'connected' || data.environment !== orders.environment) return;
          const connected = await orders.connect(data.handle);
          if (!connected.ok) return alert('critical', 'No way to the broker', refusalText(connected.error));
          account();
        },
        'control.kill-report'({ data }) {
          if (data.finishedMs !== null) account();
        },
        'data.bar': ({ data }) => session.bar(data.sessionId, data.bar),
        'data.moment': ({ data }) => session.moment(data),
      },
      stop: unsubscribe,
    };
  },
});
