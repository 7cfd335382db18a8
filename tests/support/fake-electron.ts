/** A stand-in for the `electron` module that records every setting and lets a test fire events: the desktop shell without its binary. */
import { EventEmitter } from 'node:events';
import type { ElectronParts } from '../../electron/app.ts';

type Callback = (...args: never[]) => unknown;

export class FakeContents extends EventEmitter {
  readonly sent: { channel: string; text: string }[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  reloads = 0;
  destroyed = false;
  readonly mainFrame = { url: 'app://quantai/', detached: false };
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(channel: string, text: string): void {
    this.sent.push({ channel, text });
  }
  reload(): void {
    this.reloads++;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

export class FakeWindow extends EventEmitter {
  static made: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  readonly loaded: string[] = [];
  shown = 0;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.made.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
  show(): void {
    this.shown++;
  }
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
}

export interface FakeElectron {
  readonly parts: ElectronParts;
  readonly app: EventEmitter & { quits: number; sandboxed: boolean; paths: Record<string, string> };
  readonly session: Record<string, Callback>;
  readonly ipc: EventEmitter;
  readonly schemes: unknown[];
  readonly handlers: Record<string, (request: { url: string; method: string }) => Promise<Response>>;
  readonly opened: string[];
  readonly errors: string[];
  readonly shortcuts: Map<string, () => void>;
  menu: { label?: string; click?: () => void; submenu?: { click?: () => void }[] }[];
}

export interface FakeElectronOptions {
  readonly lock?: boolean;
  readonly packaged?: boolean;
  /** What `globalShortcut.register` does. */
  readonly register?: (accelerator: string, callback: () => void) => boolean;
  readonly tray?: boolean;
}

export function fakeElectron(options: FakeElectronOptions = {}): FakeElectron {
  FakeWindow.made = [];
  const session: Record<string, Callback> = {};
  const shortcuts = new Map<string, () => void>();
  const app = Object.assign(new EventEmitter(), {
    quits: 0,
    sandboxed: false,
    paths: {} as Record<string, string>,
    isPackaged: options.packaged ?? true,
    enableSandbox: () => {
      app.sandboxed = true;
    },
    setPath: (name: string, path: string) => {
      app.paths[name] = path;
    },
    whenReady: async () => undefined,
    requestSingleInstanceLock: () => options.lock ?? true,
    quit: () => {
      app.quits++;
    },
  });
  const record = (name: string) => (handler: Callback) => {
    session[name] = handler;
  };
  const fake: FakeElectron = {
    app,
    session,
    ipc: new EventEmitter(),
    schemes: [],
    handlers: {},
    opened: [],
    errors: [],
    shortcuts,
    menu: [],
    parts: undefined as unknown as ElectronParts,
  };
  const parts = {
    app,
    BrowserWindow: FakeWindow,
    dialog: { showErrorBox: (title: string, text: string) => fake.errors.push(`${title}: ${text}`) },
    globalShortcut: {
      register: (accelerator: string, callback: () => void) => {
        const held = options.register?.(accelerator, callback) ?? true;
        if (held) shortcuts.set(accelerator, callback);
        return held;
      },
      isRegistered: (accelerator: string) => shortcuts.has(accelerator),
      unregister: (accelerator: string) => shortcuts.delete(accelerator),
    },
    ipcMain: fake.ipc,
    Menu: {
      setApplicationMenu: () => undefined,
      buildFromTemplate: (template: FakeElectron['menu']) => template,
    },
    nativeImage: { createFromPath: () => ({ resize: () => ({}) }) },
    Notification: class {
      show(): void {}
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => fake.schemes.push(...schemes),
      handle: (scheme: string, handler: FakeElectron['handlers'][string]) => {
        fake.handlers[scheme] = handler;
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: record('request'),
        setPermissionCheckHandler: record('check'),
        setDevicePermissionHandler: record('device'),
        setDisplayMediaRequestHandler: record('display'),
        on: (name: string, handler: Callback) => record(name)(handler),
      },
    },
    shell: {
      openExternal: async (url: string) => {
        fake.opened.push(url);
      },
    },
    Tray: class extends EventEmitter {
      constructor() {
        super();
        if (options.tray === false) throw new Error('no tray here');
      }
      setToolTip(): void {}
      setContextMenu(menu: FakeElectron['menu']): void {
        fake.menu = menu;
      }
    },
  };
  return Object.assign(fake, { parts: parts as unknown as ElectronParts });
}
