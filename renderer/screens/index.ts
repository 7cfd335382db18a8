/** The screens, in the order of the navigation. */
import { Bot, LayoutDashboard, ShieldCheck } from 'lucide-react';
import { AgentsScreen } from './agents/agents-screen.tsx';
import { ApprovalsScreen } from './approvals/approvals-screen.tsx';
import { DeskScreen } from './desk/desk-screen.tsx';
import { defineScreen, type Screen } from './screen.ts';

export const screens: readonly Screen[] = [
  defineScreen({
    id: 'desk',
    title: 'Desk',
    purpose: 'The day in one view',
    key: 'd',
    icon: LayoutDashboard,
    component: DeskScreen,
    inNavigation: true,
  }),
  defineScreen({
    id: 'agents',
    title: 'Agents',
    purpose: 'The sixteen at work, live',
    key: 'a',
    icon: Bot,
    component: AgentsScreen,
    inNavigation: true,
  }),
  defineScreen({
    id: 'approvals',
    title: 'Approvals',
    purpose: 'Read the dossier, then decide',
    key: 'p',
    icon: ShieldCheck,
    component: ApprovalsScreen,
    inNavigation: true,
  }),
];
