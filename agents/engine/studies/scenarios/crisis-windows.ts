/** Named stretches of market history with their dates, as LEAN's report lists them; quiet and rising ones are there to compare with. */

export interface CrisisWindow {
  readonly name: string;
  /** First and last day, `2008-01-31`. */
  readonly from: string;
  readonly to: string;
}

export const crisisWindows: readonly CrisisWindow[] = [
  { name: 'Dot-com bubble', from: '2000-02-26', to: '2000-09-10' },
  { name: 'September 11 attacks', from: '2001-09-05', to: '2001-10-10' },
  { name: 'US housing bubble', from: '2003-01-01', to: '2003-02-20' },
  { name: 'Global financial crisis', from: '2007-10-01', to: '2011-12-01' },
  { name: 'Recovery', from: '2010-01-01', to: '2012-10-01' },
  { name: 'Flash crash', from: '2010-05-01', to: '2010-05-22' },
  { name: 'Fukushima', from: '2011-03-01', to: '2011-04-22' },
  { name: 'US downgrade, European debt', from: '2011-08-05', to: '2011-09-01' },
  { name: 'ECB rate event', from: '2012-09-05', to: '2012-10-12' },
  { name: 'European debt crisis', from: '2014-10-01', to: '2014-10-29' },
  { name: 'New normal', from: '2014-01-01', to: '2019-01-01' },
  { name: 'Market sell-off', from: '2015-08-10', to: '2015-10-10' },
  { name: 'COVID-19', from: '2020-02-10', to: '2020-09-20' },
  { name: 'After COVID-19', from: '2020-04-01', to: '2022-01-01' },
  { name: 'Meme season', from: '2021-01-01', to: '2021-05-15' },
  { name: 'Invasion of Ukraine', from: '2022-02-01', to: '2024-01-01' },
];
