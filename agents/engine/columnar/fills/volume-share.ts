/** Fill model `volume-share`: orders take no more than a share of the bar's volume; the rest waits. */
import { defineFillModel } from './fill-model.ts';

export const volumeShare = defineFillModel({
  name: 'volume-share',
  description: 'all orders of a symbol together take at most a share of the volume of a bar; the rest stays at rest',
  parameters: { share: { default: 0.1, min: 0.0001, max: 1, description: 'share of the volume of a bar' } },
  settings: ({ share = 0.1 }) => ({ participation: share }),
});
