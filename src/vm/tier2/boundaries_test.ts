import { assertEquals, assertThrows } from "@std/assert";
import { assemble } from "../../isa/assembler.ts";
import { oneFunction } from "../../isa/one_function.ts";
import { ALL_REPAIRS } from "../../isa/repairs.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import { tier2 } from "../engine.ts";
import type { Machine } from "../machine.ts";
import { boundedText } from "./boundaries.ts";
import type { ExecutionObserver } from "./observe.ts";

/** A machine that has run a program that returns None. */
function machine(): Machine {
  let attached: Machine | null = null;
  const program = assemble(oneFunction(`  flags 0x3
  stacksize 1
  const None
  begin
    RESUME 0
    RETURN_CONST 0
  end
`));
  const observe: ExecutionObserver = {
    attach(given) {
      attached = given;
    },
  };
  tier2({ repairs: ALL_REPAIRS, observe }).run(program);
  return attached as unknown as Machine;
}

Deno.test("a text that takes too much work is left out, and the machine has the work that it had", () => {
  const m = machine();
  m.work = 7;
  assertEquals(boundedText(m, "ab", 2000), "'ab'");
  assertEquals(boundedText(m, "ab", 0), "(too big)");
  assertEquals(m.work, 7);
});

Deno.test("where JavaScript's stack ends within a text, the run ends: a text never depends on how deep it was asked for", () => {
  const m = machine();
  const list = new PyList(["ab"]);
  const dive = (): void => {
    // Without a library's help, as that needs room itself.
    if (boundedText(m, list, 2000) !== "['ab']") throw new Error("a text depends on the depth");
    dive();
  };
  assertThrows(dive, RangeError, "call stack");
});
