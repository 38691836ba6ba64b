/**
 * What an instruction may let go of, looked up before it runs, in the order in which the pin takes the references away.
 *
 * @module
 */

import { DEOPT_OF, OPCODE_NAMES, type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { type Count, OPCODE_EFFECTS, type StackEffect, UOP_EFFECTS } from "../../isa/stack_effect.ts";
import { type Tier2UopName, UOP_NAMES, type UopRow, uopRow, UOPS } from "../../isa/uops.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { DictIterator } from "../../object/iterator/iterators.ts";
import { PyAnySet } from "../../object/set/set.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { PyType } from "../../object/type/type.ts";
import {
  PyBuiltin,
  PyCell,
  PyFunction,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
} from "../../object/values/callable_values.ts";
import { PyList, PySlice } from "../../object/values/sequence_values.ts";
import { PyObject, type Value } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";
import { type Entries, NOTHING } from "./held.ts";
import { isLeaf } from "./live_objects.ts";
import { heldBy } from "./teardown.ts";

/** Numbers of opcodes or uops that are asked about after every instruction. */
class Numbers {
  readonly #has: boolean[] = [];

  constructor(numbers: Iterable<number>) {
    const listed = new Set(numbers);
    for (let number = 0; number < NUMBERS; number++) this.#has.push(listed.has(number));
  }

  has(number: number): boolean {
    return this.#has[number] as boolean;
  }
}

/** More than opcodes or uops have. */
const NUMBERS = 1 << 10;

const opcodes = (names: string): Numbers =>
  new Numbers(names.split(" ").map((name) => OPCODES[name as OpcodeName].opcode));
const uops = (names: string): Numbers => new Numbers(names.split(" ").map((name) => UOPS[name as Tier2UopName].id));

const OP = OPCODES;
const OPCODE_NUMBERS = OPCODE_NAMES.map((name) => OPCODES[name].opcode);
const STORES = opcodes("STORE_FAST DELETE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST");
const RETURNS = opcodes("RETURN_VALUE RETURN_CONST");
const UOP_RETURNS = uops("_POP_FRAME");
const UOP_STORES = uops("STORE_FAST DELETE_FAST");
const VARIABLES = opcodes("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL");
const UOP_VARIABLES = uops("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL");

/** Entries that each instruction takes, by opcode. */
const TAKEN: readonly Count[] = countsById(
  OPCODE_NAMES.map((name) => [OPCODES[name].opcode, OPCODE_EFFECTS[name]?.popped]),
);
/** The same of uops, by id. */
const UOP_TAKEN: readonly Count[] = countsById(
  UOP_NAMES.map((name) => [UOPS[name].id, UOP_EFFECTS[name].popped]),
);

/** Entries that each instruction looks at and leaves where they are. */
const LEFT: readonly Count[] = countsById(
  OPCODE_NAMES.map((name) => [OPCODES[name].opcode, left(OPCODE_EFFECTS[name])]),
);
const UOP_LEFT: readonly Count[] = countsById(UOP_NAMES.map((name) => [UOPS[name].id, left(UOP_EFFECTS[name])]));

function left(effect: StackEffect | null): Count | undefined {
  if (effect === null) return undefined;
  const { inputs, outputs } = effect;
  const different = inputs.findIndex((item, i) => item !== outputs[i]);
  const counts = inputs.slice(0, different < 0 ? inputs.length : different).map(({ count }) => count);
  return counts.length === 0 ? undefined : (oparg) => counts.reduce((sum, count) => sum + count(oparg), 0);
}

function countsById(rows: readonly (readonly [id: number, count: Count | undefined])[]): Count[] {
  const counts: Count[] = [];
  for (const [id, count] of rows) counts[id] = count ?? (() => 0);
  return counts;
}

/** How many entries an instruction of tier 1 takes, and how many of these are still on the stack when it fails. */
export const ENTRIES: Entries = {
  taken: (opcode, oparg) => (TAKEN[opcode] as Count)(oparg),
  left: (opcode, oparg) => (LEFT[opcode] as Count)(oparg),
};
/** The same of a uop. */
export const UOP_ENTRIES: Entries = {
  taken: (uop, oparg) => (UOP_TAKEN[uop] as Count)(oparg),
  left: (uop, oparg) => (UOP_LEFT[uop] as Count)(oparg),
};

/** Instructions that let go of nothing but what they take and the variable that they change, and run code only of what they take. */
const PLAIN = opcodes(
  "POP_TOP STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST DELETE_FAST STORE_DEREF DELETE_DEREF STORE_GLOBAL DELETE_GLOBAL " +
    "BINARY_OP COMPARE_OP IS_OP CONTAINS_OP BINARY_SUBSCR UNARY_NEGATIVE UNARY_INVERT TO_BOOL LOAD_ATTR GET_ITER " +
    "POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE",
);
/** The same of uops. */
const UOP_PLAIN = uops(
  "POP_TOP STORE_FAST DELETE_FAST STORE_DEREF DELETE_DEREF STORE_GLOBAL DELETE_GLOBAL _BINARY_OP _BINARY_OP_MULTIPLY_FLOAT " +
    "_BINARY_OP_ADD_FLOAT _BINARY_OP_SUBTRACT_FLOAT _BINARY_OP_ADD_UNICODE _COMPARE_OP COMPARE_OP_FLOAT COMPARE_OP_STR IS_OP " +
    "CONTAINS_OP _BINARY_SUBSCR BINARY_SUBSCR_STR_INT UNARY_NEGATIVE UNARY_INVERT _TO_BOOL TO_BOOL_BOOL TO_BOOL_INT TO_BOOL_NONE " +
    "TO_BOOL_STR GET_ITER",
);

/** Instructions that take nothing out of what they take. */
const LOOKS = new Numbers(OPCODE_NUMBERS.filter((opcode) => PLAIN.has(opcode) && opcode !== OP.BINARY_OP.opcode));
/** The same of uops. */
const UOP_LOOKS = reaching("looks");
const UOP_CALLS = reaching("calls");

function reaching(reach: UopRow["reach"]): Numbers {
  return new Numbers(UOP_NAMES.filter((name) => uopRow(name).reach === reach).map((name) => UOPS[name].id));
}

/** Native functions and methods that take nothing out of what they are given. */
const LOOK_NAMES: ReadonlySet<string> = new Set(
  "append extend len isinstance id callable index count copy keys values items get".split(" "),
);

function isLook(callable: Value): boolean {
  return (callable instanceof PyBuiltin || callable instanceof PyMethodDescriptor) && LOOK_NAMES.has(callable.name);
}

/** Whether an instruction of tier 1 puts all that it takes into a new frame, unless it raises. */
export function entersFunction({ stack, sp }: Machine, opcode: number, oparg: number): boolean {
  return opcode === OP.CALL.opcode && stack[sp - oparg - 2] instanceof PyFunction;
}

/** Whether an instruction of tier 1 lets go of nothing that holds anything, and so ends nothing. */
export function spares(m: Machine, opcode: number, oparg: number): boolean {
  if (!PLAIN.has(opcode)) return false;
  const { stack } = m;
  switch (opcode) {
    case OP.STORE_FAST.opcode:
    case OP.DELETE_FAST.opcode:
      if (holds(stack[oparg])) return false;
      break;
    case OP.STORE_FAST_LOAD_FAST.opcode:
      if (holds(stack[oparg >> 4])) return false;
      break;
    case OP.STORE_FAST_STORE_FAST.opcode:
      if (holds(stack[oparg >> 4]) || holds(stack[oparg & 15])) return false;
      break;
    case OP.STORE_DEREF.opcode:
    case OP.DELETE_DEREF.opcode:
      if (holds((stack[oparg] as PyCell).contents)) return false;
      break;
    case OP.STORE_GLOBAL.opcode:
    case OP.DELETE_GLOBAL.opcode:
      if (holds(m.frame.globals.getStr(m.frame.code.names[oparg] as string))) return false;
      break;
  }
  return MOVES.has(opcode) || takesLeaves(m, ENTRIES.taken(opcode, oparg));
}

/** Instructions that put all they take into a variable. */
const MOVES = opcodes("STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST STORE_DEREF STORE_GLOBAL");
const UOP_MOVES = uops("STORE_FAST STORE_DEREF STORE_GLOBAL");

/** The same of a uop. */
export function uopSpares(m: Machine, uop: number, oparg: number): boolean {
  if (!UOP_PLAIN.has(uop)) return false;
  const { stack } = m;
  if (UOP_STORES.has(uop)) {
    if (holds(stack[oparg])) return false;
  } else if (uop === UOPS.STORE_DEREF.id || uop === UOPS.DELETE_DEREF.id) {
    if (holds((stack[oparg] as PyCell).contents)) return false;
  } else if (UOP_VARIABLES.has(uop)) {
    if (holds(m.frame.globals.getStr(m.frame.code.names[oparg] as string))) return false;
  }
  return UOP_MOVES.has(uop) || takesLeaves(m, UOP_ENTRIES.taken(uop, oparg));
}

function takesLeaves({ frame, stack, sp }: Machine, count: number): boolean {
  for (let i = Math.max(frame.code.localCount, sp - count); i < sp; i++) if (holds(stack[i])) return false;
  return true;
}

/** Whether a value holds anything, or can die itself. */
export function holds(value: Value): boolean {
  return typeof value === "object" && value !== null && !isLeaf(value);
}

/** What an instruction of tier 1 may let go of; `entries` are those that it takes. */
export function mayLetGo(m: Machine, opcode: number, oparg: number, entries: readonly Value[]): readonly Value[] {
  if (RETURNS.has(opcode)) return endOfFrame(m);
  const { frame, stack } = m;
  const takesOut = opcode === OP.CALL.opcode ? !isLook(stack[m.sp - oparg - 2]) : !LOOKS.has(opcode);
  if (STORES.has(opcode)) {
    if (opcode === OP.STORE_FAST_STORE_FAST.opcode) return [stack[oparg >> 4], stack[oparg & 15], ...entries];
    return [stack[opcode === OP.STORE_FAST_LOAD_FAST.opcode ? oparg >> 4 : oparg], ...entries];
  }
  if (VARIABLES.has(opcode)) return [...named(frame, oparg), ...withContents(entries, takesOut)];
  if (opcode === OP.STORE_DEREF.opcode || opcode === OP.DELETE_DEREF.opcode) {
    return [(stack[oparg] as PyCell).contents, ...entries];
  }
  // What is being handled goes with the last word about it.
  if (opcode === OP.POP_EXCEPT.opcode) return [m.handling.handled, ...withContents(entries, takesOut)];
  return withContents(entries, takesOut);
}

/** What a uop may let go of; `entries` are those that it takes. */
export function uopMayLetGo(m: Machine, uop: number, oparg: number, entries: readonly Value[]): readonly Value[] {
  if (UOP_RETURNS.has(uop)) return endOfFrame(m);
  const takesOut = UOP_CALLS.has(uop) ? !isLook(m.stack[m.sp - oparg - 2]) : !UOP_LOOKS.has(uop);
  if (UOP_STORES.has(uop)) return [m.stack[oparg], ...withContents(entries, takesOut)];
  if (UOP_VARIABLES.has(uop)) return [...named(m.frame, oparg), ...withContents(entries, takesOut)];
  if (uop === UOPS.STORE_DEREF.id || uop === UOPS.DELETE_DEREF.id) {
    return [(m.stack[oparg] as PyCell).contents, ...withContents(entries, takesOut)];
  }
  if (uop === UOPS.POP_EXCEPT.id) return [m.handling.handled, ...withContents(entries, takesOut)];
  return withContents(entries, takesOut);
}

/** Locals and stack of the frame, then what else it holds (`_PyFrame_ClearExceptCode`). */
function endOfFrame({ frame, stack, sp }: Machine): Value[] {
  const held = stack.slice(0, sp + 2);
  held[sp] = frame.locals;
  held[sp + 1] = frame.func;
  return held;
}

/** What a name of the frame stands for. */
function named({ code, locals, globals }: Frame, oparg: number): Value[] {
  const name = code.names[oparg] as string;
  return [locals instanceof PyDict ? locals.getStr(name) : undefined, globals.getStr(name)];
}

/** Entries of the stack, bottom first; before them what those hold that can be changed, if the instruction can take things out. */
function withContents(entries: readonly Value[], takesOut: boolean): readonly Value[] {
  if (!takesOut || !entries.some((value) => value instanceof PyObject)) return entries;
  const letGo: Value[] = [];
  // An extended slice lets go from its start on, all else from the end of the list.
  const subscript = entries.at(-1);
  const steps = subscript instanceof PySlice && subscript.step !== null && subscript.step !== 1;
  for (const value of entries) {
    if (!(value instanceof PyObject)) continue;
    letGo.push(...(steps && value instanceof PyList ? value.items : contents(value)));
    if (value instanceof PyBuiltin || value instanceof PyMethod || value instanceof PyMethodWrapper) {
      if (value.self instanceof PyObject) letGo.push(...contents(value.self));
    }
  }
  if (letGo.length === 0) return entries;
  letGo.push(...entries);
  return letGo;
}

/** What something holds that an instruction can take out of it. */
function contents(object: PyObject): readonly Value[] {
  if (object instanceof PyInstance) {
    const { payload, dict } = object;
    const held = heldBy(object);
    if (dict === null && !(payload instanceof PyObject)) return held;
    return [
      ...held,
      ...(dict === null ? NOTHING : heldBy(dict)),
      ...(payload instanceof PyObject ? heldBy(payload) : NOTHING),
    ];
  }
  if (object instanceof PyType) return object.isHeap ? heldBy(object.dict) : [];
  // One that ends lets go of what it went over before it is let go of itself.
  if (object instanceof DictIterator) return [object.dict];
  return object instanceof PyList || object instanceof PyDict || object instanceof PyAnySet ||
      object instanceof PyFunction || object instanceof PyCell
    ? heldBy(object)
    : NOTHING;
}

/** Instructions that release nothing that can die. */
const DROPS_NOTHING = opcodes(
  "NOP RESUME LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_GLOBAL LOAD_NAME LOAD_DEREF " +
    "PUSH_NULL COPY SWAP JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE UNARY_NOT " +
    "MAKE_CELL COPY_FREE_VARS BUILD_LIST BUILD_TUPLE PUSH_EXC_INFO GET_LEN LIST_APPEND ENTER_EXECUTOR",
);

/** Uops that release nothing that can die. */
const UOP_DROPS_NOTHING = uops(
  "NOP _SET_IP _CHECK_VALIDITY LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_AND_CLEAR LOAD_DEREF PUSH_NULL COPY SWAP RESUME_CHECK " +
    "_GUARD_BOTH_INT _GUARD_BOTH_FLOAT _GUARD_TYPE_VERSION _GUARD_GLOBALS_VERSION _GUARD_BUILTINS_VERSION _LOAD_GLOBAL_MODULE " +
    "_LOAD_GLOBAL_BUILTINS _GUARD_IS_TRUE_POP _GUARD_IS_FALSE_POP UNARY_NOT COMPARE_OP_INT _BINARY_OP_ADD_INT " +
    "_BINARY_OP_SUBTRACT_INT _BINARY_OP_MULTIPLY_INT _ITER_CHECK_RANGE _GUARD_NOT_EXHAUSTED_RANGE _ITER_NEXT_RANGE " +
    "_ITER_CHECK_LIST _GUARD_NOT_EXHAUSTED_LIST _ITER_NEXT_LIST _SAVE_RETURN_OFFSET _CHECK_PEP_523 " +
    "_CHECK_FUNCTION_EXACT_ARGS _CHECK_STACK_SPACE _INIT_CALL_PY_EXACT_ARGS _PUSH_FRAME",
);

const MAY_DROP = new Numbers(
  OPCODE_NUMBERS.filter((opcode) => !DROPS_NOTHING.has(DEOPT_OF[opcode] as number)),
);

/** Whether the instruction may drop the last reference to something. */
export function mayDrop(opcode: number): boolean {
  return MAY_DROP.has(opcode);
}

/** The same of a uop. */
export function uopMayDrop(uop: number): boolean {
  return !UOP_DROPS_NOTHING.has(uop);
}
