/** Sends a decision's orders through the order desk: the entry with its protection, or nothing of it. */
import { clientOrderIdOf } from '../../engine/orders/client-order-id.ts';
import type { Decision } from '../../engine/strategy-runner.ts';
import { intentOf, legsOf } from '../../engine/strategy-runner-orders.ts';
import type { OrderDeskPort, StandingDeployment } from '../../kernel/order-ports.ts';

/** Resolves when every leg was answered. The session is part of the ids: the same day replayed again is another decision. */
export async function sendDecision(
  orders: OrderDeskPort,
  deployment: StandingDeployment,
  sessionKey: string,
  decision: Decision,
): Promise<void> {
  const { deploymentId, strategyId, environment, approvalHash } = deployment;
  let parent: string | undefined;
  for (const leg of legsOf(decision)) {
    const clientOrderId = clientOrderIdOf({
      deploymentId,
      decidedAt: decision.decidedAt,
      symbol: decision.symbol,
      leg: `${sessionKey}/${leg.purpose}`,
      attempt: 0,
    });
    const intent = intentOf(leg, decision, { deploymentId, strategyId, environment, approvalHash }, clientOrderId);
    const plan = leg.isChild && parent !== undefined ? { parentOrderId: parent, ocoGroup: parent } : {};
    const placed = await orders.place(intent, { by: 'D3', ...plan });
    const sent = placed.placed && placed.order.status !== 'rejected';
    if (!sent) {
      // An entry whose protection was turned down is not entered.
      if (leg.isChild && parent !== undefined) await orders.cancel(parent, 'its protection was refused');
      return;
    }
    if (!leg.isChild) parent = clientOrderId;
  }
}
