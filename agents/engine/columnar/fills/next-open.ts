/** Fill model `next-open`: the default. */
import { defineFillModel } from './fill-model.ts';

export const nextOpen = defineFillModel({
  name: 'next-open',
  description: 'market orders fill at the next open; a bar that touches a stop and a target resolves for the worse',
  parameters: {},
  settings: () => ({ marketAt: 'next-open', intrabar: 'worst' }),
});
