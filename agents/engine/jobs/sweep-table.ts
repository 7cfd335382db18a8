/** The memory of a crossing sweep as jobs take it: its numbers are the coordinator's own and are not checked again. */
import { z } from 'zod';
import type { CrossingTable } from '../studies/sweep/kernel/table.ts';
import { webAssembly } from '../studies/sweep/kernel/web-assembly.ts';

export const tableSchema = z.custom<CrossingTable>(
  (value) =>
    typeof value === 'object' && value !== null && 'memory' in value && value.memory instanceof webAssembly.Memory,
  'the memory of the sweep is missing',
);
