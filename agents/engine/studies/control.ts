/** The words a study shares with its workers: one to stop them all, and one for each task to say how far it is. */

/** Words in shared memory: the first is 1 once the study is to stop, the others count what each task has done. */
export type ControlWords = Int32Array<SharedArrayBuffer>;

/** What a task is given besides its input. */
export interface TaskControl {
  readonly words: ControlWords;
  readonly slot: number;
}

export const createControl = (tasks: number): ControlWords => new Int32Array(new SharedArrayBuffer(4 * (tasks + 1)));

export const stopTasks = (words: ControlWords): void => {
  Atomics.store(words, 0, 1);
};
export const isStopped = ({ words }: Pick<TaskControl, 'words'>): boolean => Atomics.load(words, 0) !== 0;

/** Says how many units of a task are done. */
export const report = ({ words, slot }: TaskControl, units: number): void => {
  Atomics.store(words, slot + 1, Math.floor(units));
};
export const unitsDone = (words: ControlWords): number => {
  let sum = 0;
  for (let i = 1; i < words.length; i++) sum += Atomics.load(words, i);
  return sum;
};

export const isTaskControl = (value: unknown): value is TaskControl =>
  typeof value === 'object' && value !== null && 'words' in value && value.words instanceof Int32Array;
