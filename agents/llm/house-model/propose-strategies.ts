/** Answers `propose-strategies` with none: offline, new rules come from the templates and their children, which are proven to compile. */
import { ok } from '../../../shared/core/result.ts';
import { definePurpose } from './purpose.ts';

export const proposeStrategies = definePurpose({
  name: 'propose-strategies',
  answer: () => ok({ proposals: [] }),
});
