/** A tiny line: the shape of a series in the height of a row. */
export function Sparkline(props: {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
}) {
  const width = props.width ?? 88;
  const height = props.height ?? 22;
  const { values } = props;
  if (values.length < 2) return <svg width={width} height={height} aria-hidden="true" />;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const path = values
    .map((v, i) => {
      const x = (i / (values.length - 1)) * (width - 2) + 1;
      const y = height - 2 - ((v - low) / span) * (height - 4);
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
  const rose = (values.at(-1) as number) >= (values[0] as number);
  return (
    <svg width={width} height={height} aria-hidden="true" className={rose ? 'text-up' : 'text-down'}>
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  );
}
