/** What was found in a file: each finding with its place, its reason and its cure. */
import { ShieldCheck } from 'lucide-react';
import type { SourceReport } from '../../../shared/desk-api/source-report.ts';
import { plural, sentenceCase } from '../../format/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Empty } from '../../ui/states.tsx';
import { VerdictMark } from './verdict-mark.tsx';

const kinds = { python: 'Python', typescript: 'TypeScript', specification: 'Specification' } as const;

export function FindingsList(props: {
  readonly report: SourceReport;
  readonly chosen: number | null;
  readonly onChoose: (line: number) => void;
}) {
  const { report } = props;
  const failed = report.findings.filter((f) => f.severity === 'fail').length;
  const warned = report.findings.length - failed;
  return (
    <div className="flex h-full flex-col" data-testid="file-report" data-passed={report.passed}>
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <VerdictMark verdict={failed > 0 ? 'fail' : warned > 0 ? 'warn' : 'pass'} />
        <span className="text-sm font-medium">
          {failed > 0
            ? `${plural(failed, 'finding')} ${failed === 1 ? 'blocks' : 'block'} it`
            : warned > 0
              ? 'Nothing blocks it'
              : 'Nothing was found'}
          {warned > 0 && `, ${plural(warned, 'warning')}`}
        </span>
        <Badge className="ml-auto">{kinds[report.kind]}</Badge>
        <span className="w-full text-2xs text-faint">
          {report.fileName}: {plural(report.lines, 'line')}, {plural(report.rules, 'rule')} asked. Read, not run: only a
          research run or the command line with data proves behaviour.
        </span>
      </header>
      {report.findings.length === 0 ? (
        <Empty
          icon={<ShieldCheck size={22} strokeWidth={1.5} className="text-good" />}
          title="No leak, no unsafe call, no missing stop"
          text="As far as it can be read. What it does on real bars is another question."
        />
      ) : (
        <ol className="min-h-0 flex-1 overflow-y-auto">
          {report.findings.map((f) => (
            <li key={`${f.rule}/${f.line}/${f.column}`} className="border-b border-line/60">
              <button
                type="button"
                data-testid={`finding-${f.rule}`}
                onClick={() => props.onChoose(f.line)}
                className={classNames(
                  'flex w-full flex-col gap-1 px-3 py-2 text-left hover:bg-hover/60',
                  props.chosen === f.line && 'bg-hover',
                )}
              >
                <span className="flex w-full items-center gap-2">
                  <VerdictMark verdict={f.severity} />
                  <b className="truncate text-sm font-medium">{sentenceCase(f.rule)}</b>
                  <span className="ml-auto text-2xs whitespace-nowrap text-faint tabular-nums">
                    line {f.line}, column {f.column}
                  </span>
                </span>
                <code className="w-full truncate rounded bg-ground px-1.5 py-0.5 font-mono text-[11px] text-ink">
                  {f.excerpt}
                </code>
                <span className="text-xs text-pretty text-muted">{f.reason}</span>
                <span className="text-xs text-pretty">
                  <span className="text-faint">To mend: </span>
                  {f.fix}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
