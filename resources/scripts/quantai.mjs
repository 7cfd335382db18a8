#!/usr/bin/env node
/** The `quantai` command: runs the command line from the sources, or from the bundle where there are no sources, on a Node that can. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChild } from './child.mjs';
import {
  atLeast,
  checkStartingNode,
  jobEnvironment,
  quietNode,
  root,
  SetupError,
  setUp,
  workingNode,
} from './setup.mjs';

const source = join(root, 'electron', 'headless', 'cli.ts');
const bundle = join(root, 'dist', 'node', 'cli.js');

try {
  checkStartingNode();
  const fromSource = existsSync(source);
  if (!fromSource && !existsSync(bundle))
    throw new SetupError(
      'Neither sources nor a build of QuantAI are here. Clone the project again, or run: npm run build',
    );
  const node = await setUp();
  const entry = fromSource ? source : bundle;
  if (node === process.execPath && atLeast(process.versions.node, workingNode)) {
    process.argv[1] = entry;
    await import(pathToFileURL(entry).href);
  } else {
    const { status } = await runChild(node, [...quietNode, entry, ...process.argv.slice(2)], { env: jobEnvironment() });
    process.exitCode = status;
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
