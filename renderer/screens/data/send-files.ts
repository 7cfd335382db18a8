/** Sends the files of a person to the desk in parts: neither the window nor the desk ever holds up for a large one. */
import type { Refusal, Result } from '../../../shared/core/result.ts';
import type { DeskBridge } from '../../../shared/desk-api/bridge.ts';
import { settle } from '../../state/context.tsx';

/** Bytes of the largest file the desk reads. */
const mostBytes = 64 * 1024 * 1024;
/** Bytes of one part; in base64 it fits what the desk takes at once. */
const partBytes = 144_000;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

async function sendFile(bridge: DeskBridge, file: File): Promise<Result<string>> {
  const name = file.name.slice(-200);
  if (file.size > mostBytes)
    return {
      ok: false,
      error: { code: 'file-too-large', message: `${name} is larger than 64 MB.`, fix: 'split it by symbol or by year' },
    };
  let uploadId: string | null = null;
  // An empty file is sent too: the desk has the words for it.
  for (let at = 0; at === 0 || at < file.size; at += partBytes) {
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.slice(at, at + partBytes).arrayBuffer());
    } catch {
      return {
        ok: false,
        error: {
          code: 'file-unreadable',
          message: `${name} could not be read; it may be a folder.`,
          fix: 'choose the CSV files themselves',
        },
      };
    }
    const query: { uploadId: string | null; name: string; base64: string } = { uploadId, name, base64: base64(bytes) };
    const sent = await settle(bridge.call('datasets.upload', query));
    if (!sent.ok) return sent;
    uploadId = sent.value.uploadId;
  }
  return { ok: true, value: uploadId ?? '' };
}

/** Upload ids in the order of the files, or why one cannot be sent. */
export async function sendFiles(bridge: DeskBridge, files: readonly File[]): Promise<Result<string[], Refusal>> {
  const uploads: string[] = [];
  for (const file of files) {
    const sent = await sendFile(bridge, file);
    if (!sent.ok) return sent;
    uploads.push(sent.value);
  }
  return { ok: true, value: uploads };
}
