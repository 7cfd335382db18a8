/** The keys of the desk: the host's keychain where it answers, else keys for this session only. */
import type { Result } from '../../shared/core/result.ts';
import { createSessionSecrets, secretStateTexts } from '../control/m1-keys/session-secrets.ts';
import type { SecretStorePort, SecretStoreState } from '../kernel/order-ports.ts';

export type KeychainState = 'available' | 'locked' | 'no-daemon' | 'no-collection' | 'access-denied' | 'not-installed';

/** What a host hands in: texts by name, refused unless the state is `available`. */
export interface HostSecrets {
  state(): Promise<KeychainState>;
  get(name: string): Promise<Result<string | null>>;
  set(name: string, secret: string): Promise<Result<void>>;
  remove(name: string): Promise<Result<void>>;
}

const portState = (state: KeychainState): SecretStoreState => (state === 'not-installed' ? 'no-daemon' : state);

export async function openSecrets(
  host: HostSecrets | undefined,
): Promise<{ secrets: SecretStorePort; keychain: KeychainState }> {
  const keychain = host === undefined ? 'not-installed' : await host.state();
  if (host === undefined || keychain !== 'available')
    return { secrets: createSessionSecrets(portState(keychain)), keychain };
  const secrets: SecretStorePort = {
    kind: 'keychain',
    async state() {
      const state = portState(await host.state());
      return { state, text: secretStateTexts[state] };
    },
    async has(name) {
      const found = await host.get(name);
      return found.ok && found.value !== null;
    },
    async set(name, secret) {
      const stored = await host.set(name, new TextDecoder().decode(secret));
      return stored.ok ? { ok: true, value: 'stored' } : stored;
    },
    async remove(name) {
      await host.remove(name);
    },
    async use(name, work) {
      const found = await host.get(name);
      if (!found.ok) return found;
      if (found.value === null)
        return { ok: false, error: { code: 'missing-key', message: `No key "${name}" is stored.` } };
      const bytes = new TextEncoder().encode(found.value);
      try {
        return { ok: true, value: await work(bytes) };
      } finally {
        bytes.fill(0);
      }
    },
  };
  return { secrets, keychain };
}
