/**
 * Small programs for the tests of this folder, as assembler text.
 *
 * @module
 */

/** A generator with a closure, a handler with lasti, every kind of literal, wide and padded instructions. */
export const RICH_TEXT = `tierproof-assembly 1
module m
hosts emit host_invalidate
entry f
calls 3
arg 1
arg -9007199254740993
arg [1.0, -0.0, nan, inf, -inf, 1e+300, {"k": set(1, 2), (1,): []}]
arg "two words, \\"quotes\\" # and \\ud800"

code <module>  # 0
  qualname <module>
  params 0 0 0
  flags 0x0
  stacksize 1
  firstline 1
  names f
  const code(1)  # 0
  const None  # 1
  begin
    RESUME 0
    LOAD_CONST 0  # code(1)
    MAKE_FUNCTION
    STORE_NAME 0  # f
    RETURN_CONST 1  # None
  end

code f  # 1
  qualname f
  params 2 1 1
  flags 0xf
  stacksize 4
  firstline 3
  varnames a b c rest "named args" .0
  cellvars cell b
  names range "odd name"
  const None  # 0
  const (True, False, Ellipsis, complex(1.0, -0.0), frozenset(1, 2), bytes(00ff), ())  # 1
  const 100000000000000000000  # 2
  const "s"  # 3
  const code(2)  # 4
  begin
    MAKE_CELL 6  # cell
    MAKE_CELL 1  # b
    RESUME 0
    LOAD_GLOBAL 1  # range + NULL
    LOAD_FAST 0 wide 2  # a
    CALL 1
    GET_ITER
  L1:
    FOR_ITER L4 wide 1
    STORE_FAST 5  # .0
    NOP wide 3
  L2:
    LOAD_FAST 5  # .0
    LOAD_CONST 2  # 100000000000000000000
    BINARY_OP 13  # +=
    POP_TOP
  L3:
    JUMP_BACKWARD L1
  L4:
    END_FOR
    RETURN_CONST 0  # None
  L5:
    COPY 3
    POP_EXCEPT
    RERAISE 1
    except L2 L3 L5 depth 1 lasti
  end

code g  # 2
  qualname f.<locals>.g
  params 0 0 0
  flags 0x23
  stacksize 2
  firstline 9
  const None  # 0
  lines fff9
  begin
    RETURN_GENERATOR
    POP_TOP
  L1:
    RESUME 0
    LOAD_CONST 0  # None
    YIELD_VALUE 0
    RESUME 5
    POP_TOP
    RETURN_CONST 0  # None
  L2:
    CALL_INTRINSIC_1 3  # STOPITERATION_ERROR
    RERAISE 1
    except L1 L2 L2 depth 0 lasti
  end
`;
