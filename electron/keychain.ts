/** Secrets in the system's keychain through keytar, loaded only when asked for; where there is no keychain nothing is stored at all. */
import type { SecretStorePort, SecretStoreState } from '../agents/kernel/order-ports.ts';
import { type Refusal, type Result, refusalText, refuse } from '../shared/core/result.ts';

/** As the port's states, with the module itself missing told apart. */
export type KeychainState = SecretStoreState | 'not-installed';

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

const sentences: Readonly<Record<KeychainState, readonly [string, string]>> = {
  available: ['Keys are kept in the system keychain.', ''],
  locked: ['The keychain is locked: nothing is stored.', 'unlock it and try again'],
  'no-daemon': [
    'No keychain service is running: nothing is stored.',
    'start gnome-keyring or KWallet, or use keys for this session only',
  ],
  'no-collection': [
    'The keychain has no default collection: nothing is stored.',
    'create a login keyring, then try again',
  ],
  'access-denied': ['The keychain refused access: nothing is stored.', 'allow QuantAI in the settings of the keychain'],
  'backend-changed': ['Another keychain answers than the one that holds the keys.', 'enter the keys again'],
  'not-installed': [
    'The keychain module is not installed: nothing is stored.',
    'install the headers of libsecret, then run npm ci again',
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

/** The port, and for `quantai doctor` the state in full. */
export interface Keychain extends SecretStorePort {
  probe(): Promise<KeychainState>;
}

/** @param load gives the keychain module; tests hand in their own. */
export function createKeychain(load: () => Promise<Keytar> = loadKeytar, limitMs = probeLimitMs): Keychain {
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
  const ask = async <T>(work: (keytar: Keytar) => Promise<T>): Promise<Result<T>> => {
    try {
      return { ok: true, value: await within(work(await load()), limitMs) };
    } catch (error) {
      const state = stateOf(error);
      return refusalOf(state === 'available' ? 'access-denied' : state);
    }
  };
  const read = (name: string): Promise<Result<string | null>> => ask((keytar) => keytar.getPassword(service, name));
  return {
    kind: 'keychain',
    probe,
    async state() {
      const state = await probe();
      const text = sentences[state].filter(Boolean).join(' Fix: ');
      return { state: state === 'not-installed' ? 'no-daemon' : state, text };
    },
    async has(name) {
      const found = await read(name);
      return found.ok && found.value !== null;
    },
    async set(name, secret) {
      const bytes = Buffer.from(secret);
      const text = bytes.toString('utf8');
      const faithful = Buffer.from(text, 'utf8').equals(bytes);
      bytes.fill(0);
      if (!faithful)
        return refuse('keychain-not-text', 'A key must be text.', {
          where: name,
          fix: 'paste it again without other bytes',
        });
      const stored = await ask((keytar) => keytar.setPassword(service, name, text));
      return stored.ok ? { ok: true, value: 'stored' } : stored;
    },
    async remove(name) {
      const removed = await ask((keytar) => keytar.deletePassword(service, name));
      if (!removed.ok) throw new Error(refusalText(removed.error));
    },
    async use(name, work) {
      const found = await read(name);
      if (!found.ok) return found;
      if (found.value === null)
        return refuse('keychain-no-key', 'There is no such key in the keychain.', {
          where: name,
          fix: 'enter it in the settings',
        });
      const bytes = Buffer.from(found.value, 'utf8');
      try {
        return { ok: true, value: await work(bytes) };
      } finally {
        bytes.fill(0);
      }
    },
  };
}
