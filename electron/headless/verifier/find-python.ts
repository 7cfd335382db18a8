/** Finds a Python with the packages a test needs: the one that was named, else the usual one; or says what is missing. */
import { runProcess } from './run-process.ts';

export type FoundPython =
  | { readonly python: string; readonly version: string; readonly missing: readonly string[] }
  | { readonly reason: string };

const timeoutMs = 20_000;
const question =
  'import importlib.util, json, sys; print(json.dumps({"version": sys.version.split()[0], "missing": [m for m in sys.argv[1:] if importlib.util.find_spec(m) is None]}))';

/** @param named `--python`; then `QUANTAI_PYTHON`, then `python3` (`python` on Windows) */
export async function findPython(
  named: string | undefined,
  modules: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<FoundPython> {
  const usual = process.platform === 'win32' ? 'python' : 'python3';
  const python = named ?? (process.env.QUANTAI_PYTHON || usual);
  // -I: neither the folder nor the person's settings say what is installed.
  const answer = await runProcess({
    command: python,
    args: ['-I', '-c', question, ...modules],
    folder,
    timeoutMs,
    signal,
  });
  if (answer.ended === 'not-started')
    return { reason: `there is no Python called ${python}: name one with --python or QUANTAI_PYTHON` };
  if (answer.status !== 0) return { reason: `${python} does not run as a Python` };
  try {
    const { version, missing } = JSON.parse(answer.out) as { version: string; missing: string[] };
    return { python, version, missing };
  } catch {
    return { reason: `${python} does not answer as a Python` };
  }
}
