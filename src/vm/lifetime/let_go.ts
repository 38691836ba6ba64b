/**
 * What an instruction may let go of, looked up before it runs, in the order in which the pin takes the references away.
 *
 * @module
 */

import { OPCODE_NAMES, type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { type Count, OPCODE_EFFECTS, UOP_EFFECTS } from "../../isa/stack_effect.ts";
import { type Tier2UopName, UOP_NAMES, UOPS } from "../../isa/uops.ts";
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

function countsById(rows: readonly (readonly [id: number, count: Count | undefined])[]): Count[] {
  const counts: Count[] = [];
  for (const [id, count] of rows) counts[id] = count ?? (() => 0);
  return counts;
}

/** How many entries an instruction of tier 1 takes. */
export function taken(opcode: number, oparg: number): number {
  return (TAKEN[opcode] as Count)(oparg);
}

/** How many entries a uop takes. */
export function uopTaken(uop: number, oparg: number): number {
  return (UOP_TAKEN[uop] as Count)(oparg);
}

/** What an instruction of tier 1 may let go of. */
export function mayLetGo(m: Machine, opcode: number, oparg: number): Value[] {
  const { frame, stack } = m;
  if (RETURNS.has(opcode)) return endOfFrame(m);
  const letGo: Value[] = [];
  if (STORES.has(opcode)) {
    if (opcode === OP.STORE_FAST_STORE_FAST.opcode) letGo.push(stack[oparg >> 4], stack[oparg & 15]);
    else letGo.push(stack[opcode === OP.STORE_FAST_LOAD_FAST.opcode ? oparg >> 4 : oparg]);
  } else if (VARIABLES.has(opcode)) {
    letGo.push(...named(frame, oparg));
  } else if (opcode === OP.STORE_DEREF.opcode || opcode === OP.DELETE_DEREF.opcode) {
    letGo.push((stack[oparg] as PyCell).contents);
  }
  // What is being handled goes with the last word about it.
  if (opcode === OP.POP_EXCEPT.opcode) letGo.push(m.handling.handled);
  takenEntries(m, taken(opcode, oparg), letGo);
  return letGo;
}

/** What a uop may let go of. */
export function uopMayLetGo(m: Machine, uop: number, oparg: number): Value[] {
  if (UOP_RETURNS.has(uop)) return endOfFrame(m);
  const letGo: Value[] = [];
  if (UOP_STORES.has(uop)) letGo.push(m.stack[oparg]);
  else if (UOP_VARIABLES.has(uop)) letGo.push(...named(m.frame, oparg));
  else if (uop === UOPS.STORE_DEREF.id || uop === UOPS.DELETE_DEREF.id) {
    letGo.push((m.stack[oparg] as PyCell).contents);
  }
  if (uop === UOPS.POP_EXCEPT.id) letGo.push(m.handling.handled);
  takenEntries(m, uopTaken(uop, oparg), letGo);
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
