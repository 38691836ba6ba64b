import { assertEquals } from "@std/assert";
import { assemble } from "../isa/assembler.ts";
import { tier1 } from "./engine.ts";

/** What `left operation right` raises. */
function error(left: string, operation: string, right: string): string {
  const program = assemble(`tierproof-assembly 1
arg ${left}
arg ${right}
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
  params 2 0 0
  flags 0x3
  stacksize 2
  varnames a b
  begin
    RESUME 0
    LOAD_FAST 0
    LOAD_FAST 1
    ${operation}
    RETURN_VALUE
  end
`);
  const [result] = tier1().run(program).results;
  return result?.kind === "raised" ? `${result.type}: ${result.message}` : `${result?.text}`;
}

Deno.test("an int beyond 64 bits is refused as an index and as a count, whatever its sign", () => {
  const huge = "1234567890123456789012345";
  for (const sign of ["", "-"]) {
    for (const [sequence, repeat] of [["[1]", 5], ["()", 5], ['""', 5], ['"ab"', 18], ["[1]", 18]] as const) {
      assertEquals(
        error(sequence, `BINARY_OP ${repeat}`, sign + huge),
        "OverflowError: cannot fit 'int' into an index-sized integer",
      );
    }
    assertEquals(
      error("[1]", "BINARY_SUBSCR", sign + huge),
      "IndexError: cannot fit 'int' into an index-sized integer",
    );
  }
  assertEquals(error('"ab"', "BINARY_OP 5", "-9007199254740993"), "''");
});
