import { assertEquals } from "@std/assert";
import { reference } from "../reference/engine.ts";
import { assemble } from "../src/isa/assembler.ts";
import { oneFunction } from "../src/isa/one_function.ts";
import { DEFAULT_LIMITS } from "../src/isa/engine.ts";
import { tier1, tier2 } from "../src/vm/engine.ts";
import { smallProgram } from "./testing/small_source.ts";

/** How a call of a function ends with these constants and instructions: the text of what it returns, or the message. */
function answer(consts: readonly string[], instructions: readonly string[]): string | undefined {
  const program = assemble(oneFunction(`  flags 0x3
  stacksize 4
${consts.map((text) => `  const ${text}`).join("\n")}
  begin
    RESUME 0
    ${instructions.join("\n    ")}
  end
`));
  const texts = [reference, tier1(), tier2()].map((engine) => {
    const [call] = engine.run(program, DEFAULT_LIMITS).results;
    return call?.kind === "raised" ? call.message : call?.text;
  });
  assertEquals(new Set(texts).size, 1, `${consts.join(", ")}: ${instructions.join(", ")}: ${texts.join(" | ")}`);
  return texts[0];
}

/** What `del container[key]` and `container[key] = None` raise. */
function refusals(container: string, key: string): (string | undefined)[] {
  const consts = ["None", container, key];
  return [
    answer(consts, ["LOAD_CONST 1", "LOAD_CONST 2", "DELETE_SUBSCR", "RETURN_CONST 0"]),
    answer(consts, ["LOAD_CONST 0", "LOAD_CONST 1", "LOAD_CONST 2", "STORE_SUBSCR", "RETURN_CONST 0"]),
  ];
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

Deno.test("outcomes show the parts of a slice as they show other values", () => {
  const instructions = ["LOAD_ASSERTION_ERROR", "LOAD_CONST 0", "LOAD_CONST 1", "BUILD_SLICE 3", "RETURN_VALUE"];
  assertEquals(
    answer(["None", "(1.5, Ellipsis)"], instructions),
    "slice(<class AssertionError>, None, (1.5, Ellipsis))",
  );
});

Deno.test("builtin classes do not inherit the __new__ of object", () => {
  const unsafe = (name: string): string => `object.__new__(${name}) is not safe, use ${name}.__new__()`;
  const messages: readonly (readonly [expression: string, message: string])[] = [
    ["type(len)(1)", "cannot create 'builtin_function_or_method' instances"],
    ["type(iter([]))()", "cannot create 'list_iterator' instances"],
    ["object.__new__(type(len))", unsafe("builtin_function_or_method")],
    ["object.__new__(type(iter([])), 1)", unsafe("list_iterator")],
    ["object.__new__(list, 1)", unsafe("list")],
    ["type(len).__new__(type(len))", unsafe("builtin_function_or_method")],
    ["type(Ellipsis)(1)", "EllipsisType takes no arguments"],
  ];
  for (const [expression, message] of messages) {
    for (const engine of [reference, tier1()]) {
      const [call] = engine.run(smallProgram(`return ${expression}`), DEFAULT_LIMITS).results;
      assertEquals(call?.kind === "raised" ? call.message : call?.text, message, `${engine.name}: ${expression}`);
    }
  }
});
