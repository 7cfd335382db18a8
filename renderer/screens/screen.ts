/** What a screen is: a route, a name, a key after `g`, and a component. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

export interface ScreenProps {
  /** What stands after the screen's name in the address, e.g. a strategy id; empty when nothing does. */
  readonly argument: string;
  readonly query: Readonly<Record<string, string>>;
}

export interface Screen {
  readonly id: string;
  readonly title: string;
  /** One line for the palette and the help. */
  readonly purpose: string;
  /** The letter that follows `g`. */
  readonly key: string;
  readonly icon: LucideIcon;
  readonly component: ComponentType<ScreenProps>;
}
