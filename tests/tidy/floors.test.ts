/** The house stands: imports only go down the floors, parts never import each other, and there is no cycle. */
import { describe, expect, it } from 'vitest';
import { bannedPackages, floors, partFolders } from './floors.ts';
import { productFiles, type SourceFile, sourceFiles } from './source-files.ts';

const floorOf = (path: string) =>
  floors
    .filter((floor) => path.startsWith(`${floor.folder}/`) || path === `${floor.folder}.ts`)
    .sort((a, b) => b.folder.length - a.folder.length)[0];

describe('floors', () => {
  it('gives every file a row in the table', () => {
    const strays = sourceFiles()
      .filter((f) => floorOf(f.path) === undefined)
      .map((f) => f.path);
    expect(strays, 'add a row to tests/tidy/floors.ts').toEqual([]);
    const deep = productFiles()
      .filter((f) => /^(shared|agents)\/[^/]+\//.test(f.path) && floorOf(f.path)?.folder.split('/').length === 1)
      .map((f) => f.path);
    expect(deep, 'a new folder of shared/ or agents/ needs a row of its own in tests/tidy/floors.ts').toEqual([]);
  });

  it('lets imports go down only', () => {
    const wrong: string[] = [];
    for (const file of sourceFiles()) {
      const floor = floorOf(file.path);
      if (floor === undefined) continue;
      for (const target of file.imports) {
        if (target.startsWith(`${floor.folder}/`)) continue;
        if (!floor.may.some((folder) => target.startsWith(folder))) wrong.push(`${file.path} imports ${target}`);
      }
    }
    expect(wrong, 'move the code to the floor it belongs to, or hand the part in as a port').toEqual([]);
  });

  it('keeps packages on the floors where they belong', () => {
    const wrong: string[] = [];
    for (const { folder, packages, why } of bannedPackages) {
      for (const file of sourceFiles().filter((f) => f.path.startsWith(`${folder}/`))) {
        for (const name of file.packages) if (packages.test(name)) wrong.push(`${file.path} imports ${name}: ${why}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps parts apart: no source, broker, agent or screen imports another', () => {
    const wrong: string[] = [];
    for (const { folder, common } of partFolders) {
      const partOf = (path: string) => path.slice(folder.length + 1).split('/')[0] as string;
      for (const file of productFiles().filter((f) => f.path.startsWith(`${folder}/`))) {
        const part = partOf(file.path);
        if (common.includes(part)) continue;
        for (const target of file.imports.filter((t) => t.startsWith(`${folder}/`))) {
          const other = partOf(target);
          if (other !== part && other.replace(/\.tsx?$/, '') !== part && !common.includes(other))
            wrong.push(`${file.path} imports ${target}`);
        }
      }
    }
    const agentFile = /^agents\/(data|analysis|validation|execution|learning|control)\/([admv]\d)-/;
    for (const file of productFiles()) {
      const own = agentFile.exec(file.path)?.[2];
      if (own === undefined) continue;
      for (const target of file.imports) {
        const other = agentFile.exec(target)?.[2];
        if (other !== undefined && other !== own)
          wrong.push(`${file.path} imports ${target}: agents speak over the bus`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no import cycle', () => {
    const byPath = new Map(productFiles().map((f) => [f.path, f]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: SourceFile, trail: readonly string[]): void => {
      state.set(file.path, 'open');
      // A type-only import leaves nothing behind at run time, so it cannot close a cycle.
      const typeOnly = new Set([...file.text.matchAll(/import type [^;]*?from '([^']+)'/g)].map((m) => m[1]));
      for (const target of file.imports) {
        const next = byPath.get(target);
        if (
          next === undefined ||
          [...typeOnly].some((t) => t !== undefined && target.endsWith(t.replace(/^(\.\.?\/)+/, '')))
        )
          continue;
        if (state.get(target) === 'open') cycles.push([...trail, file.path, target].join(' > '));
        else if (state.get(target) === undefined) visit(next, [...trail, file.path]);
      }
      state.set(file.path, 'done');
    };
    for (const file of byPath.values()) if (state.get(file.path) === undefined) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
