/** Resampled bars whose label and closing edge disagree: the stamp says a time at which the bar was not known. */
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, around, keywordOf, walk } from '../syntax.ts';

const endLabelled = /^\d*(W|W-[A-Z]{3}|M|ME|BM|BME|Q|QE|BQ|BQE|A|Y|YE|BA|BY|BYE)$/;

export const resampleLabels = defineSourceRule({
  name: 'resample-labels',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    for (const call of model.calls) {
      if (model.method(call) !== 'resample' && model.method(call) !== 'Grouper') continue;
      const rule = model.string(argumentsOf(call)[0] ?? keywordOf(call, 'rule', 'freq')) ?? '';
      const label = model.string(keywordOf(call, 'label'));
      const closed = model.string(keywordOf(call, 'closed')) ?? (endLabelled.test(rule) ? 'right' : 'left');
      const isBackwards = isFilledBack(call) || usesOfResult(call).some(isFilledBack);
      if (label !== undefined && label !== closed)
        report(
          call,
          `The bars close on the ${closed} edge and are stamped on the ${label} one.`,
          "say both alike: closed='right', label='right', and join with a shift of one.",
        );
      else if (label === 'right' && isBackwards)
        report(call, 'Right-labelled bars filled backwards are seen before they end.', 'fill forwards.');
      else if (keywordOf(call, 'loffset'))
        report(
          call,
          'loffset moves the stamp away from when the bar was known.',
          'leave the stamp at the end of the bar.',
        );
      else if (label === 'right' && movesStamp(call))
        report(call, 'The stamp of a right-labelled bar is moved back to its start.', 'leave it at the end.');
    }
    function isFilledBack(node: Parameters<typeof report>[0]): boolean {
      for (const outer of around(node)) {
        if (outer.kind === 'call' && /^(bfill|backfill)$/.test(model.method(outer))) return true;
        const how = outer.kind === 'call' ? model.string(keywordOf(outer, 'method', 'direction')) : undefined;
        if (how !== undefined && /^(bfill|backfill|nearest|forward)$/.test(how)) return true;
        if (outer.kind === 'block') return false;
      }
      return false;
    }
    function usesOfResult(call: Parameters<typeof report>[0]): readonly Parameters<typeof report>[0][] {
      for (const outer of around(call)) {
        if (outer.kind !== 'assign') continue;
        const key = outer.parts[0] && keyOf(outer.parts[0]);
        return key === undefined ? [] : model.usesOf(key);
      }
      return [];
    }
    function movesStamp(call: Parameters<typeof report>[0]): boolean {
      for (const outer of around(call)) {
        if (outer.kind !== 'assign') continue;
        const key = outer.parts[0] && keyOf(outer.parts[0]);
        if (key === undefined) return false;
        return model.usesOf(`${key}.index`).some((use) => {
          const value = use.parent?.kind === 'assign' && use.parent.parts[0] === use ? use.parent.parts[1] : use.parent;
          if (!value) return false;
          for (const one of walk(value)) if (one.kind === 'binary' && one.text === '-') return true;
          return use.parent?.kind === 'assign' && use.parent.text === '-=';
        });
      }
      return false;
    }
  },
});
