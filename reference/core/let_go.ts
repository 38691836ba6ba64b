/**
 * What an instruction may let go of, in the order in which CPython takes the references away. Looked up before it runs; what
 * others still hold afterwards does not matter.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import type { Frame } from "../frame.ts";
import {
  PyBuiltin,
  PyCell,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyMethod,
  PyObject,
  PySet,
  PySlice,
  PyType,
} from "../values.ts";
import { entriesOf, heldBy } from "./teardown.ts";

/** Instructions that take as many entries as their argument says, and two or three more. */
const CALLS: ReadonlySet<OpcodeName> = new Set([
  "CALL",
  "CALL_KW",
  "CALL_INTRINSIC_1",
  "CALL_INTRINSIC_2",
  "BUILD_MAP",
  "BUILD_CONST_KEY_MAP",
  "BUILD_SET",
  "BUILD_STRING",
]);

/** Entries that any other instruction takes at most. */
const TAKEN = 4;

const NAME_OF: ReadonlyMap<number, OpcodeName> = new Map(
  (Object.keys(OPCODES) as OpcodeName[]).map((name) => [OPCODES[name].opcode, name]),
);

/** What the instruction that the frame is about to execute may let go of. */
export function mayLetGo(frame: Frame, opcode: number, oparg: number): unknown[] {
  const { fast, stack, func, locals } = frame;
  const name = NAME_OF.get(opcode) as OpcodeName;
  // A frame ends: its locals, what is on its stack, its function.
  if (name === "RETURN_VALUE" || name === "RETURN_CONST") return [...fast, ...stack, locals, func];
  const count = CALLS.has(name) ? oparg + 3 : TAKEN;
  const taken = stack.slice(-count);
  return [...replaced(frame, name, oparg), ...takenOut(taken), ...taken];
}

/** The value of the variable that the instruction sets or deletes. */
function replaced(frame: Frame, name: OpcodeName, oparg: number): unknown[] {
  const { fast } = frame;
  switch (name) {
    case "STORE_FAST":
    case "DELETE_FAST":
      return [fast[oparg]];
    case "STORE_FAST_LOAD_FAST":
      return [fast[oparg >> 4]];
    case "STORE_FAST_STORE_FAST":
      return [fast[oparg >> 4], fast[oparg & 15]];
    case "STORE_DEREF":
    case "DELETE_DEREF":
      return [(fast[oparg] as unknown as PyCell).content];
    case "STORE_NAME":
    case "DELETE_NAME":
    case "STORE_GLOBAL":
    case "DELETE_GLOBAL": {
      const variable = frame.code.code.names[oparg] as string;
      const local = frame.locals instanceof PyDict ? frame.locals.getStr(variable) : undefined;
      return [local, frame.globals.getStr(variable)];
    }
    default:
      return [];
  }
}

const NOTHING: readonly unknown[] = [];

/** What the operands hold that the instruction can take out of them. */
function takenOut(operands: readonly unknown[]): unknown[] {
  const subscript = operands.at(-1);
  // An extended slice takes from its start on, all else from the end of a list.
  const forwards = subscript instanceof PySlice && subscript.step !== null && subscript.step !== 1n;
  const held: unknown[] = [];
  for (const operand of operands) {
    held.push(...contents(operand, forwards));
    if (operand instanceof PyBuiltin || operand instanceof PyMethod) held.push(...contents(operand.self, forwards));
  }
  return held;
}

function contents(object: unknown, forwards: boolean): readonly unknown[] {
  if (!(object instanceof PyObject)) return NOTHING;
  const attributes = object.attrs === null ? [] : entriesOf(object.attrs);
  if (object instanceof PyList && forwards) return [...attributes, ...object.items];
  if (object instanceof PyType) return object.heap ? [...object.dict.values()] : [];
  const changes = object instanceof PyInstance || object instanceof PyList || object instanceof PyDict ||
    object instanceof PySet || object instanceof PyFunction || object instanceof PyCell;
  return changes ? [...attributes, ...heldBy(object)] : NOTHING;
}
