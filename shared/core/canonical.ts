/** Canonical JSON and SHA-256: the same value gives the same bytes and the same hash on every machine. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * JSON with object keys sorted by code unit, no white space, `undefined` members left out.
 * @throws Error on NaN, infinities, functions, and typed arrays, which have no JSON form.
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`a number without a JSON form cannot be hashed: ${value}`);
      return JSON.stringify(value);
    case 'object': {
      // Long columns of numbers and of words are what artefacts mostly are: written at once, to the same text.
      if (isColumn(value)) return JSON.stringify(value);
      if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v === undefined ? null : v)).join(',')}]`;
      if (ArrayBuffer.isView(value)) throw new Error('a typed array has no canonical JSON form: hash its bytes');
      const record = value as Record<string, unknown>;
      const parts: string[] = [];
      for (const key of Object.keys(record).sort()) {
        const member = record[key];
        if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
      }
      return `{${parts.join(',')}}`;
    }
    default:
      throw new Error(`a ${typeof value} has no canonical JSON form`);
  }
}

function isColumn(value: object): value is readonly (number | string)[] {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== 'string' && !Number.isFinite(value[i])) return false;
  return true;
}

/** SHA-256 of text or bytes as 64 lower-case hex digits. */
export const sha256Hex = (input: string | Uint8Array): string =>
  bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input));

/** SHA-256 of a value's canonical JSON. */
export const hashOf = (value: unknown): string => sha256Hex(canonicalJson(value));
