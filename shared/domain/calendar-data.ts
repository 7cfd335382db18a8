/** Days on which US equities broke the rules of their calendar: closures and half days that no rule predicts. */

/** Unscheduled closures, by date: storms, mourning, terror. */
export const unscheduledClosures: readonly string[] = [
  '1994-04-27',
  '2001-09-11',
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11',
  '2007-01-02',
  '2012-10-29',
  '2012-10-30',
  '2018-12-05',
  '2025-01-09',
];

/** Half days outside the rules. */
export const unscheduledHalfDays: readonly string[] = ['2002-07-05', '2003-12-26'];

/** Days the half-day rules name but on which the session was full. */
export const fullDaysDespiteRule: readonly string[] = ['2002-07-03'];
