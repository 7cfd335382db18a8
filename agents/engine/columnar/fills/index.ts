/** The registry of fill models. */
import { best } from './best.ts';
import type { FillModel } from './fill-model.ts';
import { inBarSlippage } from './in-bar-slippage.ts';
import { nextOpen } from './next-open.ts';
import { path } from './path.ts';
import { sameClose } from './same-close.ts';
import { spreadCrossing } from './spread-crossing.ts';
import { volumeShare } from './volume-share.ts';
import { worst } from './worst.ts';

export const fillModels: readonly FillModel[] = [
  nextOpen,
  sameClose,
  worst,
  best,
  path,
  spreadCrossing,
  volumeShare,
  inBarSlippage,
];
