/** Small parts of the hosts: rate limit, hold to confirm, hotkey honesty, keychain states, terminal text, progress. */
import { describe, expect, it } from 'vitest';
import { fileList } from '../../../electron/headless/commands/demo.ts';
import { exitCodeOf } from '../../../electron/headless/exit-codes.ts';
import { createOutput } from '../../../electron/headless/output.ts';
import { bar, duration, percent, ratio } from '../../../electron/headless/text/format.ts';
import { estimate, progressOf, shareDone } from '../../../electron/headless/text/progress.ts';
import { table } from '../../../electron/headless/text/table.ts';
import { openReplica } from '../../../electron/headless/view-replica.ts';
import {
  confirmFromMs,
  confirmUntilMs,
  createHoldToConfirm,
  killChord,
  registerHotkey,
} from '../../../electron/hotkey.ts';
import { createKeychain, type Keytar, stateOf } from '../../../electron/keychain.ts';
import { createRateLimit } from '../../../electron/rate-limit.ts';
import { fakeElectron } from '../../support/fake-electron.ts';
import { scriptedDesk } from '../../support/scripted-desk.ts';

describe('the rate limit', () => {
  it('allows a burst, then so many per second, and nothing extra when the clock steps back', () => {
    const limit = createRateLimit(10, 3);
    expect([limit.take(0), limit.take(0), limit.take(0), limit.take(0)]).toEqual([true, true, true, false]);
    expect(limit.take(99)).toBe(false);
    expect([limit.take(200), limit.take(200)]).toEqual([true, true]);
    expect(limit.take(-5000)).toBe(false);
    expect([limit.take(1e6), limit.take(1e6), limit.take(1e6), limit.take(1e6)]).toEqual([true, true, true, false]);
  });
});

describe('hold to confirm', () => {
  const outcomes = (...times: number[]): string[] => {
    const hold = createHoldToConfirm();
    return times.map((t) => hold.press(t));
  };
  it('confirms a chord that is held or pressed again, not a bounce and not two presses far apart', () => {
    expect(outcomes(0, 500)).toEqual(['armed', 'confirmed']);
    expect(outcomes(0, 30, 60, 399, confirmFromMs)).toEqual(['armed', 'waiting', 'waiting', 'waiting', 'confirmed']);
    expect(outcomes(0, confirmUntilMs + 1)).toEqual(['armed', 'armed']);
    expect(outcomes(0, confirmUntilMs)).toEqual(['armed', 'confirmed']);
    expect(outcomes(0, 500, 510)).toEqual(['armed', 'confirmed', 'armed']);
    expect(outcomes(1000, 500)).toEqual(['armed', 'armed']);
  });
});

describe('the hotkey', () => {
  const register = (globalShortcut: unknown, wayland = false) => {
    const events: string[] = [];
    let now = 0;
    const hotkey = registerHotkey({
      globalShortcut: globalShortcut as never,
      wayland,
      nowMs: () => now,
      onArmed: () => events.push('armed'),
      onConfirmed: () => events.push('confirmed'),
    });
    return {
      hotkey,
      events,
      at: (t: number) => {
        now = t;
      },
    };
  };
  it('fires once held', () => {
    const { parts, shortcuts } = fakeElectron();
    const { hotkey, events, at } = register(parts.globalShortcut);
    expect(hotkey.state).toBe('ready');
    shortcuts.get(killChord)?.();
    at(450);
    shortcuts.get(killChord)?.();
    expect(events).toEqual(['armed', 'confirmed']);
    hotkey.dispose();
    expect(shortcuts.size).toBe(0);
  });
  it('says so when it was refused, when asking failed, and when it was accepted but is not held', () => {
    for (const globalShortcut of [
      fakeElectron({ register: () => false }).parts.globalShortcut,
      {
        register: () => {
          throw new Error('denied');
        },
        isRegistered: () => false,
        unregister: () => undefined,
      },
      { register: () => true, isRegistered: () => false, unregister: () => undefined },
      { register: () => undefined, isRegistered: () => true, unregister: () => undefined },
    ]) {
      const { hotkey } = register(globalShortcut);
      expect(hotkey.state).toBe('failed');
      expect(hotkey.text).toMatch(/NOT available.*tray.*quantai flatten.*HALT/);
    }
  });
  it('does not claim to be sure under Wayland', () => {
    const { hotkey } = register(fakeElectron().parts.globalShortcut, true);
    expect(hotkey.state).toBe('unverified');
  });
});

describe('the keychain', () => {
  const failing = (message: string): Keytar => {
    const fail = async (): Promise<never> => {
      throw new Error(message);
    };
    return { getPassword: fail, setPassword: fail, deletePassword: fail };
  };
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-daemon'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'no-daemon'],
    ['Object does not exist at path "/org/freedesktop/secrets/collection/login"', 'no-collection'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['Access denied', 'access-denied'],
    ['something nobody has heard of', 'access-denied'],
  ])('%s means %s, and nothing is stored', async (message, state) => {
    const keychain = createKeychain(async () => failing(message));
    expect(await keychain.state()).toBe(state);
    expect(await keychain.set('k', 'secret')).toMatchObject({ ok: false, error: { code: `keychain-${state}` } });
    expect(JSON.stringify(await keychain.set('k', 'canary-secret'))).not.toContain('canary-secret');
  });
  it('is not installed when its module does not load', async () => {
    const keychain = createKeychain(async () => {
      throw Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' });
    });
    expect(await keychain.state()).toBe('not-installed');
    expect(stateOf({ code: 'ERR_DLOPEN_FAILED', message: 'libsecret' })).toBe('not-installed');
  });
  it('is locked when it waits for a person', async () => {
    const waiting: Keytar = {
      getPassword: () => new Promise(() => undefined),
      setPassword: () => new Promise(() => undefined),
      deletePassword: async () => true,
    };
    expect(await createKeychain(async () => waiting, 20).state()).toBe('locked');
  });
  it('is not available when it forgets what it was told', async () => {
    const forgetful: Keytar = {
      getPassword: async () => null,
      setPassword: async () => undefined,
      deletePassword: async () => true,
    };
    expect(await createKeychain(async () => forgetful).state()).toBe('access-denied');
  });
  it('keeps secrets and leaves no trace of its check', async () => {
    const store = new Map<string, string>();
    const working: Keytar = {
      getPassword: async (_service, account) => store.get(account) ?? null,
      setPassword: async (_service, account, password) => void store.set(account, password),
      deletePassword: async (_service, account) => store.delete(account),
    };
    const keychain = createKeychain(async () => working);
    expect(await keychain.state()).toBe('available');
    expect(store.size).toBe(0);
    expect(await keychain.set('alpaca', 'secret')).toEqual({ ok: true, value: undefined });
    expect(await keychain.get('alpaca')).toEqual({ ok: true, value: 'secret' });
    await keychain.remove('alpaca');
    expect(await keychain.get('alpaca')).toEqual({ ok: true, value: null });
  });
});

describe('terminal text', () => {
  it('aligns tables, cuts long cells and shows control characters as spaces', () => {
    expect(
      table(
        [{ title: 'a' }, { title: 'n', align: 'right' }, { title: 'b', widest: 4 }],
        [
          ['x', '1', 'long words'],
          ['\u001b[31my', '22', 'ok'],
        ],
      ),
    ).toEqual(['a        n  b', '------  --  ----', 'x        1  lon…', ' [31my  22  ok']);
  });
  it('writes numbers with their units and a dash where there is none', () => {
    expect([percent(0.1234), percent(null), ratio(1.005), ratio(null), duration(1400), duration(125_000)]).toEqual([
      '12.3 %',
      '-',
      '1.00',
      '-',
      '1.4 s',
      '2 min 05 s',
    ]);
    expect([bar(0, 4), bar(0.5, 4), bar(7, 4)]).toEqual(['····', '██··', '████']);
  });
  it('redraws in place, and leaves the last picture when the answer comes', () => {
    let err = '';
    let out = '';
    const output = createOutput(
      {
        write: (t: string) => {
          out += t;
          return true;
        },
      },
      {
        write: (t: string) => {
          err += t;
          return true;
        },
        columns: 11,
      },
    );
    output.redraw(['one', 'two']);
    output.redraw(['three is cut here']);
    output.answer({ json: { a: 1 }, lines: ['done'] }, false);
    expect(err).toBe('one\ntwo\n\u001b[2A\u001b[Jthree is c\n');
    expect(out).toBe('done\n');
  });
  it('shows what steers a terminal, and obeys none of it', () => {
    let [out, err] = ['', ''];
    const into = (add: (t: string) => void) => ({
      write: (t: string) => {
        add(t);
        return true;
      },
      columns: 200,
    });
    const output = createOutput(
      into((t) => {
        out += t;
      }),
      into((t) => {
        err += t;
      }),
    );
    const hostile = 'A\u001b[2J\u001b]0;x\u0007B\u009b31m\r\u202eC\u200b';
    output.answer({ json: { hostile }, lines: [hostile] }, false);
    output.answer({ json: { hostile }, lines: [hostile] }, true);
    output.refuse({ code: 'x', message: hostile, where: hostile }, false);
    output.refuse({ code: 'x', message: hostile }, true);
    output.log(hostile);
    output.redraw([hostile]);
    expect(out + err).not.toMatch(/(?!\n)\p{Cc}|[\u200b\u202e]/u);
    expect(out).toContain('A<U+001B>[2J<U+001B>]0;x<U+0007>B<U+009B>31m<U+000D><U+202E>C<U+200B>\n{');
    expect(JSON.parse(out.slice(out.indexOf('{'), out.indexOf('}\n') + 1))).toEqual({ hostile });
  });
  it('maps refusals to exit statuses', () => {
    const status = (code: string): number => exitCodeOf({ code, message: '' });
    expect([
      status('bad-query'),
      status('strategy-not-found'),
      status('unknown-run'),
      status('already-running'),
      status('desk-fault'),
      status('interrupted'),
      status('gate-refused'),
    ]).toEqual([2, 3, 3, 4, 5, 130, 1]);
  });
  it('splits lists of files at commas unless the name itself has one', () => {
    expect(fileList('a.csv, b.csv,')).toEqual(['a.csv', 'b.csv']);
    expect(fileList('c.csv', ['a.csv'])).toEqual(['a.csv', 'c.csv']);
  });
});

describe('progress', () => {
  const row = (id: string, stage: string) => [id, { strategyId: id, runId: 'r', stage }];
  const view = {
    runs: { r: { generation: 0, generations: 2, decided: 2, accepted: 1, remainingMs: null } },
    agents: {
      D1: { name: 'Data', handled: 3, state: 'ready' },
      A1: { name: 'Ideas', handled: 1, state: 'running' },
      D3: { name: 'Execution', handled: 9, state: 'ready' },
      D6: { name: 'Memory', handled: 9, state: 'ready' },
    },
    strategies: Object.fromEntries([
      row('a', 'proposed'),
      row('b', 'tested'),
      row('c', 'refused'),
      row('d', 'awaiting-approval'),
      ['e', { runId: 'other', stage: 'tested' }],
    ]),
  };
  it('counts how far the candidates of this run have come', () => {
    const progress = progressOf(view as never, 'r', 4);
    expect(progress.candidates).toBe(4);
    expect(progress.agents.map((a) => [a.id, a.done, a.of])).toEqual([
      ['D1', 3, null],
      ['A1', 4, 8],
      ['D3', 3, 8],
      ['D6', 2, 8],
    ]);
    // Nine of twenty-four parts are done.
    expect(shareDone(progress)).toBeCloseTo(9 / 24);
    expect(estimate(progress, 9000)).toBe('about 15.0 s left');
    const begun = { ...progress, agents: [] };
    expect(estimate(begun, 1000)).toBe('estimating');
    expect(estimate({ ...begun, remainingMs: 4000 }, 1000)).toBe('about 4.0 s left');
    expect(estimate({ ...progress, decided: 8 }, 1000)).toBe('finishing');
  });
});

describe('the replica', () => {
  it('follows numbered changes, asks again on a gap, and waits for a condition', async () => {
    const desk = scriptedDesk();
    let snapshots = 0;
    const listeners = new Set<(change: never) => void>();
    const bridge = {
      ...desk.bridge,
      snapshot: () => {
        snapshots++;
        return desk.bridge.snapshot();
      },
      onChange: (listener: (change: never) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    let lose = false;
    desk.bridge.onChange((change) => {
      if (!lose) for (const listener of listeners) listener(change as never);
    });
    const replica = await openReplica(bridge as never);
    const waiting = replica.until((view) => 'c' in view.alerts);
    desk.publish('alerts', 'a', { id: 'a' });
    expect(replica.view().alerts).toHaveProperty('a');
    lose = true;
    desk.publish('alerts', 'b', { id: 'b' });
    lose = false;
    desk.publish('alerts', 'c', { id: 'c' });
    const view = await waiting;
    expect(Object.keys(view.alerts)).toEqual(['a', 'b', 'c']);
    expect(snapshots).toBe(2);
    const stop = new AbortController();
    const never = replica.until(() => false, stop.signal);
    stop.abort(new Error('enough'));
    await expect(never).rejects.toThrow('enough');
    replica.close();
    expect(listeners.size).toBe(0);
  });
});
