/** One check: its verdict, its evidence, what was measured against what, and the command that shows it again. */
import { askedBy, type Check, thresholdSense, verdictOf } from '../../dossier/check-groups.ts';
import { sentenceCase } from '../../format/words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { MeasureBar } from './measure-bar.tsx';
import { VerdictMark } from './verdict-mark.tsx';

export function CheckLine(props: { readonly check: Check; readonly command: string }) {
  const { check } = props;
  const verdict = verdictOf(check);
  const command = check.command ?? props.command;
  return (
    <li
      data-testid={`check-${check.check}`}
      data-verdict={verdict}
      className="grid grid-cols-[92px_minmax(0,1fr)_28px] items-start gap-x-3 gap-y-1 border-t border-line/60 py-2 first:border-t-0 md:grid-cols-[92px_168px_minmax(0,1fr)_28px] lg:grid-cols-[92px_168px_minmax(0,1fr)_176px_28px]"
    >
      <VerdictMark verdict={verdict} />
      <div className="min-w-0">
        <p className="truncate text-sm font-medium" title={check.check}>
          {sentenceCase(check.check).replace('sharpe', 'Sharpe')}
        </p>
        <p className="text-2xs text-faint">{askedBy(check.check) === 'D5' ? 'D5, before the test' : 'A6, the gate'}</p>
      </div>
      <p className="max-w-[76ch] text-xs leading-[1.15rem] text-pretty text-muted max-md:order-last max-md:col-span-2 max-md:col-start-2">
        {check.evidence}
      </p>
      <div className="hidden pt-1.5 lg:block">
        <MeasureBar
          value={check.value}
          threshold={check.threshold}
          verdict={verdict}
          sense={thresholdSense(check.check)}
        />
      </div>
      <CopyButton text={command} label={`Copy the command: ${command}`} testId={`check-command-${check.check}`} />
    </li>
  );
}
