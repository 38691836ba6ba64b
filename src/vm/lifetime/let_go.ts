/**
 * What an instruction may let go of, looked up before it runs, in the order in which the pin takes the references away.
 *
 * @module
 */

import { DEOPT_OF, OPCODE_NAMES, type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { type Count, OPCODE_EFFECTS, type StackEffect, UOP_EFFECTS } from "../../isa/stack_effect.ts";
import { type Tier2UopName, UOP_NAMES, type UopName, type UopRow, uopRow, UOPS } from "../../isa/uops.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { DictIterator } from "../../object/iterator/iterators.ts";
import { byClass, classSet } from "../../object/type/class_numbers.ts";
import {
  type PyBuiltin,
  type PyCell,
  PyFunction,
  type PyMethod,
  type PyMethodDescriptor,
  type PyMethodWrapper,
} from "../../object/values/callable_values.ts";
import { PyList, PySlice } from "../../object/values/sequence_values.ts";
import type { PyObject, Value } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";
import { type Entries, NOTHING } from "./held.ts";
import { isLeaf } from "./live_objects.ts";
import { heldBy } from "./teardown.ts";

/** Numbers of opcodes or uops that are asked about after every instruction. */
class Numbers {
  private readonly listed: Uint8Array = new Uint8Array(NUMBERS);

  constructor(numbers: Iterable<number>) {
    for (const number of numbers) this.listed[number] = 1;
  }

  has(number: number): boolean {
    return this.listed[number] === 1;
  }
}

/** More than opcodes or uops have. */
const NUMBERS = 1 << 10;

const opcodes = (names: string): Numbers =>
  new Numbers(names.split(" ").map((name) => OPCODES[name as OpcodeName].opcode));
const uops = (names: string): Numbers => new Numbers(names.split(" ").map((name) => UOPS[name as Tier2UopName].id));

/** A small table: by name, the one of all opcodes is searched. */
const OP = {
  BINARY_OP: OPCODES.BINARY_OP.opcode,
  CALL: OPCODES.CALL.opcode,
  DELETE_DEREF: OPCODES.DELETE_DEREF.opcode,
  DELETE_FAST: OPCODES.DELETE_FAST.opcode,
  DELETE_GLOBAL: OPCODES.DELETE_GLOBAL.opcode,
  POP_EXCEPT: OPCODES.POP_EXCEPT.opcode,
  STORE_DEREF: OPCODES.STORE_DEREF.opcode,
  STORE_FAST: OPCODES.STORE_FAST.opcode,
  STORE_FAST_LOAD_FAST: OPCODES.STORE_FAST_LOAD_FAST.opcode,
  STORE_FAST_STORE_FAST: OPCODES.STORE_FAST_STORE_FAST.opcode,
  STORE_GLOBAL: OPCODES.STORE_GLOBAL.opcode,
} as const;
const OPCODE_NUMBERS = OPCODE_NAMES.map((name) => OPCODES[name].opcode);
const STORES = opcodes("STORE_FAST DELETE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST");
const RETURNS = opcodes("RETURN_VALUE RETURN_CONST");
const UOP_RETURNS = uops("_POP_FRAME");
const UOP_STORES = uops("STORE_FAST DELETE_FAST");
const VARIABLES = opcodes("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL");
const UOP_VARIABLES = uops("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL");

/** Entries that each instruction takes, by opcode. */
const TAKEN: readonly Count[] = countsById(OPCODE_NAMES, OPCODE_EFFECTS, numberOf, taken);
/** The same of uops, by id. */
const UOP_TAKEN: readonly Count[] = countsById(UOP_NAMES, UOP_EFFECTS, idOf, taken);

/** Entries that each instruction looks at and leaves where they are. */
const LEFT: readonly Count[] = countsById(OPCODE_NAMES, OPCODE_EFFECTS, numberOf, left);
const UOP_LEFT: readonly Count[] = countsById(UOP_NAMES, UOP_EFFECTS, idOf, left);

function numberOf(name: OpcodeName): number {
  return OPCODES[name].opcode;
}

function idOf(name: UopName): number {
  return UOPS[name].id;
}

function taken(effect: StackEffect): Count {
  return effect.popped;
}

function left({ inputs, outputs }: StackEffect): Count {
  let same = 0;
  while (same < inputs.length && inputs[same] === outputs[same]) same++;
  if (same === 0) return none;
  const counts = inputs.slice(0, same);
  return (oparg) => counts.reduce((sum, { count }) => sum + count(oparg), 0);
}

function none(): number {
  return 0;
}

/** Made at every start, of hundreds of rows: by a loop, as pairs and what goes through them would be garbage. */
function countsById<Name extends string>(
  names: readonly Name[],
  effects: Readonly<Record<Name, StackEffect | null>>,
  idOf: (name: Name) => number,
  countOf: (effect: StackEffect) => Count,
): Count[] {
  const counts: Count[] = [];
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as Name;
    const effect = effects[name];
    counts[idOf(name)] = effect === null ? none : countOf(effect);
  }
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
const LOOKS = new Numbers(OPCODE_NUMBERS.filter((opcode) => PLAIN.has(opcode) && opcode !== OP.BINARY_OP));
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

const NAMED = classSet("BUILTIN", "METHOD_DESCRIPTOR");

function isLook(callable: Value): boolean {
  return typeof callable === "object" && callable !== null && NAMED[callable.classNumber] === true &&
    LOOK_NAMES.has((callable as PyBuiltin | PyMethodDescriptor).name);
}

/** Whether an instruction of tier 1 puts all that it takes into a new frame, unless it raises. */
export function entersFunction({ stack, sp }: Machine, opcode: number, oparg: number): boolean {
  return opcode === OP.CALL && stack[sp - oparg - 2] instanceof PyFunction;
}

/** Whether an instruction of tier 1 lets go of nothing that holds anything, and so ends nothing. */
export function spares(m: Machine, opcode: number, oparg: number): boolean {
  if (!PLAIN.has(opcode)) return false;
  const { stack } = m;
  switch (opcode) {
    case OP.STORE_FAST:
    case OP.DELETE_FAST:
      if (holds(stack[oparg])) return false;
      break;
    case OP.STORE_FAST_LOAD_FAST:
      if (holds(stack[oparg >> 4])) return false;
      break;
    case OP.STORE_FAST_STORE_FAST:
      if (holds(stack[oparg >> 4]) || holds(stack[oparg & 15])) return false;
      break;
    case OP.STORE_DEREF:
    case OP.DELETE_DEREF:
      if (holds((stack[oparg] as PyCell).contents)) return false;
      break;
    case OP.STORE_GLOBAL:
    case OP.DELETE_GLOBAL:
      if (holds(m.frame.globals.getStr(m.frame.code.names[oparg] as string))) return false;
      break;
  }
  return MOVES.has(opcode) || takesLeaves(m, ENTRIES.taken(opcode, oparg));
}

/** Instructions that put all they take into a variable. */
const MOVES = opcodes("STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST STORE_DEREF STORE_GLOBAL");
const UOP_MOVES = uops("STORE_FAST STORE_DEREF STORE_GLOBAL");

// By name they are looked up in a table of two hundred.
const STORE_DEREF = UOPS.STORE_DEREF.id;
const DELETE_DEREF = UOPS.DELETE_DEREF.id;
const POP_EXCEPT = UOPS.POP_EXCEPT.id;

/** The same of a uop. */
export function uopSpares(m: Machine, uop: number, oparg: number): boolean {
  if (!UOP_PLAIN.has(uop)) return false;
  const { stack } = m;
  if (UOP_STORES.has(uop)) {
    if (holds(stack[oparg])) return false;
  } else if (uop === STORE_DEREF || uop === DELETE_DEREF) {
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
  const takesOut = opcode === OP.CALL ? !isLook(stack[m.sp - oparg - 2]) : !LOOKS.has(opcode);
  if (STORES.has(opcode)) {
    if (opcode === OP.STORE_FAST_STORE_FAST) return [stack[oparg >> 4], stack[oparg & 15], ...entries];
    return [stack[opcode === OP.STORE_FAST_LOAD_FAST ? oparg >> 4 : oparg], ...entries];
  }
  if (VARIABLES.has(opcode)) return [...named(frame, oparg), ...withContents(entries, takesOut)];
  if (opcode === OP.STORE_DEREF || opcode === OP.DELETE_DEREF) {
    return [(stack[oparg] as PyCell).contents, ...entries];
  }
  // What is being handled goes with the last word about it.
  if (opcode === OP.POP_EXCEPT) return [m.handling.handled, ...withContents(entries, takesOut)];
  return withContents(entries, takesOut);
}

/** What a uop may let go of; `entries` are those that it takes. */
export function uopMayLetGo(m: Machine, uop: number, oparg: number, entries: readonly Value[]): readonly Value[] {
  if (UOP_RETURNS.has(uop)) return endOfFrame(m);
  const takesOut = UOP_CALLS.has(uop) ? !isLook(m.stack[m.sp - oparg - 2]) : !UOP_LOOKS.has(uop);
  if (UOP_STORES.has(uop)) return [m.stack[oparg], ...withContents(entries, takesOut)];
  if (UOP_VARIABLES.has(uop)) return [...named(m.frame, oparg), ...withContents(entries, takesOut)];
  if (uop === STORE_DEREF || uop === DELETE_DEREF) {
    return [(m.stack[oparg] as PyCell).contents, ...withContents(entries, takesOut)];
  }
  if (uop === POP_EXCEPT) return [m.handling.handled, ...withContents(entries, takesOut)];
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
  if (!takesOut) return entries;
  const letGo: Value[] = [];
  // An extended slice lets go from its start on, all else from the end of the list.
  const subscript = entries.at(-1);
  const steps = subscript instanceof PySlice && subscript.step !== null && subscript.step !== 1;
  for (let i = 0; i < entries.length; i++) {
    const value = entries[i];
    if (typeof value !== "object" || value === null) continue;
    addAll(letGo, steps && value instanceof PyList ? value.items : contents(value));
    if (!BOUND[value.classNumber]) continue;
    const { self } = value as PyBuiltin | PyMethod | PyMethodWrapper;
    if (typeof self === "object" && self !== null) addAll(letGo, contents(self));
  }
  if (letGo.length === 0) return entries;
  addAll(letGo, entries);
  return letGo;
}

function addAll(list: Value[], values: readonly Value[]): void {
  for (let i = 0; i < values.length; i++) list.push(values[i]);
}

const BOUND = classSet("BUILTIN", "METHOD", "METHOD_WRAPPER");

const CONTENTS = byClass<[], readonly Value[]>({
  INSTANCE: (object) => {
    const { payload, dict } = object;
    const held = heldBy(object);
    const wraps = typeof payload === "object" && payload !== null;
    if (dict === null && !wraps) return held;
    return [...held, ...(dict === null ? NOTHING : heldBy(dict)), ...(wraps ? heldBy(payload) : NOTHING)];
  },
  TYPE: ({ isHeap, dict }) => isHeap ? heldBy(dict) : NOTHING,
  LIST: heldBy,
  DICT: heldBy,
  SET: heldBy,
  FUNCTION: heldBy,
  CELL: heldBy,
  // One that ends lets go of what it went over before it is let go of itself.
}, (object) => object instanceof DictIterator ? [object.dict, object.owner] : NOTHING);

/** What something holds that an instruction can take out of it. */
function contents(object: PyObject): readonly Value[] {
  return (CONTENTS[object.classNumber] as typeof CONTENTS[number])(object);
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
