/** One build for the whole desk: the window, the hosts with their workers, and the preload script, as vite environments. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** npm leaves these out where they cannot be had (no keychain library, another platform); the desk looks them up when it runs. */
const optionalPackages = Object.keys(
  (JSON.parse(readFileSync(at('./package.json'), 'utf8')) as { optionalDependencies: Record<string, string> })
    .optionalDependencies,
);

/** An environment that runs in Node or Electron's main process (`es`), or in the sandboxed preload (`cjs`). */
const nodeEnvironment = (
  input: Record<string, string>,
  folder: string,
  format: 'es' | 'cjs' = 'es',
): EnvironmentOptions => ({
  consumer: 'server',
  resolve: {
    // A sandboxed preload may load nothing but electron itself, so everything else goes into its file.
    ...(format === 'cjs' ? { noExternal: true } : { external: true }),
    builtins: ['electron', /^node:/, /^electron\//],
  },
  build: {
    ssr: true,
    outDir: at(`./dist/${folder}`),
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input,
      external: ['electron', ...optionalPackages],
      output: {
        format,
        entryFileNames: `[name].${format === 'cjs' ? 'cjs' : 'js'}`,
        // Flat, so that `new URL('./x-worker.js', import.meta.url)` is right in every chunk.
        chunkFileNames: '[name].js',
      },
    },
  },
});

export default defineConfig({
  root: at('./renderer'),
  base: './',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: at('./dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: true,
    // Nothing is inlined as data: so that the content security policy can stay at 'self'.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // The desk's host stands behind the page server: the same origin for both, as in the built desk.
    proxy: {
      '^/bridge$': { target: 'ws://127.0.0.1:4317', ws: true, changeOrigin: true },
      '^/enter(\\?|$)': { target: 'http://127.0.0.1:4317', changeOrigin: true },
    },
  },
  environments: {
    node: nodeEnvironment(
      {
        main: at('./electron/main.ts'),
        cli: at('./electron/headless/cli.ts'),
        'job-worker': at('./agents/job-worker.ts'),
        'agent-worker': at('./agents/agent-worker.ts'),
        'writer.worker': at('./agents/store/writer.worker.ts'),
      },
      'node',
    ),
    preload: nodeEnvironment({ preload: at('./electron/preload.ts') }, 'preload', 'cjs'),
  },
  builder: {},
});
