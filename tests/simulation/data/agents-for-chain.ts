/** The two data agents alone: the registry a worker loads in the chain test. */
import { d1Ingestion } from '../../../agents/data/d1-ingestion.ts';
import { d4Fusion } from '../../../agents/data/d4-fusion.ts';
import type { AnyAgent } from '../../../agents/kernel/agent.ts';

export const agents: readonly AnyAgent[] = [d1Ingestion, d4Fusion];
