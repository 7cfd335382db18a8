/** The desktop app: puts window, protocol, guards, hotkey and tray around one running desk. Electron is handed in. */
import { join } from 'node:path';
import type * as Electron from 'electron';
import { refusalText } from '../shared/core/result.ts';
import type { KillLevel } from '../shared/domain/kill.ts';
import type { KillOrigin } from './desk-host.ts';
import { guardApp, guardSession } from './guards.ts';
import { writeHaltFile } from './headless/home.ts';
import { type Host, type HostOptions, openHost } from './headless/host.ts';
import { type Hotkey, registerHotkey } from './hotkey.ts';
import { appUrl } from './ipc/channels.ts';
import { serveWindow } from './ipc/serve-window.ts';
import { createKeychain } from './keychain.ts';
import { registerScheme, serveApp } from './protocol.ts';
import { trayMenu, trayTitle } from './tray.ts';
import { superviseWindow, windowOptions } from './window.ts';

export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'globalShortcut'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'Notification'
  | 'protocol'
  | 'session'
  | 'shell'
  | 'Tray'
>;

export interface AppOptions {
  readonly home: string;
  /** Absolute paths of the built window, its preload script and the icon. */
  readonly windowFolder: string;
  readonly preload: string;
  readonly icon: string;
  readonly wayland: boolean;
  log(line: string): void;
  /** Opens the desk; tests hand in their own. */
  readonly open?: HostOptions['open'];
}

/** What must happen before Electron is ready; false when another instance of this data folder has the lock. */
export function prepareApp(electron: ElectronParts, options: AppOptions): boolean {
  const { app, protocol } = electron;
  app.enableSandbox();
  registerScheme(protocol);
  // The lock of a single instance belongs to this folder, so it is one per data folder.
  app.setPath('userData', join(options.home, 'window'));
  if (!app.requestSingleInstanceLock()) return false;
  guardApp(app, electron.shell, options.log);
  return true;
}

/** Opens the desk and its window once Electron is ready. Answers undefined when the desk refused; the person has been told. */
export async function startApp(electron: ElectronParts, options: AppOptions): Promise<Host | undefined> {
  const { app, BrowserWindow, Menu, Tray } = electron;
  const { log } = options;
  let host: Host | undefined;
  let tray: Electron.Tray | undefined;
  let window: Electron.BrowserWindow | undefined;

  /** Works before the desk is open and after it failed: then by file. */
  const kill = (level: Exclude<KillLevel, 'armed'>, origin: KillOrigin): void => {
    const reason = `the ${origin} in the desktop app`;
    if (host !== undefined) host.desk.triggerKill(level, origin, reason);
    else {
      const written = writeHaltFile(options.home, level, reason);
      if (!written.ok) electron.dialog.showErrorBox('QuantAI could not stop trading', refusalText(written.error));
    }
  };
  const hotkey: Hotkey = registerHotkey({
    globalShortcut: electron.globalShortcut,
    wayland: options.wayland,
    nowMs: () => performance.now(),
    onArmed: () => {
      const text = 'Keep holding, or press again within two seconds, to close every position.';
      new electron.Notification({ title: 'Kill switch', body: text, urgency: 'critical' }).show();
    },
    onConfirmed: () => kill('flattened', 'hotkey'),
  });
  if (hotkey.state !== 'ready') log(hotkey.text);

  const opened = await openHost({
    home: options.home,
    host: 'electron',
    secrets: createKeychain(),
    hotkey: hotkey.text,
    log,
    door: {},
    ...(options.open ? { open: options.open } : {}),
  });
  if (!opened.ok) {
    hotkey.dispose();
    electron.dialog.showErrorBox('QuantAI cannot open the desk', refusalText(opened.error));
    app.quit();
    return undefined;
  }
  host = opened.value;
  const { desk } = host;

  guardSession(electron.session.defaultSession);
  serveApp(electron.protocol, options.windowFolder);
  const service = serveWindow(electron.ipcMain, desk, log);
  const openWindow = (): void => {
    const made = new BrowserWindow(windowOptions(options.preload, app.isPackaged, options.icon));
    window = made;
    service.admit(made.webContents);
    superviseWindow(made, log);
    made.once('closed', () => {
      if (window === made) window = undefined;
    });
    made.loadURL(appUrl).catch((error: Error) => log(`the window's page did not load: ${error.message}`));
  };
  const show = (): void => {
    if (window === undefined) openWindow();
    else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
  };

  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
  const drawTray = (level: KillLevel): void => {
    tray?.setToolTip(trayTitle(level));
    tray?.setContextMenu(
      Menu.buildFromTemplate(
        trayMenu(level, hotkey.text, { show, kill: (wanted) => kill(wanted, 'tray'), quit: () => app.quit() }),
      ),
    );
  };
  try {
    tray = new Tray(electron.nativeImage.createFromPath(options.icon).resize({ width: 22, height: 22 }));
    tray.on('click', show);
  } catch (error) {
    log(`this system shows no tray: ${(error as Error).message}`);
  }
  const { view } = await desk.bridge.snapshot();
  drawTray(view.status.desk?.killLevel ?? 'armed');
  const stopWatching = desk.bridge.onChange((change) => {
    const row = change.operations.findLast((operation) => operation.collection === 'status')?.row as
      | { killLevel: KillLevel }
      | null
      | undefined;
    if (row) drawTray(row.killLevel);
  });

  app.on('second-instance', show);
  app.on('activate', show);
  // With a tray the desk goes on without a window; else closing the window is the only way out.
  app.on('window-all-closed', () => {
    if (tray === undefined) app.quit();
  });
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    stopWatching();
    hotkey.dispose();
    service.close();
    opened.value
      .close()
      .catch((error: Error) => log(`the desk did not close cleanly: ${error.message}`))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
  openWindow();
  return host;
}
