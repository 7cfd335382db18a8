/** The screens, in the order of the navigation. */
import {
  Bot,
  BrainCircuit,
  ChartCandlestick,
  Compass,
  Database,
  FileChartLine,
  FlaskConical,
  LayoutDashboard,
  Lightbulb,
  ListChecks,
  ListOrdered,
  Settings,
  ShieldCheck,
} from 'lucide-react';
import { AgentsScreen } from './agents/agents-screen.tsx';
import { ApprovalsScreen } from './approvals/approvals-screen.tsx';
import { ChartScreen } from './chart/chart-screen.tsx';
import { DataScreen } from './data/data-screen.tsx';
import { DeskScreen } from './desk/desk-screen.tsx';
import { IdeasScreen } from './ideas/ideas-screen.tsx';
import { InsightScreen } from './insight/insight-screen.tsx';
import { LabScreen } from './lab/lab-screen.tsx';
import { MemoryScreen } from './memory/memory-screen.tsx';
import { OrdersScreen } from './orders/orders-screen.tsx';
import type { Screen } from './screen.ts';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { StrategyScreen } from './strategy/strategy-screen.tsx';
import { ValidationScreen } from './validation/validation-screen.tsx';

export const screens: readonly Screen[] = [
  { id: 'desk', title: 'Desk', purpose: 'The day in one view', key: 'd', icon: LayoutDashboard, component: DeskScreen },
  {
    id: 'chart',
    title: 'Chart',
    purpose: 'Candles, overlays, fills and replay',
    key: 'c',
    icon: ChartCandlestick,
    component: ChartScreen,
  },
  { id: 'agents', title: 'Agents', purpose: 'The sixteen at work, live', key: 'a', icon: Bot, component: AgentsScreen },
  {
    id: 'ideas',
    title: 'Ideas',
    purpose: 'Every candidate and why it stands where it stands',
    key: 'i',
    icon: Lightbulb,
    component: IdeasScreen,
  },
  {
    id: 'strategy',
    title: 'Strategy',
    purpose: 'One candidate in full',
    key: 's',
    icon: FileChartLine,
    component: StrategyScreen,
  },
  {
    id: 'lab',
    title: 'Lab',
    purpose: 'Tear sheet, sweep, walk-forward, Monte Carlo, compare',
    key: 'l',
    icon: FlaskConical,
    component: LabScreen,
  },
  {
    id: 'validation',
    title: 'Validation',
    purpose: 'Every check with its evidence, and a file of yours under the same eyes',
    key: 'v',
    icon: ListChecks,
    component: ValidationScreen,
  },
  {
    id: 'approvals',
    title: 'Approvals',
    purpose: 'Read the dossier, then decide',
    key: 'p',
    icon: ShieldCheck,
    component: ApprovalsScreen,
  },
  {
    id: 'orders',
    title: 'Orders',
    purpose: 'The account, positions and the blotter',
    key: 'o',
    icon: ListOrdered,
    component: OrdersScreen,
  },
  {
    id: 'insight',
    title: 'Insight',
    purpose: 'Regime and fused signals',
    key: 'n',
    icon: Compass,
    component: InsightScreen,
  },
  {
    id: 'memory',
    title: 'Memory',
    purpose: 'Lessons that steer the next generation',
    key: 'm',
    icon: BrainCircuit,
    component: MemoryScreen,
  },
  {
    id: 'data',
    title: 'Data',
    purpose: 'Markets, their quality, and your own CSV',
    key: 't',
    icon: Database,
    component: DataScreen,
  },
  {
    id: 'settings',
    title: 'Settings',
    purpose: 'Looks, privacy, keychain, audit',
    key: ',',
    icon: Settings,
    component: SettingsScreen,
  },
];
