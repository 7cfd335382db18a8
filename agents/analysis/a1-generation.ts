/** A1, strategy generation: candidates from templates, then from the best, steered by what memory says. */
import type { TopicData } from '../../shared/bus/topics.ts';
import { ruleFeatures } from '../../shared/strategy/compile.ts';
import { type AgentContext, defineAgent } from '../kernel/agent.ts';
import { cellsOf, createArchive, type EliteArchive, eliteOf } from './generation/archive.ts';
import { complementary, type WeeklyReturns } from './generation/complement.ts';
import { addToPool, createPool, generate, type Pool } from './generation/generate.ts';
import type { Guidance } from './generation/steering.ts';
import { readUniverse } from './generation/universe.ts';
import { askProposals, writeTheses } from './generation/words.ts';

type Research = TopicData<'control.research'>;
type Writes = 'strategy.proposed' | 'strategy.run' | 'strategy.archive';
type Needs = 'datasets' | 'artefacts' | 'llm';

interface Run {
  readonly research: Research;
  readonly pool: Pool;
  readonly archive: EliteArchive;
  regime: TopicData<'data.regime'> | undefined;
  signalHash: string | undefined;
  guidance: Guidance | undefined;
  /** The last generation that was proposed; -1 before the first. */
  generation: number;
  proposed: number;
}

export const a1Generation = defineAgent({
  id: 'A1',
  name: 'Strategy generation',
  layer: 'analysis',
  purpose: 'Proposes strategies that differ from each other and learns from every one that failed.',
  thread: 'worker',
  reads: [
    'control.research',
    'control.research-stop',
    'data.signals',
    'data.regime',
    'validation.report',
    'strategy.guidance',
  ],
  writes: ['strategy.proposed', 'strategy.run', 'strategy.archive'],
  needs: ['datasets', 'artefacts', 'llm'],
  start(ctx) {
    const runs = new Map<string, Run>();
    /** Runs a person stopped: what still arrives for them is not an accident. */
    const stopped = new Set<string>();
    return {
      handlers: {
        'control.research'({ data, correlationId }) {
          runs.set(correlationId, {
            research: data,
            pool: createPool(),
            archive: createArchive(),
            regime: undefined,
            signalHash: undefined,
            guidance: undefined,
            generation: -1,
            proposed: 0,
          });
        },
        'control.research-stop'({ data, correlationId }) {
          const run = runs.get(correlationId);
          if (!run) return;
          runs.delete(correlationId);
          stopped.add(correlationId);
          abort(ctx, correlationId, run.generation, data.reason);
        },
        'data.signals'({ data, correlationId }) {
          const run = runs.get(correlationId);
          if (run?.research.datasetId === data.datasetId) run.signalHash = data.historyHash;
        },
        async 'data.regime'({ data, correlationId }) {
          const run = runs.get(correlationId);
          if (run?.research.datasetId !== data.datasetId) return;
          run.regime = data;
          await next(ctx, runs, correlationId, run);
        },
        'validation.report'({ data, correlationId }) {
          const run = runs.get(correlationId);
          const spec = run?.pool.specs.get(data.strategyId);
          if (run === undefined || spec === undefined) return;
          const size = Object.keys(spec.parameters).length + ruleFeatures(spec).length;
          const elite = eliteOf(data, spec.family, size);
          if (elite !== undefined) run.archive.offer(elite);
        },
        async 'strategy.guidance'({ data, correlationId }) {
          const run = runs.get(correlationId);
          if (!run) {
            if (!stopped.has(correlationId))
              abort(ctx, correlationId, data.generation, 'the generator was restarted in the middle of the run');
            return;
          }
          if (data.generation !== run.generation) return;
          run.guidance = data;
          await next(ctx, runs, correlationId, run);
        },
      },
    };
  },
});

function abort(ctx: AgentContext<Writes, Needs>, runId: string, generation: number, reason: string): void {
  ctx.publish(
    'strategy.run',
    { status: 'aborted', generation: Math.max(0, generation), generations: 0, proposed: 0, reason },
    { subject: runId },
  );
}

/** Tells what the generation that was judged has added to the variety of the run. */
async function showVariety(ctx: AgentContext<Writes, Needs>, run: Run, runId: string): Promise<void> {
  const elites = run.archive.elites();
  const footprints = await Promise.all(
    elites.map((e) => ctx.outside(ctx.ports.artefacts.get<WeeklyReturns>(e.behaviourHash))),
  );
  const returnsOf = new Map(elites.map((e, i) => [e.strategyId, footprints[i] as WeeklyReturns]));
  ctx.publish(
    'strategy.archive',
    {
      generation: run.generation,
      cells: cellsOf(run.archive).slice(0, 200),
      portfolios: complementary(elites, returnsOf),
    },
    { subject: runId },
  );
}

/** Proposes the next generation once the regime, the signals and the guidance for it are there, or ends the run. */
async function next(ctx: AgentContext<Writes, Needs>, runs: Map<string, Run>, runId: string, run: Run): Promise<void> {
  const { research, regime, signalHash, guidance } = run;
  if (!regime || signalHash === undefined || !guidance || guidance.generation !== run.generation) return;
  const generation = run.generation + 1;
  if (generation > 0) await showVariety(ctx, run, runId);
  const say = (status: 'running' | 'complete' | 'aborted', at: number, reason: string): void =>
    ctx.publish(
      'strategy.run',
      { status, generation: at, generations: research.generations, proposed: run.proposed, reason },
      { subject: runId },
    );
  if (generation >= research.generations) {
    runs.delete(runId);
    say('complete', run.generation, `${run.proposed} strategies in ${research.generations} generations were decided.`);
    return;
  }
  const universe = readUniverse(await ctx.outside(ctx.ports.datasets.open(research.datasetId)));
  if (universe.members.length === 0) {
    runs.delete(runId);
    say('aborted', generation, 'The dataset has no tradable symbol with at least 120 bars.');
    return;
  }
  const random = ctx.random(runId, `generation/${generation}`);
  const seed = (label: string): number => random.fork(label).int(2 ** 31);
  const outside = <T>(work: Promise<T>): Promise<T> => ctx.outside(work);
  const proposals = await askProposals(
    ctx.ports.llm,
    outside,
    { universe, guidance, regime: regime.current.label },
    seed('proposals'),
  );
  const drawn = generate({
    generation,
    population: research.population,
    universe,
    guidance,
    pool: run.pool,
    elites: run.archive.parents(),
    random,
    proposals,
  });
  const candidates = await writeTheses(ctx.ports.llm, outside, drawn, seed('theses'));
  run.generation = generation;
  if (candidates.length === 0) {
    runs.delete(runId);
    say('complete', generation, 'No strategy was left to draw that this run has not tried.');
    return;
  }
  say(
    'running',
    generation,
    `Generation ${generation + 1} of ${research.generations}. ${guidance.summary}`.slice(0, 300),
  );
  candidates.forEach((candidate, index) => {
    const strategyId = addToPool(run.pool, candidate.spec);
    ctx.publish(
      'strategy.proposed',
      {
        strategyId,
        place: { generation, index, of: candidates.length },
        datasetId: research.datasetId,
        spec: candidate.spec,
        parents: [...candidate.parents],
        operator: candidate.operator,
        novelty: candidate.novelty,
        rationale: candidate.rationale,
        regimeHash: regime.historyHash,
        signalHash,
      },
      { subject: strategyId },
    );
  });
  run.proposed += candidates.length;
  ctx.note(`generation ${generation + 1}: ${candidates.length} candidates`);
}
