/** TA-Lib's C library as a contender: a Python process calls its functions on columns of its own and times them inside. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { peers } from '../parity/python.ts';

export interface TalibAnswer {
  /** Per point. */
  readonly nanoseconds: number;
  /** Last value of the first output. */
  readonly last: number;
}
export interface Talib {
  readonly version: string;
  run(kernel: string): Promise<TalibAnswer>;
  stop(): Promise<void>;
}

/** Shared libraries beside the Python package of an interpreter: wheels carry their own. */
function bundled(python: string): string[] {
  const found = spawnSync(python, ['-c', 'import talib; print(talib.__file__)'], { encoding: 'utf8' });
  if (found.status !== 0) return [];
  const folder = dirname(dirname(found.stdout.trim()));
  return ['ta_lib.libs', 'TA_Lib.libs', join('talib', '.dylibs')]
    .map((name) => join(folder, name))
    .filter(existsSync)
    .flatMap((libraries) =>
      readdirSync(libraries)
        .filter((name) => /ta[-_]lib.*\.(so|dylib|dll)/.test(name))
        .map((name) => join(libraries, name)),
    );
}

/** Every TA-Lib to be raced: those that QUANTAI_TALIB names (paths of shared libraries), and those among the peers. */
export async function findTalibs(): Promise<{ python: string; library: string }[]> {
  // The benches' environment holds the C the goals were set against, the parity tests' a newer one.
  const found = await Promise.all((['bench', 'parity'] as const).map((group) => peers(group, { install: false })));
  const pythons = found.flatMap((f) => ('python' in f ? [f.python] : []));
  const python = pythons[0] ?? process.env.QUANTAI_PYTHON ?? 'python3';
  const named = (process.env.QUANTAI_TALIB ?? '').split(delimiter).filter((path) => path !== '' && existsSync(path));
  return [...named, ...pythons.flatMap(bundled)].map((library) => ({ python, library }));
}

/** @param columns high, low and close, equally long */
export async function startTalib(
  { python, library }: { readonly python: string; readonly library: string },
  columns: readonly [Float64Array, Float64Array, Float64Array],
): Promise<Talib | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-talib-'));
  const file = join(folder, 'columns.f64');
  writeFileSync(file, Buffer.concat(columns.map((c) => Buffer.from(c.buffer, c.byteOffset, c.byteLength))));
  const script = fileURLToPath(new URL('./talib.py', import.meta.url));
  const child: ChildProcess = spawn(python, [script, library, file, String(columns[0].length)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T | undefined> => {
    const { value, done } = await answers.next();
    return done === true ? undefined : (JSON.parse(value) as T);
  };
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const hello = await next<{ version: string }>();
  if (hello === undefined) {
    await stop();
    return undefined;
  }
  return {
    version: hello.version.split(' ')[0] as string,
    async run(kernel) {
      child.stdin?.write(`${kernel}\n`);
      const answer = await next<TalibAnswer>();
      if (answer === undefined) throw new Error(`TA-Lib ended while it was asked for ${kernel}`);
      return answer;
    },
    stop,
  };
}
