/** What a command of the command line is made of, and the options that many of them share. */
import { type Argument, InvalidArgumentError, Option } from 'commander';
import type { Result } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import type { HostOptions } from './host.ts';
import type { DeskServer } from './server.ts';

/** What a command says: one JSON document (undefined when it was printed already), and the same as lines for a person. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly exitCode?: number;
}

/** A desk to talk to, in this process or over the loopback socket. */
export interface DeskLink {
  readonly bridge: DeskBridge;
  /** True when another process holds the desk. */
  readonly remote: boolean;
  /** The door of a desk held by this process. */
  readonly server: DeskServer | undefined;
  /** All files as one dataset or none; `signal` stops it. */
  importFiles(
    paths: readonly string[],
    name?: string,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly manifest: DatasetManifest; readonly notes: readonly string[] }>>;
  close(): Promise<void>;
}

export interface CommandContext {
  readonly home: string;
  /** False when `home` is the system's default place. */
  readonly homeGiven: boolean;
  readonly json: boolean;
  /** True when the progress may be redrawn in place. */
  readonly interactive: boolean;
  /** Aborted by Ctrl+C or a request to end. */
  readonly interrupted: AbortSignal;
  now(): number;
  /** A line on standard error. */
  log(line: string): void;
  /** Redraws the lines below the cursor, or prints nothing where that is not possible. */
  redraw(lines: readonly string[]): void;
  /** The desk of the data folder: the running one, else one opened here; with `door` others can reach it meanwhile. */
  link(options?: Partial<Pick<HostOptions, 'home' | 'host' | 'door' | 'secrets'>>): Promise<Result<DeskLink>>;
}

export interface HostCommand {
  readonly name: string;
  /** In commander's notation: `<id>` required, `[id]` optional, `<files...>` many; or its arguments where there are choices. */
  readonly parameters?: string | readonly Argument[];
  readonly summary: string;
  /** Shown below the options, e.g. an example. */
  readonly more?: string;
  readonly options?: readonly Option[];
  run(
    context: CommandContext,
    parameters: readonly unknown[],
    options: Record<string, unknown>,
  ): Promise<Result<Answer>>;
}

/** An option that takes a whole number in a range. */
export const wholeNumber = (flags: string, description: string, from: number, to: number): Option =>
  new Option(flags, description).argParser((text: string) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to)
      throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
    return value;
  });

/** An option that takes a number in a range. */
export const decimalNumber = (flags: string, description: string, from: number, to: number): Option =>
  new Option(flags, description).argParser((text: string) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < from || value > to)
      throw new InvalidArgumentError(`Give a number from ${from} to ${to}, with a point as the decimal mark.`);
    return value;
  });

export const seedOption = (): Option =>
  wholeNumber('--seed <n>', 'seed of the run: the same seed gives the same run', 0, 2 ** 31 - 1);
export const researchOptions = (generations: number, population: number): readonly Option[] => [
  seedOption(),
  wholeNumber('--generations <n>', 'generations of candidates', 1, 50).default(generations),
  wholeNumber('--population <n>', 'candidates per generation', 1, 500).default(population),
];
