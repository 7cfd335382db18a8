/** The writer's thread: commits one group after the other and answers each when it is on disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { ensureDefined } from '../../shared/core/assert.ts';
import { createCommitter } from './committer.ts';
import { databasePath, openWriterConnection } from './database.ts';
import type { WriterAnswer, WriterRequest } from './writer-thread.ts';
import { createUpkeep } from './writer-upkeep.ts';

const port = ensureDefined(parentPort, 'the writer runs in a worker thread');
const { home } = workerData as { home: string };
const committer = createCommitter(
  {
    journal: openWriterConnection(databasePath(home, 'journal')),
    desk: openWriterConnection(databasePath(home, 'desk')),
  },
  home,
);
const upkeep = createUpkeep(committer);

const handle = (request: WriterRequest): WriterAnswer => {
  switch (request.kind) {
    case 'group':
      return { answer: committer.take(request.group) };
    case 'complete':
      committer.complete('PASSIVE');
      return {};
    case 'close':
      upkeep.stop();
      try {
        committer.complete('TRUNCATE');
      } finally {
        committer.close();
      }
      return {};
  }
};

port.on('message', (request: WriterRequest) => {
  try {
    port.postMessage(handle(request));
  } catch (error) {
    const code = String((error as { code?: unknown } | null)?.code ?? 'writer-failed');
    port.postMessage({
      failure: {
        message: error instanceof Error ? error.message : String(error),
        code,
      },
    });
  }
  if (request.kind === 'group') upkeep.worked();
});

port.postMessage({} satisfies WriterAnswer);
