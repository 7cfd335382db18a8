/** Asks a peer: runs one of our Python scripts with a request and columns of numbers in, its answer out. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scripts } from './python.ts';

/** Columns leave the JSON and travel beside it as float64, little-endian like every machine this runs on. */
function pack(value: unknown, columns: Float64Array[]): unknown {
  if (value instanceof Float64Array) {
    const first = columns.reduce((sum, column) => sum + column.length, 0);
    columns.push(value);
    return { $column: [first, value.length] };
  }
  if (Array.isArray(value)) return value.map((item) => pack(item, columns));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, pack(item, columns)]));
  return value;
}

function unpack(value: unknown, numbers: Float64Array): unknown {
  if (Array.isArray(value)) return value.map((item) => unpack(item, numbers));
  if (value === null || typeof value !== 'object') return value;
  if ('$column' in value) {
    const [first, length] = value.$column as [number, number];
    return numbers.slice(first, first + length);
  }
  if ('$number' in value) return Number(value.$number);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unpack(item, numbers)]));
}

/**
 * Runs `script` (a file of python/, or an absolute path) once. Every `Float64Array` in the request arrives as a numpy
 * array, every array in the answer comes back as a `Float64Array`; other values are JSON, with NaN and infinities kept.
 * @throws Error with the peer's last words when it fails or takes longer than `timeoutMs` (default 10 minutes).
 */
export async function askPeer<T>(
  python: string,
  script: string,
  request: unknown,
  options: { readonly timeoutMs?: number } = {},
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'quantai-peer-'));
  try {
    const columns: Float64Array[] = [];
    writeFileSync(join(folder, 'request.json'), JSON.stringify(pack(request, columns)));
    writeFileSync(
      join(folder, 'request.f64'),
      Buffer.concat(columns.map((c) => Buffer.from(c.buffer, c.byteOffset, c.byteLength))),
    );
    await run(python, [join(script.startsWith('/') ? '' : scripts, script), folder], options.timeoutMs ?? 600_000);
    const bytes = readFileSync(join(folder, 'answer.f64'));
    const numbers = new Float64Array(bytes.byteLength / 8);
    new Uint8Array(numbers.buffer).set(bytes);
    return unpack(JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8')), numbers) as T;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(python: string, args: readonly string[], timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // Compiled files go beside the environment, never into the repository.
    const PYTHONPYCACHEPREFIX = join(dirname(dirname(python)), 'compiled');
    // Small matrices: more threads than one only wait for each other.
    const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const env = {
      ...process.env,
      ...threads,
      PYTHONPATH: scripts,
      PYTHONPYCACHEPREFIX,
      PYTHONHASHSEED: '0',
      MPLBACKEND: 'Agg',
    };
    const child = spawn(python, args, { stdio: ['ignore', 'ignore', 'pipe'], env, timeout: timeoutMs });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      words = (words + part).slice(-4000);
    });
    child.once('error', reject);
    child.once('close', (status, signal) =>
      status === 0
        ? resolve()
        : reject(new Error(`${args[0]} ended with ${signal ?? `status ${status}`}: ${words.trim() || 'no words'}`)),
    );
  });
}
