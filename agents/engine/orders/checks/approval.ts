/** Gate check: a person's sealed approval stands behind every entry outside a backtest. */
import { defineCheck } from '../gate-check.ts';

export const approval = defineCheck({
  code: 'approval',
  purpose: 'Refuses an order whose approval is missing, other than the one that was sealed, or expired.',
  appliesTo: 'every-order',
  refuse({ intent }, { deployment, environment, wallNow }) {
    if (environment === 'backtest') return undefined;
    if (intent.purpose === 'flatten' && intent.reduceOnly) return undefined;
    if (intent.approvalHash === null) return 'No approval covers this order.';
    if (!deployment || deployment.approvalHash === null) return 'The deployment carries no approval.';
    if (intent.approvalHash !== deployment.approvalHash)
      return `The order names approval ${intent.approvalHash.slice(0, 8)}, the deployment ${deployment.approvalHash.slice(0, 8)}.`;
    // An expired approval may still be wound down.
    if (intent.reduceOnly) return undefined;
    if (deployment.expiresAt === null) return 'The approval carries no expiry.';
    if (!(wallNow < deployment.expiresAt)) return 'The approval has expired: it must be given again.';
    return undefined;
  },
});
