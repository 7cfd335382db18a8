/** Where a worker's entry file is: beside the sources when run from them, beside the bundle when bundled. */

/** @param name entry file in agents/ without its ending, e.g. `job-worker` */
export const workerUrl = (name: string): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL(`../${name}.ts`, import.meta.url)
    : new URL(`./${name}.js`, import.meta.url);
