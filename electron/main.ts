/** Entry of the desktop app: the one file that loads Electron itself. */
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { prepareApp, startApp } from './app.ts';
import { defaultHome } from './headless/home.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const given = process.argv.indexOf('--home');

const options = {
  home: (given > 0 ? process.argv[given + 1] : undefined) ?? defaultHome(),
  windowFolder: at('../renderer/'),
  preload: at('../preload/preload.cjs'),
  icon: at('../../resources/icons/icon.png'),
  wayland: process.env.XDG_SESSION_TYPE === 'wayland',
  log: (line: string) => console.error(line),
};

if (prepareApp(electron, options)) {
  await electron.app.whenReady();
  await startApp(electron, options);
} else {
  electron.app.quit();
}
