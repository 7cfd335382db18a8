/** A strategy in plain words, and the rule text behind the words. */
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { formatNumber } from '../format/numbers.ts';
import { sentenceCase } from '../format/words.ts';
import { Coloured } from '../ui/code-view.tsx';

type Spec = Dossier['spec'];

export function Thesis(props: { readonly spec: Spec }) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Quote label="Why it should earn money" text={props.spec.thesis} />
      <Quote label="What would prove it wrong" text={props.spec.falsifier} />
    </div>
  );
}
const Quote = (props: { label: string; text: string }) => (
  <figure className="rounded-md bg-raised p-3">
    <figcaption className="label mb-1">{props.label}</figcaption>
    <p className="text-sm text-pretty">{props.text}</p>
  </figure>
);

export function PlainWords(props: { readonly sentences: readonly string[] }) {
  return (
    <ol className="flex flex-col gap-1.5 text-sm">
      {props.sentences.map((sentence, i) => (
        <li key={sentence} className="flex gap-2.5 text-pretty">
          <span className="w-4 shrink-0 text-right text-faint">{i + 1}</span>
          {sentence}
        </li>
      ))}
    </ol>
  );
}

const ruleNames = [
  ['entryLong', 'Enter long'],
  ['exitLong', 'Exit long'],
  ['entryShort', 'Enter short'],
  ['exitShort', 'Exit short'],
] as const;

export function Rules(props: { readonly spec: Spec }) {
  const { rules, regimeFilter, universe } = props.spec;
  const lines = [
    ...ruleNames.map(([id, label]) => [label, rules[id]] as const),
    ['Only enter while', regimeFilter] as const,
    ...(universe && universe.filter !== null ? [['Only symbols with', universe.filter] as const] : []),
    ...(universe && universe.rankBy !== null ? [['Ranked by', universe.rankBy] as const] : []),
  ];
  /** A side without a rule trades by its rank where there is one. */
  const unset = (label: string): string =>
    (label.endsWith('long') && universe?.top != null) || (label.endsWith('short') && universe?.bottom != null)
      ? 'by its rank'
      : 'never';
  return (
    <dl className="grid grid-cols-[112px_1fr] gap-y-1">
      {lines.map(([label, text]) => (
        <div key={label} className="contents">
          <dt className="label py-1">{label}</dt>
          <dd className="code rounded bg-ground px-2 py-1 break-words whitespace-pre-wrap">
            {text === null ? <span className="text-faint">{unset(label)}</span> : <Coloured source={text} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Sizing and protective exits as sentences with their units. */
export function sizingText(spec: Spec): string {
  const { sizing } = spec;
  if (sizing.kind === 'percent-of-equity') return `${sizing.percent} % of the strategy's equity per position`;
  if (sizing.kind === 'atr-risk')
    return `risks ${sizing.riskPercent} % of equity over a stop of ${sizing.atrMultiple} ATR(${sizing.atrLength})`;
  if (sizing.kind === 'fixed-quantity') return `${sizing.quantity} shares per position`;
  if (sizing.kind === 'fixed-cash') return `${sizing.cash} in cash per position`;
  if (sizing.kind === 'kelly')
    return `${sizing.fraction * 100} % of the Kelly share over ${sizing.lookback} bars, at most ${sizing.maxPercent} %`;
  return `scaled to ${sizing.annualPercent} % annual volatility over ${sizing.lookback} bars, at most ${sizing.maxPercent} %`;
}
export function protectionTexts(spec: Spec): string[] {
  const p = spec.protection;
  return [
    p.stopLossPercent !== null && `stop at ${p.stopLossPercent} % loss`,
    p.stopLossAtr !== null && `stop at ${p.stopLossAtr} ATR(${p.atrLength})`,
    p.takeProfitPercent !== null && `target at ${p.takeProfitPercent} % gain`,
    typeof p.takeProfitAtr === 'number' && `target at ${p.takeProfitAtr} ATR(${p.atrLength})`,
    p.trailingStopPercent !== null && `trailing stop of ${p.trailingStopPercent} %`,
    p.timeExitBars !== null && `out after ${p.timeExitBars} bars`,
  ].filter((text): text is string => typeof text === 'string');
}

export function SpecFacts(props: { readonly spec: Spec }) {
  const { spec } = props;
  const protections = protectionTexts(spec);
  const facts: readonly (readonly [string, string])[] = [
    ['Family', sentenceCase(spec.family)],
    ['Trades', spec.symbols.join(', ')],
    ['Bars', spec.timeframe],
    ...(spec.pairs ? [['Pairs', spec.pairs.map((pair) => pair.join(' with ')).join(', ')] as const] : []),
    ...(spec.schedule && spec.schedule.every !== 'bar'
      ? [['Decides', `on the ${spec.schedule.on} bar of each ${spec.schedule.every}`] as const]
      : []),
    ['Size', sizingText(spec)],
    ['Protection', protections.length === 0 ? 'none besides its exit rules' : protections.join(', ')],
    ['At most', `${spec.maxOpenPositions} open positions`],
  ];
  return (
    <dl className="grid grid-cols-[84px_1fr] gap-x-3 gap-y-1 text-sm">
      {facts.map(([label, text]) => (
        <div key={label} className="contents">
          <dt className="label pt-0.5">{label}</dt>
          <dd className="text-pretty">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Parameters(props: { readonly spec: Spec }) {
  const entries = Object.entries(props.spec.parameters);
  if (entries.length === 0) return <p className="text-sm text-muted">The rules name no parameter.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {entries.map(([name, p]) => (
        <li key={name} className="grid grid-cols-[96px_56px_1fr_auto] items-center gap-3 text-sm">
          <code className="truncate font-mono text-xs text-muted" title={name}>
            {name}
          </code>
          <span className="text-right font-semibold">{formatNumber(p.value, Number.isInteger(p.value) ? 0 : 2)}</span>
          <span className="relative h-1 rounded-full bg-hover" aria-hidden="true">
            <span
              className="absolute top-1/2 h-2.5 w-1 -translate-1/2 rounded-full bg-accent"
              style={{ left: `${((p.value - p.min) / (p.max - p.min || 1)) * 100}%` }}
            />
          </span>
          <span className="text-2xs text-faint">
            {p.min} to {p.max}, by {p.step}
          </span>
        </li>
      ))}
    </ul>
  );
}
