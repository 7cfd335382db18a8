/** The stage of the end-to-end journey: a fresh data folder, the browser host on it, a real Chromium at its address. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'dist', 'node', 'cli.js');
const screenshots = fileURLToPath(new URL('./screenshots/', import.meta.url));

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Stage {
  readonly page: Page;
  readonly home: string;
  readonly address: string;
  /** What the page complained about: console errors, failed requests, violations of its policy. */
  readonly complaints: string[];
  byId(id: string): Locator;
  /** All whose test id begins with the words. */
  startingWith(id: string): Locator;
  goTo(screen: string): Promise<void>;
  /** Runs the command line on the same folder; it finds the running desk. */
  quantai(...args: string[]): Promise<{ status: number; json: unknown; err: string }>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the browser host; answers once it has printed its address. */
function startHost(home: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', cli, 'serve', '--json', '--home', home],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (!out.trimEnd().endsWith('}')) return;
      const said = JSON.parse(out) as { address?: string; error?: { message: string } };
      if (said.address !== undefined) resolve({ child, address: said.address });
      else reject(new Error(`the browser host refused: ${said.error?.message ?? out}`));
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.once('exit', (code) => reject(new Error(`the browser host ended with ${code}: ${err || out}`)));
  });
}

export async function openStage(executablePath: string): Promise<Stage> {
  mkdirSync(screenshots, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), 'quantai-e2e-'));
  const { child, address } = await startHost(home);
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const impatient = setTimeout(() => {
        console.log('  the host did not close within 20 s and was killed');
        child.kill('SIGKILL');
      }, 20_000);
      await gone;
      clearTimeout(impatient);
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(20_000);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy|Trusted/i.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(`${error.message}\n${error.stack ?? ''}`));
    page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText ?? ''}`));
    await page.goto(address);
    return {
      page,
      home,
      address,
      complaints,
      byId: (id) => page.getByTestId(id),
      startingWith: (id) => page.locator(`[data-testid^="${id}"]`),
      async goTo(screen) {
        await page.getByTestId(`nav-${screen}`).click();
      },
      quantai: (...args) =>
        new Promise((resolve) => {
          const run = spawn(process.execPath, [
            '--disable-warning=ExperimentalWarning',
            cli,
            ...args,
            '--json',
            '--home',
            home,
          ]);
          let out = '';
          let err = '';
          run.stdout.setEncoding('utf8').on('data', (text: string) => {
            out += text;
          });
          run.stderr.setEncoding('utf8').on('data', (text: string) => {
            err += text;
          });
          run.once('close', (code) => resolve({ status: code ?? 1, json: out === '' ? null : JSON.parse(out), err }));
        }),
      screenshot: async (name) => {
        await page.screenshot({ path: join(screenshots, `journey-${name}.png`) });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
