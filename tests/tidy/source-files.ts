/** Reads the project's own files and their imports: the ground of every tidy test. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const skipped = new Set(['node_modules', 'dist', '.git', '.types', 'release', 'coverage', 'screenshots']);

export interface SourceFile {
  /** Path from the root with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Resolved project paths (`shared/core/time.ts`) this file names in imports or worker URLs. */
  readonly imports: readonly string[];
  /** Bare package names it imports. */
  readonly packages: readonly string[];
}

function walk(folder: string, found: string[]): void {
  for (const entry of readdirSync(`${root}${folder}`, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (skipped.has(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(path, found);
    else found.push(path);
  }
}

/** All files of a top-level folder, by path. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(`${root}${folder}`)) return [];
  const found: string[] = [];
  walk(folder, found);
  return found;
}

/** All folders below a top-level folder, itself included. */
export function foldersBelow(folder: string): string[] {
  const folders = new Set<string>([folder]);
  for (const file of filesBelow(folder)) {
    for (let at = posix.dirname(file); at !== '.' && at !== folder; at = posix.dirname(at)) folders.add(at);
  }
  return [...folders].sort();
}

const specifiers = [
  /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]/g,
  /(?:^|[\s;])import\s*['"]([^'"]+)['"]/g,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  /new URL\(\s*['"](\.{1,2}\/[^'"]+\.(?:ts|tsx))['"]/g,
];

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function read(path: string): SourceFile {
  const text = readFileSync(`${root}${path}`, 'utf8');
  const imports = new Set<string>();
  const packages = new Set<string>();
  const code = withoutComments(text);
  for (const pattern of specifiers) {
    for (const match of code.matchAll(pattern)) {
      const specifier = match[1] as string;
      if (specifier.startsWith('.')) imports.add(posix.join(posix.dirname(path), specifier));
      else packages.add(specifier);
    }
  }
  return { path, text, lines: text.split('\n').length, imports: [...imports].sort(), packages: [...packages].sort() };
}

let cached: readonly SourceFile[] | undefined;
/** Every TypeScript file of the five floors. */
export function sourceFiles(): readonly SourceFile[] {
  cached ??= ['shared', 'agents', 'electron', 'renderer', 'tests']
    .flatMap(filesBelow)
    .filter((path) => /\.tsx?$/.test(path))
    .map(read);
  return cached;
}

export const productFiles = (): readonly SourceFile[] => sourceFiles().filter((f) => !f.path.startsWith('tests/'));

/** Text files of the whole repository that are committed by people: for word lists. */
export function textFiles(): { path: string; text: string }[] {
  return ['shared', 'agents', 'electron', 'renderer', 'tests', 'resources', '.ci']
    .flatMap(filesBelow)
    .concat(
      ['package.json', 'README.md', 'vite.config.ts', 'electron-builder.yml', '.biome.json'].filter((f) =>
        existsSync(`${root}${f}`),
      ),
    )
    .filter(
      (path) =>
        /\.(tsx?|mjs|md|json|yml|css|html|txt)$|^\.ci\//.test(path) && statSync(`${root}${path}`).size < 1_000_000,
    )
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
}
