/** Takes pictures of every screen over the fixture desk: `node tests/e2e/screens.ts [screen...]`, written to tests/e2e/screenshots. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { leakySource } from '../support/fixture-source-report.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'quantai-screens-'));
const out = at('./screenshots/');
mkdirSync(out, { recursive: true });

/** The policy of the real hosts: pictures taken under another one would prove nothing. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

async function bundle(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: at('../../renderer'),
    base: './',
    plugins: [react(), tailwindcss()],
    build: { outDir: join(folder, 'window'), emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0 },
  });
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: join(folder, 'fixture'),
      lib: {
        entry: at('../support/fixture-bridge.ts'),
        formats: ['iife'],
        name: 'fixture',
        fileName: () => 'fixture.js',
      },
    },
  });
  return readFileSync(join(folder, 'fixture', 'fixture.js'), 'utf8');
}

const server = createServer((request, response) => {
  const path = normalize((request.url ?? '/').split('?')[0] ?? '/').replace(/^\/$/, '/index.html');
  try {
    const body = readFileSync(join(folder, 'window', path));
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});

interface Shot {
  readonly name: string;
  readonly hash: string;
  readonly scenario?: 'fresh' | 'full' | 'refusing' | 'silent' | 'killed' | 'offline';
  readonly themes?: readonly ('dark' | 'light')[];
  readonly sizes?: readonly (readonly [number, number])[];
  readonly act?: (page: Page) => Promise<void>;
}
const usual = [[1440, 900]] as const;
const wide = [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const;
const openSections = async (page: Page): Promise<void> => {
  for (const id of ['thesis', 'performance']) await page.getByTestId(`section-${id}`).click();
};

const shots: readonly Shot[] = [
  { name: 'desk', hash: '#/desk', sizes: wide },
  { name: 'desk-fresh', hash: '#/desk', scenario: 'fresh', sizes: wide },
  { name: 'desk-loading', hash: '#/desk', scenario: 'silent', themes: ['dark'] },
  { name: 'desk-offline', hash: '#/desk', scenario: 'offline', themes: ['dark'] },
  { name: 'agents', hash: '#/agents', sizes: wide },
  { name: 'agents-one', hash: '#/agents/D5' },
  {
    name: 'agents-causes',
    hash: '#/agents',
    act: (page) => page.getByTestId('message-list').locator('button').first().click(),
  },
  { name: 'approvals', hash: '#/approvals', sizes: wide },
  { name: 'approvals-open', hash: '#/approvals', act: openSections },
  { name: 'approvals-luck', hash: '#/approvals', act: (page) => page.getByTestId('section-overfitting').click() },
  { name: 'approvals-trades', hash: '#/approvals', act: (page) => page.getByTestId('section-trades').click() },
  {
    name: 'approvals-code',
    hash: '#/approvals',
    act: (page) => page.getByTestId('section-code').click(),
    themes: ['dark'],
  },
  {
    name: 'approvals-refused',
    hash: '#/approvals',
    act: (page) => page.getByTestId('shelf-refused').click(),
    themes: ['dark'],
  },
  { name: 'approvals-fresh', hash: '#/approvals', scenario: 'fresh', themes: ['dark'] },
  { name: 'approvals-error', hash: '#/approvals', scenario: 'refusing', themes: ['dark'] },
  { name: 'ideas', hash: '#/ideas', sizes: wide },
  { name: 'ideas-fresh', hash: '#/ideas', scenario: 'fresh', themes: ['dark'] },
  { name: 'strategy', hash: '#/strategy', sizes: wide },
  { name: 'strategy-rules', hash: '#/strategy', act: (page) => page.getByTestId('strategy-tab-rules').click() },
  { name: 'strategy-code', hash: '#/strategy', act: (page) => page.getByTestId('strategy-tab-code').click() },
  {
    name: 'strategy-trades',
    hash: '#/strategy',
    act: (page) => page.getByTestId('strategy-tab-trades').click(),
    themes: ['dark'],
  },
  { name: 'strategy-error', hash: '#/strategy/st-none', themes: ['dark'] },
  { name: 'lab', hash: '#/lab', sizes: wide },
  { name: 'lab-sweep', hash: '#/lab', act: (page) => page.getByTestId('lab-tab-sweep').click() },
  { name: 'lab-walk-forward', hash: '#/lab', act: (page) => page.getByTestId('lab-tab-walk-forward').click() },
  { name: 'lab-monte-carlo', hash: '#/lab', act: (page) => page.getByTestId('lab-tab-monte-carlo').click() },
  { name: 'lab-compare', hash: '#/lab', act: (page) => page.getByTestId('lab-tab-compare').click() },
  { name: 'lab-fresh', hash: '#/lab', scenario: 'fresh', themes: ['dark'] },
  { name: 'lab-error', hash: '#/lab', scenario: 'refusing', themes: ['dark'] },
  { name: 'validation', hash: '#/validation', sizes: wide },
  {
    name: 'validation-problems',
    hash: '#/validation',
    act: async (page) => {
      const list = page.getByTestId('validation-strategy');
      const refused = await list.locator('option', { hasText: 'refused' }).nth(1).getAttribute('value');
      await list.selectOption(refused);
      await page.getByTestId('validation-show-problems').click();
    },
  },
  {
    name: 'validation-file',
    hash: '#/validation?tab=file',
    sizes: wide,
    act: async (page) => {
      await page.getByTestId('file-text').fill(leakySource);
      await page.getByTestId('file-check').click();
    },
  },
  {
    name: 'validation-slow',
    hash: '#/validation?tab=file',
    themes: ['dark'],
    act: async (page) => {
      await page.getByTestId('file-text').fill('while True:\n    pass\n');
      await page.getByTestId('file-check').click();
    },
  },
  { name: 'validation-empty-file', hash: '#/validation?tab=file', themes: ['dark'] },
  { name: 'validation-fresh', hash: '#/validation', scenario: 'fresh', themes: ['dark'] },
  { name: 'validation-offline', hash: '#/validation', scenario: 'offline', themes: ['dark'] },
  { name: 'validation-none', hash: '#/validation/st-none', themes: ['dark'] },
  { name: 'chart', hash: '#/chart', sizes: wide },
  { name: 'chart-error', hash: '#/chart', scenario: 'refusing', themes: ['dark'] },
  { name: 'orders', hash: '#/orders', sizes: wide },
  { name: 'orders-fresh', hash: '#/orders', scenario: 'fresh', themes: ['dark'] },
  { name: 'insight', hash: '#/insight' },
  { name: 'memory', hash: '#/memory' },
  { name: 'data', hash: '#/data' },
  { name: 'settings', hash: '#/settings' },
  { name: 'kill-menu', hash: '#/desk', act: (page) => page.getByTestId('kill-open').click() },
  {
    name: 'kill-report',
    hash: '#/desk',
    scenario: 'killed',
    act: (page) => page.getByTestId('kill-report-open').click(),
  },
  {
    name: 'kill-rearm',
    hash: '#/desk',
    scenario: 'killed',
    act: (page) => page.getByTestId('rearm-open').click(),
    themes: ['dark'],
  },
  { name: 'palette', hash: '#/desk', act: (page) => page.keyboard.press('Control+k') },
  { name: 'help', hash: '#/desk', act: (page) => page.keyboard.press('?'), themes: ['dark'] },
  {
    name: 'research-dialog',
    hash: '#/desk',
    act: (page) => page.getByTestId('research-options').click(),
    scenario: 'fresh',
    themes: ['dark'],
  },
  {
    name: 'colour-blind',
    hash: '#/chart',
    act: (page) =>
      page.evaluate(() => {
        document.documentElement.dataset.pair = 'colour-blind';
      }),
    themes: ['dark'],
  },
];

async function picture(browser: Browser, origin: string, fixture: string, shot: Shot): Promise<string[]> {
  const problems: string[] = [];
  for (const theme of shot.themes ?? (['dark', 'light'] as const)) {
    for (const [width, height] of theme === 'light' ? usual : (shot.sizes ?? usual)) {
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'no-preference' });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          problems.push(`${shot.name}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`${shot.name}: ${error.stack ?? error.message}`));
      await context.addInitScript({
        content: `${fixture};window.quantai = fixture.createFixtureBridge(${JSON.stringify(shot.scenario ?? 'full')}, ${Date.UTC(2025, 0, 2, 16, 20)}, 160);
          localStorage.setItem('quantai.preferences', JSON.stringify({ theme: ${JSON.stringify(theme)} }));`,
      });
      await page.goto(`${origin}/${shot.hash}`);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(shot.scenario === 'silent' ? 300 : 900);
      await shot.act?.(page);
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(out, `${shot.name}-${theme}-${width}.png`) });
      await context.close();
    }
  }
  return problems;
}

const wanted = process.argv.slice(2);
const fixture = await bundle();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const problems: string[] = [];
try {
  for (const shot of shots) {
    if (wanted.length > 0 && !wanted.some((name) => shot.name === name || shot.name.startsWith(`${name}-`))) continue;
    try {
      problems.push(...(await picture(browser, origin, fixture, shot)));
      console.log(`${shot.name} done`);
    } catch (error) {
      problems.push(`${shot.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of new Set(problems)) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
