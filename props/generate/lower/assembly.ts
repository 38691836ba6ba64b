/**
 * What is assembled: the instructions, labels and handler scopes of one code object. All of it
 * is used again for the next code object, as is the scratch space of the passes over it.
 *
 * @module
 */

import type { Twist } from "../draft/statement.ts";
import { CAPACITY, Section } from "./code_section.ts";
import { JUMP, OP, STORE_FAST_MAYBE_NULL } from "../../python/compile/opcode_facts.ts";

/** One code object at a time. */
export class Assembly {
  /** The code at hand: first what is no handler, then all of it. Every pass that drops or adds writes `spare` and swaps. */
  code: Section = new Section();
  spare: Section = new Section();
  /** Handlers, until they go behind everything else. */
  readonly cold: Section = new Section();
  labels = 0;
  scopes = 0;
  /** Twisted statements, from number 1 on: their twists, and the scopes of their `try` bodies. */
  readonly twists: (readonly Twist[])[] = [];
  readonly tryScopes: number[] = [];

  readonly labelAt: Int32Array = new Int32Array(CAPACITY);
  readonly labelCold: Uint8Array = new Uint8Array(CAPACITY);

  readonly scopeHandler: Int32Array = new Int32Array(CAPACITY);
  readonly scopeDepth: Int32Array = new Int32Array(CAPACITY);
  readonly scopeLasti: Uint8Array = new Uint8Array(CAPACITY);
  readonly scopeOuter: Int32Array = new Int32Array(CAPACITY);

  /** Forgets the last code object. */
  reset(): void {
    this.code.count = 0;
    this.cold.count = 0;
    this.labels = 0;
    this.scopes = 0;
    this.twists.length = 0;
    this.tryScopes.length = 0;
  }

  /** A label that is placed later. */
  newLabel(): number {
    const label = this.labels++;
    this.labelAt[label] = -1;
    return label;
  }

  swap(): void {
    const done = this.code;
    this.code = this.spare;
    this.spare = done;
  }
}

/** Opcode with the direction of an unconditional jump decided. */
export function realOpcode(asm: Assembly, i: number): number {
  const { code, labelAt } = asm;
  const op = code.op[i] as number;
  if (op === STORE_FAST_MAYBE_NULL) return OP.STORE_FAST;
  return op === JUMP && (labelAt[code.label[i] as number] as number) <= i ? OP.JUMP_BACKWARD : op;
}
