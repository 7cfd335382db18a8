/** Badges: a word in a tone, with a shape so that colour never speaks alone. */
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'critical' | 'up' | 'down';
const looks: Readonly<Record<Tone, string>> = {
  neutral: 'bg-hover text-muted border-line',
  accent: 'bg-accent-wash text-accent border-accent/25',
  good: 'bg-good-wash text-good border-good/25',
  warn: 'bg-warn-wash text-warn border-warn/30',
  critical: 'bg-critical-wash text-critical border-critical/30',
  up: 'bg-up-wash text-up border-up/25',
  down: 'bg-down-wash text-down border-down/25',
};

export function Badge(props: {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly title?: string | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <span
      title={props.title}
      className={classNames(
        'inline-flex h-[19px] items-center gap-1 rounded-[4px] border px-1.5 text-2xs font-medium whitespace-nowrap',
        looks[props.tone ?? 'neutral'],
        props.className,
      )}
    >
      {props.icon}
      {props.children}
    </span>
  );
}

/** A state as a shape: filled circle, half circle, triangle, square, ring. */
export function StateShape(props: {
  readonly tone: Tone;
  readonly shape: Shape;
  readonly size?: number;
  readonly live?: boolean;
}) {
  const size = props.size ?? 9;
  const colour = toneColour[props.tone];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 10 10"
      aria-hidden="true"
      className={classNames('shrink-0', props.live && 'breathe')}
    >
      {props.shape === 'disc' && <circle cx="5" cy="5" r="4.4" className={colour.fill} />}
      {props.shape === 'ring' && (
        <circle cx="5" cy="5" r="3.6" className={colour.stroke} fill="none" strokeWidth="1.6" />
      )}
      {props.shape === 'triangle' && <path d="M5 .6 9.7 9.3H.3z" className={colour.fill} />}
      {props.shape === 'square' && <rect x=".9" y=".9" width="8.2" height="8.2" rx="1.2" className={colour.fill} />}
      {props.shape === 'bars' && <path d="M1.6 1h2.6v8H1.6zM5.8 1h2.6v8H5.8z" className={colour.fill} />}
      {props.shape === 'cross' && (
        <path d="M1.6 1.6l6.8 6.8m0-6.8L1.6 8.4" className={colour.stroke} strokeWidth="2" strokeLinecap="round" />
      )}
    </svg>
  );
}
export type Shape = 'disc' | 'ring' | 'triangle' | 'square' | 'bars' | 'cross';

const toneColour: Readonly<Record<Tone, { fill: string; stroke: string }>> = {
  neutral: { fill: 'fill-faint', stroke: 'stroke-faint' },
  accent: { fill: 'fill-accent', stroke: 'stroke-accent' },
  good: { fill: 'fill-good', stroke: 'stroke-good' },
  warn: { fill: 'fill-warn', stroke: 'stroke-warn' },
  critical: { fill: 'fill-critical', stroke: 'stroke-critical' },
  up: { fill: 'fill-up', stroke: 'stroke-up' },
  down: { fill: 'fill-down', stroke: 'stroke-down' },
};
