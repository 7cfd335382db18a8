/** A Python project for one platform: sources, what they lean on, tests, README, requirements. */
import type { CompiledStrategy } from '../../../../shared/strategy/compile.ts';
import { commentText, type SourceFile } from '../target.ts';
import { deskModules, type PythonFile, rulesFile } from './modules.ts';
import { lineWidth } from './strategy-file.ts';

export interface PythonPlatform {
  readonly target: string;
  readonly title: string;
  /** The file that speaks to the platform; `@TITLE@` in it stands for the strategy's name. */
  readonly adapterName: string;
  readonly adapter: string;
}

/** The platform's file under the strategy's name. */
export function adapterFile(platform: PythonPlatform, compiled: CompiledStrategy): PythonFile {
  const room = lineWidth - 40;
  const title = commentText(compiled.spec.name).slice(0, room);
  return { fileName: platform.adapterName, text: platform.adapter.replace('@TITLE@', () => title) };
}

const under = (platform: PythonPlatform, files: readonly PythonFile[]): SourceFile[] =>
  files.map((file) => ({ target: platform.target, ...file }));

export const pythonSources = (platform: PythonPlatform, compiled: CompiledStrategy, strategyId: string): SourceFile[] =>
  under(platform, [rulesFile(compiled, strategyId), adapterFile(platform, compiled)]);

export const pythonProject = (platform: PythonPlatform, compiled: CompiledStrategy, strategyId: string): SourceFile[] =>
  under(platform, [rulesFile(compiled, strategyId), adapterFile(platform, compiled), ...deskModules(compiled)]);
