/** `quantai doctor`: looks at everything the desk stands on and says what to do about what is missing. */
import { existsSync, readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readHaltFile } from '../../../agents/control/m3-kill-switch/halt-file.ts';
import { createKeychain } from '../../keychain.ts';
import type { HostCommand } from '../command.ts';
import { readDeskFile } from '../desk-file.ts';
import { haltFile, prepareHome } from '../home.ts';
import { table } from '../text/table.ts';
import { windowFolder } from '../window-folder.ts';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'note' | 'failed';
  readonly text: string;
}

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 22 || (major === 22 && minor >= 18);
  return {
    check: 'Node',
    state: fits ? 'ok' : 'failed',
    text: fits ? process.versions.node : `${process.versions.node}: install 22.18 or newer`,
  };
};

async function folder(home: string): Promise<Finding> {
  const prepared = prepareHome(home);
  const writable =
    prepared.ok &&
    (await access(home, constants.W_OK).then(
      () => true,
      () => false,
    ));
  return {
    check: 'data folder',
    state: writable ? 'ok' : 'failed',
    text: writable ? home : `${home}: cannot be written; name another with --home`,
  };
}

async function database(): Promise<Finding> {
  try {
    const { default: Database } = await import('better-sqlite3');
    const memory = new Database(':memory:');
    const version = String(memory.prepare('select sqlite_version()').pluck().get());
    memory.close();
    return { check: 'database', state: 'ok', text: `SQLite ${version}` };
  } catch (error) {
    return { check: 'database', state: 'failed', text: `better-sqlite3 does not load: ${(error as Error).message}` };
  }
}

const isJson = (line: string): boolean => {
  try {
    return JSON.parse(line) !== null;
  } catch {
    return false;
  }
};

/** What the desk keeps: looked through page by page, for which the desk must not be open. */
async function kept(home: string): Promise<Finding> {
  const check = 'kept data';
  if (readDeskFile(home) !== undefined) return { check, state: 'ok', text: 'in use by the running desk' };
  const names = ['journal.db', 'desk.db'].filter((name) => existsSync(join(home, name)));
  for (const name of names) {
    try {
      const { default: Database } = await import('better-sqlite3');
      const file = new Database(join(home, name), { readonly: true, timeout: 1000 });
      try {
        const said = String(file.pragma('quick_check(1)', { simple: true }));
        if (said !== 'ok') return { check, state: 'failed', text: `${name} is damaged: restore it from a backup` };
      } finally {
        file.close();
      }
    } catch (error) {
      return { check, state: 'failed', text: `${name} cannot be read: ${(error as Error).message}` };
    }
  }
  const orders = join(home, 'orders', 'paper.jsonl');
  // A last line may be cut short: the desk drops it when it opens.
  const lines = existsSync(orders) ? readFileSync(orders, 'utf8').split('\n').slice(0, -1) : [];
  const hole = lines.findIndex((line) => !isJson(line));
  if (hole >= 0)
    return {
      check,
      state: 'failed',
      text: `the order journal is damaged at line ${hole + 1}: restore it from a backup`,
    };
  return { check, state: 'ok', text: names.length === 0 ? 'nothing yet' : 'whole' };
}

const running = (home: string): Finding => {
  const file = readDeskFile(home);
  return {
    check: 'desk',
    state: 'ok',
    text: file === undefined ? 'not running' : `running in process ${file.pid} (${file.host})`,
  };
};

const halted = (home: string): Finding => {
  const path = haltFile(home);
  if (!existsSync(path)) return { check: 'HALT file', state: 'ok', text: 'none' };
  const { level, reason } = readHaltFile(path, 'it gives no reason');
  return { check: 'HALT file', state: 'note', text: `present, trading is stopped: ${level} ${reason}` };
};

async function keychain(): Promise<Finding> {
  const state = await createKeychain().state();
  return {
    check: 'keychain',
    state: state === 'available' ? 'ok' : 'note',
    text: state === 'available' ? state : `${state}: keys can be used for one session only, none is needed offline`,
  };
}

const builtWindow = (): Finding => {
  const built = existsSync(fileURLToPath(windowFolder));
  return {
    check: 'window',
    state: built ? 'ok' : 'note',
    text: built ? 'built' : 'not built yet; npm start builds it',
  };
};

const electron = (): Finding => {
  let installed = false;
  try {
    installed = existsSync(join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist'));
  } catch {
    // Not even the package is here: the installed application has it built in.
  }
  return {
    check: 'Electron runtime',
    state: installed ? 'ok' : 'note',
    text: installed ? 'installed' : 'not installed: the desk opens in the browser',
  };
};

export const doctor: HostCommand = {
  name: 'doctor',
  summary: 'check what the desk stands on',
  async run(context) {
    const findings = [
      node(),
      await folder(context.home),
      await database(),
      await kept(context.home),
      running(context.home),
      halted(context.home),
      await keychain(),
      builtWindow(),
      electron(),
    ];
    const failed = findings.some((finding) => finding.state === 'failed');
    return {
      ok: true,
      value: {
        json: { healthy: !failed, findings },
        lines: table(
          [{ title: 'check' }, { title: 'state' }, { title: 'finding' }],
          findings.map((f) => [f.check, f.state, f.text]),
        ),
        exitCode: failed ? 1 : 0,
      },
    };
  },
};
