/** Cost `us-regulatory-fees`: what the SEC and FINRA take from sales of US shares, by the rates of the day. */
import { defineCost } from './cost-model.ts';

// Dates and rates of section 31 were looked up in notices of FINRA and the SEC (2008, 2014, 2016, 2019, 2020, 2021, 2025), the
// others and those of 2026 in published schedules that cite the SEC's advisories by number; the activity fee in FINRA's
// Regulatory Notices 11-27 and 12-06 and, from July 2012 on, in schedules that cite its Schedule A. They were not checked line
// by line against the SEC's and FINRA's own pages.

const from = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Section 31 fee: dollars per million dollars of sales, from the day each rate took effect. */
const sectionThirtyOne: readonly (readonly [number, number])[] = [
  [from('2007-03-17'), 15.3],
  [from('2008-01-25'), 11],
  [from('2008-04-01'), 5.6],
  [from('2009-04-10'), 25.7],
  [from('2010-01-15'), 12.7],
  [from('2010-04-01'), 16.9],
  [from('2011-01-21'), 19.2],
  [from('2012-02-21'), 18],
  [from('2012-04-01'), 22.4],
  [from('2013-05-25'), 17.4],
  [from('2014-03-18'), 22.1],
  [from('2015-02-14'), 18.4],
  [from('2016-02-16'), 21.8],
  [from('2017-07-04'), 23.1],
  [from('2018-05-22'), 13],
  [from('2019-04-16'), 20.7],
  [from('2020-02-18'), 22.1],
  [from('2021-02-25'), 5.1],
  [from('2022-05-14'), 22.9],
  [from('2023-02-27'), 8],
  [from('2024-05-22'), 27.8],
  [from('2025-05-14'), 0],
  [from('2026-04-04'), 20.6],
];
/** Trading Activity Fee: dollars per share sold, and the most per trade. */
const activity: readonly (readonly [number, number, number])[] = [
  [from('2004-11-01'), 0.000075, 3.75],
  [from('2011-07-01'), 0.00009, 4.5],
  [from('2012-03-01'), 0.000095, 4.75],
  [from('2012-07-01'), 0.000119, 5.95],
  [from('2022-01-01'), 0.00013, 6.49],
  [from('2023-01-01'), 0.000145, 7.27],
  [from('2024-01-01'), 0.000166, 8.3],
  [from('2026-01-01'), 0.000195, 9.79],
];

const inForce = <Row extends readonly [number, ...number[]]>(rows: readonly Row[], time: number): Row => {
  let at = rows.length - 1;
  while (at > 0 && rows[at] !== undefined && (rows[at] as Row)[0] > time) at--;
  return rows[at] as Row;
};

export const usRegulatoryFees = defineCost({
  name: 'us-regulatory-fees',
  description:
    'sales pay the SEC section 31 fee and the FINRA trading activity fee at the rates of the day, rounded up to the cent',
  source:
    'SEC fee rate advisories for fiscal years 2007 to 2026; FINRA By-Laws, Schedule A, section 1 (rates of 2004, 2011, 2012, 2022, 2023, 2024, 2026). Before the first date the oldest rate listed is used',
  parameters: {},
  fee: () => (quantity, notional, side, time) => {
    if (side > 0 || quantity === 0) return 0;
    const [, perMillion] = inForce(sectionThirtyOne, time);
    const [, rate, most] = inForce(activity, time);
    const up = (money: number): number => Math.ceil(money * 100 - 1e-9) / 100;
    return up((notional * perMillion) / 1e6) + Math.min(most, up(quantity * rate));
  },
});
