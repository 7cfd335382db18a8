/** Ichimoku: conversion line. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { rangeMiddle } from './steps/channels.ts';

export const ichimokuConversion = defineIndicator({
  name: 'ichimoku_conversion',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 9, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => rangeMiddle(pick(p, 0)),
  description: 'Tenkan-sen: middle of the n-bar range (Hosoda).',
  phrase: 'the {0}-bar conversion line',
});
