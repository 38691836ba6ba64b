import { assertEquals } from "@std/assert";
import { assemble } from "../isa/assembler.ts";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { ALL_REPAIRS } from "../isa/repairs.ts";
import { tier1, tier2 } from "./engine.ts";

/** A program whose function has this body. */
function program(body: string) {
  return assemble(`tierproof-assembly 1
module m
entry f
calls 1
code <module>
  stacksize 1
  names f
  const code(1)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    RETURN_CONST 1
  end
code f
  flags 0x3
  stacksize 2
  const None
  begin
    RESUME 0
  top:
    ${body}
  end
`);
}

const LIMITS = { ...DEFAULT_LIMITS, fuel: 50 };
const ENGINES = [tier1(), tier2(), tier2({ repairs: ALL_REPAIRS })];

Deno.test("endless loops are given up, also those that take no fuel", () => {
  const bodies = [
    "JUMP_BACKWARD top",
    "JUMP_BACKWARD_NO_INTERRUPT top",
    // The handler of what raises is what raises.
    "RAISE_VARARGS 0\n  behind:\n    except top behind top depth 0",
  ];
  for (const body of bodies) {
    for (const engine of ENGINES) {
      const outcome = engine.run(program(body), LIMITS);
      assertEquals([outcome.status, outcome.reason], ["poisoned", "fuel"], `${engine.name}: ${body}`);
      // What was given up leaves nothing behind for the next run.
      assertEquals(engine.run(program("RETURN_CONST 0"), LIMITS).status, "finished");
    }
  }
});
