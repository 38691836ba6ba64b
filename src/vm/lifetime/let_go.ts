/**
 * What an instruction may let go of, looked up before it runs, in the order in which the pin takes the references away.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { type Tier2UopName, UOPS } from "../../isa/uops.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { PyAnySet } from "../../object/set/set.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { PyType } from "../../object/type/type.ts";
import { PyBuiltin, PyCell, PyFunction, PyMethod } from "../../object/values/callable_values.ts";
import { PyList, PySlice } from "../../object/values/sequence_values.ts";
import { PyObject, type Value } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";
import { heldBy } from "./teardown.ts";

const opcodes = (names: string): ReadonlySet<number> =>
  new Set(names.split(" ").map((name) => OPCODES[name as OpcodeName].opcode));
const uops = (names: string): ReadonlySet<number> =>
  new Set(names.split(" ").map((name) => UOPS[name as Tier2UopName].id));

const OP = OPCODES;
const STORES = opcodes("STORE_FAST DELETE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST");
const CALLS = opcodes("CALL CALL_INTRINSIC_1 CALL_INTRINSIC_2 BUILD_MAP BUILD_CONST_KEY_MAP BUILD_SET BUILD_STRING");
const RETURNS = opcodes("RETURN_VALUE RETURN_CONST");
const UOP_RETURNS = uops("_POP_FRAME");
const UOP_STORES = uops("STORE_FAST DELETE_FAST");
const NAMES = opcodes("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL");
const UOP_NAMES = uops("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL");

/** Entries that an instruction other than a call takes at most. */
const TAKEN = 4;

/** What an instruction of tier 1 may let go of. */
export function mayLetGo(m: Machine, opcode: number, oparg: number): Value[] {
  const { frame, stack } = m;
  if (RETURNS.has(opcode)) return endOfFrame(m);
  const letGo: Value[] = [];
  if (STORES.has(opcode)) {
    if (opcode === OP.STORE_FAST_STORE_FAST.opcode) letGo.push(stack[oparg >> 4], stack[oparg & 15]);
    else letGo.push(stack[opcode === OP.STORE_FAST_LOAD_FAST.opcode ? oparg >> 4 : oparg]);
  } else if (NAMES.has(opcode)) {
    letGo.push(...named(frame, oparg));
  } else if (opcode === OP.STORE_DEREF.opcode || opcode === OP.DELETE_DEREF.opcode) {
    letGo.push((stack[oparg] as PyCell).contents);
  }
  takenEntries(m, CALLS.has(opcode) ? oparg + 2 : opcode === OP.CALL_KW.opcode ? oparg + 3 : TAKEN, letGo);
  return letGo;
}

/** What a uop may let go of. */
export function uopMayLetGo(m: Machine, uop: number, oparg: number): Value[] {
  if (UOP_RETURNS.has(uop)) return endOfFrame(m);
  const letGo: Value[] = [];
  if (UOP_STORES.has(uop)) letGo.push(m.stack[oparg]);
  else if (UOP_NAMES.has(uop)) letGo.push(...named(m.frame, oparg));
  else if (uop === UOPS.STORE_DEREF.id || uop === UOPS.DELETE_DEREF.id) {
    letGo.push((m.stack[oparg] as PyCell).contents);
  }
  // The oparg of calls counts their arguments; of others it makes us look at too many, which changes nothing.
  takenEntries(m, Math.max(TAKEN, oparg + 3), letGo);
  return letGo;
}

/** Locals and stack of the frame, then what else it holds (`_PyFrame_ClearExceptCode`). */
function endOfFrame({ frame, stack, sp }: Machine): Value[] {
  return [...stack.slice(0, sp), frame.locals, frame.func];
}

/** What a name of the frame stands for. */
function named({ code, locals, globals }: Frame, oparg: number): Value[] {
  const name = code.names[oparg] as string;
  return [locals instanceof PyDict ? locals.getStr(name) : undefined, globals.getStr(name)];
}

/** The topmost entries, bottom first; before them what those hold that can be changed. */
function takenEntries({ frame, stack, sp }: Machine, count: number, letGo: Value[]): void {
  const start = Math.max(frame.code.localCount, sp - count);
  // An extended slice lets go from its start on, all else from the end of the list.
  const subscript = stack[sp - 1];
  const steps = subscript instanceof PySlice && subscript.step !== null && subscript.step !== 1;
  for (let i = start; i < sp; i++) {
    const value = stack[i];
    if (!(value instanceof PyObject)) continue;
    letGo.push(...(steps && value instanceof PyList ? value.items : contents(value)));
    if (value instanceof PyBuiltin || value instanceof PyMethod) {
      if (value.self instanceof PyObject) letGo.push(...contents(value.self));
    }
  }
  for (let i = start; i < sp; i++) letGo.push(stack[i]);
}

/** What something holds that an instruction can take out of it. */
function contents(object: PyObject): readonly Value[] {
  if (object instanceof PyInstance) {
    const { payload, dict } = object;
    return [
      ...heldBy(object),
      ...(dict === null ? [] : heldBy(dict)),
      ...(payload instanceof PyObject ? heldBy(payload) : []),
    ];
  }
  if (object instanceof PyType) return object.isHeap ? heldBy(object.dict) : [];
  return object instanceof PyList || object instanceof PyDict || object instanceof PyAnySet ||
      object instanceof PyFunction || object instanceof PyCell
    ? heldBy(object)
    : [];
}
