/** A Python beside the bench that times cvxopt and PyPortfolioOpt on problems it is sent; undefined where they are not installed. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One BLAS thread, as the desk has one. Times are taken inside Python, around the solver's own call. */
const program = `
import json, sys, time
import numpy as np
from cvxopt import matrix, solvers
from pypfopt.hierarchical_portfolio import HRPOpt
import pandas as pd
solvers.options.update(show_progress=False, abstol=1e-12, reltol=1e-12, feastol=1e-10)
held = {}
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    if ask["do"] == "hold":
        held[ask["name"]] = {k: np.array(v) for k, v in ask["data"].items()}
        print("{}", flush=True)
        continue
    data = held[ask["name"]]
    if ask["do"] == "qp":
        n = len(data["linear"])
        P, q = matrix(data["matrix"]), matrix(data["linear"])
        G = matrix(np.vstack([-np.eye(n), np.eye(n)]))
        h = matrix(np.concatenate([-data["lower"], data["upper"]]))
        A, b = matrix(np.ones((1, n))), matrix(np.ones(1))
        began = time.perf_counter()
        found = solvers.qp(P, q, G, h, A, b)
        took = time.perf_counter() - began
        weights = list(found["x"])
    else:
        frame = pd.DataFrame(data["matrix"])
        began = time.perf_counter()
        weights = list(HRPOpt(cov_matrix=frame).optimize().values())
        took = time.perf_counter() - began
    print(json.dumps({"ms": took * 1000, "weights": [float(w) for w in weights]}), flush=True)
`;

export interface PeerAnswer {
  readonly ms: number;
  readonly weights: readonly number[];
}

export interface PythonPeers {
  hold(name: string, data: Readonly<Record<string, unknown>>): Promise<void>;
  run(kind: 'qp' | 'hrp', name: string): Promise<PeerAnswer>;
  stop(): Promise<void>;
}

/** The environment the parity tests make for the benches, where they and it are there. */
async function prepared(): Promise<string | undefined> {
  const path: string = new URL('../parity/python.ts', import.meta.url).href;
  if (!existsSync(fileURLToPath(path))) return undefined;
  const { peers } = (await import(path)) as {
    peers(group: 'bench', options: { install: false }): Promise<{ python?: string }>;
  };
  return (await peers('bench', { install: false })).python;
}

/** `QUANTAI_BENCH_PYTHON`, the environment made for the benches, or the system's. */
async function python(): Promise<string | undefined> {
  const candidates = [process.env.QUANTAI_BENCH_PYTHON, await prepared(), 'python3'];
  return candidates.find(
    (path) => path !== undefined && spawnSync(path, ['-c', 'import cvxopt, pypfopt']).status === 0,
  );
}

export async function startPython(): Promise<PythonPeers | undefined> {
  const path = await python();
  if (path === undefined) return undefined;
  const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const child: ChildProcessWithoutNullStreams = spawn(path, ['-W', 'ignore', '-c', program], {
    env: { ...process.env, ...oneThread },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + String(chunk)).slice(-2000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`the Python peers ended: ${errors}`);
    return JSON.parse(line.value);
  };
  await next();
  const ask = (message: unknown): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    return next();
  };
  return {
    async hold(name, data) {
      await ask({ do: 'hold', name, data });
    },
    async run(kind, name) {
      return (await ask({ do: kind, name })) as PeerAnswer;
    },
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
