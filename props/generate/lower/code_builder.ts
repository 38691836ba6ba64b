/**
 * Builds one code object from a stream of instructions, labels and handler scopes, as the pin's assembler does: handlers
 * behind everything else, jumps threaded, dead code dropped, unbound locals checked, super-instructions, exception table.
 *
 * @module
 */

import type { ExceptionEntry } from "../../../src/isa/program.ts";
import type { Twist } from "../draft/statement.ts";
import { Assembly } from "./assembly.ts";
import type { Section } from "./code_section.ts";
import { encodeUnits, exceptionTable } from "./encode.ts";
import { compact, flow } from "./flow.ts";
import { joinHandlers, threadJumps } from "./jumps.ts";
import { delta } from "../../python/compile/opcode_facts.ts";
import { insertNops, moveRange } from "./twisting.ts";

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
  readonly #assembly = new Assembly();
  #section: Section = this.#assembly.code;
  #deepest = 0;
  /** Number of the twisted statement at hand, from {@linkcode newTwisted}, or 0. */
  twisted = 0;

  /** Forgets the last code object. */
  reset(): void {
    this.#assembly.reset();
    this.depth = 0;
    this.scope = 0;
    this.line = 1;
    this.#section = this.#assembly.code;
    this.#deepest = 0;
    this.twisted = 0;
  }

  /** Number of one more twisted statement. */
  newTwisted(twists: readonly Twist[]): number {
    this.#assembly.tryScopes.push(0);
    return this.#assembly.twists.push(twists);
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
    return this.#assembly.newLabel();
  }

  /** Places a label here. After code that does not fall through, the depth is that of the jumps to it. */
  place(label: number, depth = this.depth): void {
    const a = this.#assembly;
    a.labelAt[label] = this.#section.count;
    a.labelCold[label] = this.#section === a.cold ? 1 : 0;
    this.depth = depth;
    if (depth > this.#deepest) this.#deepest = depth;
  }

  /** Opens a scope inside the current one: its handler starts from `depth`. Returns the scope to set and leave again. */
  newScope(handler: number, depth: number, lasti: boolean, isTry: boolean): number {
    const a = this.#assembly;
    const scope = ++a.scopes;
    a.scopeHandler[scope] = handler;
    a.scopeDepth[scope] = depth;
    a.scopeLasti[scope] = lasti ? 1 : 0;
    a.scopeOuter[scope] = this.scope;
    if (isTry && this.twisted > 0) a.tryScopes[this.twisted - 1] = scope;
    return scope;
  }

  /** Number of scopes around the next instruction. */
  nesting(): number {
    let count = 0;
    for (let scope = this.scope; scope !== 0; scope = this.#assembly.scopeOuter[scope] as number) count++;
    return count;
  }

  /** Following code is a handler: it goes behind all code that is not. Returns what {@linkcode leaveHandler} takes back. */
  enterHandler(): boolean {
    const { cold } = this.#assembly;
    const was = this.#section === cold;
    this.#section = cold;
    return was;
  }

  leaveHandler(was: boolean): void {
    const { code, cold } = this.#assembly;
    this.#section = was ? cold : code;
  }

  /** Number of instructions so far. */
  get count(): number {
    return this.#assembly.code.count + this.#assembly.cold.count;
  }

  /**
   * The code object. `params` locals are bound at entry, the others of `checked` (a mask) are not; reads of them that may come
   * before a binding get a check.
   */
  finish(bound: number): BuiltCode {
    const a = this.#assembly;
    joinHandlers(a);
    threadJumps(a);
    const { twists } = a;
    if (twists.some((list) => list.some(({ k }) => k === "range"))) {
      // Ranges move over instructions that stay; what they cover decides again which locals may be unbound.
      flow(a, bound);
      compact(a, false);
      for (let t = 0; t < twists.length; t++) {
        for (const twist of twists[t] as readonly Twist[]) {
          if (twist.k === "range") moveRange(a, twist, a.tryScopes[t] as number);
        }
      }
    }
    flow(a, bound);
    compact(a, true);
    for (let t = 0; t < twists.length; t++) {
      for (const twist of twists[t] as readonly Twist[]) if (twist.k === "nop") insertNops(a, twist, t + 1);
    }
    const code = encodeUnits(a);
    return { code, exceptionTable: exceptionTable(a), stacksize: Math.max(this.#deepest, 1) };
  }
}
