/**
 * What the stack entries and locals of one code object must be: on every path, an instruction finds the kinds that it takes
 * for granted. Refused is what is certainly wrong; where a kind is not known before the run, engines look and give the run
 * up as undefined.
 *
 * The walk is an abstract interpretation over sets of classes (`kinds.ts`). They only ever grow, so it ends.
 *
 * @module
 */

import type { Instruction } from "./code_unit.ts";
import { JUMP_DIRECTION, jumpTarget } from "./jumps.ts";
import {
  type Kind,
  KIND_BITS,
  type KindEffect,
  kindEffectOf,
  kindOfLiteral,
  KINDS,
  kindText,
  type TakenItem,
} from "./kinds.ts";
import { opcodeNameOf, OPCODES } from "./opcodes.ts";
import { fastLocalNames } from "./operand_text.ts";
import { CODE_FLAGS, type ExceptionEntry } from "./program.ts";
import { type CodeUnderCheck, refuseCode } from "./validate_code.ts";
import { constantFault, READS_CONSTANT } from "./validate_constants.ts";
import { CAN_FAIL, ENDS_PATH, handlersOf } from "./validate_stack.ts";

/**
 * An entry: its kind, and above that where it comes from: 0 for anywhere, one more than the index of the constant that it is, or
 * one of the marks below.
 */
type Entry = number;
const ORIGIN_SHIFT = 15;
const KIND_MASK = (1 << ORIGIN_SHIFT) - 1;
/** The variable `__class__` and the first parameter: what `super()` finds. */
const CLASS_ORIGIN = 0xffff;
const SELF_ORIGIN = 0xfffe;
const MAX_CONSTANTS = SELF_ORIGIN - 1;

const { NULL, cell: CELL } = KIND_BITS;

/** Opcodes that need a cell in the slot of their oparg. */
const USES_CELL: ReadonlySet<number> = new Set(
  (["LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF", "LOAD_FROM_DICT_OR_DEREF"] as const).map((name) =>
    OPCODES[name].opcode
  ),
);

/** What two paths that meet know of an entry. */
function meet(left: Entry, right: Entry): Entry {
  return left === right ? left : (left | right) & KIND_MASK;
}

class KindsCheck {
  private readonly slots: number;
  /** Entries before each instruction: locals, then the stack. */
  private readonly entries: Int32Array;
  private readonly width: number;
  private readonly reached: Uint8Array;
  private readonly work: number[] = [];
  private readonly now: Int32Array;
  private readonly given: Entry[] = [];
  private judging = false;
  private stopped = false;

  constructor(private readonly check: CodeUnderCheck, private readonly depths: Int32Array) {
    this.slots = check.slots;
    this.width = check.slots + depths.reduce((deepest, depth) => Math.max(deepest, depth), 0) + 2;
    this.entries = new Int32Array(this.width * check.instructions.length);
    this.reached = new Uint8Array(check.instructions.length);
    this.now = new Int32Array(this.width);
  }

  run(): void {
    const { code } = this.check;
    const starred = (code.flags & CODE_FLAGS.VARARGS ? 1 : 0) + (code.flags & CODE_FLAGS.VARKEYWORDS ? 1 : 0);
    this.now.fill(NULL, 0, this.slots);
    this.now.fill(KINDS.value, 0, code.argcount + code.kwonlyargcount + starred);
    this.reach(0, 0);
    for (let i = this.work.pop(); i !== undefined; i = this.work.pop()) this.visit(i);
    // Only now is it known what every path brings.
    this.judging = true;
    this.reached.forEach((reached, i) => reached === 1 && this.visit(i));
  }

  /** Refuses the code once all paths were walked. */
  private refuse(unit: number, found: string, expected: string): void {
    if (this.judging) refuseCode(this.check.index, this.check.code, unit, found, expected);
  }

  /** The same where no run can go on, so that neither does the walk. */
  private stop(unit: number, found: string, expected: string): void {
    this.refuse(unit, found, expected);
    this.stopped = true;
  }

  /** Control goes to `unit` with the locals of now and the lower `depth` entries of the stack of now. */
  private reach(unit: number, depth: number): void {
    if (this.judging) return;
    const i = this.check.indexAt[unit] as number;
    const base = i * this.width;
    const first = this.reached[i] === 0;
    let changed = first;
    for (let at = 0, end = this.slots + depth; at < end; at++) {
      const now = this.now[at] as Entry;
      const known = this.entries[base + at] as Entry;
      const met = first ? now : meet(known, now);
      if (met !== known) changed = true;
      this.entries[base + at] = met;
    }
    if (!changed) return;
    this.reached[i] = 1;
    this.work.push(i);
  }

  private visit(i: number): void {
    const instruction = this.check.instructions[i] as Instruction;
    const { opcode, next } = instruction;
    const depth = this.depths[i] as number;
    const base = i * this.width;
    this.now.set(this.entries.subarray(base, base + this.slots + depth));
    if (CAN_FAIL[opcode] === 1) {
      for (const entry of handlersOf(this.check, instruction, depth)) this.fail(entry);
      this.now.set(this.entries.subarray(base, base + this.slots + depth));
    }
    const effect = kindEffectOf(opcode) as KindEffect;
    this.stopped = false;
    this.take(instruction, effect, depth);
    this.locals(instruction, depth);
    const after = this.give(instruction, effect, depth);
    if (this.stopped) return;
    if (JUMP_DIRECTION[opcode] !== 0) this.reach(jumpTarget(instruction) as number, after);
    if (ENDS_PATH[opcode] === 0) this.reach(next, after);
  }

  private fail(entry: ExceptionEntry): void {
    let top = this.slots + entry.depth;
    const first = this.now[top] as Entry;
    const second = this.now[top + 1] as Entry;
    if (entry.lasti) this.now[top++] = KINDS.int;
    this.now[top] = KINDS.exception;
    this.reach(entry.target, entry.depth + (entry.lasti ? 2 : 1));
    // Another handler may keep what this one pushed over.
    this.now[this.slots + entry.depth] = first;
    if (entry.lasti) this.now[this.slots + entry.depth + 1] = second;
  }

  /** Checks what the instruction pops and reads. */
  private take(instruction: Instruction, { taken }: KindEffect, depth: number): void {
    const { opcode, oparg, at } = instruction;
    let popped = 0;
    for (const item of taken) popped += item.count(oparg);
    let entry = this.slots + depth - popped;
    for (const item of taken) {
      const expected = item.kind(oparg);
      for (let n = item.count(oparg); n > 0; n--, entry++) this.takeOne(instruction, item, entry, expected);
    }
    if (opcode === OPCODES.LOAD_SUPER_ATTR.opcode && (oparg & 2) === 0) this.takeSuper(instruction, depth);
    if (opcode === OPCODES.RERAISE.opcode && oparg > 0) {
      // The deepest of the values is where the frame failed first.
      const lasti = (this.now[this.slots + depth - popped] as Entry) & KIND_MASK;
      if ((lasti & KINDS.int) === 0) {
        this.refuse(at, `${kindText(lasti)} as the place that failed of RERAISE`, kindText(KINDS.int));
      }
    }
  }

  /** Without arguments, LOAD_SUPER_ATTR calls `super()`, which finds class and self by itself; specialized forms take what lies here. */
  private takeSuper({ at }: Instruction, depth: number): void {
    const origins = [this.slots + depth - 2, this.slots + depth - 1].map((entry) =>
      this.now[entry] as Entry >>> ORIGIN_SHIFT
    );
    if (origins[0] !== CLASS_ORIGIN) {
      this.refuse(
        at,
        "another value as class of LOAD_SUPER_ATTR",
        "that of the variable __class__, as super() finds it",
      );
    }
    if (origins[1] !== SELF_ORIGIN) {
      this.refuse(at, "another value as self of LOAD_SUPER_ATTR", "the first parameter, as super() finds it");
    }
  }

  private takeOne({ opcode, oparg, at }: Instruction, item: TakenItem, entry: number, expected: Kind): void {
    const found = (this.now[entry] as Entry) & KIND_MASK;
    const what = (): string => `${item.name} of ${opcodeNameOf(opcode)}`;
    if ((found & expected) === 0) return this.stop(at, `${kindText(found)} as ${what()}`, kindText(expected));
    if ((found & NULL & ~expected) !== 0) {
      this.refuse(at, `NULL as ${what()} on one of the paths`, kindText(expected));
    }
    const constant = (this.now[entry] as Entry) >>> ORIGIN_SHIFT;
    if (constant > 0 && constant <= MAX_CONSTANTS && READS_CONSTANT[opcode] === 1) {
      const literal = this.check.code.consts[constant - 1];
      const fault = literal === undefined ? null : constantFault(opcode, item.name, oparg, literal);
      if (fault !== null) this.refuse(at, `${fault.found} as ${what()}`, fault.expected);
    }
    // After the instruction it is known to have been what was expected.
    this.now[entry] = ((this.now[entry] as Entry) & ~KIND_MASK) | (found & expected);
  }

  /** Loads and stores of locals, which the effects say nothing of. */
  private locals({ opcode, oparg, at }: Instruction, depth: number): void {
    const { now } = this;
    const top = this.slots + depth - 1;
    if (USES_CELL.has(opcode)) this.needCell(oparg, at);
    switch (opcode) {
      case OPCODES.STORE_FAST.opcode:
        return this.store(oparg, now[top] as Entry, top);
      case OPCODES.STORE_FAST_LOAD_FAST.opcode:
        return this.store(oparg >>> 4, now[top] as Entry, top);
      case OPCODES.STORE_FAST_STORE_FAST.opcode: {
        const second = now[top - 1] as Entry;
        this.store(oparg >>> 4, now[top] as Entry, top);
        return this.store(oparg & 15, second, top);
      }
      case OPCODES.STORE_DEREF.opcode:
        return this.forget(oparg, top);
      case OPCODES.DELETE_FAST.opcode:
        return this.store(oparg, NULL, top);
      case OPCODES.MAKE_CELL.opcode:
        now[oparg] = CELL;
        return;
      case OPCODES.COPY_FREE_VARS.opcode:
        now.fill(CELL, this.slots - oparg, this.slots);
    }
  }

  private store(slot: number, entry: Entry, top: number): void {
    this.forget(slot, top);
    this.now[slot] = entry >>> ORIGIN_SHIFT > MAX_CONSTANTS ? entry & KIND_MASK : entry;
  }

  /** What a variable held is no longer what `super()` finds. */
  private forget(slot: number, top: number): void {
    if (slot !== 0) return;
    for (let at = this.slots; at <= top; at++) {
      if ((this.now[at] as Entry) >>> ORIGIN_SHIFT === SELF_ORIGIN) this.now[at] = (this.now[at] as Entry) & KIND_MASK;
    }
  }

  private needCell(slot: number, at: number): void {
    const found = (this.now[slot] as Entry) & KIND_MASK;
    if (found === CELL) return;
    const what = `${kindText(found)} in the slot of ${this.localName(slot)}`;
    if ((found & CELL) === 0) this.stop(at, what, "a cell on every path");
    else this.refuse(at, what, "a cell on every path");
  }

  private localName(slot: number): string {
    return fastLocalNames(this.check.code)[slot] as string;
  }

  private load(slot: number, at: number): Entry {
    let entry = this.now[slot] as Entry;
    if ((entry & NULL) !== 0) {
      const found = `LOAD_FAST of ${this.localName(slot)}`;
      const expected = "a local that is bound on every path, or LOAD_FAST_CHECK";
      entry &= ~NULL;
      if ((entry & KIND_MASK) === 0) this.stop(at, found, expected);
      else this.refuse(at, found, expected);
    }
    return this.marked(slot, entry);
  }

  /** What the first parameter holds, with its mark. */
  private marked(slot: number, entry: Entry): Entry {
    return slot === 0 && this.check.code.argcount > 0 ? (entry & KIND_MASK) | (SELF_ORIGIN << ORIGIN_SHIFT) : entry;
  }

  /** Puts what the instruction pushes in place of what it popped; gives the depth then. */
  private give({ opcode, oparg, at }: Instruction, { taken, given }: KindEffect, depth: number): number {
    const { now, given: pushed } = this;
    let popped = 0;
    for (const item of taken) popped += item.count(oparg);
    const bottom = this.slots + depth - popped;
    pushed.length = 0;
    switch (opcode) {
      case OPCODES.LOAD_CONST.opcode: {
        const constant = oparg < MAX_CONSTANTS ? oparg + 1 : 0;
        const literal = this.check.code.consts[oparg];
        pushed.push((literal === undefined ? KINDS.value : kindOfLiteral(literal)) | (constant << ORIGIN_SHIFT));
        break;
      }
      case OPCODES.LOAD_FAST.opcode:
        pushed.push(this.load(oparg, at));
        break;
      case OPCODES.LOAD_FAST_LOAD_FAST.opcode:
        pushed.push(this.load(oparg >>> 4, at), this.load(oparg & 15, at));
        break;
      case OPCODES.STORE_FAST_LOAD_FAST.opcode:
        pushed.push(this.load(oparg & 15, at));
        break;
      case OPCODES.LOAD_FAST_CHECK.opcode: {
        const bound = (now[oparg] as Entry) & ~NULL;
        // A local that is never bound here always raises.
        now[oparg] = bound === 0 ? KINDS.value : bound;
        pushed.push(this.marked(oparg, now[oparg] as Entry));
        break;
      }
      case OPCODES.LOAD_DEREF.opcode: {
        const isClass = oparg >= this.slots - this.check.code.freevars.length && this.localName(oparg) === "__class__";
        pushed.push(isClass ? KINDS.value | (CLASS_ORIGIN << ORIGIN_SHIFT) : this.marked(oparg, KINDS.value));
        break;
      }
      case OPCODES.LOAD_FAST_AND_CLEAR.opcode:
        pushed.push(now[oparg] as Entry);
        now[oparg] = NULL;
        break;
      case OPCODES.RETURN_GENERATOR.opcode:
        // Resuming pushes the value sent.
        pushed.push(KINDS.value);
        break;
      default:
        for (const item of given) {
          let from = bottom;
          for (let before = 0; before < item.from; before++) from += (taken[before] as TakenItem).count(oparg);
          for (let n = item.count(oparg); n > 0; n--) {
            pushed.push(item.from < 0 ? item.kind(oparg) : now[from++] as Entry);
          }
        }
    }
    for (let k = 0; k < pushed.length; k++) now[bottom + k] = pushed[k] as Entry;
    return depth - popped + pushed.length;
  }
}

/** Checks the kinds of a code object that passed `checkStack`, which gave the depth before each instruction. */
export function checkKinds(check: CodeUnderCheck, depths: Int32Array): void {
  new KindsCheck(check, depths).run();
}
