/** Sends files to a running desk in parts small enough that it never waits for one, then asks it to import them. */
import { type Result, refuse } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { RequestAnswer } from '../../shared/desk-api/requests.ts';

/** Bytes of one part; its base64 fits the cap of `datasets.upload`. */
const partBytes = 144_000;

async function sendFile(bridge: DeskBridge, path: string, signal: AbortSignal | undefined): Promise<Result<string>> {
  const { openInput, shownName } = await import('../../agents/sources/csv/open-input.ts');
  const name = shownName(path);
  const opened = await openInput({ name, path });
  if (!opened.ok) return opened;
  let uploadId: string | null = null;
  const send = async (bytes: Uint8Array): Promise<Result<string>> => {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    const answer = await bridge.call('datasets.upload', { uploadId, name, base64 });
    if (!answer.ok) return answer;
    uploadId = answer.value.uploadId;
    return { ok: true, value: uploadId };
  };
  let sent: Result<string> | undefined;
  for await (const chunk of opened.value.chunks()) {
    for (let at = 0; at < chunk.byteLength; at += partBytes) {
      if (signal?.aborted === true)
        return refuse('import-stopped', 'The import was stopped; nothing was imported.', { fix: 'start it again.' });
      sent = await send(chunk.subarray(at, at + partBytes));
      if (!sent.ok) return sent;
    }
  }
  // An empty file is the desk's to refuse, in the words it has for that.
  return sent ?? send(new Uint8Array());
}

/** All files as one dataset or none; a stop is passed on to the desk. */
export async function sendFiles(
  bridge: DeskBridge,
  paths: readonly string[],
  name?: string,
  signal?: AbortSignal,
): Promise<Result<RequestAnswer<'datasets.import'>>> {
  const uploads: string[] = [];
  for (const path of paths) {
    const sent = await sendFile(bridge, path, signal);
    if (!sent.ok) return sent;
    uploads.push(sent.value);
  }
  const stop = (): void => void bridge.call('datasets.stop', {});
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await bridge.call('datasets.import', { ...(name === undefined ? {} : { name }), files: [], uploads });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
