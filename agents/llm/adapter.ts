/** What every provider of models implements: one question in, one text out, with the tokens it took. */
import type { Refusal, Result } from '../../shared/core/result.ts';

/** JSON Schema (draft 2020-12) of the wanted answer, made from the asking agent's zod schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface AdapterQuestion {
  /** Instructions, with the schema and the rules on untrusted text already in them. */
  readonly system: string;
  /** The facts as JSON text: cleaned, scanned for secrets, data only. */
  readonly facts: string;
  readonly jsonSchema: JsonSchema;
  readonly model: string;
  readonly maxOutputTokens: number;
  /** Sent where the provider knows seeds. */
  readonly seed: number;
  /** An earlier reply that was refused, and why: the model is asked to mend it. */
  readonly repair?: { readonly reply: string; readonly complaint: string };
  readonly signal: AbortSignal;
}

/** Tokens the provider bills, cached and hidden ones included. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface AdapterReply extends TokenUsage {
  readonly text: string;
  /** The model that answered, as the provider names it. */
  readonly model: string;
}

/** Why there is no reply, and what was billed all the same; `unknown` when the provider may have answered unheard. */
export interface AdapterRefusal extends Refusal {
  readonly usage: TokenUsage | 'unknown';
}

export interface Adapter {
  readonly id: string;
  /** For people, e.g. in a refusal. */
  readonly name: string;
  /** Never rejects: what the provider refuses comes back as a sentence. */
  ask(question: AdapterQuestion): Promise<Result<AdapterReply, AdapterRefusal>>;
}

/** How an adapter is reached: always said outright, so that no environment variable can redirect a key. */
export interface AdapterConnection {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** A provider as the registry lists it. */
export interface AdapterDefinition {
  readonly id: string;
  readonly name: string;
  readonly baseUrl: string;
  /** Name of its key in the store of secrets. */
  readonly keyName: string;
  connect(connection: AdapterConnection): Adapter;
}
