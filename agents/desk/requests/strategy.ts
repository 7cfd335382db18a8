/** Strategy requests: the dossier, its seal, and the person's yes or no. */
import { approve, reject, sealFor } from '../approvals.ts';
import { buildDossier } from '../dossier.ts';
import { defineHandlers } from '../handler.ts';

export const strategyHandlers = defineHandlers({
  'strategy.dossier': (services, { strategyId }) => buildDossier(services, strategyId),
  'strategy.seal': async (services, query) => sealFor(services, query),
  'strategy.approve': (services, query) => approve(services, query),
  'strategy.reject': (services, query) => reject(services, query),
});
