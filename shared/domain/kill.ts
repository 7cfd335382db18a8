/** The kill switch: its levels, in the order of their force, and the report it leaves. */
import { z } from 'zod';

/** `armed`: trading allowed. `paused`: no new entries. `halted`: working orders cancelled but protective stops. `flattened`: all closed. */
export const killLevels = ['armed', 'paused', 'halted', 'flattened'] as const;
export const killLevelSchema = z.enum(killLevels);
export type KillLevel = z.infer<typeof killLevelSchema>;

/** The latch word in shared memory holds the index of the level: 0 armed, 1 paused, 2 halted, 3 flattened. */
export const killLevelIndex = (level: KillLevel): number => killLevels.indexOf(level);

export const killOriginSchema = z.enum(['window', 'hotkey', 'tray', 'cli', 'file', 'risk', 'watchdog', 'agent']);

export const killPhaseSchema = z.enum(['idle', 'cancelling', 'flattening', 'verified-flat', 'incomplete']);

/** What happened to each position, with milliseconds since the trigger. */
export const killReportSchema = z.strictObject({
  level: killLevelSchema,
  phase: killPhaseSchema,
  origin: killOriginSchema,
  reason: z.string().max(400),
  triggeredAt: z.number().int(),
  /** Milliseconds from trigger to the latch being closed and to the end of the sequence; null while running. */
  latchedMs: z.number().nonnegative(),
  finishedMs: z.number().nonnegative().nullable(),
  cancelledOrders: z.number().int().nonnegative(),
  positions: z.array(
    z.strictObject({
      symbol: z.string(),
      deploymentId: z.string(),
      quantity: z.string(),
      outcome: z.enum(['closing', 'flat', 'queued', 'failed']),
      elapsedMs: z.number().nonnegative(),
      reason: z.string().max(300).nullable(),
    }),
  ),
});
export type KillReport = z.infer<typeof killReportSchema>;
