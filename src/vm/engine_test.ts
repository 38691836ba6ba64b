import { assertEquals } from "@std/assert";
import { assemble } from "../isa/assembler.ts";
import { oneFunction } from "../isa/one_function.ts";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { ALL_REPAIRS } from "../isa/repairs.ts";
import { inspect, tier1, tier2 } from "./engine.ts";

/** A program whose function has this body. */
function program(body: string) {
  return assemble(oneFunction(`  flags 0x3
  stacksize 2
  const None
  begin
    RESUME 0
  top:
    ${body}
  end
`));
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

Deno.test("a return into the cache of a call with prefixes is undefined at the pin, and goes on when repaired", () => {
  const text = (padding: string): string =>
    `tierproof-assembly 1
module m
entry f
calls 1
code <module>
  stacksize 1
  names f g
  const code(1)
  const code(2)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    LOAD_CONST 1
    MAKE_FUNCTION
    STORE_NAME 1
    RETURN_CONST 2
  end
code f
  flags 0x3
  stacksize 4
  varnames i s
  names range g
  const 0
  const 40
  begin
    RESUME 0
    LOAD_CONST 0
    STORE_FAST 1
    LOAD_GLOBAL 1
    LOAD_CONST 1
    CALL 1
    GET_ITER
  top:
    FOR_ITER end
    STORE_FAST 0
    LOAD_GLOBAL 3
    LOAD_FAST 0
    CALL 1${padding}
    STORE_FAST 1
    JUMP_BACKWARD top
  end:
    END_FOR
    LOAD_FAST 1
    RETURN_VALUE
  end
code g
  params 1 0 0
  flags 0x3
  stacksize 2
  varnames x
  const 30
  const 1.5
  const 1
  begin
    RESUME 0
    LOAD_FAST 0
    LOAD_CONST 0
    COMPARE_OP 88
    POP_JUMP_IF_FALSE other
    LOAD_FAST 0
    LOAD_CONST 1
    BINARY_OP 0
    RETURN_VALUE
  other:
    LOAD_FAST 0
    LOAD_CONST 2
    BINARY_OP 0
    RETURN_VALUE
  end
`;
  for (const prefixes of [0, 1, 2, 3]) {
    const padded = assemble(text(prefixes === 0 ? "" : ` wide ${prefixes}`));
    const outcome = tier2().run(padded);
    const [pinned] = outcome.results;
    const [repaired] = tier2({ repairs: ALL_REPAIRS }).run(padded).results;
    assertEquals(repaired, { kind: "returned", text: "40", type: "int" });
    if (prefixes === 0) assertEquals(pinned, repaired);
    else assertEquals([outcome.status, pinned], ["undefined", undefined], `${prefixes} prefixes`);
  }
});

Deno.test("programs can monitor functions: loops lose their executors, results stay", () => {
  const monitored = (event: string, calls: number): ReturnType<typeof assemble> =>
    assemble(oneFunction(
      `  flags 0x3
  stacksize 4
  varnames i s
  names range f host_monitor host_monitor_all
  const 0
  const 40
  const 1
  begin
    RESUME 0
    LOAD_CONST 0
    STORE_FAST 1
    LOAD_GLOBAL 1
    LOAD_CONST 1
    CALL 1
    GET_ITER
  top:
    FOR_ITER end
    STORE_FAST 0
    LOAD_FAST_LOAD_FAST 16
    BINARY_OP 0
    STORE_FAST 1
    JUMP_BACKWARD top
  end:
    END_FOR
    ${event}
    LOAD_FAST 1
    RETURN_VALUE
  end
`,
      `calls ${calls}
hosts host_monitor host_monitor_all`,
    ));
  const sum = { kind: "returned" as const, text: "780", type: "int" };
  const one = "LOAD_GLOBAL 5\n    LOAD_GLOBAL 2\n    CALL 1\n    POP_TOP";
  const all = "LOAD_GLOBAL 7\n    LOAD_CONST 2\n    CALL 1\n    POP_TOP";
  for (const event of [one, all]) {
    for (const engine of ENGINES) assertEquals(engine.run(monitored(event, 2)).results, [sum, sum], engine.name);
    // The event comes when the loop is done.
    assertEquals(inspect(monitored(event, 1)).codes[1]?.executors, []);
  }
  assertEquals(inspect(monitored("", 1)).codes[1]?.executors.length, 1);
});
