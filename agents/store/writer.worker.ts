/** The writer's thread: commits one group after the other and answers each when it is on disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { ensureDefined } from '../../shared/core/assert.ts';
import { createCommitter } from './committer.ts';
import { databasePath, openWriterConnection } from './database.ts';
import type { WriterAnswer, WriterRequest } from './writer-thread.ts';

const port = ensureDefined(parentPort, 'the writer runs in a worker thread');
const { home } = workerData as { home: string };
const committer = createCommitter(
  {
    journal: openWriterConnection(databasePath(home, 'journal')),
    desk: openWriterConnection(databasePath(home, 'desk')),
  },
  home,
);

/** Quiet milliseconds after which the logs are folded into the files, so that no busy moment has to. */
const quietMs = 100;
/** Groups below which it is not worth a sync. */
const worthwhileGroups = 16;
let groups = 0;
const quiet = setTimeout(() => {
  if (groups < worthwhileGroups) return;
  groups = 0;
  try {
    committer.checkpoint('PASSIVE');
  } catch {
    // Nothing is lost: the log keeps what could not be folded in, and the next flush meets the same disk and says so.
  }
}, quietMs);

const handle = (request: WriterRequest): WriterAnswer | null => {
  switch (request.kind) {
    case 'chunk': {
      const answer = committer.take(request.chunk);
      return answer === null ? null : { answer };
    }
    case 'checkpoint':
      committer.checkpoint('PASSIVE');
      return {};
    case 'close':
      clearTimeout(quiet);
      committer.checkpoint('TRUNCATE');
      committer.close();
      return {};
  }
};

port.on('message', (request: WriterRequest) => {
  groups++;
  if (request.kind !== 'close') quiet.refresh();
  try {
    const answer = handle(request);
    if (answer !== null) port.postMessage(answer);
  } catch (error) {
    const code = String((error as { code?: unknown } | null)?.code ?? 'writer-failed');
    port.postMessage({ failure: { message: error instanceof Error ? error.message : String(error), code } });
  }
});

port.postMessage({} satisfies WriterAnswer);
