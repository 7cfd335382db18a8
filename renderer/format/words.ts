/** Machine names as words a trader reads. */

/** `mean-reversion` -> `Mean reversion`. */
export const sentenceCase = (name: string): string => {
  const words = name.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The first and last digits of a hash or id: `9f3c2a…41d0`. */
export const shortHash = (hash: string): string => (hash.length > 16 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : hash);

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
