/** A crossing sweep in shared memory: laid out once, filled once, read by every worker without a copy. */
import { type Result, refuse } from '../../../../../shared/core/result.ts';
import {
  type CrossingCall,
  type CrossingKernel,
  type CrossingMode,
  fieldOffset,
  maximumPages,
  pageBytes,
  type StateField,
  stateBytes,
  stretchBars,
} from './layout.ts';
import { type SharedMemory, webAssembly } from './web-assembly.ts';

/** Everything a worker needs: plain numbers and one memory, which crosses threads without being copied. */
export interface CrossingTable {
  readonly memory: SharedMemory;
  readonly mode: CrossingMode;
  readonly call: CrossingCall;
  readonly capital: number;
  readonly columns: number;
  /** Address of the first indicator column. */
  readonly firstColumn: number;
  readonly combinations: number;
  /** Address of the two column numbers of the first combination. */
  readonly firstChoice: number;
  /** Address of the first state. */
  readonly firstState: number;
}

export interface CrossingCosts {
  /** Share of the notional, e.g. 0.001. */
  readonly commission: number;
  /** Share of the price, paid both ways. */
  readonly slippage: number;
}

export interface CrossingSetup {
  readonly bars: number;
  readonly columns: number;
  readonly combinations: number;
  readonly mode: CrossingMode;
  readonly capital: number;
  readonly fraction: number;
  readonly costs: CrossingCosts;
}

/** What is known of a combination after the last bar. */
export interface CrossingSummary {
  readonly finalEquity: number;
  /** From -1 to 0. */
  readonly maxDrawdown: number;
  /** Round trips that ended. */
  readonly trades: number;
  readonly isOpen: boolean;
  /** Sums of the bar returns and of their squares: what a Sharpe ratio is made of. */
  readonly sum: number;
  readonly squares: number;
}

const priceColumns = 4;
/** Bars of a block: its columns stay in the cache while the combinations pass. */
const blockBars = 2048;
const choiceBytes = 8;

/** Bytes that a sweep of this size needs; nothing of it is copied for a worker. */
export const crossingBytes = ({
  bars,
  columns,
  combinations,
}: Pick<CrossingSetup, 'bars' | 'columns' | 'combinations'>): number =>
  8 * ((priceColumns + columns) * bars + 2 * Math.ceil(bars / stretchBars)) + combinations * (choiceBytes + stateBytes);

/** Reserves the memory. Refuses what does not fit into two gigabytes. */
export function layOut(setup: CrossingSetup): Result<CrossingTable> {
  const bytes = crossingBytes(setup);
  const pages = Math.ceil(bytes / pageBytes);
  if (pages > maximumPages)
    return refuse(
      'sweep-too-large',
      `The sweep needs ${Math.ceil(bytes / 2 ** 20)} MB of memory; 2,048 MB is the most.`,
      {
        fix: 'Search fewer values of a parameter or a shorter history.',
      },
    );
  const column = 8 * setup.bars;
  const stretches = 8 * Math.ceil(setup.bars / stretchBars);
  const { commission, slippage } = setup.costs;
  const firstColumn = priceColumns * column + 2 * stretches;
  const firstChoice = firstColumn + setup.columns * column;
  return {
    ok: true,
    value: {
      memory: new webAssembly.Memory({ initial: pages, maximum: maximumPages, shared: true }),
      mode: setup.mode,
      capital: setup.capital,
      call: {
        bars: setup.bars,
        open: 0,
        close: column,
        sum: 2 * column,
        squares: 3 * column,
        lowest: 4 * column,
        highest: 4 * column + stretches,
        fraction: setup.fraction,
        buy: (1 + slippage) * (1 + commission),
        sell: (1 - slippage) * (1 - commission),
      },
      columns: setup.columns,
      firstColumn,
      combinations: setup.combinations,
      firstChoice,
      firstState: firstChoice + setup.combinations * choiceBytes,
    },
  };
}

/** Puts the prices in, sums the market's returns and notes the extremes of each stretch. */
export function setPrices(table: CrossingTable, open: ArrayLike<number>, close: ArrayLike<number>): void {
  const { bars } = table.call;
  const at = (address: number, length = bars): Float64Array => new Float64Array(table.memory.buffer, address, length);
  at(table.call.open).set(open);
  at(table.call.close).set(close);
  const [sums, squares] = [at(table.call.sum), at(table.call.squares)];
  let sum = 0;
  let square = 0;
  for (let i = 1; i < bars; i++) {
    const change = (close[i] as number) / (close[i - 1] as number) - 1;
    sum += change;
    square += change * change;
    sums[i] = sum;
    squares[i] = square;
  }
  const stretches = Math.ceil(bars / stretchBars);
  const [lowest, highest] = [at(table.call.lowest, stretches), at(table.call.highest, stretches)];
  lowest.fill(Number.POSITIVE_INFINITY);
  highest.fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < bars; i++) {
    const s = Math.floor(i / stretchBars);
    lowest[s] = Math.min(lowest[s] as number, close[i] as number);
    highest[s] = Math.max(highest[s] as number, close[i] as number);
  }
}

/** View of an indicator column, to be filled by whoever works it out. */
export const columnOf = (table: CrossingTable, index: number): Float64Array =>
  new Float64Array(table.memory.buffer, table.firstColumn + index * 8 * table.call.bars, table.call.bars);

/** The numbers of the fast and the slow column of each combination. */
export function setChoices(table: CrossingTable, fast: ArrayLike<number>, slow: ArrayLike<number>): void {
  const choices = new Int32Array(table.memory.buffer, table.firstChoice, 2 * table.combinations);
  for (let k = 0; k < table.combinations; k++) {
    choices[2 * k] = fast[k] as number;
    choices[2 * k + 1] = slow[k] as number;
  }
}

/**
 * The first crossing that opens something, and its direction. It needs a bar before it on which both columns are known: being
 * above from the first bar on is no crossing, leaving a tie is one. From then on levels say the same as crossings.
 */
function beginning(mode: CrossingMode, fast: Float64Array, slow: Float64Array): { start: number; look: 1 | -1 } {
  for (let i = 1; i < fast.length; i++) {
    const [before, other] = [fast[i - 1] as number, slow[i - 1] as number];
    if (before <= other && (fast[i] as number) > (slow[i] as number)) return { start: i, look: 1 };
    if (mode === 'long-short' && before >= other && (fast[i] as number) < (slow[i] as number))
      return { start: i, look: -1 };
  }
  return { start: fast.length, look: 1 };
}

/**
 * Runs the combinations `from` to `to` (not included) over all bars, block by block. Starts them anew.
 * @param goOn asked now and then with the share that is done; false stops
 * @returns whether it came to the end
 */
export function runCombinations(
  table: CrossingTable,
  kernel: CrossingKernel,
  from: number,
  to: number,
  goOn: (share: number) => boolean = () => true,
): boolean {
  const { bars } = table.call;
  const choices = new Int32Array(table.memory.buffer, table.firstChoice, 2 * table.combinations);
  const numbers = new Float64Array(table.memory.buffer, table.firstState);
  const address = (k: number): number => table.firstColumn + (choices[k] as number) * 8 * bars;
  for (let k = from; k < to; k++) {
    const set = (field: StateField, value: number): void => {
      numbers[(k * stateBytes + fieldOffset(field)) / 8] = value;
    };
    const { start, look } = beginning(
      table.mode,
      columnOf(table, choices[2 * k] as number),
      columnOf(table, choices[2 * k + 1] as number),
    );
    for (const field of ['quantity', 'counted', 'sum', 'squares', 'baseSum', 'baseSquares', 'trades'] as const)
      set(field, 0);
    for (const field of ['cash', 'peak', 'equity'] as const) set(field, table.capital);
    set('worst', 1);
    set('start', start);
    set('look', look);
  }
  for (let bar = 0; bar < bars; bar += blockBars) {
    const end = Math.min(bars, bar + blockBars);
    for (let k = from; k < to; k++)
      kernel(table.firstState + k * stateBytes, address(2 * k), address(2 * k + 1), bar, end);
    if (!goOn(end / bars)) return false;
  }
  return true;
}

/** Result of a combination. */
export function summaryOf(table: CrossingTable, combination: number): CrossingSummary {
  const numbers = new Float64Array(table.memory.buffer);
  const read = (field: StateField): number =>
    numbers[(table.firstState + combination * stateBytes + fieldOffset(field)) / 8] as number;
  const isOpen = read('quantity') !== 0;
  const last = table.call.bars - 1;
  const running = isOpen && table.mode === 'all-in';
  const rest = (address: number, base: StateField): number =>
    running ? (numbers[address / 8 + last] as number) - read(base) : 0;
  return {
    finalEquity: read('equity'),
    maxDrawdown: read('worst') - 1,
    trades: read('trades'),
    isOpen,
    sum: read('sum') + rest(table.call.sum, 'baseSum'),
    squares: read('squares') + rest(table.call.squares, 'baseSquares'),
  };
}
