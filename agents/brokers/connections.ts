/** Opens brokers and hands out handles: who holds a handle can reach a broker, but never its keys. */
import { ok, type Result, refuse } from '../../shared/core/result.ts';
import type { Environment } from '../../shared/domain/order.ts';
import type { BrokerConnectionsPort, SecretStorePort } from '../kernel/order-ports.ts';
import type { Broker } from './broker.ts';
import type { BrokerDefinition, BrokerParts } from './definition.ts';

export interface Connections extends BrokerConnectionsPort {
  /** The broker behind a handle, for the order desk of that environment only. */
  broker(handle: string, environment: Environment): Result<Broker>;
  closeAll(): Promise<void>;
}

/** Creates an empty switchboard of connections. */
export function createConnections(options: {
  readonly definitions: readonly BrokerDefinition[];
  readonly parts: (broker: string, environment: Environment) => BrokerParts;
  readonly secrets: SecretStorePort;
}): Connections {
  const open = new Map<string, Broker>();
  return {
    async connect(id, environment) {
      const definition = options.definitions.find((d) => d.id === id);
      if (!definition)
        return refuse('unknown-broker', `No broker "${id}" is built in.`, {
          fix: `Choose one of ${options.definitions.map((d) => d.id).join(', ')}.`,
        });
      if (!definition.environments.includes(environment))
        return refuse('wrong-environment', `${definition.name} does not trade in ${environment}.`);
      for (const name of definition.secrets) {
        if (!(await options.secrets.has(name)))
          return refuse('missing-key', `${definition.name} needs the key "${name}".`, {
            fix: 'Set it in the settings; it is kept in the keychain.',
          });
      }
      const handle = `${id}/${environment}`;
      const known = open.get(handle);
      if (known) return ok({ handle });
      const opened = await definition.open(options.parts(id, environment));
      if (!opened.ok) return opened;
      if (opened.value.environment !== environment) {
        await opened.value.close();
        return refuse('wrong-environment', `${definition.name} answered for ${opened.value.environment}.`);
      }
      open.set(handle, opened.value);
      return ok({ handle });
    },
    broker(handle, environment) {
      const broker = open.get(handle);
      if (!broker) return refuse('no-connection', `No connection "${handle}" is open.`);
      if (broker.environment !== environment)
        return refuse('wrong-environment', `The connection is for ${broker.environment}, the desk for ${environment}.`);
      return ok(broker);
    },
    async closeAll() {
      for (const broker of open.values()) await broker.close();
      open.clear();
    },
  };
}
