/** Folds that share bars: shuffled folds, or labels of the future that reach into the test part. */
import { words } from '../history.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf, type SyntaxNode } from '../syntax.ts';

const shuffled =
  /^(KFold|StratifiedKFold|RepeatedKFold|RepeatedStratifiedKFold|ShuffleSplit|StratifiedShuffleSplit|LeaveOneOut|LeavePOut|kFold|kfold)$/;
const validators =
  /^(cross_val_score|cross_validate|cross_val_predict|GridSearchCV|RandomizedSearchCV|HalvingGridSearchCV|learning_curve|validation_curve)$/;

export const overlappingLabels = defineSourceRule({
  name: 'overlapping-labels',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'use purged folds with an embargo of the label horizon: TimeSeriesSplit(gap=horizon) or purged k-fold.';
    const horizon = Math.max(
      0,
      ...model.calls.map((c) =>
        /^(shift|pct_change|diff)$/.test(model.method(c))
          ? -(model.number(keywordOf(c, 'periods') ?? argumentsOf(c)[0]) ?? 0)
          : 0,
      ),
    );
    for (const call of model.calls) {
      const name = model.method(call);
      if (shuffled.test(name)) report(call, 'Folds of bars in any order train on the future of their test.', fix);
      else if (name === 'train_test_split' && model.constant(keywordOf(call, 'shuffle')) !== false)
        report(
          call,
          'The split draws bars at random, so the training part knows the bars around every test bar.',
          'shuffle=False, with a gap of the label horizon.',
        );
      else if (validators.test(name)) {
        const folds = keywordOf(call, 'cv');
        const made = folds && model.resolve(folds);
        if (!made || made.kind === 'number')
          report(call, 'Folds without a gap share bars between training and test.', fix);
      } else if (name === 'TimeSeriesSplit' && horizon > 1) {
        const gap = model.number(keywordOf(call, 'gap') ?? argumentsOf(call)[3]);
        if (gap === undefined ? !keywordOf(call, 'gap') : gap < horizon - 1)
          report(call, `Labels look ${horizon} bars ahead; the gap between training and test is ${gap ?? 0}.`, fix);
      } else if (
        name === 'sample' &&
        model.constant(keywordOf(call, 'frac')) !== undefined &&
        /train|test/i.test(words(call.parent?.kind === 'assign' ? call.parent.parts[0] : undefined))
      )
        report(call, 'The training part is drawn from all bars at random.', 'split by time.');
    }
    touchingSlices(model.nodes);

    /** X[:split] to train and X[split:] to test, while labels look several bars ahead. */
    function touchingSlices(nodes: readonly SyntaxNode[]): void {
      if (horizon <= 1) return;
      const ends = new Map<string, SyntaxNode>();
      const starts = new Set<string>();
      for (const node of nodes) {
        if (node.kind !== 'slice' || node.parent?.kind !== 'index') continue;
        const [start, stop] = node.parts as [SyntaxNode, SyntaxNode];
        const isTraining = /train|fit/i.test(words(targetOf(node)));
        const isTest = /test|valid|oos|hold/i.test(words(targetOf(node)));
        if (isTraining && start.kind === 'none' && keyOf(stop) !== undefined) ends.set(keyOf(stop) as string, node);
        if (isTest && keyOf(start) !== undefined) starts.add(keyOf(start) as string);
      }
      for (const [key, node] of ends)
        if (starts.has(key))
          report(
            node.parent ?? node,
            `Labels look ${horizon} bars ahead, and the test begins where training ends.`,
            fix,
          );
    }
    function targetOf(node: SyntaxNode): SyntaxNode | undefined {
      for (let at = node.parent; at; at = at.parent) {
        if (at.kind === 'assign') return at.parts[0];
        if (at.kind === 'block') return undefined;
      }
      return undefined;
    }
  },
});
