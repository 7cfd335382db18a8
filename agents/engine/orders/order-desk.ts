/** The order desk: gate, durable record, send; one per environment, shared by execution and the kill switch. */
import { ok, type Result } from '../../../shared/core/result.ts';
import type { Clock } from '../../../shared/core/time.ts';
import type { DecimalText } from '../../../shared/core/units.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { PortfolioLimits } from '../../../shared/domain/limits.ts';
import type { Environment } from '../../../shared/domain/order.ts';
import { type Broker, type BrokerEvent, isProtective, type SubmitOutcome } from '../../brokers/broker.ts';
import type { Stopwatch, Timers } from '../../kernel/clock.ts';
import type {
  OrderDeskEvent,
  OrderDeskPort,
  Placed,
  ReconcileDifference,
  StandingDeployment,
} from '../../kernel/order-ports.ts';
import type { KillLatchPort } from '../../kernel/ports.ts';
import { createEquityTracker } from './equity.ts';
import { accountKey, type Books, gateContext, type Quote } from './facts.ts';
import { flattenIntentOf } from './flatten-intent.ts';
import type { Gate } from './gate.ts';
import { restoreMarks } from './kept-marks.ts';
import { createLookUps } from './look-up.ts';
import { type BookRecord, createOrderBook } from './order-book.ts';
import { fillOf, reconcile, statusRecord } from './reconcile.ts';
import type { OrderEvent } from './transitions.ts';
import { accountOf, equityOf, positionsOf, strategyBookOf, strategyEquityOf } from './valuation.ts';

/** Where the book's records are kept, in order. `append` resolves when the record is on disk. */
export interface OrderJournalPort {
  load(): readonly string[];
  append(json: string): Promise<void>;
}

export interface OrderDeskOptions {
  readonly environment: Environment;
  readonly gate: Gate;
  readonly latch: KillLatchPort;
  readonly limits: () => PortfolioLimits;
  /** The broker behind a handle of this environment. */
  readonly broker: (handle: string) => Result<Broker>;
  readonly journal: OrderJournalPort;
  /** Keeps peaks and day starts over a restart. */
  readonly state: { load(): string | undefined; save(json: string): void };
  readonly clock: Clock;
  readonly timers: Timers & Stopwatch;
  readonly openingCash: DecimalText;
}

/** Fills are asked for again this often while orders are open: a live stream is no proof of a complete one. */
const pollMs = 5000;
/** Moments between two saves of peaks when nothing was filled. */
const saveEvery = 25;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Creates a desk from its records. Nothing is sent before `connect` has reconciled. */
export function createOrderDesk(options: OrderDeskOptions): OrderDeskPort & { stop(): void } {
  const { environment, gate, latch, journal, clock, timers, openingCash } = options;
  const book = createOrderBook();
  const quotes = new Map<string, Quote>();
  const instruments = new Map<string, Instrument>();
  const deployments = new Map<string, StandingDeployment>();
  const equity = createEquityTracker();
  const listeners = new Set<(event: OrderDeskEvent) => void>();
  const writes = new Set<Promise<void>>();
  /** Orders between their record and the broker's answer: that the broker has none of them says nothing yet. */
  const sending = new Set<string>();
  let sent: number[] = [];
  let marketTime = 0;
  let broker: Broker | undefined;
  /** D3 and M3 both connect; one pass serves both. */
  let connecting: Promise<Result<readonly ReconcileDifference[]>> | undefined;
  let unsubscribe: (() => void) | undefined;
  let reconciled = false;
  let momentsSinceSave = 0;
  let stopPoll: (() => void) | undefined;
  let storageBroken: string | null = null;

  const books: Books = {
    environment,
    book,
    equity,
    quotes,
    instruments,
    deployments,
    limits: options.limits,
    marketTime: () => marketTime,
    wallNow: () => clock.now(),
    sentInLastMinute: () => {
      sent = sent.filter((at) => at > marketTime - 60_000 && at <= marketTime);
      return sent.length;
    },
  };

  const emit = (event: OrderDeskEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const alert = (severity: 'info' | 'warning' | 'critical', title: string, text: string): void =>
    emit({ kind: 'alert', severity, title, text: text.slice(0, 600) });

  /** What cannot be recorded must not be traded: entries stop until the person has looked. */
  const storageFailed = (error: unknown): void => {
    storageBroken = messageOf(error);
    latch.tighten('paused');
    alert('critical', 'Cannot record: trading stopped', `The order journal cannot be written: ${storageBroken}.`);
  };

  /** Applies, stores and tells, in this order; the promise says when it is on disk. */
  const write = (record: BookRecord): Promise<void> => {
    const events = book.apply(record);
    const stored = journal.append(JSON.stringify(record)).then(() => {
      storageBroken = null;
    });
    const tracked = stored.catch(storageFailed).finally(() => writes.delete(tracked));
    writes.add(tracked);
    for (const event of events) emit(event);
    return stored;
  };
  const note = (record: BookRecord): void => void write(record).catch(() => undefined); // reported by storageFailed

  const happen = (
    clientOrderId: string,
    event: OrderEvent,
    reason: string | null,
    brokerOrderId: string | null = null,
  ) => note({ kind: 'event', clientOrderId, event, brokerOrderId, reason, at: clock.now() });

  const lookUps = createLookUps({
    broker: () => broker,
    timers,
    async found(seen) {
      await catchUp();
      const record = statusRecord(book, seen, clock.now());
      if (record) note(record);
    },
    neverArrived: (id) => happen(id, 'never-arrived', 'Not sent: the broker never had it.'),
  });
  const lose = (clientOrderId: string, reason: string): void => {
    happen(clientOrderId, 'lose', reason);
    lookUps.begin(clientOrderId);
  };

  /** Fetches executions the stream may have dropped. */
  const catchUp = async (): Promise<void> => {
    if (!broker) return;
    for (const execution of await broker.executions(0))
      if (!book.executed(execution.executionId)) note({ kind: 'fill', fill: fillOf(book, execution, environment) });
  };

  /** What the stream may have dropped: executions, and orders that ended at the broker and still work here. */
  const lookAround = async (): Promise<void> => {
    if (!broker || book.open().length === 0) return;
    await catchUp();
    const theirs = new Set((await broker.openOrders()).map((o) => o.clientOrderId));
    for (const { order } of book.open()) {
      const sent = order.status !== 'intended' && order.status !== 'submitting';
      if (sent && !theirs.has(order.intent.clientOrderId)) lookUps.begin(order.intent.clientOrderId);
    }
  };

  const onBrokerEvent = (event: BrokerEvent): void => {
    switch (event.kind) {
      case 'execution':
        note({ kind: 'fill', fill: fillOf(book, event.execution, environment) });
        break;
      case 'order': {
        const record = statusRecord(book, event.order, event.at);
        if (record) note(record);
        const booked = book.row(event.order.clientOrderId)?.order.filledQuantity;
        if (booked !== undefined && Number(booked) < Number(event.order.filledQuantity))
          track(catchUp(), 'Fills could not be read');
        break;
      }
      case 'cash': {
        const { entryId, symbol, amount, at, deploymentId } = event.cash;
        const strategyId = deployments.get(deploymentId ?? '')?.strategyId ?? 'external';
        note({
          kind: 'cash',
          entry: { entryId, symbol, amount, at, deploymentId: deploymentId ?? 'external', strategyId },
        });
        break;
      }
      case 'connection':
        if (event.status === 'lost') {
          reconciled = false;
          alert('critical', 'Broker offline', `No orders are sent until the connection is back: ${event.reason}`);
        } else track(desk.reconcile(), 'Reconciling failed');
        break;
    }
  };

  /** Follows work nobody waits for. */
  const track = (work: Promise<unknown>, title: string): void => {
    const done: Promise<void> = work
      .then(() => undefined)
      .catch((error: unknown) => alert('warning', title, messageOf(error)))
      .finally(() => writes.delete(done));
    writes.add(done);
  };

  const poll = (): void => {
    stopPoll = timers.after(pollMs, () => {
      track(lookAround(), 'Orders could not be compared');
      poll();
    });
  };

  const mark = (): void => {
    if (marketTime === 0) return;
    equity.mark(accountKey, Number(equityOf(books, openingCash)), marketTime);
    for (const id of deployments.keys()) equity.mark(id, strategyEquityOf(books, id), marketTime);
  };
  const saveMarks = (): void => {
    momentsSinceSave = 0;
    try {
      options.state.save(JSON.stringify({ equity: equity.entries(), quotes: [...quotes], marketTime }));
    } catch (error) {
      storageFailed(error);
    }
  };

  const afterSubmit = (id: string, outcome: SubmitOutcome): void => {
    sending.delete(id);
    if (outcome.kind === 'accepted') happen(id, 'accept', null, outcome.brokerOrderId);
    else if (outcome.kind === 'rejected') happen(id, 'reject', outcome.reason);
    else if (outcome.kind === 'refused') happen(id, 'refuse', `${outcome.refused.check}: ${outcome.refused.reason}`);
    else lose(id, outcome.reason);
  };

  const cancelOne = async (id: string, reason: string): Promise<void> => {
    const row = book.row(id);
    if (!row || !broker) return;
    happen(id, 'cancel-request', reason);
    const outcome = await broker.cancel(id);
    if (outcome.kind === 'failed') happen(id, 'cancel-refused', outcome.reason);
    else if (outcome.kind === 'not-found') lose(id, 'the broker does not know the order it was asked to cancel');
    else if (outcome.kind === 'closed') lookUps.begin(id);
  };

  const desk: OrderDeskPort & { stop(): void } = {
    environment,
    async connect(handle) {
      const found = options.broker(handle);
      if (!found.ok) return found;
      if (broker === found.value && connecting) return connecting;
      if (broker !== found.value) {
        if (marks.fault !== null) alert('critical', 'Peaks and last prices lost: trading stopped', marks.fault);
        unsubscribe?.();
        broker = found.value;
        unsubscribe = broker.onEvent(onBrokerEvent);
        stopPoll?.();
        poll();
      }
      connecting = desk.reconcile().then(ok);
      try {
        return await connecting;
      } finally {
        connecting = undefined;
      }
    },
    async reconcile() {
      if (!broker) return [];
      reconciled = false;
      const result = await reconcile({ book, broker, environment, now: clock.now(), write: note, sending });
      for (const id of result.lost) lose(id, 'the broker does not know it');
      reconciled = true;
      for (const d of result.differences)
        alert(
          d.action === 'frozen' ? 'critical' : 'warning',
          `Reconcile: ${d.kind} ${d.symbol}`,
          `Here: ${d.book}. At the broker: ${d.broker}. ${d.action === 'frozen' ? 'The symbol is frozen.' : 'Adopted.'}`,
        );
      return result.differences satisfies readonly ReconcileDifference[];
    },
    deploy(deployment) {
      if (deployment.environment !== environment) {
        const text = `A ${deployment.environment} deployment reached the ${environment} desk.`;
        return alert('critical', 'Wrong environment', text);
      }
      deployments.set(deployment.deploymentId, { ...deployment });
    },
    deployments: () => [...deployments.values()],
    list(found) {
      for (const instrument of found) instruments.set(instrument.symbol, instrument);
    },
    async place(intent, { by, ...plan }) {
      const refuse = (check: string, reason: string): Placed => {
        emit({ kind: 'refused', by, intent, check, reason });
        return { placed: false, check, reason };
      };
      if (!broker || !reconciled) return refuse('reconcile', 'The order book was not yet compared with the broker.');
      if (storageBroken !== null && !intent.reduceOnly)
        return refuse('storage', `The order journal cannot be written: ${storageBroken}.`);
      const answer = gate.check(intent, gateContext(books, intent, plan.parentOrderId));
      if (!answer.approved) return refuse(answer.check, answer.reason);
      // From here to the write nothing is awaited: the next intent sees this one in every exposure.
      const id = answer.intent.clientOrderId;
      sent.push(marketTime);
      sending.add(id);
      try {
        await write({ kind: 'intent', intent: answer.intent, by, plan, at: clock.now() });
      } catch (error) {
        // An exit may go without its record: the position is the greater risk.
        if (!intent.reduceOnly) {
          sending.delete(id);
          happen(id, 'refuse', 'storage: the intent could not be recorded');
          return refuse('storage', `The intent could not be recorded: ${messageOf(error)}.`);
        }
      }
      // A cancel may have come while the record was being written.
      if (book.row(id)?.order.status !== 'intended') {
        sending.delete(id);
        return refuse('cancelled', 'It was cancelled before it was sent.');
      }
      happen(id, 'submit', null);
      let outcome: SubmitOutcome;
      try {
        outcome = await broker.submit(answer, plan);
      } catch (error) {
        outcome = { kind: 'unknown', reason: messageOf(error) };
      }
      afterSubmit(id, outcome);
      if (outcome.kind === 'refused') return refuse(outcome.refused.check, outcome.refused.reason);
      const order = book.row(id)?.order;
      return order
        ? { placed: true, order }
        : { placed: false, check: 'book', reason: 'The order is not in the book.' };
    },
    cancel: cancelOne,
    async cancelWorking({ keepProtective, deploymentId, reason }) {
      if (!broker) return 0;
      const wanted = book
        .open()
        .map((row) => row.order.intent)
        .filter((i) => !(keepProtective && isProtective(i)) && (deploymentId ?? i.deploymentId) === i.deploymentId);
      if (deploymentId !== undefined) {
        for (const intent of wanted) await cancelOne(intent.clientOrderId, reason);
        return wanted.length;
      }
      for (const intent of wanted) happen(intent.clientOrderId, 'cancel-request', reason);
      // Also orders the book does not know: everything at the broker goes.
      for (const { clientOrderId, outcome } of await broker.cancelAll({ keepProtective }))
        if (outcome.kind === 'failed') happen(clientOrderId, 'cancel-refused', outcome.reason);
      return wanted.length;
    },
    openOrders: () => book.open().map((row) => row.order),
    positions: () => positionsOf(books),
    quantityOf: (deploymentId, symbol) => Number(book.ledger.position(deploymentId, symbol)?.quantity ?? 0),
    account: () => accountOf(books, openingCash, broker?.id ?? 'none'),
    strategyBook: (deploymentId) => strategyBookOf(books, deploymentId),
    async brokerTruth() {
      if (!broker) throw new Error('no broker is connected');
      return { openOrders: await broker.openOrders(), positions: await broker.positions() };
    },
    flattenIntent: (deploymentId, symbol, decidedAt, attempt) =>
      flattenIntentOf(books, deploymentId, symbol, decidedAt, attempt),
    async market(bars, time) {
      const before = book.ledger.cashFlow();
      for (const bar of bars) {
        await broker?.meetBar?.(bar);
        quotes.set(bar.symbol, { price: bar.close, at: bar.closeTime });
      }
      marketTime = time;
      mark();
      if (book.ledger.cashFlow() !== before || ++momentsSinceSave >= saveEvery) saveMarks();
    },
    marketTime: () => marketTime,
    rebase() {
      equity.rebase(accountKey);
      saveMarks();
    },
    async settled() {
      do {
        await lookUps.settled();
        await Promise.all(writes);
      } while (writes.size > 0);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopPoll?.();
      lookUps.stop();
      unsubscribe?.();
      saveMarks();
    },
  };

  // The book is a function of its records: replay them in silence.
  for (const line of journal.load()) book.apply(JSON.parse(line) as BookRecord);
  const marks = restoreMarks(options.state.load(), equity, quotes);
  marketTime = marks.marketTime;
  if (marks.fault !== null) latch.tighten('paused');
  return desk;
}
