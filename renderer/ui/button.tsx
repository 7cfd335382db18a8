/** Buttons: one look per weight of decision. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'warn';
const looks: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent-fill text-white border-transparent hover:brightness-110',
  secondary: 'bg-raised text-ink border-line-strong hover:bg-hover',
  ghost: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-critical-fill text-white border-transparent hover:brightness-110',
  warn: 'bg-warn-wash text-warn border-warn/50 hover:brightness-110',
};

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: ButtonVariant;
  readonly size?: 'sm' | 'md';
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  busy = false,
  className,
  children,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-[5px] border font-medium whitespace-nowrap',
        'transition-colors disabled:opacity-45 disabled:hover:brightness-100',
        size === 'sm' ? 'h-6 px-2 text-xs' : 'h-[30px] px-3 text-sm',
        children === undefined && (size === 'sm' ? '!w-6 !px-0' : '!w-[30px] !px-0'),
        looks[variant],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  );
}
