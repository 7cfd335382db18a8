/** Gate check: only an active deployment enters; a draining or stopped one may only shrink. */
import { defineCheck } from '../gate-check.ts';

export const deploymentState = defineCheck({
  code: 'deployment-state',
  purpose: 'Refuses entries of a deployment that is not active.',
  appliesTo: 'entries',
  refuse({ intent }, { deployment }) {
    if (!deployment) return `No deployment ${intent.deploymentId} is known to the desk.`;
    if (deployment.status !== 'active') return `The deployment is ${deployment.status}: it may only close positions.`;
    return undefined;
  },
});
