/** Market replay: start, pause, go on, stop and speed, with the place it has reached. */
import { Pause, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '../format/numbers.ts';
import { formatDay, formatUtc } from '../format/time.ts';
import { useDesk } from '../state/context.tsx';
import { useCommand } from '../state/hooks.ts';
import { usePreference } from '../state/preferences.ts';
import { activeDataset, activeReplay } from '../state/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';

const speeds = [1, 2, 5, 10, 20, 50, 100, 500, 1000] as const;
const speedOptions = speeds.map((n) => ({ id: String(n), label: `${n}×` }));

export function ReplayControls(props: { readonly datasetId?: string | null }) {
  const preferred = usePreference((p) => p.datasetId);
  const active = useDesk((s) => activeDataset(s, preferred)?.id ?? null);
  const replay = useDesk(activeReplay);
  const [picked, setPicked] = useState(20);
  const control = useCommand('replay.control', { failed: 'Replay was refused' });
  const underWay = replay !== undefined && (replay.status === 'playing' || replay.status === 'paused');
  const datasetId = underWay ? replay.datasetId : (props.datasetId ?? active);
  const speed = underWay ? replay.speed : picked;
  const send = (action: 'start' | 'pause' | 'resume' | 'stop' | 'speed', at = speed) =>
    control.send({ action, datasetId, from: null, speed: at });
  const options = speeds.includes(speed as (typeof speeds)[number])
    ? speedOptions
    : [...speedOptions, { id: String(speed), label: `${speed}×` }];

  return (
    <fieldset aria-label="Market replay" className="flex items-center gap-1.5">
      {!underWay && (
        <Button
          data-testid="replay-start"
          icon={<Play size={13} aria-hidden="true" />}
          disabled={datasetId === null}
          busy={control.busy}
          title="Feeds the last 250 sessions bar by bar; approved strategies trade them on paper"
          onClick={() => send('start')}
        >
          Replay market
        </Button>
      )}
      {underWay && replay.status === 'playing' && (
        <Button data-testid="replay-pause" icon={<Pause size={13} aria-hidden="true" />} onClick={() => send('pause')}>
          Pause replay
        </Button>
      )}
      {underWay && replay.status === 'paused' && (
        <Button data-testid="replay-resume" icon={<Play size={13} aria-hidden="true" />} onClick={() => send('resume')}>
          Go on
        </Button>
      )}
      <Select
        label="Replay speed"
        hideLabel
        testId="replay-speed"
        className="w-[78px]"
        value={String(speed)}
        options={options}
        onPick={(text) => {
          setPicked(Number(text));
          if (underWay) send('speed', Number(text));
        }}
      />
      {underWay && (
        <>
          <Button
            data-testid="replay-stop"
            aria-label="Stop replay"
            title="Stop replay"
            icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
            onClick={() => send('stop')}
          />
          <span className="text-xs whitespace-nowrap text-muted" title={formatUtc(replay.time)}>
            {formatDay(replay.time)} · {formatCount(replay.step)}/{formatCount(replay.of)}
          </span>
        </>
      )}
    </fieldset>
  );
}
