/** HiGHS, compiled to WebAssembly, as the solver of linear and mixed-integer programmes. */
import { refuse } from '../../../core/result.ts';
import type { LinearSolver } from './solver.ts';

let loading: Promise<LinearSolver> | undefined;

/** Loads the module once a thread; every later call answers the same solver. Single-threaded and deterministic. */
export function loadHighs(): Promise<LinearSolver> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LinearSolver> {
  const { default: loadModule } = await import('highs');
  const highs = await loadModule();
  const { modelStatus, variableType } = highs.constants;
  return {
    solve(program) {
      const { cost, lower, upper, integer, rows } = program;
      const n = cost.length;
      // A model holds memory of the module until it is given back.
      const model = highs.createModel({
        numCols: n,
        numRows: rows.low.length,
        colCost: cost,
        colLower: lower,
        colUpper: upper,
        rowLower: Float64Array.from(rows.low),
        rowUpper: Float64Array.from(rows.high),
        matrix: {
          format: 'csr',
          numRows: rows.low.length,
          numCols: n,
          starts: Int32Array.from(rows.starts),
          indices: Int32Array.from(rows.columns),
          values: Float64Array.from(rows.values),
        },
        ...(integer === undefined
          ? {}
          : {
              integrality: Int32Array.from(integer, (v) => (v === 1 ? variableType.integer : variableType.continuous)),
            }),
      });
      try {
        model.options.set({
          output_flag: false,
          random_seed: 0,
          primal_feasibility_tolerance: 1e-10,
          dual_feasibility_tolerance: 1e-10,
          mip_rel_gap: 0,
          mip_abs_gap: 1e-9,
        });
        model.run();
        const status = model.getModelStatus();
        if (status === modelStatus.optimal)
          return {
            ok: true,
            value: { x: Float64Array.from(model.getSolution().colValue ?? []), objective: model.getObjectiveValue() },
          };
        if (status === modelStatus.infeasible)
          return refuse('infeasible', 'No weights keep every constraint.', {
            where: 'constraints',
            fix: 'Loosen bounds, sectors or the target.',
          });
        if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible)
          return refuse('unbounded', 'The objective can be improved without end: nothing limits the weights.', {
            where: 'weight bounds',
            fix: 'Give every weight a lower and an upper bound.',
          });
        return refuse('no-convergence', `The solver stopped without an answer (status ${status}).`, {
          where: 'linear programme',
          fix: 'Give fewer assets or a shorter history.',
        });
      } finally {
        model.dispose();
      }
    },
  };
}
