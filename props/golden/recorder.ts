/**
 * The recorder of the random programs as part of the program. Its `emit` was a Python closure, which traces inline; the host function
 * `emit` of the engines is native. Results are the same with both, traces are not.
 *
 * Its source was, as the recorded traces show:
 *
 *     def emit(x):
 *         nonlocal count
 *         count += 1
 *         if count > LIMIT: ...
 *         log.append(text(x))        # a global function text(v, depth=0)
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import type { CodeObject, Literal, Program } from "../../src/isa/program.ts";

/** Code objects in front of those of the program. */
const SHIFT = 4;

/** `<module>` makes emit() of the native one, then runs the recorded module in its own globals. */
const RECORDER = assemble(`tierproof-assembly 1
code <module>
  stacksize 3
  names emit
  const code(1)
  const code(${SHIFT})
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    PUSH_NULL
    LOAD_NAME 0
    CALL 1
    STORE_NAME 0
    LOAD_CONST 1
    MAKE_FUNCTION
    PUSH_NULL
    CALL 0
    POP_TOP
    RETURN_CONST 2
  end

code recorder
  params 1 0 0
  flags 0x3
  stacksize 4
  varnames native
  cellvars native count log
  names __text__
  const 0
  const (0,)
  const code(3)
  const code(2)
  begin
    MAKE_CELL 0
    MAKE_CELL 1
    MAKE_CELL 2
    RESUME 0
    LOAD_CONST 0
    STORE_DEREF 1  # count
    BUILD_LIST 0
    STORE_DEREF 2  # log
    LOAD_CONST 1
    LOAD_FAST 0
    BUILD_TUPLE 1
    LOAD_CONST 2
    MAKE_FUNCTION
    SET_FUNCTION_ATTRIBUTE 8
    SET_FUNCTION_ATTRIBUTE 1
    STORE_GLOBAL 0
    LOAD_FAST 1
    LOAD_FAST 2
    BUILD_TUPLE 2
    LOAD_CONST 3
    MAKE_FUNCTION
    SET_FUNCTION_ATTRIBUTE 8
    RETURN_VALUE
  end

code emit
  params 1 0 0
  flags 0x13
  stacksize 5
  varnames x
  freevars count log
  names append __text__
  const None
  const 1
  const 1000000
  begin
    COPY_FREE_VARS 2
    RESUME 0
    LOAD_DEREF 1
    LOAD_CONST 1
    BINARY_OP 13
    STORE_DEREF 1
    LOAD_DEREF 1
    LOAD_CONST 2
    COMPARE_OP 148
    POP_JUMP_IF_FALSE L1
    RETURN_CONST 0
  L1:
    LOAD_DEREF 2
    LOAD_ATTR 1  # append
    LOAD_GLOBAL 3  # __text__ + NULL
    LOAD_FAST 0
    CALL 1
    CALL 1
    POP_TOP
    RETURN_CONST 0
  end

code text
  params 2 0 0
  flags 0x13
  stacksize 3
  varnames v depth
  freevars native
  begin
    COPY_FREE_VARS 1
    RESUME 0
    LOAD_DEREF 2
    PUSH_NULL
    LOAD_FAST 0
    CALL 1
    RETURN_VALUE
  end
`);

function shiftedLiteral(literal: Literal): Literal {
  return literal.t === "code" ? { t: "code", v: literal.v + SHIFT } : literal;
}

function shifted(code: CodeObject): CodeObject {
  return { ...code, consts: code.consts.map(shiftedLiteral) };
}

/** The program with the recorder around it; its own code objects come last. */
export function withRecorder(program: Program): Program {
  return { ...program, codes: [...RECORDER.codes, ...program.codes.map(shifted)] };
}

/** Of what a run with the recorder left behind, what belongs to the program itself. */
export function ownCodes<Code>(codes: readonly Code[]): readonly Code[] {
  return codes.slice(SHIFT);
}
