/** What models cost: list prices as data, with the day they were taken down. */

export interface ModelPrice {
  /** US dollars per million tokens; where a provider has tiers, the dearest. */
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
}

/** The day of the table; newer prices go into the setting `models.prices`. */
export const pricesAsOf = '2025-11-30';

const price = (inputUsdPerMillion: number, outputUsdPerMillion: number): ModelPrice => ({
  inputUsdPerMillion,
  outputUsdPerMillion,
});

export const prices: Readonly<Record<string, ModelPrice>> = {
  'openai/gpt-5': price(1.25, 10),
  'openai/gpt-5.1': price(1.25, 10),
  'openai/gpt-5-mini': price(0.25, 2),
  'openai/gpt-5-nano': price(0.05, 0.4),
  'openai/gpt-4.1': price(2, 8),
  'openai/gpt-4.1-mini': price(0.4, 1.6),
  'openai/gpt-4.1-nano': price(0.1, 0.4),
  'openai/gpt-4o': price(2.5, 10),
  'openai/gpt-4o-mini': price(0.15, 0.6),
  'openai/o4-mini': price(1.1, 4.4),
  'anthropic/claude-opus-4-5': price(5, 25),
  'anthropic/claude-opus-4-1': price(15, 75),
  'anthropic/claude-sonnet-4-5': price(6, 22.5),
  'anthropic/claude-sonnet-4': price(6, 22.5),
  'anthropic/claude-haiku-4-5': price(1, 5),
  'gemini/gemini-3-pro-preview': price(4, 18),
  'gemini/gemini-2.5-pro': price(2.5, 15),
  'gemini/gemini-2.5-flash': price(0.3, 2.5),
  'gemini/gemini-2.5-flash-lite': price(0.1, 0.4),
};

/** A dated or `latest` name of a model costs what the model costs; any other longer name is another model. */
const dated = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{3}|latest)$/;

export function priceOf(model: string, own: Readonly<Record<string, ModelPrice>> = {}): ModelPrice | undefined {
  const plain = model.replace(dated, '');
  for (const table of [own, prices])
    for (const name of [model, plain]) if (Object.hasOwn(table, name)) return table[name];
  return undefined;
}

/** Whole millionths of a dollar, rounded up: a dollar per million tokens is a millionth per token. */
export const microUsdOf = (price: ModelPrice, inputTokens: number, outputTokens: number): number =>
  Math.max(0, Math.ceil(inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion - 1e-9));

export const usdOf = (microUsd: number): number => microUsd / 1e6;
