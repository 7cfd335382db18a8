/** Fill model `same-close`: market orders fill at the close that decided them. */
import { defineFillModel } from './fill-model.ts';

export const sameClose = defineFillModel({
  name: 'same-close',
  description: 'market orders fill at the close on which they were decided',
  warning: 'Market orders fill at the very close that decided them: nobody can trade at a price he has just learned.',
  parameters: {},
  settings: () => ({ marketAt: 'same-close' }),
});
