/** M1, keys: opens brokers and hands out handles; keys stay in the keychain and never travel. */
import { refusalText } from '../../shared/core/result.ts';
import type { Environment } from '../../shared/domain/order.ts';
import { defineAgent } from '../kernel/agent.ts';

export const m1Keys = defineAgent({
  id: 'M1',
  name: 'Keys',
  layer: 'control',
  purpose: 'Keeps your keys in the keychain, opens brokers, and hands the other agents a handle, never a key.',
  thread: 'main',
  reads: ['control.connect'],
  writes: ['control.connection', 'control.alert'],
  needs: ['connections', 'secrets'],
  async start(context) {
    const { connections, secrets } = context.ports;
    const connect = async (broker: string, environment: Environment): Promise<void> => {
      const opened = await connections.connect(broker, environment);
      context.publish(
        'control.connection',
        {
          broker,
          environment,
          status: opened.ok ? 'connected' : 'refused',
          handle: opened.ok ? opened.value.handle : '',
          reason: opened.ok ? '' : refusalText(opened.error).slice(0, 300),
        },
        { subject: broker },
      );
      context.note(opened.ok ? `${broker} is connected for ${environment}` : `${broker} was refused`);
    };
    const report = async (): Promise<void> => {
      const { state, text } = await secrets.state();
      if (state === 'available' && secrets.kind === 'keychain') return;
      context.publish('control.alert', {
        severity: 'info',
        title: secrets.kind === 'session' ? 'Session keys only' : `Keychain: ${state}`,
        text: `${text} Keys typed now are forgotten when the desk closes; paper trading needs none.`.slice(0, 600),
      });
    };
    await report();
    await connect('simulated', 'paper');
    return { handlers: { 'control.connect': ({ data }) => connect(data.broker, data.environment) } };
  },
});
