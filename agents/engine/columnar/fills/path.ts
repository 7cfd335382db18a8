/** Fill model `path`: one assumed path through each bar. */
import { defineFillModel } from './fill-model.ts';

export const path = defineFillModel({
  name: 'path',
  description:
    'each bar runs from its open to the nearer extreme, to the other one, to its close; orders fill in that order',
  parameters: {},
  settings: () => ({ intrabar: 'path' }),
});
