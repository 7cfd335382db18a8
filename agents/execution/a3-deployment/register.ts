/** The register of deployments: who may trade, in what state; the states move by a table and survive a restart. */
import { z } from 'zod';
import { type Deployment, deploymentSchema } from '../../../shared/bus/topics-trade.ts';

type Status = Deployment['status'];

/** From each state the states it may move to. */
const moves: Readonly<Record<Status, readonly Status[]>> = {
  requested: ['active', 'refused'],
  active: ['paused', 'draining', 'stopped'],
  // Entries rest, exits and protection go on; only a person makes it active again.
  paused: ['active', 'draining', 'stopped'],
  draining: ['stopped'],
  stopped: [],
  refused: [],
};

export interface DeploymentRegister {
  add(deployment: Deployment): void;
  /** The changed deployment; undefined when it is unknown or the move is not allowed. */
  move(deploymentId: string, to: Status, reason: string): Deployment | undefined;
  find(deploymentId: string): Deployment | undefined;
  all(): readonly Deployment[];
  ofStrategy(strategyId: string): readonly Deployment[];
}

/** Opens the register. @throws Error when what was kept cannot be read: a forgotten deployment would hold positions nobody minds. */
export function createDeploymentRegister(state: {
  load(): string | undefined;
  save(json: string): void;
}): DeploymentRegister {
  const kept = state.load();
  const rows = new Map<string, Deployment>();
  if (kept !== undefined)
    for (const row of z.array(deploymentSchema).parse(JSON.parse(kept))) rows.set(row.deploymentId, row);
  const put = (deployment: Deployment): Deployment => {
    rows.set(deployment.deploymentId, deployment);
    state.save(JSON.stringify([...rows.values()]));
    return deployment;
  };
  return {
    add(deployment) {
      put(deployment);
    },
    move(deploymentId, to, reason) {
      const row = rows.get(deploymentId);
      if (!row || !moves[row.status].includes(to)) return undefined;
      return put({ ...row, status: to, reason: reason.slice(0, 300) });
    },
    find: (deploymentId) => rows.get(deploymentId),
    all: () => [...rows.values()],
    ofStrategy: (strategyId) => [...rows.values()].filter((row) => row.strategyId === strategyId),
  };
}
