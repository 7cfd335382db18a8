/** A verdict as a shape with a word: passed, warning, failed, does not apply. */
import { Check, Minus, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CheckVerdict } from '../../dossier/check-groups.ts';
import { classNames } from '../../ui/class-names.ts';

const size = { size: 13, strokeWidth: 2.4, 'aria-hidden': true } as const;
export const verdictLooks: Readonly<Record<CheckVerdict, { label: string; colour: string; icon: ReactNode }>> = {
  pass: { label: 'Passed', colour: 'text-good', icon: <Check {...size} /> },
  warn: { label: 'Warning', colour: 'text-warn', icon: <TriangleAlert {...size} /> },
  fail: { label: 'Failed', colour: 'text-critical', icon: <X {...size} /> },
  'not-applicable': { label: 'Not asked', colour: 'text-faint', icon: <Minus {...size} /> },
};

export const VerdictMark = (props: { readonly verdict: CheckVerdict }) => {
  const look = verdictLooks[props.verdict];
  return (
    <span
      className={classNames(
        'inline-flex h-[18px] items-center gap-1.5 text-xs font-medium whitespace-nowrap',
        look.colour,
      )}
    >
      {look.icon} {look.label}
    </span>
  );
};
