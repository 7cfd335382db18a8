/** Job `scenario-run`: one run of a strategy in one scenario. */
import { z } from 'zod';
import { report } from '../studies/control.ts';
import { runScenario, type ScenarioOutcome } from '../studies/scenarios/scenario.ts';
import { type ShockName, shockNames } from '../studies/scenarios/shocks.ts';
import { readHistories } from './histories.ts';
import { defineJob } from './job-kit.ts';
import { controlSchema, openWindow, studyRequestSchema, windowSchema } from './study-request.ts';

export const scenarioRunJobInputSchema = z.strictObject({
  request: studyRequestSchema,
  window: windowSchema,
  scenario: z.strictObject({
    group: z.enum(['crisis', 'shock', 'costs', 'delay']),
    name: z.string(),
    window: windowSchema.optional(),
    commissionTimes: z.number().nonnegative().optional(),
    slippageTimes: z.number().nonnegative().optional(),
    delayBars: z.number().int().positive().optional(),
    shock: z.strictObject({ name: z.enum(shockNames as [ShockName, ...ShockName[]]), time: z.number() }).optional(),
  }),
  control: controlSchema,
});

export const scenarioRunJob = defineJob(
  'scenario-run',
  scenarioRunJobInputSchema,
  async ({ request, window, scenario, control }, services): Promise<ScenarioOutcome> => {
    const dataset = await services.dataset(request.datasetId);
    const { regime, signal } = await readHistories(services, request);
    const { window: own, commissionTimes, slippageTimes, delayBars, shock, ...named } = scenario;
    const outcome = runScenario(
      { ...request, dataset, regime, signal },
      {
        ...named,
        ...(own === undefined ? {} : { window: openWindow(own) }),
        ...(commissionTimes === undefined ? {} : { commissionTimes }),
        ...(slippageTimes === undefined ? {} : { slippageTimes }),
        ...(delayBars === undefined ? {} : { delayBars }),
        ...(shock === undefined ? {} : { shock }),
      },
      openWindow(window),
    );
    report(control, 1);
    return outcome;
  },
);
