/** The journal's contract: every message is captured before a handler sees it, and can be read back in order. */
import type { Message } from '../../shared/bus/messages.ts';

export interface JournalQuery {
  readonly fromSequence?: number;
  readonly correlationId?: string;
  readonly topic?: string;
  readonly limit?: number;
}

export interface DeadLetter {
  readonly sequence: number;
  readonly agentId: string;
  readonly error: string;
  readonly attempts: number;
  readonly at: number;
}

export interface Journal {
  /** Highest sequence on disk when the journal was opened; the bus numbers on from there. */
  readonly lastSequence: number;
  /** Captures a message. The promise resolves when it is on disk (durable topics: synced; others: in the next group commit). Order of calls is order on disk. */
  append(message: Message, durable: boolean): Promise<void>;
  /** Marks every message up to here as handled by an agent; after a restart only later ones are delivered again. */
  acknowledge(agentId: string, sequence: number): void;
  acknowledged(agentId: string): number;
  deadLetter(letter: DeadLetter): void;
  deadLetters(limit: number): DeadLetter[];
  read(query: JournalQuery): Message[];
  /** Waits until everything appended so far is on disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
