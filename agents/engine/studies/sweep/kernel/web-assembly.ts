/** The few parts of the WebAssembly interface that the kernels use, typed here because the browser's library is not part of this floor. */

/** A memory in a SharedArrayBuffer: it crosses to a worker without being copied. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}
/** Compiled code. */
export interface CompiledModule {
  readonly [Symbol.toStringTag]?: string;
}

interface Interface {
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: Readonly<Record<string, Readonly<Record<string, SharedMemory>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;
