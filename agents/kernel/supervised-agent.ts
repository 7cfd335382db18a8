/** One agent under supervision: its lifecycle from start over pause, trouble and restart to stop, and its health. */
import type { AgentHealth, AnyAgent } from './agent.ts';
import type { AgentHost, HostTools } from './agent-host.ts';
import { createMainHost } from './agent-host-main.ts';
import { createWorkerHost } from './agent-host-worker.ts';
import type { Bus } from './bus.ts';
import type { DeskClock } from './clock.ts';
import { errorText, NotTried } from './delivery.ts';
import type { Mailbox } from './mailbox.ts';
import type { Ports } from './ports.ts';

/** Milliseconds before each start after a failure; when they are used up the agent is out of order until a person restarts it. */
export const defaultRestartAfterMs: readonly number[] = [200, 1_000, 5_000, 15_000, 30_000];
/** Dead letters in a row after which an agent is restarted. */
const deadLettersBeforeRestart = 3;
/** Messages handled in a row after which trouble is forgotten. */
const handledBeforeRecovered = 20;
/** Health is told at most this often while only its counters move. */
const healthEveryMs = 100;

export interface SupervisedTools {
  readonly bus: Bus;
  readonly clock: DeskClock;
  readonly ports: Partial<Ports>;
  readonly report: (text: string) => void;
  readonly changed: (health: AgentHealth) => void;
  readonly registryUrl: string | undefined;
  readonly hungAfterMs: number;
  readonly restartAfterMs: readonly number[];
}

export interface SupervisedAgent {
  readonly manifest: AnyAgent;
  start(): Promise<void>;
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  restart(): Promise<void>;
  health(): AgentHealth;
}

type Phase = 'new' | 'starting' | 'up' | 'faulted' | 'stopped';

export function superviseAgent(manifest: AnyAgent, tools: SupervisedTools): SupervisedAgent {
  const { bus, clock } = tools;
  let phase: Phase = 'new';
  let paused = false;
  let host: AgentHost | undefined;
  let restarts = 0;
  /** Failures since it last did well. */
  let failures = 0;
  let deadInRow = 0;
  let handledInRow = 0;
  let degraded = false;
  let lastNote = '';
  let cancelRestart = (): void => {};
  let told: AgentHealth['state'] | undefined;
  let cancelTelling: (() => void) | undefined;

  const mailbox: Mailbox = bus.attach({
    agentId: manifest.id,
    reads: manifest.reads,
    handler: (message) => {
      if (host === undefined) throw new NotTried(`${manifest.id} is not running`);
      tellSoon();
      return host.handle(message);
    },
    onEvent: (event, error) => {
      if (event === 'handled') well();
      else trouble(event === 'dead-letter', error);
      tellSoon();
    },
  });
  mailbox.hold();

  const state = (): AgentHealth['state'] => {
    if (phase === 'stopped' || phase === 'new') return 'stopped';
    if (phase === 'faulted' || phase === 'starting') return 'faulted';
    if (paused) return 'paused';
    if (degraded) return 'degraded';
    return mailbox.inFlight + mailbox.ofRuns > 0 ? 'running' : 'ready';
  };
  const health = (): AgentHealth => ({
    id: manifest.id,
    state: state(),
    queued: mailbox.queued,
    handled: mailbox.handled,
    failed: mailbox.failed,
    restarts,
    latencyMs: Math.round(mailbox.latencyMs * 1000) / 1000,
    lastTopic: mailbox.lastTopic,
    lastNote,
    lastAt: mailbox.lastAt,
  });
  const tell = (): void => {
    cancelTelling?.();
    cancelTelling = undefined;
    const now = health();
    told = now.state;
    tools.changed(now);
  };
  /** States that matter are told at once; counters, and the change between ready and running, now and then. */
  const tellSoon = (): void => {
    const now = state();
    const calm = (s: AgentHealth['state'] | undefined): boolean => s === 'ready' || s === 'running';
    if (now !== told && !(calm(now) && calm(told))) tell();
    else cancelTelling ??= clock.after(healthEveryMs, tell);
  };
  const note = (text: string): void => {
    lastNote = text;
    tellSoon();
  };

  const well = (): void => {
    deadInRow = 0;
    handledInRow++;
    if (handledInRow < handledBeforeRecovered) return;
    degraded = false;
    failures = 0;
  };
  const trouble = (dead: boolean, error: string): void => {
    handledInRow = 0;
    note(error);
    if (!dead || phase !== 'up') return;
    degraded = true;
    deadInRow++;
    tools.report(`${manifest.id} could not handle a message: ${error}`);
    if (deadInRow >= deadLettersBeforeRestart) failed(`${deadInRow} messages in a row failed, the last with: ${error}`);
  };

  const hostTools = (generation: () => boolean): HostTools => ({
    manifest,
    bus,
    clock,
    ports: tools.ports,
    note,
    died: (why) => {
      if (generation()) failed(why);
    },
    registryUrl: tools.registryUrl,
    hungAfterMs: tools.hungAfterMs,
  });

  const leave = (left: AgentHost | undefined): Promise<void> =>
    (left?.stop() ?? Promise.resolve()).catch((error: unknown) =>
      tools.report(`${manifest.id} did not stop cleanly: ${errorText(error)}`),
    );

  /** Something broke: stops what is left of the agent and starts it again after a while. */
  const failed = (why: string): void => {
    const old = host;
    host = undefined;
    mailbox.hold();
    phase = 'faulted';
    deadInRow = 0;
    handledInRow = 0;
    note(why);
    void leave(old);
    const wait = tools.restartAfterMs[failures];
    failures++;
    if (wait === undefined) {
      tools.report(`${manifest.id} is out of order and waits for you to restart it: ${why}`);
      mailbox.refusal = `${manifest.id} is out of order: ${why}`;
      bus.release(mailbox);
    } else {
      tools.report(`${manifest.id} failed and is started again in ${wait} ms: ${why}`);
      cancelRestart = clock.after(wait, () => {
        restarts++;
        void start();
      });
    }
    tell();
  };

  const start = async (): Promise<void> => {
    cancelRestart();
    phase = 'starting';
    const created: AgentHost = (manifest.thread === 'worker' ? createWorkerHost : createMainHost)(
      hostTools(() => host === created),
    );
    host = created;
    try {
      await created.start();
    } catch (error) {
      if (host === created) failed(errorText(error));
      return;
    }
    if (host !== created) return;
    phase = 'up';
    degraded = failures > 0;
    mailbox.refusal = null;
    if (!paused) bus.release(mailbox);
    tell();
  };

  return {
    manifest,
    start,
    async stop() {
      cancelRestart();
      mailbox.hold();
      const old = host;
      host = undefined;
      phase = 'stopped';
      await leave(old);
      tell();
      cancelTelling?.();
    },
    pause() {
      paused = true;
      mailbox.hold();
      tell();
    },
    resume() {
      paused = false;
      if (phase === 'up') bus.release(mailbox);
      tell();
    },
    async restart() {
      cancelRestart();
      mailbox.hold();
      const old = host;
      host = undefined;
      phase = 'starting';
      tell();
      await leave(old);
      failures = 0;
      degraded = false;
      restarts++;
      await start();
    },
    health,
  };
}
