/** The code is checked as data: clocks, chance, file sizes, headers, folder pages, registries, dead files and words that must not appear. */
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldersBelow, productFiles, root, sourceFiles, textFiles } from './source-files.ts';

/** Files that a tool, a thread or a person starts by name. */
const entries = [
  /^electron\/(main|preload)\.ts$/,
  /^electron\/headless\/(cli|server)\.ts$/,
  /^electron\/watchdog\//,
  /^renderer\/main\.tsx$/,
  /\.worker\.ts$/,
  /-worker\.ts$/,
  /\.d\.ts$/,
];

const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

describe('determinism', () => {
  it('reads the wall clock and chance only in the kernel clock', () => {
    const banned =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.randomUUID\(|\bprocess\.hrtime/;
    const wrong = productFiles()
      .filter((f) => /^(shared|agents)\//.test(f.path) && f.path !== 'agents/kernel/clock.ts')
      .filter((f) => banned.test(codeOf(f.text)))
      .map((f) => f.path);
    expect(wrong, 'take the time from the clock port and chance from shared/core/random.ts').toEqual([]);
  });

  it('touches raw IPC only in its one wrapper', () => {
    const wrong = productFiles()
      .filter((f) => !/^electron\/(ipc\/|preload\.ts)/.test(f.path))
      .filter((f) =>
        /\bipc(Main|Renderer)\s*\.\s*(on|once|handle|handleOnce|send|invoke|addListener)\b/.test(codeOf(f.text)),
      )
      .map((f) => f.path);
    expect(wrong, 'use electron/ipc').toEqual([]);
  });
});

describe('rooms', () => {
  it('keeps files small', () => {
    const long = sourceFiles()
      .filter((f) => f.lines > 400)
      .map((f) => `${f.path} (${f.lines} lines)`);
    expect(long, 'a second noun means a second file').toEqual([]);
  });

  it('opens every file with a sentence on what it is', () => {
    const bare = sourceFiles()
      .filter((f) => !/^(#!.*\n)?(\/\/ @vitest-environment .*\n)?(\/\/ biome.*\n)?\/\*\*? /.test(f.text))
      .map((f) => f.path);
    expect(bare, 'begin the file with /** one sentence */').toEqual([]);
  });

  it('gives every folder its page', () => {
    // Below a kind of test the folders mirror the tree: the page of the kind speaks for them.
    const missing = ['shared', 'agents', 'electron', 'renderer', 'tests', 'resources']
      .flatMap(foldersBelow)
      .filter((folder) => !/^tests\/[^/]+\//.test(folder))
      .filter((folder) => !existsSync(`${root}${folder}/README.md`));
    expect(missing, 'write a README.md: what lives here, what it may import, how to add one').toEqual([]);
  });

  it('keeps folder pages to a page', () => {
    const long = ['shared', 'agents', 'electron', 'renderer', 'tests', 'resources']
      .flatMap(foldersBelow)
      .filter((folder) => existsSync(`${root}${folder}/README.md`))
      .filter((folder) => readFileSync(`${root}${folder}/README.md`, 'utf8').split('\n').length > 80);
    expect(long).toEqual([]);
  });
});

describe('registries', () => {
  const registries = productFiles().filter((f) => posix.basename(f.path) === 'index.ts');

  it('lists every part that stands beside a registry', () => {
    const missing: string[] = [];
    for (const registry of registries) {
      const folder = posix.dirname(registry.path);
      const names = registry.imports.join('\n');
      for (const file of productFiles()) {
        if (posix.dirname(file.path) !== folder || file.path === registry.path) continue;
        if (entries.some((e) => e.test(file.path))) continue;
        const reached = new Set<string>();
        const queue = [...registry.imports];
        while (queue.length > 0) {
          const next = queue.pop() as string;
          if (reached.has(next)) continue;
          reached.add(next);
          queue.push(...(productFiles().find((f) => f.path === next)?.imports ?? []));
        }
        const usedElsewhere = productFiles().some((f) => f.path !== file.path && f.imports.includes(file.path));
        if (!names.includes(file.path) && !reached.has(file.path) && !usedElsewhere)
          missing.push(`${file.path} is not in ${registry.path}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('keeps index.ts a registry: imports, one exported list, nothing that works', () => {
    const busy = registries
      .filter((f) => /\bfunction\b|\bclass\b|\bfor \(|\bif \(/.test(codeOf(f.text)))
      .map((f) => f.path);
    expect(busy, 'move the work to a named file').toEqual([]);
  });
});

describe('dead files', () => {
  it('has no file that nobody imports', () => {
    const imported = new Set(sourceFiles().flatMap((f) => f.imports));
    const usedByProduct = new Set(productFiles().flatMap((f) => f.imports));
    const html = existsSync(`${root}vite.config.ts`) ? readFileSync(`${root}vite.config.ts`, 'utf8') : '';
    const dead = productFiles()
      .filter((f) => !usedByProduct.has(f.path) && !entries.some((e) => e.test(f.path)) && !html.includes(f.path))
      .map((f) => (imported.has(f.path) ? `${f.path} (only tests use it)` : f.path));
    expect(dead, 'import it, register it, or delete it').toEqual([]);
  });
});

describe('words', () => {
  it('leaves no note to self and no switched-off test behind', () => {
    const banned = /\b(TODO|FIXME|XXX|HACK)\b|\b(it|test|describe)\.(only|todo)\(|\b(it|test|describe)\.skip\(/;
    const wrong = textFiles()
      .filter((f) => !f.path.startsWith('tests/tidy/') && banned.test(f.text))
      .map((f) => f.path);
    expect(wrong).toEqual([]);
  });

  it('names no machine path and no registry host', () => {
    const banned = /\/work\/|\/root\/|\/farm\/|registry\.npmjs|pypi\.org|deb\.debian\.org/;
    const wrong = textFiles()
      .filter((f) => !f.path.startsWith('tests/tidy/') && banned.test(f.text))
      .map((f) => f.path);
    expect(wrong).toEqual([]);
  });
});
