/** Verifies a strategy as code: writes the project of a target, reads it, runs its tests, and compares what can be compared. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../../agents/analysis/targets/target.ts';
import { analyseSource } from '../../../agents/validation/sources/analyse.ts';
import { languageOf } from '../../../agents/validation/sources/reader.ts';
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { Result } from '../../../shared/core/result.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { writeFiles } from '../project-folder.ts';
import { counted } from '../text/format.ts';
import { signalParity } from './signal-parity.ts';
import { nodeTests, pythonTests, skippedTests, type TestRequest } from './tests-of-project.ts';

export interface VerifyRequest {
  readonly python?: string | undefined;
  readonly signal: AbortSignal;
}

/** What a Python platform is called where it is imported; LEAN runs in its own engine. */
const platforms: Readonly<Record<string, string>> = { backtrader: 'backtrader', zipline: 'zipline' };

export async function verifyExport(
  spec: StrategySpec,
  target: Target,
  { python, signal }: VerifyRequest,
): Promise<Result<CheckResult[]>> {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) return compiled;
  const supported = target.supports(compiled.value);
  if (!supported.ok) return supported;
  const folder = mkdtempSync(join(tmpdir(), 'quantai-verify-'));
  try {
    const strategyId = strategyIdOf(spec);
    const written = writeFiles(target.project(compiled.value, strategyId), folder, true);
    if (!written.ok) return written;
    const read = readSources(compiled.value, target, strategyId);
    // Code that is not cleared is not run.
    if (!read.passed) return { ok: true, value: [read] };
    const request = { folder, signal, python };
    const tested = target.name === 'typescript' ? [await nodeTests(request)] : await testedByPython(target, request);
    const compared =
      target.name === 'typescript' ? [await signalParity(compiled.value, `${strategyId}.ts`, folder, signal)] : [];
    return { ok: true, value: [read, ...tested, ...compared] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function testedByPython(target: Target, request: TestRequest): Promise<CheckResult[]> {
  const platform = platforms[target.name];
  return [
    await pythonTests('unit-tests', 'test_strategy.py', ['pytest'], request),
    platform === undefined
      ? skippedTests('platform-tests', `${target.title} has an engine of its own, which is not run here`)
      : await pythonTests('platform-tests', 'test_platform.py', ['pytest', platform], request),
  ];
}

function readSources(compiled: CompiledStrategy, target: Target, strategyId: string): CheckResult {
  const files = target.sources(compiled, strategyId);
  const problems = files.flatMap(({ fileName, text }) => {
    const language = languageOf(fileName);
    if (language === undefined) return [`${fileName}: its language is not known.`];
    const analysis = analyseSource(text, language);
    if (!analysis.ok) return [`${fileName}: ${analysis.error.message}`];
    return analysis.value.findings
      .filter((f) => f.severity === 'fail')
      .map((f) => `${fileName}, line ${f.line}: ${f.reason}`);
  });
  return {
    check: 'generated-sources',
    passed: problems.length === 0,
    verdict: problems.length === 0 ? 'pass' : 'fail',
    evidence: (problems.length === 0
      ? `No leak and no unsafe call in ${counted(files.length, 'file', 'files')} that ${files.length === 1 ? 'was' : 'were'} read.`
      : `${counted(problems.length, 'finding blocks', 'findings block')} it. ${problems[0]}`
    ).slice(0, 600),
    value: problems.length,
    threshold: 0,
  };
}
