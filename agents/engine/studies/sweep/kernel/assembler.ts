/** A small WebAssembly assembler: instructions as nested lists of bytes, operands before the operator, and a module around them. */

/** Instruction bytes in order; lists may nest, so that an expression is a list of its operands and its operator. */
export type Code = number | readonly Code[];

export const valueTypes = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof valueTypes;

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const doubleBytes = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
/** Alignment as a power of two, then the offset added to the address. */
const at = (align: number, offset: number): number[] => [align, ...unsigned(offset)];

const binary =
  (...opcode: Code[]) =>
  (a: Code, b: Code): Code => [a, b, opcode];

export const local = {
  get: (index: number): Code => [0x20, unsigned(index)],
  set: (index: number, value: Code): Code => [value, 0x21, unsigned(index)],
};

export const i32 = {
  constant: (value: number): Code => [0x41, signed(value)],
  add: binary(0x6a),
  subtract: binary(0x6b),
  and: binary(0x71),
  or: binary(0x72),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x76),
  equal: binary(0x46),
  less: binary(0x48),
  atMost: binary(0x4c),
  isZero: (a: Code): Code => [a, 0x45],
  /** Zero bits below the lowest one. */
  trailingZeros: (a: Code): Code => [a, 0x68],
};

export const f64 = {
  constant: (value: number): Code => [0x44, doubleBytes(value)],
  load: (address: Code, offset = 0): Code => [address, 0x2b, at(3, offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x39, at(3, offset)],
  equal: binary(0x61),
  less: binary(0x63),
  greater: binary(0x64),
  atMost: binary(0x65),
  add: binary(0xa0),
  subtract: binary(0xa1),
  multiply: binary(0xa2),
  divide: binary(0xa3),
  negate: (a: Code): Code => [a, 0x9a],
  /** a where the condition is not zero, else b. */
  choose: (a: Code, b: Code, condition: Code): Code => [a, b, condition, 0x1b],
};

export const v128 = {
  load: (address: Code, offset = 0): Code => [address, simd(0x00), at(3, offset)],
  or: binary(simd(0x50)),
  anyTrue: (a: Code): Code => [a, simd(0x53)],
};

/** Two doubles side by side. */
export const f64x2 = {
  constant: (value: number): Code => [simd(0x0c), doubleBytes(value), doubleBytes(value)],
  splat: (value: Code): Code => [value, simd(0x14)],
  lane: (vector: Code, lane: 0 | 1): Code => [vector, simd(0x21), lane],
  less: binary(simd(0x49)),
  greater: binary(simd(0x4a)),
  add: binary(simd(0xf0)),
  subtract: binary(simd(0xf1)),
  multiply: binary(simd(0xf2)),
  divide: binary(simd(0xf3)),
  /** The two truths of a comparison as the lowest bits of an integer. */
  bits: (comparison: Code): Code => [comparison, simd(0xc4)],
};

/** Does the body as long as the condition, asked before it, is not zero. */
export const repeatWhile = (condition: Code, body: Code): Code => [
  [0x02, 0x40, 0x03, 0x40],
  [condition, 0x45, 0x0d, 1],
  [body, 0x0c, 0],
  [0x0b, 0x0b],
];
export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  [condition, 0x04, 0x40],
  [then, 0x05, otherwise, 0x0b],
];

export interface ModuleFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  /** Locals behind the parameters. */
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

function flatten(code: Code, into: number[]): number[] {
  if (typeof code === 'number') into.push(code);
  else for (const part of code) flatten(part, into);
  return into;
}

const text = (value: string): Code => [unsigned(value.length), [...new TextEncoder().encode(value)]];
const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
function section(id: number, content: Code): Code {
  const bytes = flatten(content, []);
  return [id, unsigned(bytes.length), bytes];
}

/**
 * A module of exported functions without results that imports one shared memory as `host.memory`.
 * @param maximumPages largest memory it may be linked to, in pages of 64 KiB
 */
export function assembleModule(functions: readonly ModuleFunction[], maximumPages: number): Uint8Array<ArrayBuffer> {
  const bodies = functions.map(({ locals, body }) => {
    const bytes = flatten([list(locals.map((type) => [1, valueTypes[type]])), body, 0x0b], []);
    return [unsigned(bytes.length), bytes];
  });
  const module: Code = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, list(functions.map((f) => [0x60, list(f.parameters.map((type) => valueTypes[type])), 0]))),
    section(2, list([[text('host'), text('memory'), 0x02, 0x03, unsigned(1), unsigned(maximumPages)]])),
    section(3, list(functions.map((_, i) => unsigned(i)))),
    section(7, list(functions.map((f, i) => [text(f.name), 0x00, unsigned(i)]))),
    section(10, list(bodies)),
  ];
  return Uint8Array.from(flatten(module, []));
}
