/** Where the reference data for tests lies when it is present: a folder named `shared` beside the checkout. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder's path, or undefined where it is missing: tests that need it then skip aloud. */
export function sharedFolder(): string | undefined {
  const path = fileURLToPath(new URL('../../../shared/', import.meta.url));
  return existsSync(`${path}data/README.md`) ? path : undefined;
}
