/** Names that look like others: letters of another alphabet, or characters that fold into plain ones. */
import { defineSourceRule } from '../rule.ts';

const latin = /\p{Script=Latin}/u;
const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;
/** Cyrillic and Greek letters that cannot be told from Latin ones. */
const twins =
  /^[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u0261\u051b\u051d\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u03bf\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7_\d]+$/;

export const lookAlikeName = defineSourceRule({
  name: 'look-alike-name',
  kind: 'unsafe',
  severity: 'fail',
  run(model, report) {
    for (const node of model.nodes) {
      if (node.kind !== 'name' && node.kind !== 'member' && node.kind !== 'parameter' && node.kind !== 'function')
        continue;
      const raw = node.kind === 'name' || node.kind === 'parameter' ? model.text.slice(node.from, node.to) : node.text;
      if (!/\P{ASCII}/u.test(raw)) continue;
      const isFolded = raw.normalize('NFKC') !== raw && !raw.includes('\\');
      if (isFolded || (latin.test(raw) && foreign.test(raw)) || twins.test(raw))
        report(
          node,
          `The name ${raw.slice(0, 30)} has letters that look like others.`,
          'write it in plain Latin letters.',
        );
    }
  },
});
