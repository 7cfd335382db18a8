/** Hash routes: `#/strategy/st-1?tab=code` as a screen, an argument and a query. */
import { useSyncExternalStore } from 'react';

export interface Route {
  readonly screen: string;
  readonly argument: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Reads a location hash; anything unreadable is the home screen. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen = '', ...rest] = path.split('/');
  let argument = rest.join('/');
  try {
    argument = decodeURIComponent(argument);
  } catch {
    argument = '';
  }
  return { screen: screen || 'desk', argument, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The hash of a route: what links point at. */
export function routeHash(screen: string, argument = '', query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${screen}${argument ? `/${encodeURIComponent(argument)}` : ''}${search ? `?${search}` : ''}`;
}

export const navigate = (screen: string, argument = '', query: Readonly<Record<string, string>> = {}): void => {
  location.hash = routeHash(screen, argument, query);
};

let heldHash = '';
let heldRoute = parseRoute('');
const current = (): Route => {
  if (location.hash !== heldHash) {
    heldHash = location.hash;
    heldRoute = parseRoute(heldHash);
  }
  return heldRoute;
};
const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};
export const useRoute = (): Route => useSyncExternalStore(subscribe, current);
