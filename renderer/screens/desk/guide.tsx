/** The five minutes: what a newcomer does first, ticked off by what the desk has seen. */
import { Check, ChevronRight, X } from 'lucide-react';
import { useMemo } from 'react';
import { ResearchButton } from '../../controls/research-button.tsx';
import { useDeskList } from '../../state/context.tsx';
import { setPreference, usePreference } from '../../state/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';

const steps = [
  {
    title: 'A market',
    text: 'The bundled market is loaded; it is synthetic and says so. Or drop in your own CSV.',
    href: '#/data',
  },
  { title: 'Research', text: 'Sixteen agents propose, code, check and test strategies.', href: '#/agents' },
  { title: 'Read', text: 'Open the dossier of one that passed the gate.', href: '#/approvals' },
  { title: 'Approve for paper', text: 'Read its sections, set its limits, then decide.', href: '#/approvals' },
  { title: 'Replay', text: 'The market plays bar by bar; your strategy trades it.', href: '#/chart' },
  { title: 'Stop it all', text: 'Pull the kill switch and read how long it took.', href: '' },
] as const;

/** Which of the six steps are done, read off the desk's own rows. */
function useDone(): boolean[] {
  return useDeskList(({ view }) => {
    const strategies = Object.values(view.strategies);
    const decided = Object.values(view.decisions);
    const gated = strategies.some(
      (s) => s.stage === 'awaiting-approval' || s.stage === 'approved' || s.stage === 'rejected',
    );
    return [
      Object.keys(view.datasets).length > 0,
      Object.values(view.runs).some((r) => r.accepted > 0 || r.status === 'complete') || gated,
      decided.length > 0,
      decided.some((d) => d.decision === 'approve'),
      Object.keys(view.replays).length > 0,
      (view.status.desk?.killReport ?? null) !== null,
    ];
  });
}

/** The whole story, in the empty desk's middle. */
export function GuidePanel() {
  const done = useDone();
  const next = done.indexOf(false);
  return (
    <section
      aria-label="Your first five minutes"
      className="flex shrink-0 flex-col items-center rounded-lg border border-line bg-panel px-8 py-8"
    >
      <h2 className="text-[19px] leading-7 font-semibold tracking-[-0.012em]">
        Sixteen agents bring you proven strategies. Nothing trades that you have not approved.
      </h2>
      <p className="mt-1 text-sm text-muted">Your first five minutes, with no key, no account and no network:</p>
      <ol className="mt-6 grid w-full max-w-[1120px] grid-cols-6 gap-3 max-[1100px]:grid-cols-3">
        {steps.map((step, i) => (
          <li
            key={step.title}
            aria-current={i === next ? 'step' : undefined}
            className={classNames(
              'relative flex flex-col gap-1 rounded-lg border p-3',
              i === next ? 'border-accent/60 bg-accent-wash' : 'border-line bg-raised',
            )}
          >
            <StepMark done={done[i] === true} number={i + 1} on={i === next} />
            <span className="mt-1 text-sm font-semibold">{step.title}</span>
            <span className="text-xs text-pretty text-muted">{step.text}</span>
          </li>
        ))}
      </ol>
      <div className="mt-6 flex items-center gap-3">
        <ResearchButton />
        <a href="#/data" className="inline-flex items-center gap-1 rounded text-sm text-accent hover:underline">
          Use my own CSV <ChevronRight size={14} aria-hidden="true" />
        </a>
      </div>
    </section>
  );
}

/** The same story as one line, until it is done or put away. */
export function GuideStrip() {
  const done = useDone();
  const dismissed = usePreference((p) => p.guideDismissed);
  const next = useMemo(() => done.indexOf(false), [done]);
  if (dismissed || next === -1) return null;
  return (
    <nav
      aria-label="Your first five minutes"
      className="flex h-9 shrink-0 items-center gap-1 rounded-lg border border-line bg-panel pr-1.5 pl-3"
    >
      <span className="label mr-2 whitespace-nowrap">First five minutes</span>
      {steps.map((step, i) => {
        const body = (
          <>
            <StepMark done={done[i] === true} number={i + 1} on={i === next} small />
            {step.title}
          </>
        );
        const look = classNames(
          'flex items-center gap-1.5 rounded px-2 py-1 text-xs whitespace-nowrap',
          i === next ? 'bg-accent-wash font-semibold text-ink' : 'text-muted',
        );
        return step.href === '' ? (
          <button
            key={step.title}
            type="button"
            title={step.text}
            onClick={() => dispatchEvent(new Event('quantai:kill-open'))}
            className={look}
          >
            {body}
          </button>
        ) : (
          <a key={step.title} href={step.href} title={step.text} className={classNames(look, 'hover:text-ink')}>
            {body}
          </a>
        );
      })}
      <Button
        variant="ghost"
        size="sm"
        className="ml-auto"
        aria-label="Put the guide away"
        icon={<X size={13} />}
        onClick={() => setPreference({ guideDismissed: true })}
      />
    </nav>
  );
}

function StepMark(props: { done: boolean; number: number; on: boolean; small?: boolean }) {
  return (
    <span
      className={classNames(
        'flex items-center justify-center rounded-full text-2xs font-semibold',
        props.small ? 'size-4' : 'size-5',
        props.done ? 'bg-good-wash text-good' : props.on ? 'bg-accent-fill text-white' : 'bg-hover text-muted',
      )}
    >
      {props.done ? <Check size={11} strokeWidth={3} aria-label="done" /> : props.number}
    </span>
  );
}
