/** Registry: who answers which request. Every name of shared/desk-api/requests.ts has exactly one handler. */
import type { RequestName } from '../../../shared/desk-api/requests.ts';
import type { Handler } from '../handler.ts';
import { chartHandlers } from './chart.ts';
import { controlHandlers } from './control.ts';
import { datasetHandlers } from './datasets.ts';
import { journalHandlers } from './journal.ts';
import { keyHandlers } from './keys.ts';
import { labHandlers } from './lab.ts';
import { researchHandlers } from './research.ts';
import { strategyHandlers } from './strategy.ts';
import { tradingHandlers } from './trading.ts';
import { validationHandlers } from './validation.ts';

export const handlers: { readonly [R in RequestName]: Handler<R> } = {
  ...chartHandlers,
  ...datasetHandlers,
  ...researchHandlers,
  ...strategyHandlers,
  ...labHandlers,
  ...validationHandlers,
  ...tradingHandlers,
  ...controlHandlers,
  ...keyHandlers,
  ...journalHandlers,
};
