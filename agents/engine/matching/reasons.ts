/** Why an order filled or ended: a number in the core, a sentence for people. */

export const reasons = {
  marketAtOpen: 1,
  openThroughLimit: 2,
  restOfStop: 3,
  openGappedStop: 4,
  stopLimitAtOpen: 5,
  afterParent: 6,
  throughLimitWhenLive: 7,
  limitTouched: 8,
  stopPassed: 9,
  stopTouched: 10,
  stopWithinLimit: 11,
  closeProvedLimit: 12,
  trailPassedBeforeClose: 13,
  marketAtClose: 14,
  closeThroughLimit: 15,
  parentEnded: 20,
  positionClosed: 21,
  groupFilled: 22,
  nothingToReduce: 23,
  opgMissed: 24,
  iocMissed: 25,
  clsMissed: 26,
  sessionOver: 27,
  noBuyingPower: 28,
  dateOver: 29,
  asked: 30,
} as const;

/** The sentence of a reason; `level` is the price it speaks of. */
export function reasonText(reason: number, level: number): string {
  switch (reason) {
    case reasons.marketAtOpen:
      return 'market at the open';
    case reasons.openThroughLimit:
      return `the open was at or through the limit ${level}`;
    case reasons.restOfStop:
      return 'rest of a triggered stop at the open';
    case reasons.openGappedStop:
      return `the open gapped the stop ${level}`;
    case reasons.stopLimitAtOpen:
      return `stop reached, the open was at or through the limit ${level}`;
    case reasons.afterParent:
      return 'market after its parent';
    case reasons.throughLimitWhenLive:
      return `already through the limit ${level} when it became live`;
    case reasons.limitTouched:
      return `limit ${level} was touched`;
    case reasons.stopPassed:
      return `stop ${level} was passed`;
    case reasons.stopTouched:
      return `stop ${level} was touched`;
    case reasons.stopWithinLimit:
      return `stop ${level} was touched within its limit`;
    case reasons.closeProvedLimit:
      return `stop reached, the close was through the limit ${level}`;
    case reasons.trailPassedBeforeClose:
      return `trailing stop ${level} was passed before the close`;
    case reasons.marketAtClose:
      return 'market at the close';
    case reasons.closeThroughLimit:
      return `the close was at or through the limit ${level}`;
    case reasons.parentEnded:
      return 'its parent ended without a fill';
    case reasons.positionClosed:
      return 'the position is closed';
    case reasons.groupFilled:
      return 'another order of its group filled';
    case reasons.nothingToReduce:
      return 'there is no position to reduce';
    case reasons.opgMissed:
      return 'opg: not (completely) filled at the open';
    case reasons.iocMissed:
      return 'ioc: not (completely) filled at the open';
    case reasons.clsMissed:
      return 'cls: not (completely) filled at the close';
    case reasons.sessionOver:
      return 'the session it was good for is over';
    case reasons.noBuyingPower:
      return 'not enough buying power at the fill';
    case reasons.dateOver:
      return 'the date it was good till is over';
    default:
      return 'asked for';
  }
}
