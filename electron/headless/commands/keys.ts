/** `quantai keys` and `quantai models`: handing keys over, and choosing who answers the agents. */
import { Argument } from 'commander';
import { refuse } from '../../../shared/core/result.ts';
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { table } from '../text/table.ts';

/** A key is never an argument: those are seen by every process of the machine. */
async function readKey(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > 4096 || (part as Buffer).includes(10)) break;
  }
  return (Buffer.concat(parts).toString('utf8').split('\n')[0] ?? '').trim();
}

export const keys: HostCommand = {
  name: 'keys',
  parameters: [
    new Argument('[action]', 'what to do').choices(['list', 'set', 'clear']).default('list'),
    new Argument('[name]', 'which key, e.g. anthropic-api-key'),
  ],
  summary: 'list the keys the desk holds, hand one over (read from standard input) or forget one',
  more: 'Example: quantai keys set anthropic-api-key < key.txt',
  async run(context, [action, name]) {
    if (action === 'list')
      return ask(context, 'keys.list', {}, (answer) => ({
        json: answer,
        lines: [
          answer.text,
          ...table(
            [{ title: 'key' }, { title: 'for' }, { title: '' }],
            answer.keys.map((key) => [key.name, key.for, key.present ? 'set' : 'not set']),
          ),
        ],
      }));
    if (typeof name !== 'string')
      return refuse('no-name', 'Which key is meant?', { where: 'name', fix: 'see `quantai keys list` for the names.' });
    if (action === 'clear')
      return ask(context, 'keys.clear', { name }, () => ({
        json: { name, cleared: true },
        lines: [`${name} is forgotten.`],
      }));
    if (process.stdin.isTTY) context.log(`Paste ${name} and press Enter:`);
    const secret = await readKey();
    if (secret.length < 8)
      return refuse('no-key', 'No key came on standard input.', { where: name, fix: 'quantai keys set NAME < FILE' });
    return ask(context, 'keys.set', { name, secret }, ({ kept }) => ({
      json: { name, kept },
      lines: [
        kept === 'keychain'
          ? `${name} is kept in the keychain.`
          : `${name} is kept until the desk closes: no keychain answers on this machine.`,
      ],
    }));
  },
};

export const models: HostCommand = {
  name: 'models',
  parameters: [
    new Argument('[agent]', 'an agent such as A1, or `all`'),
    new Argument('[model]', '`house`, or provider/model, e.g. anthropic/claude-opus-4-1'),
  ],
  summary: 'show or choose the model that answers each agent',
  async run(context, [agent, model]) {
    if (typeof agent !== 'string')
      return ask(context, 'models.get', {}, (answer) => ({
        json: answer,
        lines: table(
          [{ title: 'agent' }, { title: 'answered by' }],
          answer.agents.map((a) => [
            a.agentId,
            a.provider === 'house' ? 'house model, offline' : `${a.provider}/${a.model}`,
          ]),
        ),
      }));
    const [, provider, name] = /^(house|openai|anthropic|gemini)(?:\/(.+))?$/.exec(String(model ?? '')) ?? [];
    if (provider === undefined || (provider !== 'house' && name === undefined))
      return refuse('bad-model', 'Name the model as provider/model, or `house`.', {
        where: 'model',
        fix: 'the providers are openai, anthropic and gemini.',
      });
    const query = {
      agentId: agent === 'all' ? null : agent,
      provider: provider as 'house' | 'openai' | 'anthropic' | 'gemini',
      model: name ?? 'house',
    };
    return ask(context, 'models.set', query, ({ label }) => ({
      json: { agent, label },
      lines: [`${agent === 'all' ? 'Every agent' : agent} is now answered by ${model}.`],
    }));
  },
};
