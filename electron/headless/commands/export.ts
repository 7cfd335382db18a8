/** `quantai export`: a strategy as a project folder that the platform's own command line takes as it is. */
import { Argument, Option } from 'commander';
import { targets } from '../../../agents/analysis/targets/index.ts';
import type { Target } from '../../../agents/analysis/targets/target.ts';
import type { HostCommand } from '../command.ts';
import { writeCode } from '../project-folder.ts';
import { specOf } from '../strategy-spec.ts';

/** What to type next, by platform. */
const nextSteps: Readonly<Record<string, (out: string) => string>> = {
  lean: (out) => `Next: in a folder made by \`lean init\`, lean backtest "${out}"`,
};

export const exportCommand: HostCommand = {
  name: 'export',
  parameters: [
    new Argument('<platform>', 'platform').choices(Object.keys(nextSteps)),
    new Argument('<strategy>', 'st-… of the desk, or a specification'),
  ],
  summary: 'write a strategy as a project that `lean backtest` takes',
  options: [
    new Option('--out <folder>', 'folder for the project; made when it is missing').makeOptionMandatory(),
    new Option('--force', 'write into a folder that is not empty'),
  ],
  more: 'Example: quantai export lean st-0123456789ab --out Dip',
  async run(context, [platform, given], { out, force }) {
    const spec = await specOf(context, String(given));
    if (!spec.ok) return spec;
    const written = writeCode(spec.value, targets[String(platform)] as Target, String(out), force === true);
    if (!written.ok) return written;
    const next = nextSteps[String(platform)]?.(String(out)) ?? '';
    return { ok: true, value: { ...written.value, lines: [...written.value.lines, next] } };
  },
};
