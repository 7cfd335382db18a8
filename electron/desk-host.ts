/** Where hosts load the desk: lazily, so that `--help` opens no store and a window can show its words first. */
import type { Desk, DeskOptions } from '../agents/desk.ts';
import type { Result } from '../shared/core/result.ts';

export type { KillOrigin } from '../agents/desk/services.ts';
export type { Desk, DeskOptions } from '../agents/desk.ts';

/** Loads and opens the desk. */
export async function loadDesk(options: DeskOptions): Promise<Result<Desk>> {
  const { openDesk } = await import('../agents/desk.ts');
  return openDesk(options);
}
