/**
 * A pass that computes int arithmetic on constants, and reads locals that hold one as that constant. Only what stands between two
 * exits may be moved: the loads go, the _SET_IPs between them with them, and the result is a constant of the trace.
 *
 * @module
 */

import {
  type Literal,
  type Pass,
  type PassContext,
  type Trace,
  type TraceableCode,
  type UopInstruction,
  type UopName,
  uopNameOf,
  UOPS,
} from "../../mod.ts";

type Int = Extract<Literal, { readonly t: "int" }>;

/** A constant on top of the stack, and where the trace so far has its load. */
interface Pending {
  readonly at: number;
  readonly literal: Int;
}

const OPERATIONS: Partial<Record<UopName, (left: bigint, right: bigint) => bigint>> = {
  _BINARY_OP_ADD_INT: (left, right) => left + right,
  _BINARY_OP_SUBTRACT_INT: (left, right) => left - right,
  _BINARY_OP_MULTIPLY_INT: (left, right) => left * right,
};

/** Bits of a result; what is longer is left to the machine, which bounds it. */
const LONGEST = 4096;

function literalOf(value: bigint): Int {
  const exact = Number(value);
  return { t: "int", v: Number.isSafeInteger(exact) ? exact : String(value) };
}

/** Result of an operation on two ints of any size; null where it is left to the machine. */
function fold(name: UopName, left: Int, right: Int): Int | null {
  const result = OPERATIONS[name]?.(BigInt(left.v), BigInt(right.v));
  return result === undefined || result.toString(2).length > LONGEST ? null : literalOf(result);
}

/** The int that a constant is; null for all else. */
function intOf(literal: Literal | undefined): Int | null {
  return literal?.t === "int" ? literal : null;
}

class Folder {
  readonly out: UopInstruction[] = [];
  /** Constants on top of the stack with nothing but _SET_IPs between their loads. */
  pending: Pending[] = [];
  /** Locals that hold a constant, of each frame, innermost last. */
  readonly frames: { readonly code: TraceableCode | null; readonly locals: Map<number, Int> }[];
  readonly context: PassContext;
  readonly followsCalls: boolean;
  version = 0;

  constructor(context: PassContext, followsCalls: boolean) {
    this.context = context;
    this.followsCalls = followsCalls;
    this.frames = [{ code: context.code, locals: new Map() }];
  }

  /** Takes one uop in. */
  step(instruction: UopInstruction): void {
    const name = uopNameOf(instruction.uop) as UopName;
    const { oparg } = instruction;
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new Error("the trace returns from more frames than it entered");
    switch (name) {
      case "NOP":
        return;
      case "_SET_IP":
        this.out.push(instruction);
        return;
      case "LOAD_CONST":
      case "LOAD_FAST":
      case "LOAD_FAST_CHECK": {
        const literal = intOf(name === "LOAD_CONST" ? frame.code?.source?.consts[oparg] : frame.locals.get(oparg));
        if (literal === null) return this.keep(instruction);
        this.pending.push({ at: this.out.length, literal });
        this.out.push(name === "LOAD_CONST" ? instruction : this.context.addConstant(literal));
        return;
      }
      case "_GUARD_BOTH_INT":
        // Both are ints as sure as they are constants.
        if (this.pending.length >= 2) return;
        break;
      case "STORE_FAST": {
        const literal = this.pending.pop()?.literal;
        if (literal === undefined) frame.locals.delete(oparg);
        else frame.locals.set(oparg, literal);
        break;
      }
      case "LOAD_FAST_AND_CLEAR":
      case "DELETE_FAST":
      case "MAKE_CELL":
        frame.locals.delete(oparg);
        break;
      case "_CHECK_FUNCTION_EXACT_ARGS":
        this.version = Number(instruction.operand);
        break;
      case "_PUSH_FRAME":
        // The slip: constants of the function entered are looked up in the code that the trace began in.
        this.frames.push({
          code: this.followsCalls ? this.context.functionCode(this.version) : this.context.code,
          locals: new Map(),
        });
        break;
      case "_POP_FRAME":
        this.frames.pop();
        break;
      default:
        if (this.fold(name)) return;
    }
    this.keep(instruction);
  }

  /** Replaces an operation on two constants, their loads included, by its result. */
  fold(name: UopName): boolean {
    const [left, right] = this.pending.slice(-2);
    if (left === undefined || right === undefined) return false;
    const literal = fold(name, left.literal, right.literal);
    if (literal === null) return false;
    this.out.length = left.at;
    this.pending.length -= 2;
    this.pending.push({ at: left.at, literal });
    this.out.push(this.context.addConstant(literal));
    return true;
  }

  keep(instruction: UopInstruction): void {
    this.out.push(instruction);
    this.pending = [];
  }
}

function pass(name: string, followsCalls: boolean): Pass {
  return {
    name,
    run(trace, context): Trace {
      const folder = new Folder(context, followsCalls);
      for (const instruction of trace) {
        folder.step(instruction);
        if (instruction.uop === UOPS._JUMP_TO_TOP.id || instruction.uop === UOPS._EXIT_TRACE.id) break;
      }
      return folder.out;
    },
  };
}

/** Computes int arithmetic on constants. */
export const constantFolding: Pass = pass("constant-folding", true);

/** The same with a slip: opargs behind a call are taken for those of the code that the trace began in. */
export const constantFoldingSlip: Pass = pass("constant-folding-slip", false);
