/** Code made from text, and ways out of the sandbox: eval, exec, Function, constructors of constructors, double-underscore attributes. */
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, around, keywordOf } from '../syntax.ts';

const pythonNames =
  /^(eval|exec|execfile|compile|__import__|__builtins__|__loader__|__spec__|globals|locals|vars|setattr|delattr|breakpoint|memoryview)$/;
const scriptNames =
  /^(eval|Function|AsyncFunction|GeneratorFunction|require|process|globalThis|global|window|self_global|document|fetch|XMLHttpRequest|WebSocket|EventSource|Worker|SharedWorker|importScripts|WebAssembly|SharedArrayBuffer|Atomics|Deno|Bun|navigator|localStorage|sessionStorage|indexedDB|Proxy|Reflect|queueMicrotask|setImmediate|setInterval|setTimeout|postMessage|Buffer|__dirname|__filename|module|exports|arguments_callee)$/;
const dunder =
  /^__(class|bases?|base|mro|subclasses|globals|builtins|dict|code|closure|reduce(_ex)?|getattribute|getattr|import|loader|spec|self|func|wrapped|subclasshook|init_subclass|set_name|proto|defineGetter|defineSetter|lookupGetter|lookupSetter)__$/;
const frames =
  /^(gi_frame|gi_code|cr_frame|f_globals|f_locals|f_builtins|f_back|func_globals|func_code|tb_frame|tb_next|_getframe|settrace|setprofile|setrecursionlimit)$/;
const loads =
  /^(pickle|cPickle|dill|joblib|marshal|torch|yaml|shelve|cloudpickle)\.(load|loads|unsafe_load|full_load|load_all|open|Unpickler)$/;

export const unsafeCode = defineSourceRule({
  name: 'unsafe-code',
  kind: 'unsafe',
  severity: 'fail',
  run(model, report) {
    const fix = 'write the rule itself: a strategy needs no code from text and nothing of its host.';
    const isPython = model.language === 'python';
    const isBound = (name: string): boolean =>
      model.functions.has(name) ||
      model.usesOf(name).some((u) => u.parent?.kind === 'assign' && u.parent.parts[0] === u) ||
      model.nodes.some((n) => n.kind === 'parameter' && n.text === name);
    for (const node of model.nodes) {
      const isUse =
        node.kind === 'name' &&
        node.parent?.kind !== 'import' &&
        !(node.parent?.kind === 'entry' && node.parent.parts[0] !== node);
      if (isUse && (isPython ? pythonNames : scriptNames).test(node.text) && !isBound(node.text))
        report(node, `${node.text} runs code from text or reaches the host.`, fix);
      if (node.kind === 'member') checkMember(node.text, node);
      if (node.kind === 'index') {
        const key = model.constant(node.parts[1]);
        if (typeof key === 'string') checkMember(key, node);
        else if (!isPython && isTextJoin(node.parts[1]))
          report(node, 'A member is named by text put together while it runs.', fix);
      }
      if (node.kind === 'while' && model.constant(node.parts[0]) === true && !leaves(node.parts[1]))
        report(node, 'The loop has no end.', 'give it an end.');
      if (node.kind === 'loop' && node.parts[1]?.kind === 'none' && !leaves(node.parts[3]))
        report(node, 'The loop has no end.', 'give it an end.');
    }
    for (const call of model.calls) {
      const callee = call.parts[0];
      const name = model.method(call);
      const full = callee ? model.qualified(callee) : '';
      if (isPython && callee?.kind === 'name' && /^(getattr|hasattr)$/.test(callee.text)) {
        const attribute = model.string(argumentsOf(call)[1]);
        const named = textsOf(argumentsOf(call)[1]);
        if (attribute === undefined && named.length > 0) for (const one of named) checkMember(one, call);
        else if (callee.text === 'getattr' && attribute === undefined)
          report(call, 'The name of an attribute is made while it runs.', 'write the attribute itself.');
        else if (attribute !== undefined) checkMember(attribute, call);
      }
      if (isPython && callee?.kind === 'name' && /^(open|input)$/.test(callee.text) && !isBound(callee.text))
        report(call, `${callee.text} reaches files or the keyboard.`, 'the engine hands over the data.');
      if (
        loads.test(full) ||
        /^(read_pickle)$/.test(name) ||
        (name === 'load' && model.constant(keywordOf(call, 'allow_pickle')) === true)
      )
        report(
          call,
          `${full || name} runs code that was stored.`,
          'load data in a plain format, outside of the strategy.',
        );
      if (
        /^(eval)$/.test(name) &&
        callee?.kind === 'member' &&
        /^(pandas|pd|numexpr|df|data)\b/.test(full || (keyOf(callee) ?? ''))
      )
        report(call, 'eval runs an expression from text.', fix);
      if (/^os\.|^subprocess\.|^socket\./.test(full)) report(call, `${full} reaches the machine.`, fix);
      if (
        /^(system|popen|Popen|check_output|spawn|spawnSync|execSync|execFile)$/.test(name) &&
        callee?.kind === 'member'
      )
        report(call, `${name} starts a process.`, fix);
    }
    function checkMember(text: string, node: Parameters<typeof report>[0]): void {
      if (dunder.test(text) || frames.test(text)) report(node, `${text} is a way out of the strategy.`, fix);
      else if (
        !isPython &&
        text === 'constructor' &&
        (node.kind === 'index' ||
          node.parent?.kind === 'call' ||
          node.parent?.kind === 'member' ||
          node.parent?.kind === 'index' ||
          node.parent?.kind === 'assign')
      )
        report(node, 'The constructor of a value makes functions from text.', fix);
      else if (
        !isPython &&
        /^(prototype|setPrototypeOf|defineProperty|getPrototypeOf)$/.test(text) &&
        node.parent?.kind !== 'class'
      )
        report(node, `${text} changes what others share.`, fix);
    }
    /** Every text a name can stand for: what calls give to a parameter, or the items of a written list that is walked; none where it is open. */
    function textsOf(node: Parameters<typeof report>[0] | undefined, left = 3): string[] {
      if (!node || left === 0) return [];
      const text = model.string(node);
      if (text !== undefined) return [text];
      if (node.kind !== 'name') return [];
      const owner = model.functionAround(node);
      const parameter = owner?.parts.find((p) => p.kind === 'parameter' && p.text === node.text);
      if (parameter) {
        const given = model.givenTo(parameter).map((g) => textsOf(g, left - 1));
        return given.every((g) => g.length > 0) ? given.flat() : [];
      }
      for (const outer of around(node)) {
        const isLoop = outer.kind === 'for' || outer.kind === 'other';
        const over =
          isLoop && outer.parts.some((p) => p.text === node.text) ? outer.parts.map((p) => model.resolve(p)) : [];
        const items = over.find(
          (p) => p.kind === 'list' && p.parts.length > 0 && p.parts.every((q) => q.kind === 'string'),
        );
        if (items) return items.parts.map((q) => q.text);
      }
      return [];
    }
    function isTextJoin(node: Parameters<typeof report>[0] | undefined): boolean {
      return node?.kind === 'binary' && node.text === '+' && node.parts.some((p) => p.kind === 'string');
    }
    function leaves(body: Parameters<typeof report>[0] | undefined): boolean {
      return body !== undefined && /\b(break|return|raise|throw)\b/.test(model.text.slice(body.from, body.to));
    }
  },
});
