/**
 * What an instruction may let go of, in the order in which CPython takes the references away. Looked up before it runs; what
 * others still hold afterwards does not matter.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import type { Frame } from "../frame.ts";
import { DictIterator } from "../iterators.ts";
import {
  PyBuiltin,
  PyCell,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyMethod,
  PyMethodDescriptor,
  PyObject,
  PySet,
  PySlice,
  PyType,
} from "../values.ts";
import { addEach, addEntries, addHeldBy } from "./teardown.ts";

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

/** Instructions that take nothing out of their operands. */
const LOOKS: ReadonlySet<OpcodeName> = new Set(
  ("POP_TOP STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST DELETE_FAST STORE_DEREF DELETE_DEREF STORE_GLOBAL DELETE_GLOBAL " +
    "COMPARE_OP IS_OP CONTAINS_OP BINARY_SUBSCR UNARY_NEGATIVE UNARY_INVERT TO_BOOL LOAD_ATTR GET_ITER POP_JUMP_IF_NONE " +
    "POP_JUMP_IF_NOT_NONE").split(" ") as OpcodeName[],
);

/** Built-in functions and methods that take nothing out of their arguments. */
const LOOK_NAMES: ReadonlySet<string> = new Set([
  "append",
  "extend",
  "len",
  "isinstance",
  "id",
  "callable",
  "index",
  "count",
  "copy",
  "keys",
  "values",
  "items",
  "get",
]);

function isLook(callable: unknown): boolean {
  return (callable instanceof PyBuiltin || callable instanceof PyMethodDescriptor) && LOOK_NAMES.has(callable.name);
}

const NAME_OF: ReadonlyMap<number, OpcodeName> = new Map(
  (Object.keys(OPCODES) as OpcodeName[]).map((name) => [OPCODES[name].opcode, name]),
);

/** What the instruction that the frame is about to execute may let go of. */
export function mayLetGo(frame: Frame, opcode: number, oparg: number): unknown[] {
  const { fast, stack, func, locals } = frame;
  const name = NAME_OF.get(opcode) as OpcodeName;
  // A frame ends: its locals, what is on its stack, its function.
  if (name === "RETURN_VALUE" || name === "RETURN_CONST") return [...fast, ...stack, locals, frame.localsDict, func];
  const first = firstOperand(frame, name, oparg);
  const letGo: unknown[] = [];
  addReplaced(frame, name, oparg, letGo);
  const takesOut = name === "CALL" ? !isLook(stack[stack.length - oparg - 2]) : !LOOKS.has(name);
  if (takesOut) addTakenOut(stack, first, letGo);
  for (let i = first; i < stack.length; i++) letGo.push(stack[i]);
  return letGo;
}

function firstOperand({ stack }: Frame, name: OpcodeName, oparg: number): number {
  return Math.max(0, stack.length - (CALLS.has(name) ? oparg + 3 : TAKEN));
}

/** The entries that an instruction may take. */
export function operandsOf(frame: Frame, opcode: number, oparg: number): unknown[] {
  return frame.stack.slice(firstOperand(frame, NAME_OF.get(opcode) as OpcodeName, oparg));
}

/** The value of the variable that the instruction sets or deletes. */
function addReplaced(frame: Frame, name: OpcodeName, oparg: number, letGo: unknown[]): void {
  const { fast } = frame;
  switch (name) {
    case "STORE_FAST":
    case "DELETE_FAST":
      letGo.push(fast[oparg]);
      break;
    case "STORE_FAST_LOAD_FAST":
      letGo.push(fast[oparg >> 4]);
      break;
    case "STORE_FAST_STORE_FAST":
      letGo.push(fast[oparg >> 4], fast[oparg & 15]);
      break;
    case "STORE_DEREF":
    case "DELETE_DEREF":
      letGo.push((fast[oparg] as unknown as PyCell).content);
      break;
    case "STORE_NAME":
    case "DELETE_NAME":
    case "STORE_GLOBAL":
    case "DELETE_GLOBAL": {
      const variable = frame.code.code.names[oparg] as string;
      const local = frame.locals instanceof PyDict ? frame.locals.getStr(variable) : undefined;
      letGo.push(local, frame.globals.getStr(variable));
    }
  }
}

/** What the operands from `first` on hold that the instruction can take out of them. */
function addTakenOut(stack: readonly unknown[], first: number, letGo: unknown[]): void {
  const subscript = stack.at(-1);
  // An extended slice takes from its start on, all else from the end of a list.
  const forwards = subscript instanceof PySlice && subscript.step !== null && subscript.step !== 1n;
  for (let i = first; i < stack.length; i++) {
    const operand = stack[i];
    addContents(operand, forwards, letGo);
    if (operand instanceof PyBuiltin || operand instanceof PyMethod) addContents(operand.self, forwards, letGo);
  }
}

function addContents(object: unknown, forwards: boolean, letGo: unknown[]): void {
  if (!(object instanceof PyObject)) return;
  if (object instanceof PyType) {
    if (object.heap) addEach(object.dict.values(), letGo);
    return;
  }
  // One that ends lets go of what it went over before it is let go of itself.
  if (object instanceof DictIterator) letGo.push(object.held()[0]);
  const changes = object instanceof PyInstance || object instanceof PyList || object instanceof PyDict ||
    object instanceof PySet || object instanceof PyFunction || object instanceof PyCell;
  if (!changes) return;
  if (object.attrs !== null) addEntries(object.attrs, letGo);
  if (object instanceof PyList && forwards) addEach(object.items, letGo);
  else addHeldBy(object, letGo);
}
