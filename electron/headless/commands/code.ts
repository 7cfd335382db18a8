/** `quantai code`: writes a strategy as a project for a platform into a folder. */
import { Option } from 'commander';
import { targets } from '../../../agents/analysis/targets/index.ts';
import type { Target } from '../../../agents/analysis/targets/target.ts';
import type { HostCommand } from '../command.ts';
import { writeCode } from '../project-folder.ts';
import { specOf } from '../strategy-spec.ts';

export const code: HostCommand = {
  name: 'code',
  summary: 'write a strategy as a project for a platform',
  options: [
    new Option('--strategy <file>', 'specification as JSON, or the id of a strategy of the desk').makeOptionMandatory(),
    new Option('--target <target>', 'platform').choices(Object.keys(targets)).makeOptionMandatory(),
    new Option('--out <folder>', 'folder for the files; made when it is missing').makeOptionMandatory(),
    new Option('--force', 'write into a folder that is not empty'),
  ],
  more: 'Example: quantai code --strategy dip.json --target backtrader --out dip-backtrader',
  async run(context, _parameters, { strategy, target, out, force }) {
    const spec = await specOf(context, String(strategy));
    if (!spec.ok) return spec;
    return writeCode(spec.value, targets[String(target)] as Target, String(out), force === true);
  },
};
