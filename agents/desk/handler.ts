/** What answers a request: a function per name, typed by the request map. */

import type { z } from 'zod';
import type { Refusal, Result } from '../../shared/core/result.ts';
import type { RequestAnswer, RequestName, requests } from '../../shared/desk-api/requests.ts';
import type { DeskServices } from './services.ts';

export type Handler<R extends RequestName> = (
  services: DeskServices,
  query: z.output<(typeof requests)[R]['query']>,
) => Promise<Result<RequestAnswer<R>, Refusal>>;

export type HandlerTable = { readonly [R in RequestName]?: Handler<R> };

/** Typing helper: keeps each handler's query and answer. */
export const defineHandlers = <T extends HandlerTable>(handlers: T): T => handlers;
