/**
 * Builds one code object from a stream of instructions, labels and handler scopes, as the pin's assembler does: handlers
 * behind everything else, jumps threaded, dead code dropped, unbound locals checked, super-instructions, exception table.
 *
 * All scratch space is shared by all code objects: one is built at a time.
 *
 * @module
 */

import { CACHE_UNITS_OF } from "../../../src/isa/opcodes.ts";
import type { ExceptionEntry } from "../../../src/isa/program.ts";
import { CAPACITY, Section } from "./code_section.ts";
import type { Twist } from "../draft/draft.ts";
import {
  delta,
  depthOnFailure,
  ENDS,
  INVERTED,
  JUMP,
  OP,
  STORE_FAST_MAYBE_NULL,
  TAKES_PREFIX,
} from "./opcode_facts.ts";

/** The code at hand: first what is no handler, then all of it. Every pass that drops or adds writes `spare` and swaps. */
let code = new Section();
let spare = new Section();
/** Handlers, until they go behind everything else. */
const cold = new Section();

function swap(): void {
  const done = code;
  code = spare;
  spare = done;
}

const labelAt = new Int32Array(CAPACITY);
const labelCold = new Uint8Array(CAPACITY);
const labelDepth = new Int32Array(CAPACITY);
const labelMask = new Int32Array(CAPACITY);
const labelUsed = new Uint8Array(CAPACITY);

const scopeHandler = new Int32Array(CAPACITY);
const scopeDepth = new Int32Array(CAPACITY);
const scopeLasti = new Uint8Array(CAPACITY);
const scopeOuter = new Int32Array(CAPACITY);

/** For each instruction of `code`: the label placed there, or -1; labels at one place are chained. */
const firstLabel = new Int32Array(CAPACITY);
const nextLabel = new Int32Array(CAPACITY);
const mask = new Int32Array(CAPACITY);
const newIndex = new Int32Array(CAPACITY);
const unitAt = new Int32Array(CAPACITY);
const prefixes = new Uint8Array(CAPACITY);

/** Mask of a place that no path reaches; bit 31 of a reached one is clear. */
const UNREACHED = -1;

/** What building gives. */
export interface BuiltCode {
  readonly code: number[];
  readonly exceptionTable: ExceptionEntry[];
  readonly stacksize: number;
}

/** Collects one code object. Depths are tracked while instructions are added. */
export class CodeBuilder {
  /** Stack depth before the next instruction. */
  depth = 0;
  /** Handler scope of the next instructions, 0 for none. */
  scope = 0;
  /** Line of the next instructions; super-instructions never join two lines. */
  line = 1;
  #section: Section = code;
  #labels = 0;
  #scopes = 0;
  #deepest = 0;
  /** Number of the twisted statement at hand, from {@linkcode newTwisted}, or 0. */
  twisted = 0;
  /** Twisted statements, from number 1 on: their twists, and the scopes of their `try` bodies. */
  readonly #twists: (readonly Twist[])[] = [];
  readonly #tryScopes: number[] = [];

  /** Forgets the last code object. */
  reset(): void {
    code.count = 0;
    cold.count = 0;
    this.depth = 0;
    this.scope = 0;
    this.line = 1;
    this.#section = code;
    this.#labels = 0;
    this.#scopes = 0;
    this.#deepest = 0;
    this.twisted = 0;
    this.#twists.length = 0;
    this.#tryScopes.length = 0;
  }

  /** Number of one more twisted statement. */
  newTwisted(twists: readonly Twist[]): number {
    this.#tryScopes.push(0);
    return this.#twists.push(twists);
  }

  /** Adds an instruction. */
  emit(op: number, arg = 0): void {
    this.#add(op, arg, -1);
    this.depth += delta(op, arg);
    if (this.depth > this.#deepest) this.#deepest = this.depth;
  }

  /** Adds a jump; {@linkcode JUMP} is the unconditional one. */
  jump(op: number, label: number): void {
    this.#add(op, 0, label);
    this.depth += delta(op, 0);
    if (this.depth > this.#deepest) this.#deepest = this.depth;
    labelDepth[label] = this.depth;
  }

  #add(op: number, arg: number, label: number): void {
    const section = this.#section;
    const i = section.count++;
    section.op[i] = op;
    section.arg[i] = arg;
    section.label[i] = label;
    section.scope[i] = this.scope;
    section.line[i] = this.line;
    section.depth[i] = this.depth;
    section.twisted[i] = this.twisted;
  }

  /** A label that is placed later. */
  newLabel(): number {
    const label = this.#labels++;
    labelDepth[label] = -1;
    labelAt[label] = -1;
    return label;
  }

  /** Places a label here. After code that does not fall through, the depth is that of the jumps to it. */
  place(label: number, depth = this.depth): void {
    labelAt[label] = this.#section.count;
    labelCold[label] = this.#section === cold ? 1 : 0;
    this.depth = depth;
    if (depth > this.#deepest) this.#deepest = depth;
  }

  /** Opens a scope inside the current one: its handler starts from `depth`. Returns the scope to set and leave again. */
  newScope(handler: number, depth: number, lasti: boolean, isTry: boolean): number {
    const scope = ++this.#scopes;
    scopeHandler[scope] = handler;
    scopeDepth[scope] = depth;
    scopeLasti[scope] = lasti ? 1 : 0;
    scopeOuter[scope] = this.scope;
    labelDepth[handler] = depth + (lasti ? 2 : 1);
    if (isTry && this.twisted > 0) this.#tryScopes[this.twisted - 1] = scope;
    return scope;
  }

  /** Number of scopes around the next instruction. */
  nesting(): number {
    let count = 0;
    for (let scope = this.scope; scope !== 0; scope = scopeOuter[scope] as number) count++;
    return count;
  }

  /** Following code is a handler: it goes behind all code that is not. Returns what {@linkcode leaveHandler} takes back. */
  enterHandler(): boolean {
    const was = this.#section === cold;
    this.#section = cold;
    return was;
  }

  leaveHandler(was: boolean): void {
    this.#section = was ? cold : code;
  }

  /** Number of instructions so far. */
  get count(): number {
    return code.count + cold.count;
  }

  /**
   * The code object. `params` locals are bound at entry, the others of `checked` (a mask) are not; reads of them that may come
   * before a binding get a check.
   */
  finish(bound: number): BuiltCode {
    this.#join();
    this.#thread();
    const twists = this.#twists;
    if (twists.some((list) => list.some(({ k }) => k === "range"))) {
      // Ranges move over instructions that stay; what they cover decides again which locals may be unbound.
      this.#flow(bound);
      this.#compact(false);
      for (let t = 0; t < twists.length; t++) {
        for (const twist of twists[t] as readonly Twist[]) {
          if (twist.k === "range") this.#moveRange(twist, this.#tryScopes[t] as number);
        }
      }
    }
    this.#flow(bound);
    this.#compact(true);
    for (let t = 0; t < twists.length; t++) {
      for (const twist of twists[t] as readonly Twist[]) if (twist.k === "nop") this.#insertNops(twist, t + 1);
    }
    return this.#encode();
  }

  /** Handlers go behind everything else. */
  #join(): void {
    const { count } = code;
    for (let i = 0; i < cold.count; i++) code.copy(cold, i);
    if (cold.count === 0) return;
    for (let label = 0; label < this.#labels; label++) {
      if (labelCold[label] === 1 && (labelAt[label] as number) >= 0) {
        labelAt[label] = (labelAt[label] as number) + count;
      }
    }
  }

  /** Jumps to jumps go on to the end; conditional jumps that would then go back are inverted and followed by a jump. */
  #thread(): void {
    const { op, label } = code;
    for (let i = 0; i < code.count; i++) {
      let target = label[i] as number;
      if (target < 0 || op[i] === OP.FOR_ITER || op[i] === OP.SEND) continue;
      for (let hops = 0; hops < 8; hops++) {
        const at = labelAt[target] as number;
        if (at >= code.count || op[at] !== JUMP || label[at] === target) break;
        target = label[at] as number;
      }
      label[i] = target;
    }
    let inverted = 0;
    for (let i = 0; i < code.count; i++) {
      if (INVERTED[op[i] as number] !== 0 && (labelAt[label[i] as number] as number) <= i) inverted++;
    }
    if (inverted > 0) this.#invertBackward();
  }

  #invertBackward(): void {
    const { count } = code;
    spare.count = 0;
    for (let i = 0; i < count; i++) {
      newIndex[i] = spare.count;
      const target = code.label[i] as number;
      const backward = INVERTED[code.op[i] as number] !== 0 && (labelAt[target] as number) <= i;
      const at = spare.count;
      spare.copy(code, i);
      if (!backward) continue;
      spare.op[at] = INVERTED[code.op[i] as number] as number;
      spare.copy(code, i);
      spare.op[at + 1] = JUMP;
      // The block that the assembler adds for the jump has no handler.
      spare.scope[at + 1] = 0;
      spare.depth[at + 1] = (code.depth[i] as number) - 1;
      const after = this.newLabel();
      labelAt[after] = -2 - spare.count;
      spare.label[at] = after;
    }
    newIndex[count] = spare.count;
    for (let label = 0; label < this.#labels; label++) {
      const at = labelAt[label] as number;
      labelAt[label] = at >= 0 ? (newIndex[at] as number) : at === -1 ? -1 : -2 - at;
    }
    swap();
  }

  #moveRange(twist: Twist & { readonly k: "range" }, scope: number): void {
    if (scope === 0) return;
    const scopes = code.scope;
    let start = 0;
    while (start < code.count && scopes[start] !== scope) start++;
    if (start === code.count) return;
    let end = start;
    while (end < code.count && scopes[end] === scope) end++;
    const outer = scopeOuter[scope] as number;
    const depth = scopeDepth[scope] as number;
    const keeps = (i: number): boolean =>
      depthOnFailure(code.op[i] as number, code.arg[i] as number, code.depth[i] as number) >= depth;
    const by = Math.abs(twist.by);
    const grow = (twist.by > 0) === (twist.edge === "end");
    for (let step = 0; step < by; step++) {
      if (!grow) {
        // The last instruction stays covered: a handler that nothing reaches would be dead code.
        if (end - start <= 1) return;
        if (twist.edge === "start") {
          // The instruction before the range may be looked up in it.
          if (!keeps(start)) return;
          scopes[start++] = outer;
        } else scopes[--end] = outer;
      } else {
        const i = twist.edge === "start" ? start - 1 : end;
        if (i < 0 || i >= code.count || scopes[i] !== outer || !keeps(i)) return;
        if (i + 1 < code.count && !keeps(i + 1)) return;
        if (code.op[i] === OP.RESUME || code.op[i] === OP.MAKE_CELL || code.op[i] === OP.COPY_FREE_VARS) return;
        scopes[i] = scope;
        if (twist.edge === "start") start--;
        else end++;
      }
    }
  }

  /** Which locals may be unbound before each instruction; `UNREACHED` for dead code. Writes `mask`, turns loads to checks. */
  #flow(bound: number): void {
    const { op, arg, label, scope, count } = code;
    firstLabel.fill(-1, 0, count + 1);
    for (let each = 0; each < this.#labels; each++) {
      const at = labelAt[each] as number;
      labelMask[each] = UNREACHED;
      if (at < 0) continue;
      nextLabel[each] = firstLabel[at] as number;
      firstLabel[at] = each;
    }
    const atEntry = ~bound & 0x7fff_ffff;
    for (let again = true; again;) {
      again = false;
      let state = atEntry;
      for (let i = 0; i < count; i++) {
        for (let each = firstLabel[i] as number; each >= 0; each = nextLabel[each] as number) {
          const incoming = labelMask[each] as number;
          if (incoming !== UNREACHED) state = state === UNREACHED ? incoming : state | incoming;
        }
        mask[i] = state;
        if (state === UNREACHED) continue;
        const handlerScope = scope[i] as number;
        if (handlerScope !== 0) again = this.#merge(scopeHandler[handlerScope] as number, state, i) || again;
        const opcode = op[i] as number;
        const target = label[i] as number;
        if (target >= 0) again = this.#merge(target, state, i) || again;
        else if (opcode === OP.STORE_FAST || opcode === OP.LOAD_FAST || opcode === OP.LOAD_FAST_CHECK) {
          const slot = arg[i] as number;
          if (slot < 31) state &= ~(1 << slot);
        } else if (
          opcode === OP.DELETE_FAST || opcode === OP.LOAD_FAST_AND_CLEAR || opcode === STORE_FAST_MAYBE_NULL
        ) {
          const slot = arg[i] as number;
          if (slot < 31) state |= 1 << slot;
        }
        if (opcode === JUMP || ENDS[opcode] === 1) state = UNREACHED;
      }
    }
    for (let i = 0; i < count; i++) {
      if (op[i] === OP.LOAD_FAST && mask[i] !== UNREACHED) {
        const slot = arg[i] as number;
        if (slot < 31 && ((mask[i] as number) & (1 << slot)) !== 0) op[i] = OP.LOAD_FAST_CHECK;
      }
    }
  }

  /** Joins a state into a label; true when a place already visited changed. */
  #merge(label: number, state: number, i: number): boolean {
    const old = labelMask[label] as number;
    const joined = old === UNREACHED ? state : old | state;
    if (joined === old) return false;
    labelMask[label] = joined;
    return (labelAt[label] as number) <= i;
  }

  /** Drops dead code and jumps to what follows anyway; `joins` pairs to super-instructions. */
  #compact(joins: boolean): void {
    const { count } = code;
    labelUsed.fill(0, 0, this.#labels);
    for (let i = 0; i < count; i++) {
      if (mask[i] === UNREACHED) continue;
      const target = code.label[i] as number;
      if (target >= 0) labelUsed[target] = 1;
      const scope = code.scope[i] as number;
      if (scope !== 0) labelUsed[scopeHandler[scope] as number] = 1;
    }
    spare.count = 0;
    let joinable = false;
    for (let i = 0; i < count; i++) {
      newIndex[i] = spare.count;
      for (let each = firstLabel[i] as number; each >= 0; each = nextLabel[each] as number) {
        if (labelUsed[each] === 1) joinable = false;
      }
      if (mask[i] === UNREACHED) continue;
      const op = code.op[i] as number;
      if (op === JUMP && this.#goesToNext(i)) continue;
      if (joinable && this.#joinSuper(i)) {
        joinable = false;
        newIndex[i] = spare.count - 1;
        continue;
      }
      spare.copy(code, i);
      joinable = joins && (op === OP.LOAD_FAST || op === OP.STORE_FAST);
    }
    newIndex[count] = spare.count;
    for (let label = 0; label < this.#labels; label++) {
      const at = labelAt[label] as number;
      if (at >= 0) labelAt[label] = newIndex[at] as number;
    }
    swap();
  }

  #goesToNext(i: number): boolean {
    const target = labelAt[code.label[i] as number] as number;
    if (target <= i) return false;
    for (let between = i + 1; between < target; between++) if (mask[between] !== UNREACHED) return false;
    return true;
  }

  #joinSuper(i: number): boolean {
    const last = spare.count - 1;
    const first = spare.op[last] as number;
    const second = code.op[i] as number;
    const a = spare.arg[last] as number;
    const b = code.arg[i] as number;
    if (a > 15 || b > 15 || spare.line[last] !== code.line[i] || spare.scope[last] !== code.scope[i]) return false;
    let joined: number;
    if (first === OP.LOAD_FAST && second === OP.LOAD_FAST) joined = OP.LOAD_FAST_LOAD_FAST;
    else if (first === OP.STORE_FAST && second === OP.LOAD_FAST) joined = OP.STORE_FAST_LOAD_FAST;
    else if (first === OP.STORE_FAST && second === OP.STORE_FAST) joined = OP.STORE_FAST_STORE_FAST;
    else return false;
    spare.op[last] = joined;
    spare.arg[last] = (a << 4) | b;
    return true;
  }

  #insertNops(twist: Twist & { readonly k: "nop" }, twisted: number): void {
    const after = this.#meant(twist, twisted);
    if (after < 0 || code.count + twist.n > CAPACITY || code.op[after] === OP.YIELD_VALUE) return;
    spare.count = 0;
    for (let i = 0; i < code.count; i++) {
      spare.copy(code, i);
      if (i !== after) continue;
      for (let n = 0; n < twist.n; n++) {
        const at = spare.count;
        spare.copy(code, i);
        spare.op[at] = OP.NOP;
        spare.arg[at] = 0;
        spare.label[at] = -1;
      }
    }
    for (let label = 0; label < this.#labels; label++) {
      if ((labelAt[label] as number) > after) labelAt[label] = (labelAt[label] as number) + twist.n;
    }
    swap();
  }

  /** Index of the instruction of a twisted statement that a twist means, -1 for none. */
  #meant({ op, at }: Exclude<Twist, { readonly k: "range" }>, twisted: number): number {
    const { count } = code;
    const opcode = op === null ? -1 : OP[op];
    let candidates = 0;
    for (let i = 0; i < count; i++) {
      if (code.twisted[i] === twisted && (opcode < 0 || this.#real(i) === opcode)) candidates++;
    }
    if (candidates === 0) return -1;
    let left = at % candidates;
    for (let i = 0; i < count; i++) {
      if (code.twisted[i] !== twisted || (opcode >= 0 && this.#real(i) !== opcode)) continue;
      if (left-- === 0) return i;
    }
    return -1;
  }

  #encode(): BuiltCode {
    const { arg, label, count } = code;
    prefixes.fill(0, 0, count);
    const twists = this.#twists;
    for (let t = 0; t < twists.length; t++) {
      for (const twist of twists[t] as readonly Twist[]) {
        if (twist.k !== "prefix") continue;
        const at = this.#meant(twist, t + 1);
        if (at >= 0 && TAKES_PREFIX[code.op[at] as number] === 1) prefixes[at] = twist.n;
      }
    }
    // Sizes grow monotonically, so this ends.
    for (let again = true; again;) {
      again = false;
      let unit = 0;
      for (let i = 0; i < count; i++) {
        unitAt[i] = unit;
        unit += (prefixes[i] as number) + 1 + (CACHE_UNITS_OF[this.#real(i)] as number);
      }
      unitAt[count] = unit;
      for (let i = 0; i < count; i++) {
        const target = label[i] as number;
        if (target >= 0) {
          const next = unitAt[i + 1] as number;
          arg[i] = Math.abs((unitAt[labelAt[target] as number] as number) - next);
        }
        const value = arg[i] as number;
        const needed = value > 0xff_ffff ? 3 : value > 0xffff ? 2 : value > 0xff ? 1 : 0;
        if (needed > (prefixes[i] as number)) {
          prefixes[i] = needed;
          again = true;
        }
      }
    }
    const units = new Array<number>(unitAt[count] as number);
    let at = 0;
    for (let i = 0; i < count; i++) {
      const value = arg[i] as number;
      const real = this.#real(i);
      for (let shift = prefixes[i] as number; shift > 0; shift--) {
        units[at++] = OP.EXTENDED_ARG | (((value >>> (8 * shift)) & 255) << 8);
      }
      units[at++] = real | ((value & 255) << 8);
      for (let cache = CACHE_UNITS_OF[real] as number; cache > 0; cache--) units[at++] = 0;
    }
    return { code: units, exceptionTable: this.#exceptionTable(), stacksize: Math.max(this.#deepest, 1) };
  }

  /** Opcode with the direction of an unconditional jump decided. */
  #real(i: number): number {
    const op = code.op[i] as number;
    if (op === STORE_FAST_MAYBE_NULL) return OP.STORE_FAST;
    return op === JUMP && (labelAt[code.label[i] as number] as number) <= i ? OP.JUMP_BACKWARD : op;
  }

  #exceptionTable(): ExceptionEntry[] {
    const entries: ExceptionEntry[] = [];
    const { scope, count } = code;
    for (let i = 0; i < count;) {
      const current = scope[i] as number;
      const start = i;
      while (i < count && scope[i] === current) i++;
      if (current === 0) continue;
      entries.push({
        start: unitAt[start] as number,
        length: (unitAt[i] as number) - (unitAt[start] as number),
        target: unitAt[labelAt[scopeHandler[current] as number] as number] as number,
        depth: scopeDepth[current] as number,
        lasti: scopeLasti[current] === 1,
      });
    }
    return entries;
  }
}
