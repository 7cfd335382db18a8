/** Parameters or models chosen by their result on the part that should judge them. */
import { extentOf, words } from '../history.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, around, isComparison, keywordOf, type SyntaxNode } from '../syntax.ts';

const testNames =
  /(^|[^a-z])(x_|y_|df_|data_|bars_|prices_|returns_)?(test|oos|holdout|hold_out|out_?of_?sample|outOfSample|unseen|final)(_?(set|data|df|bars|prices|x|y|returns|window|part|period))?($|[^a-z])/i;
const camelTest = /(test|holdout|oos|outOfSample)(Set|Data|Bars|Window|Prices|Part)?$/;
const tuners =
  /^(fit|partial_fit|optimi[sz]e\w*|minimi[sz]e\w*|maximi[sz]e\w*|tune\w*|grid_?search\w*|gridSearch\w*|search\w*|differential_evolution|fmin\w*|brute|study_optimize|find_best\w*|findBest\w*|calibrate\w*|select_(best|params)\w*|train\w*)$/i;
const scorers = /sharpe|score|profit|return|pnl|performance|backtest|evaluate|cagr|result/i;

export const tunedOnTest = defineSourceRule({
  name: 'tuned-on-test',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'choose on the training part, look at the test part once, at the end.';
    const isTest = (node: SyntaxNode | undefined): boolean =>
      node !== undefined && (testNames.test(deep(node)) || camelTest.test(node.text));
    const deep = (node: SyntaxNode): string =>
      (node.kind === 'number' ? '' : ` ${node.text} ${node.parts.map(deep).join(' ')} `).slice(0, 400);
    for (const call of model.calls) {
      const name = model.method(call);
      const given = argumentsOf(call);
      if (tuners.test(name) && name !== 'train_test_split') {
        const data = [
          ...given,
          ...call.parts.filter((p) => p.kind === 'keyword' && p.text !== 'eval_set').map((p) => p.parts[0]),
        ];
        if (data.some((d) => d !== undefined && d.kind !== 'function' && isTest(d) && !/train/i.test(deep(d)))) {
          report(call, `${name} is given the test part.`, fix);
          continue;
        }
        if (data.some((d) => d?.kind === 'function' && isTest(d) && !/train/i.test(deep(d)))) {
          report(call, 'What is optimised is the result on the test part.', fix);
          continue;
        }
      }
      // max(grid, key=lambda p: sharpe(test, p))
      if (/^(max|min|sorted|idxmax|argmax|sort|maxBy|sortBy)$/.test(name)) {
        const key = keywordOf(call, 'key') ?? given.find((g) => g.kind === 'function');
        const made = key && model.resolve(key);
        const chosen = given[0] && given[0].kind !== 'function' ? model.resolve(given[0]) : undefined;
        if (
          chosen &&
          chosen !== given[0] &&
          /^(other|dict|list|call)$/.test(chosen.kind) &&
          isTest(chosen) &&
          !/train/i.test(deep(chosen)) &&
          scorers.test(deep(chosen))
        ) {
          report(call, 'The best is picked by its result on the test part.', fix);
          continue;
        }
        if (made && isTest(made)) report(call, 'The best is picked by its result on the test part.', fix);
        else if (
          given[0]?.kind !== 'function' &&
          given[0] &&
          /(test|oos|holdout)_?(scores?|results?|sharpes?)/i.test(deep(given[0]))
        )
          report(call, 'The best is picked by its result on the test part.', fix);
        const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
        if (/^(idxmax|argmax)$/.test(name) && object && /(test|oos|holdout)/i.test(words(object)))
          report(call, 'The best is picked by its result on the test part.', fix);
      }
      if (/^(fit)$/.test(name)) fittedOnAll(call);
    }
    // for p in grid: score = backtest(test, p); if score > best: best, chosen = score, p
    for (const node of model.nodes) {
      if (!isComparison(node) || !isTested(node)) continue;
      const isSearch = [...around(node)].some((o) => o.kind === 'for' || o.kind === 'loop');
      const side = node.parts.map((p) => words(p)).join(' ');
      if (!isSearch || !/best|top|max/i.test(side)) continue;
      for (const part of node.parts) {
        const value = model.resolve(part);
        if (
          value.kind === 'call' &&
          scorers.test(model.method(value) + words(value.parts[0])) &&
          argumentsOf(value).some((a) => isTest(a) && !/train/i.test(deep(a)))
        )
          report(node, 'The search keeps what was best on the test part.', fix);
        else if (
          keyOf(part) !== undefined &&
          /(test|oos|holdout)_?(score|sharpe|result|return|pnl)/i.test(keyOf(part) ?? '')
        )
          report(node, 'The search keeps what was best on the test part.', fix);
      }
    }
    /** Is the comparison part of the condition of an `if`? */
    function isTested(node: SyntaxNode): boolean {
      let inner = node;
      for (const outer of around(node)) {
        if (outer.kind === 'if') return outer.parts[0] === inner;
        if (outer.kind !== 'binary' && outer.kind !== 'unary') return false;
        inner = outer;
      }
      return false;
    }
    /** model.fit(X, y) on everything, and model.predict on the same rows as the signal. */
    function fittedOnAll(call: SyntaxNode): void {
      const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
      const [data, labels] = argumentsOf(call);
      if (!object || !data || !labels || keyOf(object) === undefined) return;
      if (extentOf(data, model) !== 'whole' || /train/i.test(deep(data))) return;
      const made = model.resolve(object);
      const maker = made.kind === 'call' ? model.method(made) : '';
      if (
        /(SearchCV|OLS|LinearRegression|Ridge|Lasso|PCA|Scaler|SelectKBest|KMeans)$/.test(maker) &&
        !/SearchCV/.test(maker)
      )
        return;
      const uses = model
        .usesOf(keyOf(object) as string)
        .filter(
          (u) =>
            u.parent?.kind === 'member' &&
            /^(predict|predict_proba|decision_function|best_params_|best_estimator_)$/.test(u.parent.text),
        );
      for (const use of uses) {
        const predict = use.parent?.parent;
        const input = predict?.kind === 'call' ? argumentsOf(predict)[0] : undefined;
        if (
          use.parent?.text.startsWith('best_') ||
          (input && words(input) !== '' && extentOf(input, model) !== 'moment')
        ) {
          report(call, 'The model is fitted on all of the history, the part it is judged on included.', fix);
          return;
        }
      }
    }
  },
});
