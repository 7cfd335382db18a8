/** Fill model `best`: what can go either way inside a bar goes for the trader. */
import { defineFillModel } from './fill-model.ts';

export const best = defineFillModel({
  name: 'best',
  description: 'inside a bar targets come before protective stops',
  warning: 'A bar that touches a stop and a target resolves for the better.',
  parameters: {},
  settings: () => ({ intrabar: 'best' }),
});
