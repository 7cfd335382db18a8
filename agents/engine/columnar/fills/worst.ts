/** Fill model `worst`: what can go either way inside a bar goes against the trader. */
import { defineFillModel } from './fill-model.ts';

export const worst = defineFillModel({
  name: 'worst',
  description: 'inside a bar protective stops come before targets',
  parameters: {},
  settings: () => ({ intrabar: 'worst' }),
});
