/** The rules over sources in the order they are told. Adding one: a file and a line here. */
import type { SourceRule } from '../rule.ts';
import { backFill } from './back-fill.ts';
import { centredWindow } from './centred-window.ts';
import { closeForOpen } from './close-for-open.ts';
import { deadRule } from './dead-rule.ts';
import { filingDate } from './filing-date.ts';
import { forbiddenImport } from './forbidden-import.ts';
import { forwardBackwardFilter } from './forward-backward-filter.ts';
import { fullSampleFeatures } from './full-sample-features.ts';
import { fullSampleRange } from './full-sample-range.ts';
import { fullSampleRegression } from './full-sample-regression.ts';
import { fullSampleScale } from './full-sample-scale.ts';
import { futureAdjustment } from './future-adjustment.ts';
import { interpolation } from './interpolation.ts';
import { lookAlikeName } from './look-alike-name.ts';
import { luckyBarOrder } from './lucky-bar-order.ts';
import { magicNumber } from './magic-number.ts';
import { missingSize } from './missing-size.ts';
import { missingStop } from './missing-stop.ts';
import { negativeShift } from './negative-shift.ts';
import { newsEditTime } from './news-edit-time.ts';
import { overlappingLabels } from './overlapping-labels.ts';
import { peakFinder } from './peak-finder.ts';
import { resampleLabels } from './resample-labels.ts';
import { restatedFundamentals } from './restated-fundamentals.ts';
import { signalPriceFill } from './signal-price-fill.ts';
import { survivorsOnly } from './survivors-only.ts';
import { timeZoneDay } from './time-zone-day.ts';
import { todaysMembers } from './todays-members.ts';
import { tunedOnTest } from './tuned-on-test.ts';
import { unboundedLeverage } from './unbounded-leverage.ts';
import { unfinishedHigherBar } from './unfinished-higher-bar.ts';
import { unfinishedVolume } from './unfinished-volume.ts';
import { unitError } from './unit-error.ts';
import { unsafeCode } from './unsafe-code.ts';
import { unseededRandom } from './unseeded-random.ts';
import { wallClock } from './wall-clock.ts';

export const sourceRules: readonly SourceRule[] = [
  forbiddenImport,
  unsafeCode,
  lookAlikeName,
  negativeShift,
  centredWindow,
  fullSampleScale,
  fullSampleRange,
  fullSampleFeatures,
  backFill,
  interpolation,
  peakFinder,
  forwardBackwardFilter,
  fullSampleRegression,
  unfinishedHigherBar,
  resampleLabels,
  closeForOpen,
  signalPriceFill,
  luckyBarOrder,
  unfinishedVolume,
  futureAdjustment,
  restatedFundamentals,
  filingDate,
  timeZoneDay,
  todaysMembers,
  survivorsOnly,
  overlappingLabels,
  tunedOnTest,
  newsEditTime,
  wallClock,
  unseededRandom,
  missingStop,
  missingSize,
  magicNumber,
  deadRule,
  unitError,
  unboundedLeverage,
];
