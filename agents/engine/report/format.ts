/** Numbers and dates as a reader expects them; what is undefined is a dash. */
import { isoDate } from '../../../shared/core/time.ts';

const dash = '–';
const minus = '−';
const signed = (text: string): string => text.replace('-', minus);
const group = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ' ');

export const percent = (share: number | null, places = 1): string =>
  share === null ? dash : `${signed((share * 100).toFixed(places))} %`;
export const ratio = (value: number | null, places = 2): string =>
  value === null ? dash : signed(value.toFixed(places));
export const amount = (value: number | null): string =>
  value === null ? dash : group(signed(Math.round(value).toFixed(0)));
export const price = (value: number): string => value.toFixed(value < 10 ? 4 : 2);
/** Whole numbers as they are, means of them to a tenth. */
export const count = (value: number): string => {
  const [whole = '', tenth] = value.toFixed(Number.isInteger(value) ? 0 : 1).split('.');
  return signed(group(whole)) + (tenth === undefined ? '' : `.${tenth}`);
};
export const date = (time: number): string => isoDate(time);
/** `+` in front of gains, so that no one has to tell colours apart. */
export const change = (share: number | null, places = 1): string =>
  share === null ? dash : `${share > 0 ? '+' : ''}${percent(share, places)}`;
