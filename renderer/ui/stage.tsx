/** The stage of a candidate and the verdict of a check, as a shape with a word. */
import { Ban, Check, CircleDashed, Clock3, FlaskConical, Hourglass, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Row } from '../../shared/desk-api/view.ts';
import { Badge, type Tone } from './badge.tsx';

type Stage = Row<'strategies'>['stage'];
const size = { size: 11, strokeWidth: 2.4, 'aria-hidden': true } as const;
const looks: Readonly<Record<Stage, { tone: Tone; label: string; icon: ReactNode }>> = {
  proposed: { tone: 'neutral', label: 'Proposed', icon: <CircleDashed {...size} /> },
  coded: { tone: 'neutral', label: 'Coded', icon: <CircleDashed {...size} /> },
  checked: { tone: 'neutral', label: 'Checked', icon: <CircleDashed {...size} /> },
  testing: { tone: 'accent', label: 'Testing', icon: <FlaskConical {...size} /> },
  tested: { tone: 'accent', label: 'Tested', icon: <FlaskConical {...size} /> },
  refused: { tone: 'neutral', label: 'Refused', icon: <Ban {...size} /> },
  'awaiting-approval': { tone: 'warn', label: 'Awaiting you', icon: <Hourglass {...size} /> },
  approved: { tone: 'good', label: 'Approved', icon: <Check {...size} /> },
  rejected: { tone: 'critical', label: 'Rejected', icon: <X {...size} /> },
  expired: { tone: 'neutral', label: 'Expired', icon: <Clock3 {...size} /> },
};
export const stageLabel = (stage: Stage): string => looks[stage].label;
export const stageOrder = Object.keys(looks) as Stage[];

export const StageBadge = (props: { readonly stage: Stage }) => {
  const look = looks[props.stage];
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {look.label}
    </Badge>
  );
};

export const Verdict = (props: { readonly passed: boolean }) =>
  props.passed ? (
    <span className="inline-flex items-center gap-1 text-xs font-medium text-good">
      <Check {...size} size={13} /> Passed
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-xs font-medium text-critical">
      <X {...size} size={13} /> Failed
    </span>
  );
