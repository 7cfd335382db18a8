/** What the jobs of the studies are told about a strategy, and how they get the runs they ask for. */
import { z } from 'zod';
import { strategyLimitsSchema } from '../../../shared/domain/limits.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import type { JobServices } from '../../kernel/job.ts';
import type { Window } from '../backtest/performance.ts';
import { backtestCostsSchema } from '../backtest/types.ts';
import { isTaskControl, type TaskControl } from '../studies/control.ts';
import { createEvaluate, type Evaluate } from '../studies/evaluate.ts';
import { readHistories } from './histories.ts';

export const windowSchema = z.strictObject({ from: z.number().optional(), to: z.number().optional() });

/** A window as the engine takes it: ends that are not there are left out. */
export const openWindow = ({ from, to }: z.infer<typeof windowSchema>): Window => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** A strategy on a dataset with what trading costs. */
export const studyRequestSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  /** Artefact hashes; an empty text = none. */
  regimeHash: z.string(),
  signalHash: z.string(),
  capital: z.number().positive(),
  limits: strategyLimitsSchema,
  costs: backtestCostsSchema,
});
export type StudyRequest = z.infer<typeof studyRequestSchema>;

export const controlSchema = z.custom<TaskControl>(isTaskControl, 'the words of the study are missing');

/** Parameters as they travel: a name and a number each. */
export const parametersSchema = z.record(z.string(), z.number());

export async function evaluateOf(request: StudyRequest, services: JobServices): Promise<Evaluate> {
  const dataset = await services.dataset(request.datasetId);
  const { regime, signal } = await readHistories(services, request);
  const { spec, costs, capital, limits } = request;
  return createEvaluate({ spec, dataset, regime, signal, costs, capital, limits });
}
