/** Secrets in the system's keychain through keytar, loaded only when asked for; where there is no keychain nothing is stored at all. */

import type { HostSecrets, KeychainState } from '../agents/desk/secrets.ts';
import { type Refusal, type Result, refuse } from '../shared/core/result.ts';

/** The three calls of keytar this uses. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const service = 'QuantAI';
const probeAccount = 'quantai-keychain-check';
/** A keychain that asks the person and gets no answer counts as locked. */
const probeLimitMs = 2500;

/** The keychain's own words, in the order they are looked for. */
const signs: readonly { readonly state: KeychainState; readonly words: RegExp }[] = [
  { state: 'no-daemon', words: /autolaunch|D-?Bus|secrets was not provided|could not connect|spawning command line/i },
  { state: 'no-collection', words: /does not exist at path|no such (object|collection|interface)|default collection/i },
  { state: 'locked', words: /locked|dismissed|prompt|interaction is not allowed|-25308/i },
  { state: 'access-denied', words: /denied|not authori[sz]ed|auth(entication)? failed|-25293|-128/i },
];

/** Which state a failure of the keychain means; unknown words count as no access, never as available. */
export const stateOf = (error: unknown): KeychainState => {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED')
    return 'not-installed';
  return signs.find(({ words }) => words.test(message ?? ''))?.state ?? 'access-denied';
};

const sentences: Readonly<Record<Exclude<KeychainState, 'available'>, readonly [string, string]>> = {
  locked: ['The keychain is locked, so nothing was stored.', 'unlock it and try again'],
  'no-daemon': [
    'No keychain service is running, so nothing was stored.',
    'start gnome-keyring or KWallet, or use keys for this session only',
  ],
  'no-collection': [
    'The keychain has no default collection, so nothing was stored.',
    'create a login keyring, then try again',
  ],
  'access-denied': ['The keychain refused access, so nothing was stored.', 'allow QuantAI in the keychain’s settings'],
  'not-installed': [
    'The keychain module is not installed, so nothing was stored.',
    'install libsecret’s headers, then run npm ci again',
  ],
};

const refusalOf = (state: Exclude<KeychainState, 'available'>): { ok: false; error: Refusal } => {
  const [message, fix] = sentences[state];
  return refuse(`keychain-${state}`, message, { fix });
};

async function loadKeytar(): Promise<Keytar> {
  const loaded = (await import('keytar')) as unknown as Keytar & { default?: Keytar };
  return loaded.default ?? loaded;
}

/** Rejects with a word that means `locked` when the keychain waits for a person. */
async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the keychain is locked and waits for a prompt')), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param load gives the keychain module; tests hand in their own. */
export function createKeychain(load: () => Promise<Keytar> = loadKeytar, limitMs = probeLimitMs): HostSecrets {
  /** Writes, reads and removes a word that is no secret: only that proves that a store stores. */
  const probe = async (): Promise<KeychainState> => {
    try {
      const keytar = await load();
      const round = async (): Promise<boolean> => {
        await keytar.setPassword(service, probeAccount, 'check');
        const read = await keytar.getPassword(service, probeAccount);
        await keytar.deletePassword(service, probeAccount);
        return read === 'check';
      };
      return (await within(round(), limitMs)) ? 'available' : 'access-denied';
    } catch (error) {
      return stateOf(error);
    }
  };
  const use = async <T>(work: (keytar: Keytar) => Promise<T>): Promise<Result<T>> => {
    try {
      return { ok: true, value: await within(work(await load()), limitMs) };
    } catch (error) {
      const state = stateOf(error);
      return refusalOf(state === 'available' ? 'access-denied' : state);
    }
  };
  return {
    state: probe,
    get: (name) => use((keytar) => keytar.getPassword(service, name)),
    set: (name, secret) => use((keytar) => keytar.setPassword(service, name, secret)),
    remove: (name) =>
      use(async (keytar) => {
        await keytar.deletePassword(service, name);
      }),
  };
}
