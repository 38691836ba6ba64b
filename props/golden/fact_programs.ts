/**
 * Programs for the measured facts, written by hand in the shape that the pin's compiler gives their source.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { CODE_FLAGS, type Literal, type Program } from "../../src/isa/program.ts";
import { validateProgram } from "../../src/isa/validate.ts";

interface FunctionText {
  readonly parameters: string;
  readonly locals?: string;
  readonly names?: string;
  readonly consts: readonly string[];
  readonly body: readonly string[];
}

/** A program with one function `f`, called with these arguments so many times. */
function program(text: FunctionText, args: readonly Literal[], calls = 1, hosts = ""): Program {
  const count = text.parameters.split(" ").length;
  const made = assemble([
    "tierproof-assembly 1",
    ...(hosts === "" ? [] : [`hosts ${hosts}`]),
    "entry f",
    `calls ${calls}`,
    "code <module>",
    "  stacksize 1",
    "  names f",
    "  const code(1)",
    "  const None",
    "  begin",
    "    RESUME 0\nLOAD_CONST 0\nMAKE_FUNCTION\nSTORE_NAME 0\nRETURN_CONST 1",
    "  end",
    "code f",
    `  params ${count} 0 0`,
    `  flags 0x${(CODE_FLAGS.OPTIMIZED | CODE_FLAGS.NEWLOCALS).toString(16)}`,
    "  stacksize 6",
    `  varnames ${text.parameters} ${text.locals ?? ""}`.trimEnd(),
    ...(text.names === undefined ? [] : [`  names ${text.names}`]),
    ...text.consts.map((literal) => `  const ${literal}`),
    "  begin",
    "    RESUME 0",
    ...text.body,
    "  end",
    "",
  ].join("\n"));
  const whole = { ...made, args };
  validateProgram(whole);
  return whole;
}

const int = (v: number): Literal => ({ t: "int", v });

/** `s = 0; for i in range(n): s += i; return s`. */
export function sumOfRange(n: number, calls: number): Program {
  return program(
    {
      parameters: "n",
      locals: "s i",
      names: "range",
      consts: ["None", "0"],
      body: (
        "LOAD_CONST 1|STORE_FAST 1|LOAD_GLOBAL 1|LOAD_FAST 0|CALL 1|GET_ITER|L1:|FOR_ITER L2|STORE_FAST 2|" +
        "LOAD_FAST_LOAD_FAST 18|BINARY_OP 13|STORE_FAST 1|JUMP_BACKWARD L1|L2:|END_FOR|LOAD_FAST 1|RETURN_VALUE"
      ).split("|"),
    },
    [int(n)],
    calls,
  );
}

/** `s = 0; for i in range(n): for j in range(3): s += 1; return s`. */
export function nestedRanges(n: number, calls: number): Program {
  return program(
    {
      parameters: "n",
      locals: "s i j",
      names: "range",
      consts: ["None", "0", "3", "1"],
      body: (
        "LOAD_CONST 1|STORE_FAST 1|LOAD_GLOBAL 1|LOAD_FAST 0|CALL 1|GET_ITER|L1:|FOR_ITER L4|STORE_FAST 2|" +
        "LOAD_GLOBAL 1|LOAD_CONST 2|CALL 1|GET_ITER|L2:|FOR_ITER L3|STORE_FAST 3|" +
        "LOAD_FAST 1|LOAD_CONST 3|BINARY_OP 13|STORE_FAST 1|JUMP_BACKWARD L2|L3:|END_FOR|JUMP_BACKWARD L1|" +
        "L4:|END_FOR|LOAD_FAST 1|RETURN_VALUE"
      ).split("|"),
    },
    [int(n)],
    calls,
  );
}

/** A loop over a str, for which no trace can be made: so many backward jumps. */
export function untraceableLoop(jumps: number): Program {
  return program(
    {
      parameters: "s",
      consts: ["None"],
      body: "LOAD_FAST 0|GET_ITER|L1:|FOR_ITER L2|POP_TOP|JUMP_BACKWARD L1|L2:|END_FOR|RETURN_CONST 0".split("|"),
    },
    [{ t: "str", v: "x".repeat(jumps) }],
  );
}

/** So many loops, one after the other, over a list of 25 items; gives the number of loops run. */
export function manyLoops(loops: number): Program {
  const body = Array.from({ length: loops }, (_, i) =>
    [
      "LOAD_FAST 0\nGET_ITER",
      `A${i}:\nFOR_ITER B${i}\nPOP_TOP\nJUMP_BACKWARD A${i}`,
      `B${i}:\nEND_FOR\nLOAD_FAST 1\nLOAD_CONST 1\nBINARY_OP 13\nSTORE_FAST 1`,
    ].join("\n"));
  return program(
    {
      parameters: "items",
      locals: "s",
      consts: ["0", "1"],
      body: ["LOAD_CONST 0\nSTORE_FAST 1", ...body, "LOAD_FAST 1\nRETURN_VALUE"],
    },
    [{ t: "list", v: Array.from({ length: 25 }, (_, i) => int(i)) }],
  );
}

/**
 * `for number, items in parts: host_set_optimizer(number); for x in items: s += x`: the inner loop jumps `first` times with
 * the default optimizer, then `second` times with the one of the given number.
 */
export function optimizerSetMidway(first: number, second: number, optimizer: 1 | 2): Program {
  const part = (number: number, count: number): Literal => ({
    t: "tuple",
    v: [int(number), { t: "tuple", v: Array.from({ length: count }, () => int(1)) }],
  });
  return program(
    {
      parameters: "parts",
      locals: "s number items x",
      names: "host_set_optimizer",
      consts: ["0"],
      body: (
        "LOAD_CONST 0|STORE_FAST 1|LOAD_FAST 0|GET_ITER|L1:|FOR_ITER L4|UNPACK_SEQUENCE 2|STORE_FAST 2|STORE_FAST 3|" +
        "LOAD_GLOBAL 1|LOAD_FAST 2|CALL 1|POP_TOP|LOAD_FAST 3|GET_ITER|L2:|FOR_ITER L3|STORE_FAST 4|" +
        "LOAD_FAST_LOAD_FAST 20|BINARY_OP 13|STORE_FAST 1|JUMP_BACKWARD L2|L3:|END_FOR|JUMP_BACKWARD L1|L4:|END_FOR|" +
        "LOAD_FAST 1|RETURN_VALUE"
      ).split("|"),
    },
    [{ t: "list", v: [part(0, first), part(optimizer, second)] }],
    1,
    "host_set_optimizer",
  );
}

/** A loop whose jump has an EXTENDED_ARG, needed or not: the body has so many instructions of padding. */
export function prefixedLoop(n: number, padding: number, wide: number): Program {
  return program(
    {
      parameters: "n",
      locals: "s i",
      names: "range",
      consts: ["None", "0"],
      body: (
        "LOAD_CONST 1|STORE_FAST 1|LOAD_GLOBAL 1|LOAD_FAST 0|CALL 1|GET_ITER|L1:|FOR_ITER L2|STORE_FAST 2|" +
        "LOAD_FAST_LOAD_FAST 18|BINARY_OP 13|STORE_FAST 1|" + "NOP|".repeat(padding) +
        `JUMP_BACKWARD L1 wide ${wide}|` +
        "L2:|END_FOR|LOAD_FAST 1|RETURN_VALUE"
      ).split("|"),
    },
    [int(n)],
  );
}
