/** Validation requests: a file of a person, read and not run. */
import { defineHandlers } from '../handler.ts';

export const validationHandlers = defineHandlers({
  'validate.source': ({ sources }, { fileName, text }) => sources.read({ fileName, text }),
});
