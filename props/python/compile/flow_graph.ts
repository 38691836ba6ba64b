/**
 * The control-flow graph of one code object: basic blocks and their instructions. Instructions and labels are added in the
 * order of the source; the pin's `instr_sequence_to_cfg` and `cfg_builder`. Blocks and instructions are used again for the next
 * code object.
 *
 * @module
 */

import type { Loc } from "../syntax/nodes.ts";
import { NO_LOCATION } from "../syntax/nodes.ts";
import { ENDS_BLOCK, HAS_TARGET, IS_BLOCK_PUSH, IS_SCOPE_EXIT, IS_TERMINATOR } from "./pseudo_ops.ts";

/** One instruction. */
export class Instr {
  op = 0;
  arg = 0;
  loc: Loc = NO_LOCATION;
  /** Where it jumps to; in `arg` stands the label until the graph is complete. */
  target: Block | null = null;
  /** Handler of what it raises. */
  except: Block | null = null;
  /** Free for those who want to find it again. */
  mark = 0;
  /** Stays as it is, whatever is around it. */
  isFixed = false;

  /** Becomes another instruction, whatever it was. */
  set(op: number, arg: number, loc: Loc): this {
    this.op = op;
    this.arg = arg;
    this.loc = loc;
    this.target = null;
    this.except = null;
    this.mark = 0;
    this.isFixed = false;
    return this;
  }

  copy(from: Instr): void {
    this.op = from.op;
    this.arg = from.arg;
    this.loc = from.loc;
    this.target = from.target;
    this.except = from.except;
    this.mark = from.mark;
    this.isFixed = from.isFixed;
  }

  /** Becomes an instruction without argument. */
  become(op: number): void {
    this.op = op;
    this.arg = 0;
  }
}

/** A handler stack: what `label_exception_targets` follows. */
export interface ExceptStack {
  readonly handlers: (Block | null)[];
  depth: number;
}

/** A basic block. Instructions behind `used` are free ones. */
export class Block {
  readonly instrs: Instr[] = [];
  used = 0;
  /** The block that follows in the code. */
  next: Block | null = null;
  isLabelled = false;
  exceptStack: ExceptStack | null = null;
  predecessors = 0;
  startDepth = -1;
  preserveLasti = false;
  visited = false;
  isHandler = false;
  /** As a handler: the one around it. */
  outer: Block | null = null;
  isCold = false;
  isWarm = false;
  /** Locals that may be unbound at the start, as masks of 32. */
  unsafeLow = 0;
  unsafeHigh = 0;
  /** For the last look at NOPs. */
  hasNops = false;
  /** Index of its first instruction, once the code is laid out. */
  offset = 0;

  reset(): void {
    this.used = 0;
    this.next = null;
    this.isLabelled = false;
    this.exceptStack = null;
    this.predecessors = 0;
    this.startDepth = -1;
    this.preserveLasti = false;
    this.isHandler = false;
    this.outer = null;
    this.isCold = false;
    this.isWarm = false;
    this.unsafeLow = 0;
    this.unsafeHigh = 0;
  }

  /** A further instruction, with whatever it held before. */
  append(): Instr {
    const { instrs, used } = this;
    this.used = used + 1;
    return instrs[used] ?? (instrs[used] = new Instr());
  }

  /** Adds an instruction at the end. */
  add(op: number, arg: number, loc: Loc): Instr {
    return this.append().set(op, arg, loc);
  }

  /** Puts an instruction before the one at `at`. */
  insert(at: number, op: number, arg: number, loc: Loc): Instr {
    this.append();
    const { instrs } = this;
    const instr = instrs[this.used - 1] as Instr;
    for (let i = this.used - 1; i > at; i--) instrs[i] = instrs[i - 1] as Instr;
    instrs[at] = instr;
    return instr.set(op, arg, loc);
  }

  /** Adds copies of all instructions of another block. */
  appendAll(from: Block): void {
    for (let i = 0; i < from.used; i++) this.append().copy(from.instrs[i] as Instr);
  }

  last(): Instr | null {
    return this.used === 0 ? null : this.instrs[this.used - 1] as Instr;
  }

  /** Whether control may go on to the next block. */
  fallsThrough(): boolean {
    return this.used === 0 || ENDS_BLOCK[(this.instrs[this.used - 1] as Instr).op] === 0;
  }

  exitsScope(): boolean {
    return this.used > 0 && IS_SCOPE_EXIT[(this.instrs[this.used - 1] as Instr).op] === 1;
  }
}

/** Builds the graph of one code object after the other. */
export class FlowGraph {
  entry: Block;
  #current: Block;
  /** Blocks by label, null where it is not placed yet. */
  readonly #labels: (Block | null)[] = [];
  /** Instructions whose targets are labels yet. */
  readonly #open: Instr[] = [];
  /** Number of instructions that push blocks. */
  pushes = 0;
  #labelCount = 0;
  /** All blocks there are, of which so many are taken. */
  readonly #pool: Block[] = [];
  #taken = 0;
  /** What instructions get from now on. */
  mark = 0;
  isFixed = false;

  constructor() {
    this.entry = this.newBlock();
    this.#current = this.entry;
  }

  /** Forgets the last code object. */
  reset(): void {
    this.#taken = 0;
    this.#labelCount = 0;
    this.#open.length = 0;
    this.pushes = 0;
    this.mark = 0;
    this.isFixed = false;
    this.entry = this.newBlock();
    this.#current = this.entry;
  }

  /** A block that stands nowhere yet. */
  newBlock(): Block {
    const at = this.#taken++;
    let block = this.#pool[at];
    if (block === undefined) this.#pool[at] = block = new Block();
    else block.reset();
    return block;
  }

  /** A label that is placed later. */
  newLabel(): number {
    this.#labels[this.#labelCount] = null;
    return this.#labelCount++;
  }

  /** Places a label before the next instruction. */
  use(label: number): void {
    const current = this.#current;
    if (current.used > 0) this.#startBlock();
    this.#current.isLabelled = true;
    this.#labels[label] = this.#current;
  }

  #startBlock(): Block {
    const block = this.newBlock();
    this.#current.next = block;
    this.#current = block;
    return block;
  }

  /** Adds an instruction. */
  emit(op: number, arg: number, loc: Loc): void {
    let block = this.#current;
    const { used } = block;
    if (used > 0 && IS_TERMINATOR[(block.instrs[used - 1] as Instr).op] === 1) block = this.#startBlock();
    const instr = block.add(op, arg, loc);
    instr.mark = this.mark;
    instr.isFixed = this.isFixed;
    if (HAS_TARGET[op] === 1) this.#opens(instr);
  }

  #opens(instr: Instr): void {
    this.#open.push(instr);
    this.pushes += IS_BLOCK_PUSH[instr.op] as number;
  }

  /** Where a label stands. */
  blockOf(label: number): Block | null {
    return this.#labels[label] ?? null;
  }

  /** Puts a jump before everything else. */
  insertFirst(op: number, label: number, loc: Loc): void {
    this.#opens(this.entry.insert(0, op, label, loc));
  }

  /** Turns the labels of jumps into blocks. */
  resolveLabels(): void {
    const labels = this.#labels;
    for (const instr of this.#open) instr.target = labels[instr.arg] as Block;
  }

  /** Clears the marks of a walk. */
  clearVisited(): void {
    for (let block: Block | null = this.entry; block !== null; block = block.next) block.visited = false;
  }
}
