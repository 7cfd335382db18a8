/** Settings: how the window looks, and what the desk says of its keychain, chord and audit log. */
import { Eye, EyeOff, Moon, Sun, SunMoon } from 'lucide-react';
import { useDesk } from '../../state/context.tsx';
import { type Pair, setPreference, type Theme, usePreference } from '../../state/preferences.ts';
import { statusOf } from '../../state/selectors.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { Key, Time } from '../../ui/small.tsx';
import { Segmented } from '../../ui/tabs.tsx';
import { AuditLine } from './audit-line.tsx';
import { KeyLines } from './key-lines.tsx';
import { Line } from './line.tsx';
import { ModelLines } from './model-lines.tsx';

const keychains: Readonly<Record<string, { tone: Tone; label: string; text: string }>> = {
  available: { tone: 'good', label: '✓ Available', text: 'Keys are kept in the system keychain and never shown.' },
  locked: {
    tone: 'warn',
    label: '△ Locked',
    text: 'Unlock the keychain to use saved keys; keys can be typed for this session.',
  },
  'no-daemon': {
    tone: 'neutral',
    label: 'No service',
    text: 'No keychain service runs. Nothing is written to disk; keys can be typed for this session only.',
  },
  'no-collection': {
    tone: 'neutral',
    label: 'No collection',
    text: 'The keychain has no place for keys. Keys can be typed for this session only.',
  },
  'access-denied': {
    tone: 'critical',
    label: '✕ Access denied',
    text: 'The system refused access to the keychain. Keys can be typed for this session only.',
  },
  'not-installed': {
    tone: 'neutral',
    label: 'Not installed',
    text: 'This build has no keychain module. Keys can be typed for this session only.',
  },
};

export function SettingsScreen() {
  const theme = usePreference((p) => p.theme);
  const pair = usePreference((p) => p.pair);
  const privacy = usePreference((p) => p.privacy);
  const guide = usePreference((p) => p.guideDismissed);
  const status = useDesk(statusOf);
  const keychain = keychains[status?.keychain ?? ''];
  return (
    <div className="flex h-full flex-col gap-2.5 overflow-y-auto p-3">
      <ScreenHead title="Settings" note="Choices of this window are kept in this window." />
      <div className="grid max-w-[980px] gap-2.5">
        <Panel title="Appearance">
          <Line label="Theme" note="Dark and light are both drawn by hand.">
            <Segmented<Theme>
              label="Theme"
              testPrefix="setting-theme"
              value={theme}
              choices={[
                {
                  id: 'dark',
                  label: (
                    <>
                      <Moon size={13} aria-hidden="true" /> Dark
                    </>
                  ),
                },
                {
                  id: 'light',
                  label: (
                    <>
                      <Sun size={13} aria-hidden="true" /> Light
                    </>
                  ),
                },
                {
                  id: 'system',
                  label: (
                    <>
                      <SunMoon size={13} aria-hidden="true" /> As the system
                    </>
                  ),
                },
              ]}
              onPick={(next) => setPreference({ theme: next })}
            />
          </Line>
          <Line
            label="Up and down"
            note={
              <>
                Now: <span className="text-up">▲ up 1.2 %</span> and <span className="text-down">▼ down 1.2 %</span>.
                The sign and the shape always say it too.
              </>
            }
          >
            <Segmented<Pair>
              label="Colours for up and down"
              testPrefix="setting-pair"
              value={pair}
              choices={[
                { id: 'classic', label: 'Green / red' },
                { id: 'colour-blind', label: 'Blue / orange', title: 'Told apart by every kind of colour blindness' },
                { id: 'red-up', label: 'Red / green', title: 'The east Asian habit' },
              ]}
              onPick={(next) => setPreference({ pair: next })}
            />
          </Line>
          <Line label="Privacy" note="Hides every amount of money; percentages stay.">
            <Button
              data-testid="setting-privacy"
              aria-pressed={privacy}
              icon={privacy ? <EyeOff size={13} /> : <Eye size={13} />}
              onClick={() => setPreference({ privacy: !privacy })}
            >
              {privacy ? 'Amounts are hidden' : 'Amounts are shown'}
            </Button>
          </Line>
          <Line label="First five minutes" note="The line of steps on the Desk.">
            <Button disabled={!guide} onClick={() => setPreference({ guideDismissed: false })}>
              {guide ? 'Show it again' : 'It is shown'}
            </Button>
          </Line>
        </Panel>
        <Panel title="Safety">
          <Line label="Kill chord" note="Held to confirm; works while the window is hidden.">
            {status?.hotkey ? <Key>{status.hotkey}</Key> : <Badge>Only in the desktop app</Badge>}
          </Line>
          <Line label="Keychain" note={keychain?.text ?? 'The desk has not said.'}>
            <Badge tone={keychain?.tone ?? 'neutral'}>{keychain?.label ?? 'Unknown'}</Badge>
          </Line>
          <Line label="Audit log" note="Every decision and every order, each line sealed by the one before it.">
            <AuditLine />
          </Line>
        </Panel>
        <Panel title="Keys">
          <KeyLines />
        </Panel>
        <Panel title="Models">
          <ModelLines />
        </Panel>
        <Panel title="This desk">
          <Line label="Model" note="The house model answers on this machine, without a key or a network.">
            <Badge>{status?.model === 'house' ? 'House model, offline' : (status?.model ?? 'unknown')}</Badge>
          </Line>
          <Line label="Broker" note="Where orders of approved strategies go.">
            <Badge>{status?.broker || 'none'}</Badge>
          </Line>
          <Line
            label="Version"
            note={
              status && (
                <>
                  Started <Time at={status.startedAt} />
                </>
              )
            }
          >
            <span className="text-sm">{status?.version ?? '–'}</span>
          </Line>
        </Panel>
      </div>
    </div>
  );
}
