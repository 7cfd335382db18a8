/** The registry of brokers. */
import type { BrokerDefinition } from './definition.ts';
import { simulatedBroker } from './simulated/broker.ts';

export const brokers: readonly BrokerDefinition[] = [simulatedBroker];
