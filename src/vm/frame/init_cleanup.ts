/**
 * The hidden frame under an inlined `__init__`: checks that `__init__` gave None, then gives the new object to the caller
 * (`_Py_InitCleanup`).
 *
 * @module
 */

import { codeUnit } from "../../isa/code_unit.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { CODE_FLAGS, type CodeObject } from "../../isa/program.ts";
import { PyFunction } from "../../object/values/callable_values.ts";
import { FRAME_SPECIALS_SIZE, PyCode } from "../../object/values/code.ts";
import { PyDict } from "../../object/dict/dict.ts";
import type { Value } from "../../object/values/value.ts";
import type { Frame } from "./machine_frame.ts";
import { takeFrame } from "./frame_stack.ts";
import type { Machine } from "../machine.ts";

/** The object and what `__init__` returned. */
const STACK_SIZE = 2;

/** Words of the data stack that the hidden frame takes. */
export const INIT_CLEANUP_WORDS: number = STACK_SIZE + FRAME_SPECIALS_SIZE;

/** RESUME lies behind the rest, so that the frame is always incomplete and gets no traceback entry. */
const SOURCE: CodeObject = {
  name: "__init__",
  qualname: "__init__",
  argcount: 0,
  posonlyargcount: 0,
  kwonlyargcount: 0,
  flags: CODE_FLAGS.OPTIMIZED,
  stacksize: STACK_SIZE,
  firstlineno: 1,
  varnames: [],
  cellvars: [],
  freevars: [],
  names: [],
  consts: [],
  code: [
    codeUnit(OPCODES.EXIT_INIT_CHECK.opcode, 0),
    codeUnit(OPCODES.RETURN_VALUE.opcode, 0),
    codeUnit(OPCODES.RESUME.opcode, 0),
  ],
  exceptionTable: [],
  lineTable: "",
};

const CLEANUP: PyFunction = new PyFunction(new PyCode(SOURCE, -1, [], 16, 0), new PyDict(), new PyDict());

/** An unlinked hidden frame that holds the new object. */
export function newInitCleanupFrame(m: Machine, self: Value): Frame {
  const frame = takeFrame(m, CLEANUP, null);
  frame.stack[frame.sp++] = self;
  m.dataStack.push(frame, INIT_CLEANUP_WORDS);
  return frame;
}
