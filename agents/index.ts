/** Registry: the sixteen agents, in the order they are started: the guards first, the window last but for what it must hear. */
import { a0Macro } from './analysis/a0-macro.ts';
import { a1Generation } from './analysis/a1-generation.ts';
import { a2Coding } from './analysis/a2-coding.ts';
import { m1Keys } from './control/m1-keys.ts';
import { m3KillSwitch } from './control/m3-kill-switch.ts';
import { v0Dashboard } from './control/v0-dashboard.ts';
import { d1Ingestion } from './data/d1-ingestion.ts';
import { d4Fusion } from './data/d4-fusion.ts';
import { a3Deployment } from './execution/a3-deployment.ts';
import { a4Monitor } from './execution/a4-monitor.ts';
import { d3Execution } from './execution/d3-execution.ts';
import type { AnyAgent } from './kernel/agent.ts';
import { a5Feedback } from './learning/a5-feedback.ts';
import { a6Profitability } from './learning/a6-profitability.ts';
import { d6Memory } from './learning/d6-memory.ts';
import { d2Risk } from './validation/d2-risk.ts';
import { d5Validator } from './validation/d5-validator.ts';

export const agents: readonly AnyAgent[] = [
  v0Dashboard,
  m3KillSwitch,
  d2Risk,
  d3Execution,
  a3Deployment,
  m1Keys,
  d1Ingestion,
  d4Fusion,
  a0Macro,
  a1Generation,
  a2Coding,
  d5Validator,
  a4Monitor,
  a6Profitability,
  a5Feedback,
  d6Memory,
];
