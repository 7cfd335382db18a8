/** `quantai report`: the page of one research run, written into the data folder. */
import { withDesk } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { writeReport } from '../report-file.ts';

export const report: HostCommand = {
  name: 'report',
  parameters: '<run>',
  summary: 'write the report of a run as one self-contained HTML page',
  run: (context, [runId]) =>
    withDesk(context, async ({ bridge }) => {
      const written = await writeReport(bridge, context.home, String(runId));
      return written.ok ? { ok: true, value: { json: { report: written.value }, lines: [written.value] } } : written;
    }),
};
