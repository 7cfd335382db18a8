/** The crossing kernel in WebAssembly: it looks for the next crossing eight bars at a time, two doubles a vector. */
import {
  assembleModule,
  type Code,
  f64,
  f64x2,
  i32,
  local,
  type ModuleFunction,
  repeatWhile,
  type ValueType,
  v128,
  when,
} from './assembler.ts';
import {
  type CrossingCall,
  type CrossingKernel,
  type CrossingMode,
  crossingModes,
  fieldOffset,
  maximumPages,
  type StateField,
  stretchBars,
} from './layout.ts';
import { type CompiledModule, type SharedMemory, webAssembly } from './web-assembly.ts';

/** Bars are counted in bytes of a column throughout: bar 3 is 24. */
const parameters = {
  state: 'i32',
  fast: 'i32',
  slow: 'i32',
  from: 'i32',
  to: 'i32',
  last: 'i32',
  open: 'i32',
  close: 'i32',
  sum: 'i32',
  squares: 'i32',
  lowest: 'i32',
  highest: 'i32',
  fraction: 'f64',
  buy: 'f64',
  sell: 'f64',
} as const satisfies Record<string, ValueType>;

const variables = {
  i: 'i32',
  k: 'i32',
  j: 'i32',
  end: 'i32',
  until: 'i32',
  hits: 'i32',
  crossing: 'i32',
  cash: 'f64',
  quantity: 'f64',
  peak: 'f64',
  worst: 'f64',
  equity: 'f64',
  one: 'f64',
  two: 'f64',
  high: 'f64',
  top: 'f64',
  price: 'f64',
  before: 'v128',
  returns: 'v128',
  sums: 'v128',
  squared: 'v128',
} as const satisfies Record<string, ValueType>;

type Name = keyof typeof parameters | keyof typeof variables;
const names = [...Object.keys(parameters), ...Object.keys(variables)] as Name[];
const get = (name: Name): Code => local.get(names.indexOf(name));
const set = (name: Name, value: Code): Code => local.set(names.indexOf(name), value);
const add = (name: Name, bytes: number): Code => set(name, i32.add(get(name), i32.constant(bytes)));

const read = (field: StateField): Code => f64.load(get('state'), fieldOffset(field));
const write = (field: StateField, value: Code): Code => f64.store(get('state'), value, fieldOffset(field));
const raise = (field: StateField, by: Code): Code => write(field, f64.add(read(field), by));
/** A number of a column at a bar, or some bytes away from it. */
const price = (column: Name, bar: Name, bytes = 0): Code => f64.load(i32.add(get(column), get(bar)), bytes);
const pair = (column: Name, bar: Name, bytes = 0): Code => v128.load(i32.add(get(column), get(bar)), bytes);
/** Bars are kept as numbers of bars in the state. */
const barOf = (field: StateField): Code => [read(field), 0xaa, 0x41, 3, 0x74];
const keepBar = (field: StateField, bytes: Code): Code => write(field, [bytes, 0x41, 3, 0x76, 0xb7]);

const worth = (close: Code): Code => f64.add(get('cash'), f64.multiply(get('quantity'), close));
const worthPair = (close: Code): Code =>
  f64x2.add(f64x2.splat(get('cash')), f64x2.multiply(f64x2.splat(get('quantity')), close));

/** Sets `k` to the first bar from `i` on where the comparison holds, or to `to`. */
function scan(vectors: (a: Code, b: Code) => Code, scalars: (a: Code, b: Code) => Code): Code {
  const hit = (pairs: number): Code => vectors(pair('fast', 'k', 16 * pairs), pair('slow', 'k', 16 * pairs));
  const four = [0, 1, 2, 3].map(hit);
  const [a, b, c, d] = four as [Code, Code, Code, Code];
  const bits = four.map((h, n) => i32.shiftLeft(f64x2.bits(h), i32.constant(2 * n)));
  return [
    set('k', get('i')),
    set('until', i32.subtract(get('to'), i32.constant(64))),
    set('hits', i32.constant(0)),
    repeatWhile(i32.atMost(get('k'), get('until')), [
      when(v128.anyTrue(v128.or(v128.or(a, b), v128.or(c, d))), [
        set(
          'hits',
          bits.reduce((left, right) => i32.or(left, right)),
        ),
        add('k', -64),
        set('until', i32.constant(-1)),
      ]),
      add('k', 64),
    ]),
    when(
      get('hits'),
      set('k', i32.add(get('k'), i32.shiftLeft(i32.trailingZeros(get('hits')), i32.constant(3)))),
      repeatWhile(
        i32.and(i32.less(get('k'), get('to')), i32.isZero(scalars(price('fast', 'k'), price('slow', 'k')))),
        add('k', 8),
      ),
    ),
  ];
}

/** Peak and worst fall over the bars `i` to `end`. */
const mark: Code = [
  set('peak', read('peak')),
  set('worst', read('worst')),
  set('j', get('i')),
  repeatWhile(i32.less(get('j'), get('end')), [
    set('until', i32.add(get('j'), i32.constant(8 * stretchBars))),
    set('until', i32.subtract(get('until'), i32.and(get('j'), i32.constant(8 * stretchBars - 1)))),
    when(i32.less(get('end'), get('until')), set('until', get('end'))),
    when(i32.equal(i32.subtract(get('until'), get('j')), i32.constant(8 * stretchBars)), [
      set('hits', i32.shiftRight(get('j'), i32.constant(Math.log2(stretchBars)))),
      set('one', worth(price('highest', 'hits'))),
      set('two', worth(price('lowest', 'hits'))),
      when(f64.less(get('one'), get('two')), [
        set('high', get('one')),
        set('one', get('two')),
        set('two', get('high')),
      ]),
      set('top', f64.choose(get('one'), get('peak'), f64.greater(get('one'), get('peak')))),
      when(i32.isZero(f64.less(get('two'), f64.multiply(get('worst'), get('top')))), [
        set('peak', get('top')),
        set('j', get('until')),
      ]),
    ]),
    repeatWhile(i32.less(get('j'), get('until')), [
      set('equity', worth(price('close', 'j'))),
      set('peak', f64.choose(get('equity'), get('peak'), f64.greater(get('equity'), get('peak')))),
      when(
        f64.less(get('equity'), f64.multiply(get('worst'), get('peak'))),
        set('worst', f64.divide(get('equity'), get('peak'))),
      ),
      add('j', 8),
    ]),
  ]),
  write('peak', get('peak')),
  write('worst', get('worst')),
];

/** Returns of the bars not counted yet up to `end`, two at a time. */
const addReturns: Code = [
  set('j', barOf('counted')),
  when(i32.less(get('j'), get('i')), set('j', get('i'))),
  set('sums', f64x2.constant(0)),
  set('squared', f64x2.constant(0)),
  set('until', i32.subtract(get('end'), i32.constant(8))),
  set('k', i32.subtract(get('j'), i32.constant(8))),
  repeatWhile(i32.less(get('j'), get('until')), [
    set('before', worthPair(pair('close', 'k'))),
    set('returns', f64x2.subtract(f64x2.divide(worthPair(pair('close', 'j')), get('before')), f64x2.constant(1))),
    set('sums', f64x2.add(get('sums'), get('returns'))),
    set('squared', f64x2.add(get('squared'), f64x2.multiply(get('returns'), get('returns')))),
    add('j', 16),
    add('k', 16),
  ]),
  set('one', f64x2.lane(get('sums'), 0)),
  set('two', f64x2.lane(get('squared'), 0)),
  when(i32.less(get('j'), get('end')), [
    set('top', f64.subtract(f64.divide(worth(price('close', 'j')), worth(price('close', 'k'))), f64.constant(1))),
    set('one', f64.add(get('one'), get('top'))),
    set('two', f64.add(get('two'), f64.multiply(get('top'), get('top')))),
  ]),
  raise('sum', f64.add(get('one'), f64x2.lane(get('sums'), 1))),
  raise('squares', f64.add(get('two'), f64x2.lane(get('squared'), 1))),
];

const isHeld: Code = i32.isZero(f64.equal(get('quantity'), f64.constant(0)));
const isUp: Code = f64.greater(read('look'), f64.constant(0));

/** Closes what is held at the next open, opens what the crossing asks for, and counts the return of that bar. */
function trade(mode: CrossingMode): Code {
  const rate = f64.choose(get('sell'), get('buy'), f64.greater(get('quantity'), f64.constant(0)));
  const next = 8;
  return [
    set('price', price('open', 'k', next)),
    when(isHeld, [
      set('cash', f64.add(get('cash'), f64.multiply(get('quantity'), f64.multiply(get('price'), rate)))),
      raise('trades', f64.constant(1)),
      mode === 'all-in'
        ? [
            raise('sum', f64.subtract(price('sum', 'k'), read('baseSum'))),
            raise('squares', f64.subtract(price('squares', 'k'), read('baseSquares'))),
          ]
        : [],
    ]),
    mode === 'all-in'
      ? [
          set('one', f64.multiply(get('cash'), get('fraction'))),
          set('quantity', f64.divide(get('one'), f64.multiply(get('price'), get('buy')))),
        ]
      : [
          set('quantity', f64.divide(f64.multiply(read('equity'), get('fraction')), price('close', 'k'))),
          set('one', f64.multiply(get('quantity'), f64.multiply(get('price'), get('buy')))),
        ],
    when(
      isUp,
      set('cash', f64.subtract(get('cash'), get('one'))),
      mode === 'long-short'
        ? [
            set('cash', f64.add(get('cash'), f64.multiply(get('quantity'), f64.multiply(get('price'), get('sell'))))),
            set('quantity', f64.negate(get('quantity'))),
          ]
        : set('quantity', f64.constant(0)),
    ),
    set('one', f64.subtract(f64.divide(worth(price('close', 'k', next)), read('equity')), f64.constant(1))),
    raise('sum', get('one')),
    raise('squares', f64.multiply(get('one'), get('one'))),
    write('baseSum', price('sum', 'k', next)),
    write('baseSquares', price('squares', 'k', next)),
    write('equity', get('cash')),
    write('cash', get('cash')),
    write('quantity', get('quantity')),
    write('look', f64.negate(read('look'))),
    keepBar('counted', i32.add(get('k'), i32.constant(16))),
    when(f64.equal(get('quantity'), f64.constant(0)), [
      when(f64.greater(get('cash'), read('peak')), write('peak', get('cash'))),
      when(
        f64.less(get('cash'), f64.multiply(read('worst'), read('peak'))),
        write('worst', f64.divide(get('cash'), read('peak'))),
      ),
    ]),
    set('i', i32.add(get('k'), i32.constant(8))),
  ];
}

const kernelOf = (mode: CrossingMode): ModuleFunction => ({
  name: mode,
  parameters: Object.values(parameters),
  locals: Object.values(variables),
  body: [
    set('i', barOf('start')),
    when(i32.less(get('i'), get('from')), set('i', get('from'))),
    repeatWhile(i32.less(get('i'), get('to')), [
      when(isUp, scan(f64x2.greater, f64.greater), scan(f64x2.less, f64.less)),
      set('end', i32.add(get('k'), i32.constant(8))),
      when(i32.less(get('to'), get('end')), set('end', get('to'))),
      set('cash', read('cash')),
      set('quantity', read('quantity')),
      set('crossing', get('k')),
      when(isHeld, [
        mark,
        mode === 'all-in' ? [] : addReturns,
        set('j', i32.subtract(get('end'), i32.constant(8))),
        write('equity', worth(price('close', 'j'))),
      ]),
      set('k', get('crossing')),
      when(
        i32.isZero(f64.greater(read('worst'), f64.constant(0))),
        [keepBar('start', i32.add(get('last'), i32.constant(8))), set('i', get('to'))],
        when(
          i32.or(i32.atMost(get('to'), get('k')), i32.equal(get('k'), get('last'))),
          set('i', get('to')),
          trade(mode),
        ),
      ),
    ]),
  ],
});

let compiled: CompiledModule | undefined;

/** The module, one function for each mode; compiled once a thread. */
export function crossingModule(): CompiledModule {
  compiled ??= new webAssembly.Module(assembleModule(crossingModes.map(kernelOf), maximumPages));
  return compiled;
}

type Exported = (...values: number[]) => void;

/** @param memory shared, of at most `maximumPages` pages */
export function vectorKernel(memory: SharedMemory, mode: CrossingMode, call: CrossingCall): CrossingKernel {
  const { exports } = new webAssembly.Instance(crossingModule(), { host: { memory } });
  const run = (exports as Readonly<Record<CrossingMode, Exported>>)[mode];
  const { open, close, sum, squares, lowest, highest, fraction, buy, sell } = call;
  const last = 8 * (call.bars - 1);
  return (state, fast, slow, from, to) =>
    run(state, fast, slow, 8 * from, 8 * to, last, open, close, sum, squares, lowest, highest, fraction, buy, sell);
}
