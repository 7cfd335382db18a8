/** What no page may do, whoever made it: permissions, navigation, new windows, webviews, downloads. */
import type { App, Session, Shell, WebContents } from 'electron';
import { isAppUrl } from './ipc/channels.ts';

/** Hosts a link in the window may open in the person's browser: exact names, https only. */
export const openableHosts: readonly string[] = [
  'www.sec.gov',
  'fred.stlouisfed.org',
  'finance.yahoo.com',
  'alpaca.markets',
  'www.interactivebrokers.com',
  'www.tradingview.com',
];

/** True for an address that may be handed to the system's browser. */
export function mayOpen(address: string): boolean {
  if (address.length > 2000 || address.trim() !== address) return false;
  try {
    const url = new URL(address);
    return url.protocol === 'https:' && openableHosts.includes(url.host) && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** No permission is ever granted: the desk needs none. */
export function guardSession(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
    | 'on'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
}

/** Guards one page; applied to every page of the app as it is made. */
export function guardContents(
  contents: WebContents,
  shell: Pick<Shell, 'openExternal'>,
  log: (line: string) => void,
): void {
  const refuseUnlessOwn = (event: { preventDefault(): void; readonly url: string }): void => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    log(`a navigation to ${event.url.slice(0, 120)} was refused`);
  };
  contents.on('will-navigate', refuseUnlessOwn);
  contents.on('will-redirect', refuseUnlessOwn);
  contents.on('will-frame-navigate', refuseUnlessOwn);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url))
      shell.openExternal(url).catch((error: Error) => log(`a link could not be opened: ${error.message}`));
    else log(`a window for ${url.slice(0, 120)} was refused`);
    return { action: 'deny' };
  });
}

export const guardApp = (
  app: Pick<App, 'on'>,
  shell: Pick<Shell, 'openExternal'>,
  log: (line: string) => void,
): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, shell, log));
};
