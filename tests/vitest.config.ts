/** The test projects: each folder of tests/ is a kind of test; end-to-end and bench have runners of their own. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const project = (name: string, options: Record<string, unknown> = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...options },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    pool: 'threads',
    // Left alone, vitest uses one core of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      project('unit'),
      project('contract'),
      project('property'),
      project('golden'),
      project('simulation'),
      project('security'),
      project('tidy'),
      project('parity', { globalSetup: 'tests/parity/global-setup.ts', testTimeout: 120_000, hookTimeout: 600_000 }),
    ],
  },
});
