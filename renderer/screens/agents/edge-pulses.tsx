/** Dots that run along an edge when its message count rises; at most three at a time, none under reduced motion. */
import { useEffect, useRef, useState } from 'react';

const most = 3;

export function EdgePulses(props: { readonly path: string; readonly count: number; readonly quiet: boolean }) {
  const [alive, setAlive] = useState<readonly number[]>([]);
  const seen = useRef(props.count);
  const next = useRef(0);
  useEffect(() => {
    const rose = props.count - seen.current;
    seen.current = props.count;
    if (rose <= 0 || props.quiet) return;
    setAlive((held) => (held.length >= most ? held : [...held, next.current++]));
  }, [props.count, props.quiet]);
  return alive.map((id) => (
    <span
      key={id}
      aria-hidden="true"
      style={{ offsetPath: `path("${props.path}")` }}
      onAnimationEnd={() => setAlive((held) => held.filter((one) => one !== id))}
      className="pulse-dot pointer-events-none absolute top-0 left-0 size-2 rounded-full bg-accent shadow-[0_0_10px_var(--accent)]"
    />
  ));
}
