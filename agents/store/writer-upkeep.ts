/** What a writer does between groups: takes segments into the journal's index and folds the logs into the files. */
import type { Committer } from './committer.ts';

/** Segments a read may have to look through by itself because the index does not know them yet. */
const mostUnindexed = 256;
/** Segments indexed in one go: a group that comes meanwhile waits for about half a millisecond. */
const indexSlice = 32;
/** Quiet milliseconds after which the index is completed. */
const indexAfterMs = 5;
/** Quiet milliseconds after which the logs are folded into the files, so that no busy moment has to. */
const foldAfterMs = 100;
/** Groups below which folding is not worth a sync. */
const worthwhileGroups = 16;

/** Runs work that can be done later as well. What fails is not lost: a flush does it again, and says what is wrong. */
const attempt = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch {
    return false;
  }
};

/** Keeps the index from falling behind where there is never a quiet moment. */
export function keepIndexNear(committer: Committer): void {
  if (committer.unindexed > mostUnindexed) attempt(() => committer.index(indexSlice));
}

export interface Upkeep {
  /** A group was answered. */
  worked(): void;
  stop(): void;
}

/** Upkeep by timers that start anew with every group; they do not keep the thread alive. */
export function createUpkeep(committer: Committer): Upkeep {
  let groups = 0;
  const fold = setTimeout(() => {
    if (groups < worthwhileGroups) return;
    groups = 0;
    attempt(() => committer.checkpoint());
  }, foldAfterMs).unref();
  const index = setTimeout(() => {
    if (committer.unindexed === 0 || !attempt(() => committer.index(indexSlice))) return;
    if (committer.unindexed > 0) index.refresh();
  }, indexAfterMs).unref();
  return {
    worked() {
      groups++;
      keepIndexNear(committer);
      index.refresh();
      fold.refresh();
    },
    stop() {
      clearTimeout(fold);
      clearTimeout(index);
    },
  };
}
