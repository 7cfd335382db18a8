/** desk.json: how the command line finds the desk that runs on a data folder. Readable by its owner only. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const deskFileSchema = z.strictObject({
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(20),
  pid: z.number().int().positive(),
  host: z.enum(['cli', 'browser', 'electron', 'test']),
});
export type DeskFile = z.infer<typeof deskFileSchema>;

const pathOf = (home: string): string => join(home, 'desk.json');

export function writeDeskFile(home: string, file: DeskFile): void {
  const path = pathOf(home);
  const draft = `${path}.${file.pid}`;
  writeFileSync(draft, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The running desk's file; undefined when there is none, it is damaged, or its process is gone. */
export function readDeskFile(home: string): DeskFile | undefined {
  try {
    const parsed = deskFileSchema.safeParse(JSON.parse(readFileSync(pathOf(home), 'utf8')));
    return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the file if it is still this process's own. */
export function removeDeskFile(home: string, pid: number): void {
  try {
    if ((JSON.parse(readFileSync(pathOf(home), 'utf8')) as DeskFile).pid === pid) rmSync(pathOf(home));
  } catch {
    // Already gone: nothing to remove.
  }
}
