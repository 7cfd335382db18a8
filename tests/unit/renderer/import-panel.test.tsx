// @vitest-environment happy-dom
/** The import of the window: files leave in parts, what came of it is told, and an empty one is not lost on the way. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ImportPanel } from '../../../renderer/screens/data/import-panel.tsx';
import { sendFiles } from '../../../renderer/screens/data/send-files.ts';
import type { DeskBridge } from '../../../shared/desk-api/bridge.ts';
import { requests } from '../../../shared/desk-api/requests.ts';
import { draw } from '../../support/draw.tsx';

afterEach(cleanup);

interface Part {
  readonly uploadId: string | null;
  readonly name: string;
  readonly base64: string;
}
/** A desk that takes parts as the real one does, or says why not. */
function taking(refuseAt = Number.POSITIVE_INFINITY): { bridge: DeskBridge; parts: Part[] } {
  const parts: Part[] = [];
  let files = 0;
  const bridge = {
    async call(name: string, query: Part) {
      expect(name).toBe('datasets.upload');
      requests['datasets.upload'].query.parse(query);
      parts.push(query);
      if (parts.length > refuseAt) return { ok: false, error: { code: 'not-stored', message: 'The disk is full.' } };
      if (query.uploadId === null) files++;
      return { ok: true, value: { uploadId: query.uploadId ?? `upload-${files}`, bytes: 0 } };
    },
  } as unknown as DeskBridge;
  return { bridge, parts };
}
/** What arrived of the file that was begun as the n-th. */
function textOf(parts: readonly Part[], n: number): string {
  let begun = 0;
  const own = parts.filter((part) => {
    if (part.uploadId === null) begun++;
    return begun === n;
  });
  return Buffer.concat(own.map((part) => Buffer.from(part.base64, 'base64'))).toString();
}

describe('files on their way to the desk', () => {
  it('arrive byte for byte, in parts the desk accepts', async () => {
    const { bridge, parts } = taking();
    const long = `Date,Close\n${'2024-01-02,1ü\n'.repeat(30_000)}`;
    const sent = await sendFiles(bridge, [new File([long], 'a.csv'), new File(['x'], 'b.csv'), new File([], 'c.csv')]);
    expect(sent).toEqual({ ok: true, value: ['upload-1', 'upload-2', 'upload-3'] });
    expect(textOf(parts, 1)).toBe(long);
    expect(textOf(parts, 2)).toBe('x');
    expect(parts.at(-1)).toEqual({ uploadId: null, name: 'c.csv', base64: '' });
    expect(parts.length).toBeGreaterThan(4);
  });
  it('stop at the first refusal', async () => {
    const { bridge, parts } = taking(1);
    const sent = await sendFiles(bridge, [new File(['x'.repeat(900_000)], 'a.csv'), new File(['y'], 'b.csv')]);
    expect(sent).toMatchObject({ ok: false, error: { code: 'not-stored' } });
    expect(parts).toHaveLength(2);
  });
});

describe('the panel', () => {
  const choose = (...files: File[]): void => {
    const input = screen.getByTestId('import-file');
    Object.defineProperty(input, 'files', { value: files, configurable: true });
    fireEvent.change(input);
  };
  it('tells what was loaded and repaired, or why not', async () => {
    const loaded: string[] = [];
    await draw(<ImportPanel onImported={(id) => loaded.push(id)} />);
    choose(new File(['date,close\n2024-01-02,1\n'], 'a.csv'));
    await waitFor(() => expect(screen.getByTestId('import-note').textContent).toContain('is loaded'));
    expect(loaded).toHaveLength(1);
    choose(new File(['date,open\n'], 'b.csv'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('no column called close'));
    expect(loaded).toHaveLength(1);
  });
});
