import { assertEquals } from "@std/assert";
import { assemble } from "../isa/assembler.ts";
import { oneFunction } from "../isa/one_function.ts";
import { tier1 } from "./engine.ts";

/** What `left operation right` raises. */
function error(left: string, operation: string, right: string): string {
  const program = assemble(oneFunction(
    `  params 2 0 0
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
`,
    `arg ${left}
arg ${right}`,
  ));
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
