/** Puts the desk's models together: providers with the person's keys, the house model, the record, the budget. */
import { brokers } from '../brokers/index.ts';
import type { DeskClock } from '../kernel/clock.ts';
import type { DeskStatePort, SecretStorePort } from '../kernel/order-ports.ts';
import type { ModelPort } from '../kernel/ports.ts';
import { createBudget } from '../llm/budget.ts';
import { askHouse } from '../llm/house-model/house-model.ts';
import { adapters } from '../llm/index.ts';
import { createRecorder, type ModelRecord, type RecordKeep } from '../llm/recorder.ts';
import { createModelPort } from '../llm/router.ts';
import { modelLabel, readModelSettings } from '../llm/settings.ts';
import type { Store } from '../store/open-store.ts';

export interface DeskModel {
  readonly model: ModelPort;
  /** Answers from the record alone: what a run is verified with. */
  readonly recordedModel: ModelPort;
  /** `house`, or the provider and model that the settings name. */
  readonly label: string;
  /** Hears what each paid answer cost, in US dollars. Returns the way to stop. */
  onCost(listener: (agentId: string, costUsd: number) => void): () => void;
}

const spendingKey = 'model-spending';

/** Exchanges are artefacts, found by the hash of their question. */
const recordsIn = ({ artefacts, modelAnswers }: Pick<Store, 'artefacts' | 'modelAnswers'>): RecordKeep => ({
  async get(hash) {
    const artefact = modelAnswers.find(hash);
    return artefact === undefined ? undefined : artefacts.get<ModelRecord>(artefact);
  },
  async put(hash, record) {
    await modelAnswers.keep(hash, await artefacts.put(record));
  },
});

export function deskModel(options: {
  store: Pick<Store, 'artefacts' | 'modelAnswers' | 'settings'>;
  state: DeskStatePort;
  clock: DeskClock;
  secrets?: SecretStorePort;
  log?(line: string): void;
}): DeskModel {
  const { store, state, clock, secrets, log } = options;
  const settings = () => readModelSettings(store.settings.get('models'));
  const readKey = async (name: string): Promise<string | undefined> => {
    if (secrets === undefined || !(await secrets.has(name))) return undefined;
    const key = await secrets.use(name, async (bytes) => new TextDecoder().decode(bytes).trim());
    return key.ok && key.value !== '' ? key.value : undefined;
  };
  const router = createModelPort({
    settings,
    adapters,
    keys: readKey,
    recorder: createRecorder(recordsIn(store)),
    budget: createBudget({
      clock,
      caps() {
        const read = settings();
        // Settings that cannot be read stop every question before it gets here.
        return read.ok ? read.value.caps : { agentDayUsd: 0, dayUsd: 0, monthUsd: 0 };
      },
      keep: { load: () => state.load(spendingKey), save: (json) => state.save(spendingKey, json) },
    }),
    house: askHouse,
    clock,
    async secrets() {
      const names = [...adapters.map((a) => a.keyName), ...brokers.flatMap((b) => b.secrets)];
      const found = await Promise.all(names.map(readKey));
      return found.filter((key) => key !== undefined);
    },
  });
  router.onTrouble((agentId, refusal) => log?.(`${agentId} got no answer from its model: ${refusal.message}`));
  const read = settings();
  return {
    model: router.model,
    recordedModel: router.recordedModel,
    label: read.ok ? modelLabel(read.value) : 'settings not readable',
    onCost: router.onCost,
  };
}
