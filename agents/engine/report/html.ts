/** Small helpers to build HTML text: everything that is not markup is escaped. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for element content and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

/** Markup that is already safe. */
export interface Markup {
  readonly markup: string;
}
type Part = string | number | Markup | readonly Part[] | null;

const render = (part: Part): string => {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if (Array.isArray(part)) return part.map(render).join('');
  return (part as Markup).markup;
};

/** Template tag: texts in holes are escaped, markup is not, lists are joined, null is nothing. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, s, i) => text + s + render(parts[i] ?? null), ''),
});
