/** `quantai approve`: the person's decision to let a strategy trade within limits, sealed by one hash. */
import { Option } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { dayMs } from '../../../shared/core/time.ts';
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import { withDesk } from '../ask.ts';
import { decimalNumber, type HostCommand, wholeNumber } from '../command.ts';
import { date, percent } from '../text/format.ts';

interface ApproveOptions {
  environment: 'paper' | 'live';
  account?: string;
  hash?: string;
  days?: number;
  capital?: number;
  maxPosition?: number;
  maxLeverage?: number;
  maxDailyLoss?: number;
  maxDrawdown?: number;
}

export const approve: HostCommand = {
  name: 'approve',
  parameters: '<strategy>',
  summary: 'approve a strategy for paper (or live) trading within limits',
  more: 'Shares are fractions: 0.1 is 10 %. Without limits those of the dossier hold; see quantai show.',
  options: [
    new Option('--environment <name>', 'where it may trade').choices(['paper', 'live']).default('paper'),
    new Option('--account <name>', 'for live: the account name, typed'),
    new Option('--hash <hash>', 'refuse unless this is the seal, as quantai show printed it'),
    wholeNumber('--days <n>', 'days until the approval expires', 1, 365),
    decimalNumber('--capital <amount>', 'capital in account currency', 1, 1e12),
    decimalNumber('--max-position <share>', 'largest share of the capital in one symbol', 0.001, 2),
    decimalNumber('--max-leverage <ratio>', 'gross exposure over capital', 0.01, 4),
    decimalNumber('--max-daily-loss <share>', 'daily loss at which it stops entering', 0.0001, 1),
    decimalNumber('--max-drawdown <share>', 'fall from the peak at which it is flattened', 0.0001, 1),
  ],
  run: (context, [id], given) =>
    withDesk(context, async ({ bridge }) => {
      const options = given as unknown as ApproveOptions;
      const strategyId = String(id);
      const dossier = await bridge.call('strategy.dossier', { strategyId });
      if (!dossier.ok) return dossier;
      const { seal } = dossier.value;
      if (seal === null)
        return refuse('gate-refused', 'The gate refused this strategy; there is no way to approve it.', {
          where: strategyId,
          fix: `read why: quantai show ${strategyId}`,
        });
      const limits: StrategyLimits = {
        capital: options.capital ?? seal.limits.capital,
        maxPositionShare: options.maxPosition ?? seal.limits.maxPositionShare,
        maxGrossLeverage: options.maxLeverage ?? seal.limits.maxGrossLeverage,
        maxDailyLossShare: options.maxDailyLoss ?? seal.limits.maxDailyLossShare,
        maxDrawdownShare: options.maxDrawdown ?? seal.limits.maxDrawdownShare,
      };
      const expiresAt = options.days === undefined ? seal.expiresAt : Date.now() + options.days * dayMs;
      const sealed = await bridge.call('strategy.seal', { strategyId, limits, expiresAt });
      if (!sealed.ok) return sealed;
      const { approvalHash } = sealed.value;
      if (options.hash !== undefined && options.hash !== approvalHash)
        return refuse('seal-differs', `The seal is ${approvalHash}, not the one given.`, {
          where: '--hash',
          fix: `read the dossier again: quantai show ${strategyId}`,
        });
      const approved = await bridge.call('strategy.approve', {
        strategyId,
        environment: options.environment,
        limits,
        expiresAt,
        approvalHash,
        ...(options.account === undefined ? {} : { accountName: options.account }),
      });
      if (!approved.ok) return approved;
      return {
        ok: true,
        value: {
          json: { strategyId, environment: options.environment, limits, expiresAt, ...approved.value },
          lines: [
            `Approved ${strategyId} for ${options.environment} trading until ${date(expiresAt)}.`,
            `Capital ${limits.capital}, one symbol up to ${percent(limits.maxPositionShare)}, leverage up to ${limits.maxGrossLeverage}, stops at ${percent(limits.maxDailyLossShare)} a day or ${percent(limits.maxDrawdownShare)} from the peak.`,
            `Seal ${approved.value.approvalHash}, deployment ${approved.value.deploymentId}.`,
          ],
        },
      };
    }),
};
