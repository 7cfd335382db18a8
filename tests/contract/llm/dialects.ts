/** How each provider words an answer, a refusal, a cut and an error: hand-made after the providers' public references. */
import type { AdapterDefinition } from '../../../agents/llm/adapter.ts';
import { anthropic } from '../../../agents/llm/anthropic/anthropic.ts';
import { gemini } from '../../../agents/llm/gemini/gemini.ts';
import { openai } from '../../../agents/llm/openai/openai.ts';
import type { Heard, Reply } from './stand-in.ts';

export interface Dialect {
  readonly definition: AdapterDefinition;
  readonly model: string;
  /** What stands between the server's address and the provider's paths. */
  readonly basePath: string;
  readonly path: string;
  /** A text answer that took 120 tokens in and 30 out. */
  text(text: string): Reply;
  readonly declined: Reply;
  readonly cut: Reply;
  error(status: number, message: string, code?: string): Reply;
  /** Where the key travels. */
  key(heard: Heard): unknown;
  /** What of the request enforces the schema. */
  schema(heard: Heard): unknown;
  systemText(heard: Heard): string;
  userTexts(heard: Heard): string[];
}

const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);

const openaiReply = (choice: Record<string, unknown>): Reply =>
  json(200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_727_346_169,
    model: 'gpt-4o-mini-2024-07-18',
    choices: [{ index: 0, logprobs: null, ...choice }],
    usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 },
  });
const openaiMessages = (heard: Heard): { role: string; content: string }[] => heard.body.messages as never;

const anthropicReply = (text: string | null, stopReason: string): Reply =>
  json(200, {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5-20251001',
    content: text === null ? [] : [{ type: 'text', text }],
    stop_reason: stopReason,
    stop_sequence: null,
    usage: { input_tokens: 100, cache_creation_input_tokens: 15, cache_read_input_tokens: 5, output_tokens: 30 },
  });

const geminiReply = (text: string, finishReason: string): Reply =>
  json(200, {
    candidates: [
      {
        content: { role: 'model', parts: [{ text: 'thinking aloud', thought: true }, { text }] },
        finishReason,
        index: 0,
      },
    ],
    usageMetadata: { promptTokenCount: 120, candidatesTokenCount: 20, thoughtsTokenCount: 10, totalTokenCount: 150 },
    modelVersion: 'gemini-2.5-flash',
  });

export const dialects: readonly Dialect[] = [
  {
    definition: openai,
    model: 'gpt-4o-mini',
    basePath: '/v1',
    path: '/v1/chat/completions',
    text: (text) =>
      openaiReply({ message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop' }),
    declined: openaiReply({
      message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' },
      finish_reason: 'stop',
    }),
    cut: openaiReply({ message: { role: 'assistant', content: '{"a":', refusal: null }, finish_reason: 'length' }),
    error: (status, message, code = 'error') =>
      json(status, { error: { message, type: 'requests', param: null, code } }),
    key: (heard) => heard.headers.authorization,
    schema: (heard) => at(heard.body, 'response_format', 'json_schema', 'schema'),
    systemText: (heard) => String(openaiMessages(heard)[0]?.content),
    userTexts: (heard) =>
      openaiMessages(heard)
        .filter((m) => m.role === 'user')
        .map((m) => m.content),
  },
  {
    definition: anthropic,
    model: 'claude-haiku-4-5',
    basePath: '',
    path: '/v1/messages',
    text: (text) => anthropicReply(text, 'end_turn'),
    declined: anthropicReply(null, 'refusal'),
    cut: anthropicReply('{"a":', 'max_tokens'),
    error: (status, message, code = 'error') =>
      json(status, { type: 'error', error: { type: code, message }, request_id: 'req_1' }),
    key: (heard) => heard.headers.authorization ?? heard.headers['x-api-key'],
    schema: (heard) => at(heard.body, 'output_config', 'format', 'schema'),
    systemText: (heard) => String(heard.body.system),
    userTexts: (heard) =>
      (heard.body.messages as { role: string; content: string }[])
        .filter((m) => m.role === 'user')
        .map((m) => m.content),
  },
  {
    definition: gemini,
    model: 'gemini-2.5-flash',
    basePath: '',
    path: '/v1beta/models/gemini-2.5-flash:generateContent',
    text: (text) => geminiReply(text, 'STOP'),
    declined: geminiReply('', 'SAFETY'),
    cut: geminiReply('{"a":', 'MAX_TOKENS'),
    error: (status, message, code = 'ERROR') => json(status, { error: { code: status, message, status: code } }),
    key: (heard) => heard.headers['x-goog-api-key'],
    schema: (heard) => at(heard.body, 'generationConfig', 'responseSchema'),
    systemText: (heard) => String(at(heard.body, 'systemInstruction', 'parts', 0, 'text')),
    userTexts: (heard) =>
      (heard.body.contents as { role: string; parts: { text: string }[] }[])
        .filter((c) => c.role === 'user')
        .map((c) => String(c.parts[0]?.text)),
  },
];
