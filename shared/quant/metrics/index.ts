/** The registry of metrics, in the order of a report. */

import { activeReturn } from './active-return.ts';
import { adjustedSortino } from './adjusted-sortino.ts';
import { alpha } from './alpha.ts';
import { annualReturnMetric } from './annual-return.ts';
import { annualVolatilityMetric } from './annual-volatility.ts';
import { averageDrawdown } from './average-drawdown.ts';
import { averageDrawdownDuration } from './average-drawdown-duration.ts';
import { averageLoss } from './average-loss.ts';
import { averageWin } from './average-win.ts';
import { battingAverage } from './batting-average.ts';
import { bestPeriod } from './best-period.ts';
import { beta } from './beta.ts';
import { calmar } from './calmar.ts';
import { capture } from './capture.ts';
import { commonSenseRatio } from './common-sense-ratio.ts';
import { conditionalValueAtRiskMetric } from './conditional-value-at-risk.ts';
import { consecutiveLosses } from './consecutive-losses.ts';
import { consecutiveWins } from './consecutive-wins.ts';
import { cornishFisherExpectedShortfall } from './cornish-fisher-expected-shortfall.ts';
import { cornishFisherValueAtRisk } from './cornish-fisher-value-at-risk.ts';
import { correlationMetric } from './correlation.ts';
import { cpcIndex } from './cpc-index.ts';
import type { Metric } from './define.ts';
import { downAlpha } from './down-alpha.ts';
import { downBattingAverage } from './down-batting-average.ts';
import { downBeta } from './down-beta.ts';
import { downCapture } from './down-capture.ts';
import { downsideRiskMetric } from './downside-risk.ts';
import { excessKurtosis } from './excess-kurtosis.ts';
import { expectancy } from './expectancy.ts';
import { exposure } from './exposure.ts';
import { gainToPain } from './gain-to-pain.ts';
import { gaussianExpectedShortfall } from './gaussian-expected-shortfall.ts';
import { gaussianValueAtRisk } from './gaussian-value-at-risk.ts';
import { geometricMean } from './geometric-mean.ts';
import { informationRatio } from './information-ratio.ts';
import { kelly } from './kelly.ts';
import { maxDrawdownMetric } from './max-drawdown.ts';
import { maxDrawdownDuration } from './max-drawdown-duration.ts';
import { maximumAdverseExcursion } from './maximum-adverse-excursion.ts';
import { maximumFavourableExcursion } from './maximum-favourable-excursion.ts';
import { meanReturn } from './mean-return.ts';
import { omega } from './omega.ts';
import { outlierLossRatio } from './outlier-loss-ratio.ts';
import { outlierWinRatio } from './outlier-win-ratio.ts';
import { payoffRatio } from './payoff-ratio.ts';
import { probabilisticSharpeMetric } from './probabilistic-sharpe.ts';
import { profitFactor } from './profit-factor.ts';
import { profitRatio } from './profit-ratio.ts';
import { rSquared } from './r-squared.ts';
import { recoveryFactor } from './recovery-factor.ts';
import { returnOnExposure } from './return-on-exposure.ts';
import { riskOfRuin } from './risk-of-ruin.ts';
import { riskReturnRatio } from './risk-return-ratio.ts';
import { serenityIndex } from './serenity-index.ts';
import { sharpe } from './sharpe.ts';
import { skewnessMetric } from './skewness.ts';
import { smartSharpe } from './smart-sharpe.ts';
import { smartSortino } from './smart-sortino.ts';
import { sortino } from './sortino.ts';
import { stability } from './stability.ts';
import { systemQualityNumber } from './system-quality-number.ts';
import { tailRatio } from './tail-ratio.ts';
import { totalReturnMetric } from './total-return.ts';
import { trackingError } from './tracking-error.ts';
import { tradePayoff } from './trade-payoff.ts';
import { tradeProfitFactor } from './trade-profit-factor.ts';
import { tradeWinRate } from './trade-win-rate.ts';
import { treynor } from './treynor.ts';
import { turnover } from './turnover.ts';
import { ulcerIndex } from './ulcer-index.ts';
import { ulcerPerformanceIndex } from './ulcer-performance-index.ts';
import { upAlpha } from './up-alpha.ts';
import { upBattingAverage } from './up-batting-average.ts';
import { upBeta } from './up-beta.ts';
import { upCapture } from './up-capture.ts';
import { upDownCapture } from './up-down-capture.ts';
import { valueAtRiskMetric } from './value-at-risk.ts';
import { winRate } from './win-rate.ts';
import { worstPeriod } from './worst-period.ts';

export const metrics: readonly Metric[] = [
  totalReturnMetric,
  annualReturnMetric,
  meanReturn,
  geometricMean,
  bestPeriod,
  worstPeriod,
  winRate,
  averageWin,
  averageLoss,
  consecutiveWins,
  consecutiveLosses,
  exposure,
  annualVolatilityMetric,
  downsideRiskMetric,
  maxDrawdownMetric,
  maxDrawdownDuration,
  averageDrawdown,
  averageDrawdownDuration,
  ulcerIndex,
  valueAtRiskMetric,
  conditionalValueAtRiskMetric,
  gaussianValueAtRisk,
  gaussianExpectedShortfall,
  cornishFisherValueAtRisk,
  cornishFisherExpectedShortfall,
  skewnessMetric,
  excessKurtosis,
  tailRatio,
  outlierWinRatio,
  outlierLossRatio,
  stability,
  sharpe,
  smartSharpe,
  probabilisticSharpeMetric,
  sortino,
  smartSortino,
  adjustedSortino,
  calmar,
  omega,
  gainToPain,
  profitFactor,
  profitRatio,
  payoffRatio,
  kelly,
  cpcIndex,
  commonSenseRatio,
  recoveryFactor,
  ulcerPerformanceIndex,
  serenityIndex,
  riskReturnRatio,
  returnOnExposure,
  riskOfRuin,
  alpha,
  beta,
  upAlpha,
  upBeta,
  upCapture,
  upBattingAverage,
  downAlpha,
  downBeta,
  downCapture,
  downBattingAverage,
  battingAverage,
  capture,
  upDownCapture,
  activeReturn,
  trackingError,
  informationRatio,
  treynor,
  rSquared,
  correlationMetric,
  expectancy,
  systemQualityNumber,
  tradeWinRate,
  tradeProfitFactor,
  tradePayoff,
  maximumAdverseExcursion,
  maximumFavourableExcursion,
  turnover,
];
