/** The build needs nothing that npm may leave out: optional packages stay imports that are looked up when the desk runs. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import config from '../../../vite.config.ts';

test('a build does not need the optional packages', () => {
  const { optionalDependencies } = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  ) as { optionalDependencies: Record<string, string> };
  const external = (config as { environments: { node: { build: { rolldownOptions: { external: string[] } } } } })
    .environments.node.build.rolldownOptions.external;
  expect(Object.keys(optionalDependencies)).toContain('keytar');
  expect(external).toEqual(expect.arrayContaining(Object.keys(optionalDependencies)));
});
