/** The live session: bars of a moment fill what rests, then every active strategy decides at the close. */
import type { Bar } from '../../../shared/domain/bar.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import type { RegimeHistory, SignalHistory } from '../../engine/backtest/histories.ts';
import type { Decision } from '../../engine/strategy-runner.ts';
import type { DossierPort, OrderDeskPort, StandingDeployment } from '../../kernel/order-ports.ts';
import type { ArtefactPort, Dataset, DatasetPort } from '../../kernel/ports.ts';
import { sendDecision } from './send.ts';
import { createStrategySession, type StrategySession } from './strategy-session.ts';

export interface PaperSession {
  /** A bar of the moment that is coming. */
  bar(sessionId: string, bar: Bar): void;
  /** The moment is complete: fill, mark, decide, send. Moments are done one after the other. */
  moment(moment: { readonly sessionId: string; readonly datasetId: string; readonly time: number }): Promise<void>;
  /** A deployment was announced, changed or ended. */
  deployment(deployment: StandingDeployment): Promise<void>;
}

export function createPaperSession(options: {
  readonly orders: OrderDeskPort;
  readonly datasets: DatasetPort;
  readonly artefacts: ArtefactPort;
  readonly dossiers: DossierPort;
  /** Desk clock: the ids of closing orders must differ between two replays of the same day. */
  readonly now: () => number;
  readonly decided: (deployment: StandingDeployment, decision: Decision) => void;
  /** After a moment, and whenever positions changed outside one. */
  readonly account: () => void;
  readonly alert: (title: string, text: string) => void;
}): PaperSession {
  const { orders, datasets, artefacts, dossiers } = options;
  let sessionId = '';
  /** Part of every order id: a session that is named like an earlier one, after a restart, is another one all the same. */
  let sessionKey = '';
  let dataset: Dataset | undefined;
  /** Symbols whose source gives no volume at all: it caps nothing there, as in the backtest. */
  const withoutVolume = new Set<string>();
  let waiting: Bar[] = [];
  let waitingFor = '';
  /** Strategies of the session; undefined marks one that cannot run on it, said once. */
  const strategies = new Map<string, StrategySession | undefined>();
  let tail: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const next = tail.then(work);
    tail = next.catch(() => undefined); // the caller hears of it
    return next;
  };

  const closeAll = async (deploymentId?: string): Promise<void> => {
    for (const held of orders.positions()) {
      if (deploymentId !== undefined && held.deploymentId !== deploymentId) continue;
      const intent = orders.flattenIntent(held.deploymentId, held.symbol, options.now(), 0);
      if (intent) await orders.place(intent, { by: 'D3' });
    }
  };

  /** A listing that ended is closed at its last price. */
  const closeDelisted = async (time: number): Promise<void> => {
    const ended = new Set(
      dataset?.manifest.instruments.filter((i) => i.delistedAt !== null && i.delistedAt <= time).map((i) => i.symbol),
    );
    for (const { deploymentId, symbol } of ended.size > 0 ? orders.positions() : []) {
      if (!ended.has(symbol)) continue;
      const intent = orders.flattenIntent(deploymentId, symbol, options.now(), 0);
      if (intent) await orders.place(intent, { by: 'D3' });
    }
  };

  const open = async (deployment: StandingDeployment, time: number): Promise<StrategySession | undefined> => {
    const fail = (why: string): undefined => {
      options.alert(`${deployment.strategyId} cannot trade in this session`, why);
      return undefined;
    };
    if (!dataset) return undefined;
    const facts = await dossiers.facts(deployment.strategyId);
    if (!facts || facts.specHash !== deployment.specHash) return fail('Its spec is not the one that was approved.');
    const compiled = compileStrategy(facts.spec);
    if (!compiled.ok) return fail(compiled.error.message);
    // Regimes and signals are histories of the dataset the strategy was tested on.
    const same = facts.datasetId === dataset.manifest.id;
    const regime = same && facts.regimeHash !== '' ? await artefacts.get<RegimeHistory>(facts.regimeHash) : undefined;
    const signal = same && facts.signalHash !== '' ? await artefacts.get<SignalHistory>(facts.signalHash) : undefined;
    const session = createStrategySession({ deployment, compiled: compiled.value, dataset, regime, signal, orders });
    await session.warmUp(time);
    return session;
  };

  const begin = async (id: string, datasetId: string): Promise<void> => {
    const first = sessionId === '';
    sessionId = id;
    sessionKey = `${id}@${options.now()}`;
    strategies.clear();
    dataset = await datasets.open(datasetId);
    orders.list(dataset.manifest.instruments);
    withoutVolume.clear();
    for (const { symbol, timeframe } of dataset.manifest.series)
      if (!dataset.series(symbol, timeframe)?.columns.volume.some((v) => v > 0)) withoutVolume.add(symbol);
    if (!first || orders.openOrders().length > 0)
      await orders.cancelWorking({ keepProtective: false, reason: 'a new session began' });
    // What an earlier session left is closed at the last prices it knew: the new one's are of another time.
    if (orders.positions().length > 0) await closeAll();
  };

  return {
    bar(id, bar) {
      // Bars of a session that was left behind are not mixed with the new one's.
      if (waiting.length > 0 && id !== waitingFor) waiting = [];
      waitingFor = id;
      waiting.push(bar);
    },
    moment({ sessionId: id, datasetId, time }) {
      const bars = waiting.sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
      waiting = [];
      return inOrder(async () => {
        // Market replay may be ahead by thousands of moments: windows, timers and the kill chord have their turn between two.
        await new Promise<void>((resolve) => setImmediate(resolve));
        const fresh = id !== sessionId;
        if (fresh) await begin(id, datasetId);
        await orders.market(
          bars.map((bar) => (withoutVolume.has(bar.symbol) ? { ...bar, volume: Number.NaN } : bar)),
          time,
        );
        // Each session starts flat: what could not be closed before it is closed at its first prices.
        if (fresh) await closeAll();
        for (const deployment of orders.deployments()) {
          // A paused one still leaves by its rules; the gate turns its entries down.
          if (deployment.status !== 'active' && deployment.status !== 'paused') continue;
          const { deploymentId } = deployment;
          if (!strategies.has(deploymentId)) strategies.set(deploymentId, await open(deployment, time));
          for (const decision of strategies.get(deploymentId)?.decide(bars, time) ?? []) {
            options.decided(deployment, decision);
            await sendDecision(orders, deployment, sessionKey, decision);
          }
        }
        await closeDelisted(time);
        options.account();
      });
    },
    deployment(deployment) {
      return inOrder(async () => {
        orders.deploy(deployment);
        if (deployment.status === 'active' || deployment.status === 'paused') return;
        strategies.delete(deployment.deploymentId);
        if (deployment.status !== 'draining') return;
        const { deploymentId } = deployment;
        await orders.cancelWorking({ keepProtective: false, deploymentId, reason: deployment.reason });
        await closeAll(deploymentId);
        options.account();
      });
    },
  };
}
