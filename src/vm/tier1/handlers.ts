/**
 * The handlers of all instructions of tier 1. Whatever expands to uops is made from their bodies; the rest is in `tier1/`.
 *
 * @module
 */

import { assertNever } from "../../isa/errors.ts";
import { type ExpandedUop, EXPANSION_OF, OPARG_SIZE } from "../../isa/expansion.ts";
import { type BaseOpName, type OpcodeName, OPCODES, type SpecializedName } from "../../isa/opcodes.ts";
import { ADAPTIVE_DECREMENT } from "../specialize/adaptive_counter.ts";
import { BODIES, BODY_OF } from "../bodies/table.ts";
import type { Body, Handler } from "../bodies/uop_body.ts";
import { read32, readPointer } from "../specialize/caches.ts";
import { specializeLoadAttr, specializeStoreAttr } from "../specialize/attribute.ts";
import { specializeCall } from "../specialize/call.ts";
import { specializeForIter, specializeSend } from "../specialize/iteration.ts";
import { specializeLoadGlobal, specializeLoadSuperAttr } from "../specialize/name.ts";
import {
  specializeBinaryOp,
  specializeBinarySubscr,
  specializeCompareOp,
  specializeStoreSubscr,
  specializeToBool,
  specializeUnpackSequence,
} from "../specialize/operators.ts";
import type { Specializer } from "../specialize/outcome.ts";
import { AGAIN, NEXT } from "../status.ts";
import * as calls from "./calls.ts";
import * as exceptions from "./exceptions.ts";
import * as generators from "./generators.ts";
import { addInstrumented } from "./instrumented.ts";
import * as jumps from "./jumps.ts";
import * as misc from "./misc.ts";

/** Instructions that tier 1 may meet. */
type Executable = BaseOpName | SpecializedName;
/** Those without a macro expansion: each needs a handler of its own. */
type WithoutUops = {
  [N in Executable]: (typeof OPCODES)[N] extends { readonly uops: string } ? never : N;
}[Executable];

/** What an adaptive instruction does: at first it asks the specializer, and it runs the generic body until that succeeds. */
interface AdaptiveInstruction {
  readonly specialize: Specializer;
  readonly generic: Handler;
}

function family(specialize: Specializer, generic: Handler): AdaptiveInstruction {
  return { specialize, generic };
}

/** The base forms of all families. */
export const ADAPTIVE = {
  BINARY_OP: family(specializeBinaryOp, BODIES._BINARY_OP),
  BINARY_SUBSCR: family(specializeBinarySubscr, BODIES._BINARY_SUBSCR),
  CALL: family(specializeCall, calls.callGeneric),
  COMPARE_OP: family(specializeCompareOp, BODIES._COMPARE_OP),
  FOR_ITER: family(specializeForIter, jumps.forIter),
  LOAD_ATTR: family(specializeLoadAttr, BODIES._LOAD_ATTR),
  LOAD_GLOBAL: family(specializeLoadGlobal, BODIES._LOAD_GLOBAL),
  LOAD_SUPER_ATTR: family(specializeLoadSuperAttr, misc.loadSuperAttr),
  SEND: family(specializeSend, generators.sendGeneric),
  STORE_ATTR: family(specializeStoreAttr, BODIES._STORE_ATTR),
  STORE_SUBSCR: family(specializeStoreSubscr, BODIES._STORE_SUBSCR),
  TO_BOOL: family(specializeToBool, BODIES._TO_BOOL),
  UNPACK_SEQUENCE: family(specializeUnpackSequence, BODIES._UNPACK_SEQUENCE),
} as const satisfies Partial<Record<Executable, AdaptiveInstruction>>;

/** Counts down, asks the specializer at zero, otherwise runs the generic body. */
function adaptive({ specialize, generic }: AdaptiveInstruction): Handler {
  return (m, oparg, unit) => {
    const { units } = m.frame.code;
    const counter = units[unit + 1] as number;
    if (counter < ADAPTIVE_DECREMENT) {
      specialize(m, oparg, unit);
      return AGAIN;
    }
    units[unit + 1] = counter - ADAPTIVE_DECREMENT;
    return generic(m, oparg, unit);
  };
}

const extendedArg: Handler = misc.unreachable;

/** Handlers of instructions without macro expansion; the compiler demands each. */
const OWN = {
  BINARY_OP_INPLACE_ADD_UNICODE: misc.BINARY_OP_INPLACE_ADD_UNICODE,
  BINARY_SUBSCR_GETITEM: calls.BINARY_SUBSCR_GETITEM,
  CACHE: misc.unreachable,
  CALL_ALLOC_AND_ENTER_INIT: calls.CALL_ALLOC_AND_ENTER_INIT,
  CALL_FUNCTION_EX: calls.CALL_FUNCTION_EX,
  CALL_KW: calls.CALL_KW,
  CALL_LIST_APPEND: calls.CALL_LIST_APPEND,
  CALL_PY_WITH_DEFAULTS: calls.CALL_PY_WITH_DEFAULTS,
  CLEANUP_THROW: generators.CLEANUP_THROW,
  END_ASYNC_FOR: generators.END_ASYNC_FOR,
  ENTER_EXECUTOR: misc.ENTER_EXECUTOR,
  EXTENDED_ARG: extendedArg,
  FOR_ITER_GEN: generators.FOR_ITER_GEN,
  IMPORT_FROM: misc.IMPORT_FROM,
  IMPORT_NAME: misc.IMPORT_NAME,
  INTERPRETER_EXIT: misc.unreachable,
  JUMP_BACKWARD: jumps.JUMP_BACKWARD,
  JUMP_BACKWARD_NO_INTERRUPT: jumps.JUMP_BACKWARD_NO_INTERRUPT,
  JUMP_FORWARD: jumps.JUMP_FORWARD,
  LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN: calls.LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN,
  LOAD_ATTR_PROPERTY: calls.LOAD_ATTR_PROPERTY,
  RAISE_VARARGS: exceptions.RAISE_VARARGS,
  RERAISE: exceptions.RERAISE,
  RESERVED: misc.unreachable,
  RESUME: misc.RESUME,
  RETURN_GENERATOR: generators.RETURN_GENERATOR,
  SEND_GEN: generators.SEND_GEN,
  STORE_ATTR_WITH_HINT: misc.STORE_ATTR_WITH_HINT,
  YIELD_VALUE: generators.YIELD_VALUE,
} as const satisfies Record<Exclude<WithoutUops, keyof typeof ADAPTIVE>, Handler>;

/** Instructions whose uops tier 1 does not run one after the other: they jump, change the frame, or count. */
const INSTEAD_OF_UOPS = {
  CALL_BOUND_METHOD_EXACT_ARGS: calls.CALL_BOUND_METHOD_EXACT_ARGS,
  CALL_PY_EXACT_ARGS: calls.CALL_PY_EXACT_ARGS,
  FOR_ITER_LIST: jumps.FOR_ITER_LIST,
  FOR_ITER_RANGE: jumps.FOR_ITER_RANGE,
  FOR_ITER_TUPLE: jumps.FOR_ITER_TUPLE,
  POP_JUMP_IF_FALSE: jumps.POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE: jumps.POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE: jumps.POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE: jumps.POP_JUMP_IF_TRUE,
  RETURN_CONST: calls.RETURN_CONST,
  RETURN_VALUE: calls.RETURN_VALUE,
} as const satisfies Partial<Record<Executable, Handler>>;

/** One uop of an instruction, as a handler that reads the operand from the inline cache. */
function step(part: ExpandedUop): Handler {
  const body = BODY_OF[part.uop] as Body;
  const at = part.offset + 1;
  switch (part.size) {
    case OPARG_SIZE.CACHE_1:
      return (m, oparg, unit) => body(m, oparg, m.frame.code.units[unit + at] as number);
    case OPARG_SIZE.CACHE_2:
      return (m, oparg, unit) => body(m, oparg, read32(m.frame.code.units, unit + at));
    case OPARG_SIZE.CACHE_4:
      return (m, oparg, unit) => body(m, oparg, readPointer(m.frame.code.units, unit + at));
    case OPARG_SIZE.TOP:
      return (m, oparg) => body(m, oparg >> 4, 0);
    case OPARG_SIZE.BOTTOM:
      return (m, oparg) => body(m, oparg & 15, 0);
    case OPARG_SIZE.FULL:
    case OPARG_SIZE.SAVE_RETURN_OFFSET:
      return body;
    default:
      return assertNever(part.size);
  }
}

/** Runs the uops of an instruction until one does not simply go on. */
function sequence(parts: readonly ExpandedUop[]): Handler {
  const [first, second, third, ...rest] = parts.map(step);
  if (first === undefined) return misc.unreachable;
  if (second === undefined) return first;
  if (third === undefined) {
    return (m, oparg, unit) => {
      const status = first(m, oparg, unit);
      return status === NEXT ? second(m, oparg, unit) : status;
    };
  }
  return (m, oparg, unit) => {
    let status = first(m, oparg, unit);
    if (status === NEXT) status = second(m, oparg, unit);
    if (status === NEXT) status = third(m, oparg, unit);
    for (let i = 0; i < rest.length && status === NEXT; i++) status = (rest[i] as Handler)(m, oparg, unit);
    return status;
  };
}

/** Handlers of the instructions that have one of their own; the others run their uops. */
export const OWN_HANDLERS: Readonly<Partial<Record<OpcodeName, Handler>>> = { ...OWN, ...INSTEAD_OF_UOPS };

/** Handler of every opcode. */
export const HANDLERS: readonly Handler[] = (() => {
  const table = new Array<Handler>(256).fill(misc.unreachable);
  for (const name of Object.keys(OPCODES) as OpcodeName[]) {
    const { opcode } = OPCODES[name];
    const expansion = EXPANSION_OF[opcode];
    if (opcode > 255 || expansion === undefined || expansion.length === 0) continue;
    table[opcode] = sequence(expansion);
  }
  for (const [name, instruction] of Object.entries(ADAPTIVE)) {
    table[OPCODES[name as OpcodeName].opcode] = adaptive(instruction);
  }
  for (const [name, handler] of Object.entries(OWN_HANDLERS)) table[OPCODES[name as OpcodeName].opcode] = handler;
  addInstrumented(table);
  return table;
})();
