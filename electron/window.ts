/** The desk's window with its hardened settings: one frozen factory, so that no window can be made with others. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** Every setting that matters is written out, also where it is Electron's default today. */
export const webPreferences = (preload: string, packaged: boolean): Readonly<WebPreferences> =>
  Object.freeze({
    preload,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    webviewTag: false,
    navigateOnDragDrop: false,
    plugins: false,
    spellcheck: false,
    devTools: !packaged,
  });

export const windowOptions = (preload: string, packaged: boolean, icon: string): BrowserWindowConstructorOptions => ({
  title: 'QuantAI',
  width: 1440,
  height: 900,
  minWidth: 1024,
  minHeight: 640,
  show: false,
  backgroundColor: '#0b0e14',
  autoHideMenuBar: true,
  icon,
  webPreferences: webPreferences(preload, packaged),
});

/** How often a window whose page died is loaded again before it is left alone. */
const reloadCap = 3;

/** Shows the window when its page is drawn, and brings the page back when its process dies. */
export function superviseWindow(window: BrowserWindow, log: (line: string) => void): void {
  let reloads = 0;
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, details) => {
    log(`the window's process ended: ${details.reason}`);
    if (details.reason !== 'clean-exit' && reloads++ < reloadCap && !window.isDestroyed()) window.webContents.reload();
  });
  window.on('unresponsive', () => log('the window does not respond'));
}
