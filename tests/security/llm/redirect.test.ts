/** A key never follows a redirect to another address, where the SDK lets us say so: Google's offers no way. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../contract/llm/dialects.ts';

const refusing = dialects.filter((d) => d.definition.id !== 'gemini');

describe.each(refusing.map((d) => [d.definition.id, d] as const))('%s', (_, dialect) => {
  const servers: Server[] = [];
  const heard: string[] = [];
  const open = async (location?: () => string): Promise<string> => {
    const server = createServer((request, response) => {
      if (location === undefined) heard.push(JSON.stringify(request.headers));
      response.writeHead(location === undefined ? 200 : 307, location === undefined ? {} : { location: location() });
      response.end('{}');
    });
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  beforeEach(() => {
    heard.length = 0;
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    }
  });

  it('is refused, and the other address hears nothing', async () => {
    const elsewhere = await open();
    const provider = await open(() => `${elsewhere}/steal`);
    const answer = await dialect.definition
      .connect({ apiKey: 'key-of-the-person', baseUrl: `${provider}${dialect.basePath}`, timeoutMs: 10_000 })
      .ask({
        system: 's',
        facts: '{}',
        jsonSchema: {},
        model: dialect.model,
        maxOutputTokens: 300,
        seed: 1,
        signal: new AbortController().signal,
      });
    expect(answer.ok).toBe(false);
    expect(heard.join()).not.toContain('key-of-the-person');
  });
});
