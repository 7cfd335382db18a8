/** Components, clusters or features chosen on all of the history, the test part included. */
import { extentOf, words } from '../history.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf } from '../syntax.ts';

const choosers =
  /^(PCA|KernelPCA|SparsePCA|IncrementalPCA|TruncatedSVD|FastICA|NMF|FactorAnalysis|SelectKBest|SelectPercentile|RFE|RFECV|SelectFromModel|VarianceThreshold|SequentialFeatureSelector|KMeans|MiniBatchKMeans|GaussianMixture|GaussianHMM|UMAP|TSNE|LinearDiscriminantAnalysis)$/;
const scores =
  /^(f_regression|f_classif|mutual_info_regression|mutual_info_classif|chi2|permutation_importance|corrwith)$/;

export const fullSampleFeatures = defineSourceRule({
  name: 'full-sample-features',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'choose and fit on the training part of each fold, inside a pipeline.';
    for (const call of model.calls) {
      const name = model.method(call);
      const data = argumentsOf(call)[0];
      const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
      const isWhole = (): boolean =>
        data !== undefined && extentOf(data, model) !== 'bounded' && !/train/i.test(words(data));
      if (/^(fit|fit_transform|fit_predict)$/.test(name) && object) {
        const made = model.resolve(object);
        const isPipe =
          made.kind === 'call' && /^(Pipeline|make_pipeline|ColumnTransformer|FeatureUnion)$/.test(model.method(made));
        // Features made by a pipeline of its own; a pipeline that ends in a model is judged where it predicts.
        if (isPipe && name === 'fit_transform' && isWhole())
          report(call, 'The pipeline is fitted on all of the history.', fix);
        if (made.kind === 'call' && choosers.test(model.method(made)) && isWhole())
          report(call, `${model.method(made)} is fitted on all of the history.`, fix);
      } else if (scores.test(name) && isWhole() && (data ? extentOf(data, model) === 'whole' : false))
        report(call, 'Features are scored on all of the history.', fix);
      else if (/^(svd|eigh?|eigvals)$/.test(name) && data && extentOf(data, model) === 'whole')
        report(call, 'The components are those of all of the history.', fix);
      else if (name === 'corr' && object && extentOf(object, model) === 'whole' && choosesByIt(call))
        report(call, 'Features are chosen by their correlation over all of the history.', fix);
    }
    for (const node of model.nodes) {
      if (node.kind !== 'member' || !/^(feature_importances_|ranking_|support_|scores_|pvalues_)$/.test(node.text))
        continue;
      const owner = node.parts[0];
      if (!owner) continue;
      const fits = model.calls.filter(
        (c) =>
          model.method(c) === 'fit' &&
          (c === model.resolve(owner) ||
            (c.parts[0]?.parts[0] && keyOf(c.parts[0].parts[0]) === keyOf(owner) && keyOf(owner) !== undefined)),
      );
      const data = fits.map((f) => argumentsOf(f)[0]).find((d) => d !== undefined);
      if (data && extentOf(data, model) !== 'bounded' && !/train/i.test(words(data)))
        report(node, 'Features are chosen by a model that was fitted on all of the history.', fix);
    }
    function choosesByIt(call: Parameters<typeof report>[0]): boolean {
      for (let at = call.parent; at; at = at.parent) {
        if (at.kind === 'index' && at.parts.slice(1).some((p) => model.string(p) !== undefined)) return true;
        if (at.kind === 'call' && /^(nlargest|sort_values|abs|head|idxmax|drop|filter)$/.test(model.method(at)))
          return true;
        if (at.kind === 'block' || at.kind === 'assign') return false;
      }
      return false;
    }
  },
});
