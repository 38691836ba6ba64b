import { assertEquals } from "@std/assert";
import { reference } from "../reference/engine.ts";
import { assemble } from "../src/isa/assembler.ts";
import { DEFAULT_LIMITS } from "../src/isa/engine.ts";
import { tier1, tier2 } from "../src/vm/engine.ts";

/** What all engines raise for `del container[key]` and for `container[key] = None`, given texts of two constants. */
function refusals(container: string, key: string): (string | undefined)[] {
  return ["DELETE_SUBSCR", "STORE_SUBSCR"].map((opcode) => {
    const program = assemble(`tierproof-assembly 1
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
  stacksize 3
  const None
  const ${container}
  const ${key}
  begin
    RESUME 0
    ${opcode === "STORE_SUBSCR" ? "LOAD_CONST 0" : "NOP"}
    LOAD_CONST 1
    LOAD_CONST 2
    ${opcode}
    RETURN_CONST 0
  end
`);
    const texts = [reference, tier1(), tier2()].map((engine) => {
      const [call] = engine.run(program, DEFAULT_LIMITS).results;
      return call?.kind === "raised" ? call.message : undefined;
    });
    assertEquals(new Set(texts).size, 1, `${opcode} of ${container}[${key}]: ${texts.join(", ")}`);
    return texts[0];
  });
}

Deno.test("a container that refuses items words it as a sequence where the key is an index and its type has slots of one", () => {
  const set = "object does not support item assignment";
  for (const [container, name, sequence] of [["0", "int", false], ["(1, 2)", "tuple", true], ['"ab"', "str", true]]) {
    const del = sequence ? "object doesn't support item deletion" : "object does not support item deletion";
    assertEquals(refusals(`${container}`, "0"), [`'${name}' ${del}`, `'${name}' ${set}`]);
    assertEquals(refusals(`${container}`, '"x"'), [
      `'${name}' object does not support item deletion`,
      `'${name}' ${set}`,
    ]);
  }
  assertEquals(refusals("(1, 2)", "99999999999999999999"), [
    "cannot fit 'int' into an index-sized integer",
    "cannot fit 'int' into an index-sized integer",
  ]);
});
