/** What a pool job is: a named pure function of its input and of content-addressed reads, run in a worker thread. */
import type { Dataset } from './ports.ts';

/** What a job may read; both are immutable, so a job gives the same answer whenever it runs. */
export interface JobServices {
  /** Columns are shared memory, handed over once per worker. @throws Error when no dataset has that id. */
  dataset(datasetId: string): Promise<Dataset>;
  /** @throws Error when nothing has that hash. */
  artefact<T>(hash: string): Promise<T>;
}

/** A job as the registry holds it; input and output cross the thread boundary by structured clone. */
export interface Job {
  readonly name: string;
  run(input: unknown, services: JobServices): unknown | Promise<unknown>;
}

/** What agents/engine/jobs/index.ts exports as `jobs`: name -> job. */
export type JobRegistry = Readonly<Record<string, Job>>;
