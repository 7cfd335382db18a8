/** Gate check: paper and live never meet. */
import { defineCheck } from '../gate-check.ts';

export const environment = defineCheck({
  code: 'environment',
  purpose: 'Refuses an order made for another environment than the desk and the deployment it would go through.',
  appliesTo: 'every-order',
  refuse({ intent }, context) {
    if (intent.environment !== context.environment)
      return `An order for ${intent.environment} reached the ${context.environment} desk.`;
    if (context.deployment && context.deployment.environment !== intent.environment)
      return `The deployment runs in ${context.deployment.environment}, the order says ${intent.environment}.`;
    return undefined;
  },
});
