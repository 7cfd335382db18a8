/** The data folder: where it is by default on each system, and the HALT file that stops trading without asking anyone. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { KillLevel } from '../../shared/domain/kill.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The system's place for an application's data; `QUANTAI_HOME` overrides it. */
export function defaultHome(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  user: string = homedir(),
): string {
  if (environment.QUANTAI_HOME) return resolve(environment.QUANTAI_HOME);
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'QuantAI');
  if (platform === 'win32') return join(environment.APPDATA || join(user, 'AppData', 'Roaming'), 'QuantAI');
  // The XDG rules ignore a relative path.
  const data = environment.XDG_DATA_HOME?.startsWith('/') ? environment.XDG_DATA_HOME : join(user, '.local', 'share');
  return join(data, 'quantai');
}

/** Makes the folder, readable by its owner only. */
export function prepareHome(home: string): Result<string> {
  try {
    if (mkdirSync(home, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(home, 0o700);
    return { ok: true, value: home };
  } catch (error) {
    return refuse('bad-home', `The data folder cannot be used: ${(error as NodeJS.ErrnoException).code}.`, {
      where: `--home ${home}`,
      fix: 'name a folder you may write to',
    });
  }
}

export const haltFile = (home: string): string => join(home, 'HALT');

/** Writes the HALT file: level in the first line, reason in the second. A desk reads it while running and at its start. */
export function writeHaltFile(home: string, level: Exclude<KillLevel, 'armed'>, reason: string): Result<string> {
  const prepared = prepareHome(home);
  if (!prepared.ok) return prepared;
  try {
    writeFileSync(haltFile(home), `${level}\n${reason.replaceAll(/\s+/g, ' ')}\n`, { mode: 0o600 });
    return { ok: true, value: haltFile(home) };
  } catch (error) {
    return refuse('halt-file', `The HALT file could not be written: ${(error as NodeJS.ErrnoException).code}.`, {
      where: haltFile(home),
      fix: 'make the folder writable, or stop the desk process itself',
    });
  }
}
