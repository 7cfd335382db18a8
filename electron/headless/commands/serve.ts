/** `quantai serve`: the desk with its window in a browser, on this machine only, until Ctrl+C. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { createKeychain } from '../../keychain.ts';
import { type HostCommand, wholeNumber } from '../command.ts';
import { readDeskFile } from '../desk-file.ts';
import { openInBrowser } from '../open-browser.ts';
import { askEntrance } from '../socket-client.ts';
import { windowFolder } from '../window-folder.ts';

export const serve: HostCommand = {
  name: 'serve',
  summary: 'run the desk and show it in the browser, on this machine only',
  more: 'Prints an address that works once. With a running desk it prints a new address of that one and returns with status 4.',
  options: [
    wholeNumber('--port <n>', 'port on the loopback address; without it any free one', 1, 65_535),
    new Option('--open', 'open the default browser'),
    new Option('--dev', 'the page comes from the vite server in front of this one').hideHelp(),
  ],
  async run(context, _parameters, options) {
    const running = readDeskFile(context.home);
    if (running !== undefined) {
      const address = await askEntrance(running);
      if (!address.ok) return address;
      if (options.open === true) openInBrowser(address.value);
      return {
        ok: true,
        value: {
          json: { address: address.value, running: true },
          lines: [`The desk is running already (process ${running.pid}). A new address for it: ${address.value}`],
          exitCode: 4,
        },
      };
    }
    const session = options.dev === true ? process.env.QUANTAI_DEV_SESSION : undefined;
    if (options.dev === true && (session === undefined || session.length < 32))
      return refuse('bad-usage', 'The development session is missing.', {
        where: '--dev',
        fix: 'start it with npm run dev',
      });
    const folder = fileURLToPath(windowFolder);
    if (session === undefined && !existsSync(folder))
      return refuse('not-built', 'The window is not built yet.', { where: folder, fix: 'run: npm run build' });
    const opened = await context.link({
      host: 'browser',
      secrets: createKeychain(),
      door: {
        ...(options.port === undefined ? {} : { port: options.port as number }),
        staticFolder: folder,
        development: session === undefined ? undefined : { session, origin: 'http://127.0.0.1:5173' },
      },
    });
    if (!opened.ok) return opened;
    const { server, close } = opened.value;
    if (server === undefined)
      return refuse('already-running', 'Another desk began to run at the same moment.', { fix: 'run it again' });
    const address = server.entrance();
    const answer = { address, port: server.port, pid: process.pid, running: false };
    // The address must be out before the desk ends: the document is printed here, and nothing after it.
    if (context.json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    else process.stdout.write(`The desk is open at ${address}\nThe address works once. Stop the desk with Ctrl+C.\n`);
    if (options.open === true) openInBrowser(address);
    await new Promise<void>((resolve) => {
      if (context.interrupted.aborted) resolve();
      context.interrupted.addEventListener('abort', () => resolve(), { once: true });
    });
    await close();
    return { ok: true, value: { json: undefined, lines: ['The desk is closed.'] } };
  },
};
