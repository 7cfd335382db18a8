/** Reads RSS 2.0, RSS 1.0 and Atom: items with a date and a title, the rest refused and counted. Its text is data. */
import { XMLParser } from 'fast-xml-parser';
import { sha256Hex } from '../../../shared/core/canonical.ts';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { feedDate } from './feed-dates.ts';
import { plainText } from './plain-text.ts';

const largestFeed = 4 * 1024 * 1024;
const mostItems = 500;

export interface FeedItem {
  readonly id: string;
  readonly publishedAt: number;
  readonly headline: string;
  readonly summary: string;
  /** Web address, or empty where there is none that may be shown. */
  readonly url: string;
}

export interface Feed {
  readonly title: string;
  /** Oldest first. */
  readonly items: readonly FeedItem[];
  readonly notes: readonly string[];
}

type Node = string | { readonly [name: string]: Node } | readonly Node[] | undefined;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are undone by our own hand, after tags are gone; a feed cannot define any.
  processEntities: false,
  maxNestedTags: 60,
});

const child = (node: Node, name: string): Node =>
  typeof node === 'object' && !Array.isArray(node) ? (node as { readonly [name: string]: Node })[name] : undefined;
const list = (node: Node): readonly Node[] => (node === undefined ? [] : Array.isArray(node) ? node : [node as Node]);

/** All text below a node, attributes left out. */
function textOf(node: Node): string {
  if (node === undefined) return '';
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return textOf(node[0] as Node);
  return Object.entries(node as object)
    .filter(([name]) => !name.startsWith('@'))
    .map(([, value]) =>
      list(value as Node)
        .map(textOf)
        .join(' '),
    )
    .join(' ');
}

/** The first child with one of the names that has text. */
const firstText = (node: Node, names: readonly string[]): string => {
  for (const name of names) {
    const text = textOf(child(node, name)).trim();
    if (text !== '') return text;
  }
  return '';
};

/** Reads a feed. `now` bounds its dates: an item from the future is refused. */
export function readFeed(body: string, now: number): Result<Feed> {
  if (body.trim() === '') return refuse('empty-feed', 'The feed is empty.', { fix: 'Try again later.' });
  if (body.length > largestFeed)
    return refuse('feed-too-large', 'The feed is larger than 4 MB.', { fix: 'Use a shorter feed.' });
  const text = body.replace(/^\ufeff/, '').trimStart();
  if (/^(<!doctype html|<html)/i.test(text) && !/<feed\b/i.test(text))
    return refuse('not-a-feed', 'The address answers with a web page, not a feed.', {
      fix: 'Check the address; some sites block readers.',
    });
  if (/<!ENTITY/i.test(text))
    return refuse('unsafe-feed', 'The feed defines entities of its own, which can hide a trap.', {
      fix: 'Use another feed.',
    });
  const notes: string[] = [];
  let root: Node;
  try {
    root = parser.parse(withoutTornItem(text, notes)) as Node;
  } catch (error) {
    return refuse(
      'not-xml',
      `The feed cannot be read as XML (${(error instanceof Error ? error.message : 'unknown').slice(0, 120)}).`,
      { fix: 'Use another feed.' },
    );
  }
  // The last form is a feed that a careless site wrapped into a page.
  const channel =
    child(child(root, 'rss'), 'channel') ??
    child(root, 'feed') ??
    child(root, 'rdf:RDF') ??
    child(child(child(root, 'html'), 'body'), 'feed');
  if (channel === undefined)
    return refuse('not-a-feed', 'This is no RSS or Atom feed.', {
      fix: 'Check the address: it must answer with RSS 2.0, RSS 1.0 or Atom.',
    });
  const entries = [...list(child(channel, 'item')), ...list(child(channel, 'entry'))];
  return { ok: true, value: collect(channel, entries, now, notes) };
}

/** A connection cut inside an item leaves a torn one at the end: it is left out. */
function withoutTornItem(text: string, notes: string[]): string {
  for (const tag of ['item', 'entry']) {
    const opened = Math.max(text.lastIndexOf(`<${tag}>`), text.lastIndexOf(`<${tag} `));
    if (opened < 0 || opened < text.lastIndexOf(`</${tag}>`)) continue;
    notes.push('The feed is cut off; its last item was left out.');
    return text.slice(0, opened);
  }
  return text;
}

function collect(channel: Node, entries: readonly Node[], now: number, notes: string[]): Feed {
  const items = new Map<string, FeedItem>();
  let [undated, untitled, repeated, early, hidden] = [0, 0, 0, 0, 0];
  for (const entry of entries.slice(0, mostItems)) {
    const title = plainText(firstText(entry, ['title', 'media:title']), 400);
    const summary = plainText(
      firstText(entry, ['description', 'summary', 'content:encoded', 'content', 'media:description']),
      2000,
    );
    hidden += title.hidden + summary.hidden;
    if (title.text === '') {
      untitled++;
      continue;
    }
    const publishedAt = dateIn(entry);
    if (publishedAt === undefined) {
      undated++;
      continue;
    }
    if (publishedAt > now) {
      early++;
      continue;
    }
    const url = linkIn(entry);
    const key = firstText(entry, ['guid', 'id']) || url || title.text;
    const id = `rss-${sha256Hex(key).slice(0, 20)}`;
    if (items.has(id)) repeated++;
    else items.set(id, { id, publishedAt, headline: title.text, summary: summary.text, url });
  }
  const say = (count: number, what: string): void =>
    void (count > 0 && notes.push(`${count} item${count === 1 ? '' : 's'} ${what}.`));
  say(undated, 'without a readable date refused');
  say(untitled, 'without a title refused');
  say(early, 'dated in the future refused');
  say(repeated, 'given twice kept once');
  say(Math.max(0, entries.length - mostItems), `beyond the first ${mostItems} left out`);
  if (hidden > 0) notes.push(`${hidden} invisible character${hidden === 1 ? '' : 's'} removed from the texts.`);
  return {
    title: plainText(firstText(channel, ['title']), 80).text,
    items: [...items.values()].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1)),
    notes,
  };
}

/** Publication time: the named places first, then any child called `…:updated`, whatever its prefix. */
function dateIn(entry: Node): number | undefined {
  const named = ['pubDate', 'published', 'dc:date', 'updated', 'issued', 'dcterms:issued'];
  const others =
    typeof entry === 'object' && entry !== undefined
      ? Object.keys(entry).filter((name) => /:(updated|published)$/.test(name))
      : [];
  for (const name of [...named, ...others]) {
    const time = feedDate(plainText(textOf(child(entry, name)), 80).text);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** The item's page: only http and https, at most 500 characters. */
function linkIn(entry: Node): string {
  const links = list(child(entry, 'link'));
  const best = links.find((l) => ['alternate', undefined].includes(child(l, '@rel') as string | undefined)) ?? links[0];
  const raw = (typeof best === 'string' ? best : ((child(best, '@href') as string | undefined) ?? textOf(best))).trim();
  const permanent = list(child(entry, 'guid'))[0];
  const text = raw !== '' ? raw : child(permanent, '@isPermaLink') === 'false' ? '' : textOf(permanent).trim();
  const address = plainText(text, 501).text;
  return /^https?:\/\/[^\s]+$/i.test(address) && address.length <= 500 ? address : '';
}
