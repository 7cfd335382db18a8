/** The conventions that metrics share, as named parameters with empyrical's defaults. */

export const periodsPerYearParameter = {
  default: 252,
  description: 'periods in a year: 252 daily, 52 weekly, 12 monthly',
} as const;
export const riskFreeParameter = { default: 0, description: 'risk-free return per period' } as const;
export const requiredReturnParameter = { default: 0, description: 'required return per period' } as const;
export const ddofParameter = {
  default: 1,
  description: '1 divides by n - 1 (sample), 0 by n (population)',
} as const;
export const cutoffParameter = {
  default: 0.05,
  description: 'share of the worst periods, above 0 and below 1',
} as const;
