/** A store of keys that lasts for the session: in memory, zeroed when removed, for desks without a keychain. */
import { ok, refuse } from '../../../shared/core/result.ts';
import type { SecretStorePort, SecretStoreState } from '../../kernel/order-ports.ts';

/** What each state means to a person. */
export const secretStateTexts: Readonly<Record<SecretStoreState, string>> = {
  available: 'The keychain is available.',
  locked: 'The keychain is locked: unlock it to use stored keys.',
  'no-daemon': 'No keychain service answers on this machine.',
  'no-collection': 'The keychain has no login collection.',
  'access-denied': 'The keychain refused access to this program.',
  'backend-changed': 'Another keychain than the one that holds the keys answers: enter the keys again.',
};

/** Creates a session store; `why` is the state of the keychain it stands in for. */
export function createSessionSecrets(why: SecretStoreState): SecretStorePort & { clear(): void } {
  const kept = new Map<string, Uint8Array>();
  const drop = (name: string): void => {
    kept.get(name)?.fill(0);
    kept.delete(name);
  };
  return {
    kind: 'session',
    state: async () => ({ state: why, text: secretStateTexts[why] }),
    has: async (name) => kept.has(name),
    async set(name, secret) {
      if (secret.length === 0) return refuse('empty-key', `The key "${name}" is empty.`);
      drop(name);
      kept.set(name, Uint8Array.from(secret));
      return ok('stored');
    },
    async remove(name) {
      drop(name);
    },
    async use(name, work) {
      const secret = kept.get(name);
      if (!secret) return refuse('missing-key', `No key "${name}" was entered in this session.`);
      const copy = Uint8Array.from(secret);
      try {
        return ok(await work(copy));
      } finally {
        copy.fill(0);
      }
    },
    clear() {
      for (const name of [...kept.keys()]) drop(name);
    },
  };
}
