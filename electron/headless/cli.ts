/** The `quantai` command line: the desk's twin without a window. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import type { Refusal } from '../../shared/core/result.ts';
import type { CommandContext, HostCommand } from './command.ts';
import { commands } from './commands/index.ts';
import { openLink } from './direct-client.ts';
import { exitCodeHelp, exitCodeOf, exitCodes } from './exit-codes.ts';
import { defaultHome } from './home.ts';
import { createOutput, type Output } from './output.ts';

export interface CliStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The words commander wants to say, kept until it is known whether they must be JSON. */
function usageRefusal(error: CommanderError, said: string, command: string | undefined): Refusal {
  const sentence =
    (said || error.message)
      .replace(/^error:\s*/, '')
      .split('\n')[0]
      ?.trim() ?? error.message;
  return {
    code: 'bad-usage',
    message: sentence.replace(/\.?$/, '.'),
    fix: `see quantai ${command === undefined ? '' : `${command} `}--help`,
  };
}

function build(
  registry: readonly HostCommand[],
  run: (command: HostCommand, given: Command) => Promise<void>,
): Command {
  const program = new Command('quantai')
    .description(
      'Sixteen agents bring proven strategies; nothing trades that you have not approved; one word stops everything.',
    )
    .option('--home <folder>', 'data folder, instead of the usual one of this system')
    .option('--json', 'one JSON document on standard output')
    .option('--debug', 'show where a failure came from')
    .addHelpText('after', exitCodeHelp)
    .exitOverride();
  for (const entry of registry) {
    const command = program
      .command(typeof entry.parameters === 'string' ? `${entry.name} ${entry.parameters}` : entry.name)
      .summary(entry.summary)
      .description(entry.summary)
      .configureHelp({ showGlobalOptions: true })
      .allowExcessArguments(false)
      .exitOverride();
    if (Array.isArray(entry.parameters)) for (const parameter of entry.parameters) command.addArgument(parameter);
    for (const option of entry.options ?? []) command.addOption(option);
    if (entry.more) command.addHelpText('after', `\n${entry.more}`);
    command.action(() => run(entry, command));
  }
  return program;
}

/** Runs one command and answers its exit status. Throws nothing; a fault is told in one sentence unless `--debug` is given. */
export async function main(argv: readonly string[], streams: CliStreams, registry = commands): Promise<number> {
  const output: Output = createOutput(streams.stdout, streams.stderr);
  const json = argv.includes('--json');
  const debug = argv.includes('--debug');
  const stop = new AbortController();
  const interrupt = (): void => {
    // The second request is obeyed at once.
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort(new Error('interrupted'));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  let said = '';
  let status: number = exitCodes.done;
  const fault = (error: unknown): void => {
    if (debug && error instanceof Error) output.log(error.stack ?? error.message);
    const message = error instanceof Error ? error.message : String(error);
    output.refuse(
      { code: 'desk-fault', message: `QuantAI failed: ${message}.`, fix: 'run it again with --debug to see where' },
      json,
    );
    status = exitCodes.fault;
  };
  const program = build(registry, async (entry, command) => {
    const options = command.optsWithGlobals<Record<string, unknown> & { home?: string }>();
    if (options.home?.trim() === '') {
      // An empty variable in a script must not make a data folder of wherever it runs.
      output.refuse(
        { code: 'bad-usage', message: '--home names no folder.', fix: 'give a folder or leave it out' },
        json,
      );
      status = exitCodes.usage;
      return;
    }
    const home = options.home === undefined ? defaultHome() : resolve(options.home);
    const context: CommandContext = {
      home,
      homeGiven: options.home !== undefined,
      json,
      interactive: streams.stderr.isTTY === true && !json,
      interrupted: stop.signal,
      now: () => performance.now(),
      log: (line) => output.log(line),
      redraw: (lines) => output.redraw(lines),
      link: (wanted = {}) => openLink({ home, host: 'cli', log: (line) => debug && output.log(line), ...wanted }),
    };
    const result = await entry.run(context, command.processedArgs, options);
    if (result.ok) {
      output.answer(result.value, json);
      status = result.value.exitCode ?? exitCodes.done;
    } else {
      output.refuse(result.error, json);
      status = exitCodeOf(result.error);
    }
  });
  const collect = {
    writeOut: (text: string) => streams.stdout.write(text),
    writeErr: (text: string) => (said += text),
  };
  for (const command of [program, ...program.commands]) command.configureOutput(collect);
  try {
    if (argv.length === 0) {
      program.outputHelp({ error: false });
      return exitCodes.usage;
    }
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) fault(error);
    else if (error.exitCode === 0) status = exitCodes.done;
    else {
      const named = argv.find((word) => registry.some((entry) => entry.name === word));
      output.refuse(usageRefusal(error, said, named), json);
      status = exitCodes.usage;
    }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  return status;
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(realpathSync(invoked)).href) {
  // A library that prints must not spoil the one JSON document.
  console.log = console.error;
  console.info = console.error;
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : exitCodes.fault),
  );
  const status = await main(process.argv.slice(2), process);
  // The desk is closed and everything is on disk: a forgotten handle must not keep the terminal waiting.
  process.stdout.write('', () => process.exit(status));
}
