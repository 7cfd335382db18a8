/** Finds a Chromium to drive: CHROMIUM_PATH, the usual places, or PATH. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @returns {string | undefined} */
export function findChromium(environment = process.env) {
  if (environment.CHROMIUM_PATH) return existsSync(environment.CHROMIUM_PATH) ? environment.CHROMIUM_PATH : undefined;
  const inPath = (environment.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)));
  return [...places, ...inPath].find((path) => existsSync(path));
}
