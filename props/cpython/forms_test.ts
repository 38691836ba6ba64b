import { assertEquals } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { assemble } from "../../src/isa/assembler.ts";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import { tier2 } from "../../src/vm/engine.ts";
import { formOf } from "./forms.ts";
import { huntLimits } from "./limits.ts";
import { Vm } from "./vm.ts";

const LIMITS = huntLimits(1);

/** A module that makes the functions f and g of the two codes behind it. */
const MODULE = [
  "tierproof-assembly 1",
  "code <module>",
  "  stacksize 1",
  "  names f g",
  "  const code(1)",
  "  const code(2)",
  "  const None",
  "  begin",
  "    RESUME 0",
  "    LOAD_CONST 0",
  "    MAKE_FUNCTION",
  "    STORE_NAME 0",
  "    LOAD_CONST 1",
  "    MAKE_FUNCTION",
  "    STORE_NAME 1",
  "    RETURN_CONST 2",
  "  end",
];

/** A loop in which `raising` may raise; what is between `start` and `end` is handled. */
function loop(names: string, raising: readonly string[], start: string, end: string) {
  return assemble([
    ...MODULE,
    "code f",
    "  flags 0x3",
    "  stacksize 4",
    "  varnames i",
    `  names ${names}`,
    "  const None",
    "  const (20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)",
    "  begin",
    "    RESUME 0",
    "    LOAD_CONST 1",
    "    GET_ITER",
    "   top:",
    "    FOR_ITER out",
    "    STORE_FAST 0",
    ...raising.map((line) => `   ${line}`),
    "    POP_TOP",
    "   after:",
    "    JUMP_BACKWARD top",
    "   out:",
    "    END_FOR",
    "    RETURN_CONST 0",
    "   handler:",
    "    POP_TOP",
    "    JUMP_BACKWARD top",
    `    except ${start} ${end} handler depth 1`,
    "  end",
    "code g",
    "  flags 0x3",
    "  stacksize 1",
    "  names missing",
    "  const None",
    "  begin",
    "    RESUME 0",
    "    LOAD_GLOBAL 0",
    "    RETURN_VALUE",
    "  end",
    "entry f",
    "",
  ].join("\n"));
}

function judge(program: ReturnType<typeof loop>) {
  const expected = reference.run(program, LIMITS);
  const kind = (repairs: typeof NO_REPAIRS) => compareOutcomes(expected, tier2({ repairs }).run(program, LIMITS)).kind;
  return {
    pinned: kind(NO_REPAIRS),
    repaired: kind(ALL_REPAIRS),
    form: formOf(program, LIMITS, new Vm(NO_REPAIRS)),
    repairedForm: formOf(program, LIMITS, new Vm(ALL_REPAIRS)),
  };
}

function shows(form: string) {
  return { pinned: "disagree", repaired: "agree", form, repairedForm: "" };
}

Deno.test("an exception of a trace that misses its handler, or falls into one that is over, is told by its form", () => {
  const name = [" at:", " LOAD_GLOBAL 0"];
  assertEquals(judge(loop("missing", name, "at", "after")), shows("trace-escapes"));
  // A division by zero in the last round.
  const divide = [" LOAD_FAST 0", " before:", " LOAD_FAST 0", " at:", " BINARY_OP 2"];
  assertEquals(judge(loop("missing", divide, "before", "at")), shows("trace-catches"));
});

Deno.test("an exception that comes out of a call is told apart from one that the instruction raises", () => {
  const call = [" load:", " LOAD_GLOBAL 1", " at:", " CALL 0"];
  assertEquals(judge(loop("g", call, "at", "after")), shows("caller-escapes"));
  assertEquals(judge(loop("g", call, "load", "at")), shows("caller-catches"));
});

Deno.test("a program that looks handlers up in the right places has no form, nor have other defects", () => {
  const program = loop("missing", [" before:", " NOP", " LOAD_GLOBAL 0"], "before", "after");
  assertEquals(judge(program), { pinned: "agree", repaired: "agree", form: "", repairedForm: "" });
  assertEquals(new Vm(NO_REPAIRS).form({ program, limits: LIMITS }, "invalid-executor"), "");
});

Deno.test("what is thrown into a generator is looked up where that waits: no form of a defect", () => {
  const program = assemble([
    ...MODULE,
    "code f",
    "  flags 0x3",
    "  stacksize 4",
    "  names g",
    "  const None",
    "  begin",
    "    RESUME 0",
    "    LOAD_GLOBAL 1",
    "    CALL 0",
    "    FOR_ITER out",
    "    POP_TOP",
    "    POP_TOP",
    "    RETURN_CONST 0",
    "   out:",
    "    END_FOR",
    "    RETURN_CONST 0",
    "  end",
    "code g",
    "  flags 0x23",
    "  stacksize 3",
    "  const None",
    "  begin",
    "    RETURN_GENERATOR",
    "    POP_TOP",
    "    RESUME 0",
    "    LOAD_CONST 0",
    "   yield:",
    "    YIELD_VALUE 1",
    "   waits:",
    "    RESUME 1",
    "    POP_TOP",
    "    RETURN_CONST 0",
    "   handler:",
    "    POP_TOP",
    "    RETURN_CONST 0",
    "    except yield waits handler depth 0",
    "  end",
    "entry f",
    "",
  ].join("\n"));
  const thrown: number[] = [];
  tier2({ observe: { unwind: ({ ip, lookup }) => thrown.push(ip - lookup) } }).run(program, LIMITS);
  assertEquals(thrown, [1], "it is looked up one unit before where the generator goes on");
  assertEquals(judge(program), { pinned: "agree", repaired: "agree", form: "", repairedForm: "" });
});
