/** `quantai verify`: a strategy as code, tested and compared with the engine. */
import { Option } from 'commander';
import { targets } from '../../../agents/analysis/targets/index.ts';
import type { Target } from '../../../agents/analysis/targets/target.ts';
import { strategyIdOf } from '../../../shared/strategy/spec.ts';
import type { HostCommand } from '../command.ts';
import { specOf } from '../strategy-spec.ts';
import { validationAnswer } from '../validation-report.ts';
import { verifyExport } from '../verifier/verify-export.ts';

export const verify: HostCommand = {
  name: 'verify',
  parameters: '<strategy>',
  summary: 'write a strategy as code, run its tests, compare its signals: st-… of the desk or a specification',
  more: 'Example: quantai verify st-0123456789ab --target backtrader --python ~/venv/bin/python',
  options: [
    new Option('--target <target>', 'platform').choices(Object.keys(targets)).default('typescript'),
    new Option('--python <path>', 'interpreter with pytest and the platform; QUANTAI_PYTHON, else python3'),
  ],
  async run(context, [given], options) {
    const spec = await specOf(context, String(given));
    if (!spec.ok) return spec;
    const target = targets[String(options.target)] as Target;
    const python = typeof options.python === 'string' ? options.python : undefined;
    const checks = await verifyExport(spec.value, target, { python, signal: context.interrupted });
    if (!checks.ok) return checks;
    const strategyId = strategyIdOf(spec.value);
    const named = python === undefined ? '' : ` --python ${python}`;
    return {
      ok: true,
      value: validationAnswer({
        file: `${strategyId} for ${target.title}`,
        kind: 'export',
        checks: checks.value,
        command: `quantai verify ${String(given)} --target ${target.name}${named}`,
        more: { strategyId, target: target.name },
      }),
    };
  },
};
