import { assertEquals } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import type { CodeObject, Program } from "../../src/isa/program.ts";
import { programSize } from "./program_size.ts";

/** `f` loads each number of the draft and drops it, and announces an event for each multiple of ten. */
function lowerNumbers(numbers: readonly number[]): Program {
  const body = numbers.flatMap((number, i) => [
    `LOAD_CONST ${i + 1}`,
    "POP_TOP",
    ...(number % 10 === 0 ? ["LOAD_GLOBAL 1", "CALL 0", "POP_TOP"] : []),
  ]);
  return assemble([
    "tierproof-assembly 1",
    "hosts emit host_invalidate_all",
    "code <module>",
    "  stacksize 1",
    "  names f",
    "  const code(1)",
    "  const None",
    "  begin",
    ...["RESUME 0", "LOAD_CONST 0", "MAKE_FUNCTION", "STORE_NAME 0", "RETURN_CONST 1"].map((line) => `    ${line}`),
    "  end",
    "code f",
    "  flags 0x3",
    "  stacksize 3",
    "  names host_invalidate_all",
    "  const None",
    ...numbers.map((number) => `  const ${number}`),
    "  begin",
    ...["RESUME 0", ...body, "RETURN_CONST 0"].map((line) => `    ${line}`),
    "  end",
    "",
  ].join("\n"));
}

Deno.test("the size of a program counts the instructions that the entry can reach, and its events", () => {
  assertEquals(programSize(lowerNumbers([1, 2])), { units: 6, events: 0 });
  assertEquals(programSize(lowerNumbers([10, 20])), { units: 12, events: 2 });
  const { codes, ...rest } = lowerNumbers([1]);
  const callee = { ...(codes[1] as CodeObject), name: "host_invalidate_all" };
  assertEquals(
    programSize({ ...rest, codes: [...codes, callee] }),
    { units: 8, events: 0 },
    "code that a name leads to",
  );
  assertEquals(programSize({ ...rest, codes: [...codes, { ...callee, name: "g" }] }), { units: 4, events: 0 });
  const wide = { ...rest, codes: codes.map((code, i) => i === 0 ? code : { ...code, code: [0x0047, ...code.code] }) };
  assertEquals(programSize(wide), { units: 4, events: 0 }, "EXTENDED_ARG and unreachable codes do not count");
});
