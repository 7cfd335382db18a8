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
      committer.checkpoint('TRUNCATE');
      committer.close();
      return {};
  }
};

port.on('message', (request: WriterRequest) => {
  try {
    const answer = handle(request);
    if (answer !== null) port.postMessage(answer);
  } catch (error) {
    const code = String((error as { code?: unknown } | null)?.code ?? 'writer-failed');
    port.postMessage({ failure: { message: error instanceof Error ? error.message : String(error), code } });
  }
});
