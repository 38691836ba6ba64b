/**
 * Short typed arrays cut from long ones. Making a typed array costs half a microsecond and a finalizer, cutting a view a
 * tenth of that; an executor needs four. A long array lives as long as one of its views; no part is handed out twice.
 *
 * @module
 */

/** Elements of one long array. */
const CHUNK = 4096;

class ViewArena<T extends { readonly length: number; subarray(begin: number, end: number): T }> {
  private readonly make: (length: number) => T;
  private chunk: T;
  private used = 0;

  constructor(make: (length: number) => T) {
    this.make = make;
    this.chunk = make(CHUNK);
  }

  /** A fresh view, all zero. */
  take(length: number): T {
    if (this.used + length > this.chunk.length) {
      if (length > CHUNK) return this.make(length);
      this.chunk = this.make(CHUNK);
      this.used = 0;
    }
    return this.chunk.subarray(this.used, this.used += length);
  }
}

/** Views of 16-bit unsigned integers. */
export const UINT16: ViewArena<Uint16Array> = new ViewArena((length) => new Uint16Array(length));
/** Views of 32-bit unsigned integers. */
export const UINT32: ViewArena<Uint32Array> = new ViewArena((length) => new Uint32Array(length));
/** Views of 32-bit signed integers. */
export const INT32: ViewArena<Int32Array> = new ViewArena((length) => new Int32Array(length));
/** Views of 64-bit floats. */
export const FLOAT64: ViewArena<Float64Array> = new ViewArena((length) => new Float64Array(length));
