/** Cost `us-regulatory-fees`: what the SEC and FINRA take from sales of US shares, by the rates of the day. */
import { defineCost } from './cost-model.ts';

const from = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Section 31 fee: dollars per million dollars of sales, from the day each rate took effect. */
const sectionThirtyOne: readonly (readonly [number, number])[] = [
  [Number.NEGATIVE_INFINITY, 21.8],
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
];
/** Trading Activity Fee: dollars per share sold, and the most per trade. */
const activity: readonly (readonly [number, number, number])[] = [
  [Number.NEGATIVE_INFINITY, 0.000119, 5.95],
  [from('2022-01-01'), 0.00013, 6.49],
  [from('2023-01-01'), 0.000145, 7.27],
  [from('2024-01-01'), 0.000166, 8.3],
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
    'SEC fee rate advisories for fiscal years 2016 to 2025; FINRA By-Laws, Schedule A, section 1 (rates of 2012, 2022, 2023, 2024). Before the first date the oldest rate listed is used',
  parameters: {},
  fee: () => (quantity, notional, side, time) => {
    if (side > 0 || quantity === 0) return 0;
    const [, perMillion] = inForce(sectionThirtyOne, time);
    const [, rate, most] = inForce(activity, time);
    const up = (money: number): number => Math.ceil(money * 100 - 1e-9) / 100;
    return up((notional * perMillion) / 1e6) + Math.min(most, up(quantity * rate));
  },
});
