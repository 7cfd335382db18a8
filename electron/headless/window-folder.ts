/** Where the built window lies, seen from the sources and from the bundle alike. */
export const windowFolder = import.meta.url.endsWith('.ts')
  ? new URL('../../dist/renderer/', import.meta.url)
  : new URL('../renderer/', import.meta.url);
