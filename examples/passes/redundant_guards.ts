/**
 * A pass that drops guards of types that are known already: an int that was guarded once, or that int arithmetic gave, needs no
 * second guard. It walks the trace with a stack and locals of what is known, and makes a new value at every store.
 *
 * @module
 */

import {
  isTier2Uop,
  type Literal,
  type Pass,
  type PassContext,
  type Trace,
  type TraceableCode,
  uop,
  UOP_EFFECTS,
  type UopName,
  uopNameOf,
} from "../../mod.ts";

/** What is known of one value; every slot that holds the value shares the object, so that a guard teaches all of them. */
interface Known {
  type: "int" | "float" | "str" | "bool" | null;
}

interface Frame {
  readonly code: TraceableCode | null;
  readonly locals: Map<number, Known>;
  readonly stack: Known[];
}

/** Guards of the two values on top, with the type that they make sure of. */
const GUARDS: Partial<Record<UopName, "int" | "float" | "str">> = {
  _GUARD_BOTH_INT: "int",
  _GUARD_BOTH_FLOAT: "float",
  _GUARD_BOTH_UNICODE: "str",
};

/** Type of what a uop pushes last. */
const RESULTS: Partial<Record<UopName, Known["type"]>> = {
  _BINARY_OP_ADD_INT: "int",
  _BINARY_OP_SUBTRACT_INT: "int",
  _BINARY_OP_MULTIPLY_INT: "int",
  _BINARY_OP_ADD_FLOAT: "float",
  _BINARY_OP_SUBTRACT_FLOAT: "float",
  _BINARY_OP_MULTIPLY_FLOAT: "float",
  _BINARY_OP_ADD_UNICODE: "str",
  _ITER_NEXT_RANGE: "int",
  COMPARE_OP_INT: "bool",
  COMPARE_OP_FLOAT: "bool",
  COMPARE_OP_STR: "bool",
  UNARY_NOT: "bool",
  IS_OP: "bool",
  CONTAINS_OP: "bool",
};

function typeOfLiteral(literal: Literal | undefined): Known["type"] {
  const t = literal?.t;
  return t === "int" || t === "float" || t === "str" || t === "bool" ? t : null;
}

class Walk {
  readonly frames: Frame[];
  readonly storesKill: boolean;
  version = 0;

  constructor({ code, stackEntries }: PassContext, storesKill: boolean) {
    this.frames = [frameOf(code, stackEntries)];
    this.storesKill = storesKill;
  }

  get frame(): Frame {
    return this.frames.at(-1) as Frame;
  }

  pop(): Known {
    return this.frame.stack.pop() ?? { type: null };
  }

  local(slot: number): Known {
    const { locals } = this.frame;
    let known = locals.get(slot);
    if (known === undefined) locals.set(slot, known = { type: null });
    return known;
  }

  /** Whether the guard at hand is sure to hold; what it makes sure of is known from here on. */
  guard(type: Known["type"]): boolean {
    const right = this.pop();
    const left = this.pop();
    const holds = left.type === type && right.type === type;
    left.type = type;
    right.type = type;
    this.frame.stack.push(left, right);
    return holds;
  }

  /** Takes one uop in that is no guard. */
  step(name: UopName, oparg: number, operand: number | bigint, context: PassContext): void {
    const { stack, locals, code } = this.frame;
    switch (name) {
      case "LOAD_FAST":
      case "LOAD_FAST_CHECK":
        stack.push(this.local(oparg));
        return;
      case "STORE_FAST": {
        const value = this.pop();
        // The slip: what was known of the value before is taken to be true of the new one.
        if (this.storesKill || !locals.has(oparg)) locals.set(oparg, value);
        return;
      }
      case "LOAD_FAST_AND_CLEAR":
      case "DELETE_FAST":
      case "MAKE_CELL":
        if (name === "LOAD_FAST_AND_CLEAR") stack.push(this.local(oparg));
        locals.delete(oparg);
        return;
      case "LOAD_CONST":
        stack.push({ type: typeOfLiteral(code?.source?.consts[oparg]) });
        return;
      case "COPY":
        stack.push(stack.at(-oparg) ?? { type: null });
        return;
      case "SWAP": {
        const [top, other] = [stack.length - 1, stack.length - oparg];
        if (other >= 0) [stack[top], stack[other]] = [stack[other] as Known, stack[top] as Known];
        return;
      }
      case "_CHECK_FUNCTION_EXACT_ARGS":
        this.version = Number(operand);
        return;
      case "_PUSH_FRAME":
        this.pop();
        this.frames.push(frameOf(context.functionCode(this.version), 0));
        return;
      case "_POP_FRAME": {
        const value = this.pop();
        this.frames.pop();
        this.frame.stack.push(value);
        return;
      }
    }
    const { popped, pushed, inputs, outputs } = UOP_EFFECTS[name];
    // A uop that only looks, as guards do, leaves what it looked at.
    if (inputs.length === outputs.length && inputs.every((item, i) => item.name === outputs[i]?.name)) return;
    for (let i = popped(oparg); i > 0; i--) this.pop();
    for (let i = pushed(oparg); i > 0; i--) stack.push({ type: i === 1 ? RESULTS[name] ?? null : null });
  }
}

function frameOf(code: TraceableCode | null, stackEntries: number): Frame {
  return { code, locals: new Map(), stack: Array.from({ length: stackEntries }, () => ({ type: null })) };
}

/** Walks a trace to its end; gives it without the guards that are sure to hold. */
function walkThrough(walk: Walk, trace: Trace, context: PassContext): Trace {
  let ended = false;
  return trace.map((instruction) => {
    const name = uopNameOf(instruction.uop);
    if (ended || name === undefined || !isTier2Uop(name)) return instruction;
    ended = name === "_JUMP_TO_TOP" || name === "_EXIT_TRACE";
    const type = GUARDS[name];
    if (type !== undefined) return walk.guard(type) ? uop("NOP") : instruction;
    walk.step(name, instruction.oparg, instruction.operand, context);
    return instruction;
  });
}

/** Drops guards whose types are known. */
export const redundantGuards: Pass = {
  name: "redundant-guards",
  run: (trace, context) => walkThrough(new Walk(context, true), trace, context),
};

/**
 * The same with a slip: what was learnt of a value is taken to be true of its local. No store of another value ends it, neither in this
 * turn of the loop nor in the next.
 */
export const redundantGuardsSlip: Pass = {
  name: "redundant-guards-slip",
  run(trace, context) {
    const before = new Walk(context, false);
    walkThrough(before, trace, context);
    const walk = new Walk(context, false);
    before.frame.locals.forEach((known, slot) => walk.frame.locals.set(slot, known));
    return walkThrough(walk, trace, context);
  },
};
