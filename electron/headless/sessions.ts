/** Who may come in: one-time tickets for a browser, its session cookie, and the token the command line reads from desk.json. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ticketCap = 32;
const sessionCap = 32;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Equal without telling by its time how much was equal. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export const newSecret = (): string => randomBytes(32).toString('base64url');

export interface Sessions {
  /** The command line's token; stands in desk.json, readable by the owner only. */
  readonly commandToken: string;
  /** A new ticket for one entrance. */
  ticket(): string;
  /** Exchanges a ticket for a session; undefined when it is unknown or was used. */
  enter(ticket: string): string | undefined;
  isSession(cookieHeader: string | undefined): boolean;
  isCommand(authorization: string | undefined): boolean;
  /** The `Set-Cookie` value of a session. */
  cookie(session: string): string;
}

/**
 * @param cookieName differs by port, since cookies of one address are shared by its ports.
 * @param development a fixed session that also serves as a ticket any number of times: hot reload restarts the host.
 */
export function createSessions(cookieName: () => string, development?: string): Sessions {
  const commandToken = newSecret();
  const tickets: string[] = [];
  const sessions: string[] = development === undefined ? [] : [development];
  const keep = (list: string[], entry: string, cap: number): string => {
    list.push(entry);
    if (list.length > cap) list.shift();
    return entry;
  };
  return {
    commandToken,
    ticket: () => development ?? keep(tickets, newSecret(), ticketCap),
    enter(ticket) {
      if (development !== undefined && sameSecret(ticket, development)) return development;
      const index = tickets.findIndex((known) => sameSecret(known, ticket));
      if (index < 0) return undefined;
      tickets.splice(index, 1);
      return keep(sessions, newSecret(), sessionCap);
    },
    isSession(cookieHeader) {
      const prefix = `${cookieName()}=`;
      const cookie = (cookieHeader ?? '')
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(prefix));
      if (cookie === undefined) return false;
      const value = cookie.slice(prefix.length);
      return sessions.some((session) => sameSecret(session, value));
    },
    isCommand: (authorization) =>
      authorization?.startsWith('Bearer ') === true && sameSecret(authorization.slice('Bearer '.length), commandToken),
    cookie: (session) => `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  };
}
