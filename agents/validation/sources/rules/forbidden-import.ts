/** Modules that reach out of the strategy: files, processes, network, other code. */

import type { SourceModel } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, type SyntaxNode } from '../syntax.ts';

const python =
  /^(os|subprocess|socket|shutil|ctypes|cffi|pickle|cPickle|dill|cloudpickle|marshal|shelve|importlib|imp|builtins|__builtin__|multiprocessing|pty|signal|code|codeop|codecs_open|inspect|gc|tempfile|requests|urllib|urllib2|urllib3|http|httpx|aiohttp|ftplib|smtplib|telnetlib|paramiko|webbrowser|runpy|pkgutil|zipimport|resource|fcntl|mmap|winreg|pdb|site|sysconfig|posix|nt|platform|keyring|getpass|dotenv|boto3|win32api|pyautogui)(\.|$)/;
const node =
  /^(node:.*|fs|fs\/promises|child_process|net|tls|http|https|http2|dgram|dns|os|vm|worker_threads|cluster|module|process|v8|inspector|repl|perf_hooks|async_hooks|axios|node-fetch|got|undici|ws|electron|shelljs|execa)$/;

export const forbiddenImport = defineSourceRule({
  name: 'forbidden-import',
  kind: 'unsafe',
  severity: 'fail',
  run(model, report) {
    const fix = 'a strategy gets its data from the engine: leave the import out.';
    for (const one of model.nodes) {
      if (one.kind !== 'import') continue;
      const modules = one.text === '' ? one.parts.map((p) => p.text) : [one.text];
      for (const name of modules)
        if ((model.language === 'python' ? python : node).test(name))
          report(one, `${name} reaches files, processes, the network or other code.`, fix);
    }
    for (const call of model.calls) {
      const name = moduleCalled(call, model);
      if (name !== undefined) report(call, `A module is loaded while it runs${name === '' ? '' : `: ${name}`}.`, fix);
    }
  },
});
function moduleCalled(call: SyntaxNode, model: SourceModel): string | undefined {
  const callee = call.parts[0];
  if (callee?.kind !== 'name' || !/^(import|require|__import__|import_module)$/.test(callee.text)) return undefined;
  if (model.functions.has(callee.text)) return undefined;
  return model.string(argumentsOf(call)[0]) ?? '';
}
