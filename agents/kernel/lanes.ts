/** Priority lanes: five ring buffers of which the most urgent non-empty one is always served first. */
import { lanes as laneNames } from '../../shared/bus/messages.ts';

/** A first-in, first-out queue in a power-of-two array that doubles when full. */
export class Ring<T> {
  private slots: (T | undefined)[];
  private mask: number;
  private head = 0;
  private count = 0;

  constructor(capacity = 64) {
    const size = 1 << Math.ceil(Math.log2(Math.max(2, capacity)));
    this.slots = new Array<T | undefined>(size).fill(undefined);
    this.mask = size - 1;
  }

  get size(): number {
    return this.count;
  }

  push(item: T): void {
    if (this.count > this.mask) this.grow();
    this.slots[(this.head + this.count) & this.mask] = item;
    this.count++;
  }

  peek(): T | undefined {
    return this.count === 0 ? undefined : this.slots[this.head];
  }

  shift(): T | undefined {
    if (this.count === 0) return undefined;
    const item = this.slots[this.head];
    this.slots[this.head] = undefined;
    this.head = (this.head + 1) & this.mask;
    this.count--;
    return item;
  }

  /** Takes the oldest item the test accepts out of the middle; the others keep their order. Linear in what stands before it. */
  removeFirst(test: (item: T) => boolean): T | undefined {
    for (let i = 0; i < this.count; i++) {
      const found = this.slots[(this.head + i) & this.mask] as T;
      if (!test(found)) continue;
      for (let j = i; j > 0; j--) this.slots[(this.head + j) & this.mask] = this.slots[(this.head + j - 1) & this.mask];
      this.shift();
      return found;
    }
    return undefined;
  }

  private grow(): void {
    const size = this.slots.length;
    const wider = new Array<T | undefined>(size * 2).fill(undefined);
    for (let i = 0; i < this.count; i++) wider[i] = this.slots[(this.head + i) & this.mask];
    this.slots = wider;
    this.mask = size * 2 - 1;
    this.head = 0;
  }
}

/** Something that can be queued: its lane (0 control to 4 data), and whether it may be handed on yet. */
export interface Queued {
  readonly lane: number;
  /** False while a durable message is on its way to the disk: its lane waits for it. */
  ready: boolean;
}

/** Control and risk: while one of these is on its way to the disk, nothing less urgent is served either. */
export const lastUrgentLane = 1;

export class Lanes<T extends Queued> {
  readonly rings: readonly Ring<T>[] = laneNames.map(() => new Ring<T>());
  private count = 0;
  /** One bit per lane that holds something, so that the most urgent is found without a search. */
  private filled = 0;

  get size(): number {
    return this.count;
  }

  sizeOf(lane: number): number {
    return (this.rings[lane] as Ring<T>).size;
  }

  push(item: T): void {
    (this.rings[item.lane] as Ring<T>).push(item);
    this.filled |= 1 << item.lane;
    this.count++;
  }

  /** The next item in order of urgency; one that waits for the disk holds its lane, an urgent one also those below it. */
  take(): T | undefined {
    let open = this.filled;
    while (open !== 0) {
      const lane = 31 - Math.clz32(open & -open);
      const ring = this.rings[lane] as Ring<T>;
      const head = ring.peek() as T;
      if (head.ready) {
        ring.shift();
        if (ring.size === 0) this.filled &= ~(1 << lane);
        this.count--;
        return head;
      }
      if (lane <= lastUrgentLane) return undefined;
      open &= ~(1 << lane);
    }
    return undefined;
  }

  /** The head of the most urgent lane, ready or not. */
  peek(): T | undefined {
    if (this.filled === 0) return undefined;
    return (this.rings[31 - Math.clz32(this.filled & -this.filled)] as Ring<T>).peek();
  }

  /** Takes the oldest item of a lane that the test accepts. */
  removeFirst(lane: number, test: (item: T) => boolean): T | undefined {
    const ring = this.rings[lane] as Ring<T>;
    const removed = ring.removeFirst(test);
    if (removed === undefined) return undefined;
    if (ring.size === 0) this.filled &= ~(1 << lane);
    this.count--;
    return removed;
  }
}
