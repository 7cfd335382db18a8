/** Chart: candles and volume of one symbol, overlays of the rule language, the desk's fills, and the replay's cursor. */
import { Camera, ChartCandlestick, Maximize2 } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { RequestAnswer } from '../../../shared/desk-api/requests.ts';
import { barIndexAt, PriceChart, type PriceChartHandle, type TradeMark } from '../../charts/price-chart.tsx';
import { ReplayControls } from '../../controls/replay-controls.tsx';
import { useDesk, useDeskList, useRequest } from '../../state/context.tsx';
import { usePreference } from '../../state/preferences.ts';
import { navigate } from '../../state/route.ts';
import { activeDataset, activeReplay } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { saveCanvas } from '../../ui/save-file.ts';
import { Answer, Empty } from '../../ui/states.tsx';
import type { ScreenProps } from '../screen.ts';
import { OverlayBar } from './overlay-bar.tsx';
import { useOverlayData } from './use-overlay-data.ts';

type Series = RequestAnswer<'chart.series'>;
type Timeframe = Series['timeframe'];
const timeframes: readonly { id: Timeframe; label: string }[] = [
  { id: '1m', label: '1 minute' },
  { id: '5m', label: '5 minutes' },
  { id: '15m', label: '15 minutes' },
  { id: '1h', label: '1 hour' },
  { id: '1d', label: '1 day' },
  { id: '1w', label: '1 week' },
  { id: '1mo', label: '1 month' },
];
const limit = 4000;

export function ChartScreen(props: ScreenProps) {
  const preferred = usePreference((p) => p.datasetId);
  const dataset = useDesk((s) => s.view.datasets[props.query.dataset ?? ''] ?? activeDataset(s, preferred));
  const datasets = useDeskList((s) => Object.values(s.view.datasets));
  const held = useDesk((s) => Object.values(s.view.positions).find((p) => Number(p.quantity) !== 0)?.symbol);
  const symbols = dataset?.symbols ?? [];
  const wished = [props.argument, held, dataset?.benchmark].find(
    (s) => s !== undefined && s !== null && symbols.includes(s),
  );
  const symbol = wished ?? symbols[0] ?? '';
  const timeframe = timeframes.find((t) => t.id === props.query.timeframe)?.id ?? '1d';
  const [expressions, setExpressions] = useState<readonly string[]>(['sma(close, 50)', 'sma(close, 200)']);
  const series = useRequest(
    'chart.series',
    dataset && symbol ? { datasetId: dataset.id, symbol, timeframe, limit } : null,
  );

  if (dataset === undefined)
    return (
      <Empty
        icon={<ChartCandlestick size={24} strokeWidth={1.5} />}
        title="No market is loaded"
        text="Import a CSV on the Data screen; the bundled sample market loads by itself on a new desk."
      />
    );
  const go = (next: { symbol?: string; timeframe?: string; dataset?: string }): void =>
    navigate('chart', next.symbol ?? symbol, {
      dataset: next.dataset ?? dataset.id,
      timeframe: next.timeframe ?? timeframe,
    });
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead
        title="Chart"
        badges={dataset.synthetic ? <Badge tone="warn">SYNTHETIC</Badge> : undefined}
        actions={
          <>
            {datasets.length > 1 && (
              <Select
                label="Market"
                hideLabel
                className="w-[150px]"
                value={dataset.id}
                options={datasets.map((d) => ({ id: d.id, label: d.name }))}
                onPick={(id) => navigate('chart', '', { dataset: id, timeframe })}
              />
            )}
            <Select
              label="Symbol"
              hideLabel
              testId="chart-symbol"
              className="w-[110px]"
              value={symbol}
              options={symbols.map((id) => ({ id, label: id }))}
              onPick={(next) => go({ symbol: next })}
            />
            <Select
              label="Timeframe"
              hideLabel
              testId="chart-timeframe"
              className="w-[108px]"
              value={timeframe}
              options={timeframes}
              onPick={(next) => go({ timeframe: next })}
            />
            <ReplayControls datasetId={dataset.id} />
          </>
        }
      />
      <Panel flush label={`${symbol} chart`} className="flex-1" bodyClass="flex flex-col">
        <Answer of={series} lines={8}>
          {(value) => (
            <ChartBody
              key={`${dataset.id}/${value.symbol}/${value.timeframe}`}
              datasetId={dataset.id}
              series={value}
              expressions={expressions}
              onExpressions={setExpressions}
            />
          )}
        </Answer>
      </Panel>
    </div>
  );
}

function ChartBody(props: {
  datasetId: string;
  series: Series;
  expressions: readonly string[];
  onExpressions: (next: readonly string[]) => void;
}) {
  const { series } = props;
  const chart = useRef<PriceChartHandle>(null);
  const [follow, setFollow] = useState(true);
  const replay = useDesk(activeReplay);
  const fills = useDeskList((s) => Object.values(s.view.fills).filter((f) => f.symbol === series.symbol));
  const overlays = useOverlayData(
    { datasetId: props.datasetId, symbol: series.symbol, timeframe: series.timeframe, limit },
    props.expressions,
  );
  const onReplay = replay !== undefined && replay.datasetId === props.datasetId && replay.status !== 'stopped';
  const whole = series.time.length;
  // The replay's time is a close: the bar that contains it is the last one known.
  const end = onReplay && follow ? Math.max(1, barIndexAt(series.time, replay.time) + 1) : whole;
  const marks = useMemo<TradeMark[]>(() => fills.map((f) => ({ time: f.filledAt, side: f.side, text: '' })), [fills]);
  const intraday = /[mh]$/.test(series.timeframe);
  if (whole === 0)
    return (
      <Empty
        title={`No ${series.timeframe} bars of ${series.symbol}`}
        text="This market has none; choose another timeframe."
      />
    );
  return (
    <>
      <OverlayBar
        expressions={props.expressions}
        answers={overlays.refusals}
        onChange={props.onExpressions}
        extra={
          <>
            {onReplay && (
              <Button
                size="sm"
                aria-pressed={follow}
                onClick={() => setFollow(!follow)}
                title="Show only what the replay has reached"
              >
                {follow ? 'At the cursor' : 'Whole history'}
              </Button>
            )}
            <Button
              size="sm"
              variant="ghost"
              aria-label="Fit"
              title="Show everything"
              icon={<Maximize2 size={13} />}
              onClick={() => chart.current?.fit()}
            />
            <Button
              size="sm"
              variant="ghost"
              data-testid="chart-screenshot"
              aria-label="Save a picture"
              title="Save a picture"
              icon={<Camera size={14} />}
              onClick={() => saveCanvas(chart.current?.screenshot(), `${series.symbol}-${series.timeframe}.png`)}
            />
          </>
        }
      />
      <div className="min-h-0 flex-1 p-1">
        <PriceChart
          ref={chart}
          label={`${series.symbol}, ${series.timeframe} candles with volume`}
          columns={series}
          end={end}
          overlays={overlays.data}
          marks={marks}
          intraday={intraday}
        />
      </div>
    </>
  );
}
