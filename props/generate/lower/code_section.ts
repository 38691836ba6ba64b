/**
 * Streams of instructions before they are encoded.
 *
 * @module
 */

/** Instructions that a code object may have while it is built, and labels and scopes. */
export const CAPACITY: number = 1 << 14;

/** A stream of instructions in parallel arrays. */
export class Section {
  readonly op: Uint8Array = new Uint8Array(CAPACITY);
  readonly arg: Int32Array = new Int32Array(CAPACITY);
  /** Label jumped to, -1 for none. */
  readonly label: Int32Array = new Int32Array(CAPACITY);
  readonly scope: Int32Array = new Int32Array(CAPACITY);
  readonly line: Int32Array = new Int32Array(CAPACITY);
  readonly depth: Int32Array = new Int32Array(CAPACITY);
  /** Number of the twisted statement that an instruction belongs to, 0 for none. */
  readonly twisted: Uint16Array = new Uint16Array(CAPACITY);
  count = 0;

  /** Moves an instruction to an earlier place. */
  move(i: number, to: number): void {
    this.op[to] = this.op[i] as number;
    this.arg[to] = this.arg[i] as number;
    this.label[to] = this.label[i] as number;
    this.scope[to] = this.scope[i] as number;
    this.line[to] = this.line[i] as number;
    this.depth[to] = this.depth[i] as number;
    this.twisted[to] = this.twisted[i] as number;
  }

  /** Adds instruction `i` of another stream. */
  copy(from: Section, i: number): void {
    const at = this.count++;
    this.op[at] = from.op[i] as number;
    this.arg[at] = from.arg[i] as number;
    this.label[at] = from.label[i] as number;
    this.scope[at] = from.scope[i] as number;
    this.line[at] = from.line[i] as number;
    this.depth[at] = from.depth[i] as number;
    this.twisted[at] = from.twisted[i] as number;
  }
}
