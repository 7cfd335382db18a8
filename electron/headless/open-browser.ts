/** Opens an address of this machine in the person's browser. */
import { spawn } from 'node:child_process';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Fire and forget: where there is no browser the printed address remains. @throws Error on anything but a loopback address. */
export function openInBrowser(address: string): void {
  const url = new URL(address);
  if (url.protocol !== 'http:' || url.hostname !== '127.0.0.1')
    throw new Error('only addresses of this machine are opened');
  const [command = 'xdg-open', ...before] = openers[process.platform] ?? [];
  const child = spawn(command, [...before, url.href], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error('No browser could be opened: use the printed address.'));
  child.unref();
}
