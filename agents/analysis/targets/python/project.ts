/** A Python project for one platform: sources, what they lean on, tests, README, requirements. */
import type { CompiledStrategy } from '../../../../shared/strategy/compile.ts';
import { commentText, type SourceFile } from '../target.ts';
import { limitsOfExports } from './assumptions.ts';
import { deskModules, type PythonFile, rulesFile } from './modules.ts';
import { lineWidth } from './names.ts';
import { platformTestSource } from './platform-test-source.ts';
import { readmeFile } from './readme-file.ts';
import { runSource } from './run-source.ts';
import { sampleFile } from './sample.ts';
import { testSource } from './test-source.ts';

export interface PythonPlatform {
  readonly target: string;
  readonly title: string;
  /** The file that speaks to the platform; `@TITLE@` in it stands for the strategy's name. */
  readonly adapterName: string;
  readonly adapter: string;
  /** Lines of requirements.txt. */
  readonly requirements: readonly string[];
  /** Packages without types of their own. */
  readonly untyped: readonly string[];
  /** Where the platform can run in a process of ours: Python text of the days its test trades on, and its import. */
  readonly test?: { readonly days: string; readonly imports: readonly string[] };
  /** Files only this platform has. */
  readonly more: readonly PythonFile[];
  /** Lines of the README on how to run and what is the platform's own. */
  readonly guide: readonly string[];
}

/** The platform's file under the strategy's name. */
export function adapterFile(platform: PythonPlatform, compiled: CompiledStrategy): PythonFile {
  const title = commentText(compiled.spec.name).slice(0, lineWidth - 40);
  return { fileName: platform.adapterName, text: platform.adapter.replace('@TITLE@', () => title) };
}

const moduleOf = (platform: PythonPlatform): string => platform.adapterName.replace(/\.py$/, '');

/** `run.py` and `test_platform.py`, where the platform can run here. */
function runFiles(platform: PythonPlatform): PythonFile[] {
  const { test } = platform;
  if (test === undefined) return [];
  const run = `from ${moduleOf(platform)} import run`;
  const imports = ['from desk_book import Known, read_folder', 'from strategy import PLAN', run].sort();
  const ours = [
    run,
    `from test_strategy import ${['CAPITAL', 'SAMPLE', 'all_samples', 'core_run', 'sample_days', 'sample_known']
      .filter((name) => name !== 'sample_days' || test.days.includes('sample_days'))
      .join(', ')}`,
  ].sort();
  const script = runSource
    .replace('@IMPORTS@', imports.join('\n'))
    .replace('@CASH@', limitsOfExports.capital.toFixed(1));
  return [
    { fileName: 'run.py', text: script },
    {
      fileName: 'test_platform.py',
      text: platformTestSource
        .replace('@IMPORTS@', ['import pytest', ...test.imports, '', ...ours].join('\n'))
        .replace('@DAYS@', test.days),
    },
  ];
}

const settings = (platform: PythonPlatform): string =>
  [
    '[tool.black]',
    `line-length = ${lineWidth}`,
    '',
    '[tool.ruff]',
    `line-length = ${lineWidth}`,
    '',
    '[tool.ruff.lint]',
    'select = ["B", "E", "F", "I", "UP", "W"]',
    '',
    '[tool.mypy]',
    'strict = true',
    ...(platform.untyped.length === 0
      ? []
      : [
          '',
          '[[tool.mypy.overrides]]',
          `module = [${platform.untyped.map((name) => `"${name}"`).join(', ')}]`,
          'ignore_missing_imports = true',
        ]),
    '',
    '[tool.pytest.ini_options]',
    'pythonpath = ["."]',
    '',
  ].join('\n');

const under = (platform: PythonPlatform, files: readonly PythonFile[]): SourceFile[] =>
  files.map((file) => ({ target: platform.target, ...file }));

export const pythonSources = (platform: PythonPlatform, compiled: CompiledStrategy, strategyId: string): SourceFile[] =>
  under(platform, [rulesFile(compiled, strategyId), adapterFile(platform, compiled)]);

export const pythonProject = (platform: PythonPlatform, compiled: CompiledStrategy, strategyId: string): SourceFile[] =>
  under(platform, [
    rulesFile(compiled, strategyId),
    adapterFile(platform, compiled),
    ...deskModules(compiled),
    ...runFiles(platform),
    { fileName: 'test_strategy.py', text: testSource.replaceAll('@NL@', '\\n') },
    { fileName: 'sample.json', text: sampleFile(compiled) },
    { fileName: 'requirements.txt', text: `${platform.requirements.join('\n')}\n` },
    { fileName: 'pyproject.toml', text: settings(platform) },
    readmeFile(platform, compiled, strategyId),
    ...platform.more,
  ]);
