/** Files for a person, whole or not at all: a run that is ended while it writes leaves no half of one behind. */
import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const draftOf = (path: string): string => `${path}.${process.pid}.draft`;

/** Writes beside the path and moves there. What is no plain file (a device, a link) is written where it is. @throws the error of the file system */
export function writeWhole(path: string, text: string): void {
  const standing = lstatSync(path, { throwIfNoEntry: false });
  if (standing !== undefined && !standing.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const draft = draftOf(path);
  try {
    writeFileSync(draft, text, standing === undefined ? {} : { mode: standing.mode });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Files by name into a folder: a folder that is not there yet appears with all of them. @throws the error of the file system */
export function writeFolder(
  folder: string,
  files: readonly { readonly fileName: string; readonly text: string }[],
): void {
  const isNew = lstatSync(folder, { throwIfNoEntry: false }) === undefined;
  // Without the slash a person may have put at its end.
  const whole = resolve(folder);
  const place = isNew ? draftOf(whole) : whole;
  try {
    for (const { fileName, text } of files) {
      const path = join(place, fileName);
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, text);
    }
    if (isNew) renameSync(place, whole);
  } catch (error) {
    if (isNew) rmSync(place, { recursive: true, force: true });
    throw error;
  }
}
