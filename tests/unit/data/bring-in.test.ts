/** Bringing a market in: the batch reaches the store as it is, and a refused import reaches it not at all. */
import { describe, expect, it } from 'vitest';
import { bringIn, importFiles, loadSampleMarket } from '../../../agents/data/bring-in.ts';
import { readFilesJob } from '../../../agents/engine/jobs/read-files.ts';
import { readPagesJob } from '../../../agents/engine/jobs/read-pages.ts';
import type { SourceBatch } from '../../../agents/sources/source.ts';
import { type EncodedDataset, encodeDataset } from '../../../agents/store/dataset-columns.ts';
import { epochMs } from '../../../shared/core/units.ts';

const shelf = () => {
  const saved: (SourceBatch | EncodedDataset)[] = [];
  return {
    saved,
    keep: async (encoded: EncodedDataset) => {
      saved.push(encoded);
      return encoded.manifest;
    },
    save: async (batch: SourceBatch) => {
      saved.push(batch);
      return encodeDataset(batch).manifest;
    },
  };
};

const never = async () => {
  throw new Error('files need no dataset of their own');
};
const read = (input: unknown) => readFilesJob.run(input, { dataset: never, artefact: never });

describe('bring in', () => {
  it('saves the sample market, labelled, with notes', async () => {
    const datasets = shelf();
    const result = await loadSampleMarket(datasets);
    expect(result).toMatchObject({ ok: true, value: { manifest: { synthetic: true, source: 'sample-market' } } });
    expect(result.ok && result.value.notes.length).toBeGreaterThan(3);
    expect(datasets.saved).toHaveLength(1);
  });

  it('saves files together or not at all', async () => {
    const datasets = shelf();
    const text = `Date,Close\n${Array.from({ length: 40 }, (_, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${100 + i}`).join('\n')}`;
    const good = { name: 'BTC.csv', text };
    expect(await importFiles(datasets, read, [good, { name: 'BAD.csv', text: 'Date,Close\nx,y' }])).toMatchObject({
      ok: false,
    });
    expect(datasets.saved).toEqual([]);
    expect(await importFiles(datasets, read, [good])).toMatchObject({
      ok: true,
      value: { manifest: { synthetic: false, series: [{ symbol: 'BTC', bars: 40 }] } },
    });
    expect(datasets.saved).toHaveLength(1);
    expect(await importFiles(datasets, read, [good], { name: ' My coins ' })).toMatchObject({
      value: { manifest: { name: 'My coins' } },
    });
  });

  it('refuses sources there are none of, and batches without bars', async () => {
    const datasets = shelf();
    const body =
      '<rss><channel><item><title>A</title><pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>';
    const ports = {
      clock: { now: () => epochMs(Date.parse('2026-01-01')) },
      fetchPage: async () => ({ ok: true as const, value: { status: 200, headers: {}, body } }),
      read: (input: unknown) => readPagesJob.run(input, { dataset: never, artefact: never }),
    };
    expect(await bringIn(datasets, 'oracle', {}, ports)).toMatchObject({
      ok: false,
      error: { code: 'unknown-source' },
    });
    expect(await bringIn(datasets, 'rss', { url: 'https://news.example/f' }, ports)).toMatchObject({
      ok: false,
      error: { code: 'no-bars' },
    });
    expect(datasets.saved).toEqual([]);
  });

  it('asks a host that refuses for nothing more', async () => {
    const asked: string[] = [];
    const result = await bringIn(
      shelf(),
      'yahoo',
      { symbols: ['AAA', 'BBB', 'CCC'] },
      {
        clock: { now: () => epochMs(Date.parse('2026-01-01')) },
        fetchPage: async (url, { hosts }) => {
          asked.push(`${hosts.join()} ${new URL(url).pathname}`);
          return { ok: true, value: { status: 429, headers: {}, body: 'Too Many Requests' } };
        },
        read: (input) => readPagesJob.run(input, { dataset: never, artefact: never }),
      },
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
    expect(asked).toEqual(['query1.finance.yahoo.com /v8/finance/chart/AAA']);
  });
});
