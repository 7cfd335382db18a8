/** `desk_indicators.py`: the indicators a strategy uses, and what they are made of. */
import { ensureDefined } from '../../../../shared/core/assert.ts';
import { indicatorSources, type PythonPart } from './indicator-sources.ts';
import { oscillatorSources } from './oscillator-sources.ts';

const parts: Readonly<Record<string, PythonPart>> = { ...indicatorSources, ...oscillatorSources };

/** Names of the classes there are. */
export const indicatorClasses: readonly string[] = Object.keys(parts);

const helpers: Readonly<Record<string, string>> = {
  quotient: `def quotient(a: float, b: float) -> float:
    """Unknown where nothing can be divided."""
    return NAN if b == 0 else a / b`,
  logarithm: `def logarithm(x: float) -> float:
    """Natural logarithm; unknown at and below zero."""
    return math.log(x) if x > 0 else NAN`,
  square_root: `def square_root(x: float) -> float:
    """Unknown below zero."""
    return math.sqrt(x) if x >= 0 else NAN`,
  differs: `def differs(a: float, b: float) -> bool:
    """A comparison with something unknown is false, also this one."""
    return a < b or a > b`,
  is_other: `def is_other(a: str, b: str) -> bool:
    """True where both are known and not the same; an unknown word is empty."""
    return a != "" and b != "" and a != b`,
  smaller: `def smaller(a: float, b: float) -> float:
    """The smaller of two; unknown where either is."""
    return NAN if a != a or b != b else min(a, b)`,
  larger: `def larger(a: float, b: float) -> float:
    """The larger of two; unknown where either is."""
    return NAN if a != a or b != b else max(a, b)`,
};

/** @param names classes and functions that are used; what they need comes along. */
export function indicatorsFile(names: readonly string[]): string {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const need of parts[name]?.needs ?? []) want(need);
  };
  for (const name of names) want(name);
  const chosen = [
    ...Object.entries(helpers)
      .filter(([name]) => wanted.has(name))
      .map(([, text]) => text),
    ...Object.keys(parts)
      .filter((name) => wanted.has(name))
      .map((name) => ensureDefined(parts[name], 'the name was listed').text),
  ];
  const body = chosen.join('\n\n\n');
  const imports = [
    ...(body.includes('math.') ? ['import math'] : []),
    ...(body.includes('deque') ? ['from collections import deque'] : []),
    ...(body.includes('islice(') ? ['from itertools import islice'] : []),
  ];
  return [
    '"""The indicators of this strategy: a class each, fed bar after bar; a value is not a number while it is unknown.',
    '',
    'Conventions and order of operations are those of the desk, which follows TA-Lib: seeds, warm-ups and zeros on flat data.',
    '"""',
    '',
    'from __future__ import annotations',
    '',
    ...imports,
    ...(imports.length > 0 ? [''] : []),
    'NAN = float("nan")',
    '',
    '',
    `${body}`,
    '',
  ].join('\n');
}
