import { assertEquals } from "@std/assert";
import { reference } from "../reference/engine.ts";
import { assemble } from "../src/isa/assembler.ts";
import { oneFunction } from "../src/isa/one_function.ts";
import { DEFAULT_LIMITS } from "../src/isa/engine.ts";
import { tier1, tier2 } from "../src/vm/engine.ts";
import { programOfSource } from "./python/program.ts";
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

const SUSPENDED = `
import sys
mon = sys.monitoring
def told(code, line): emit((code.co_name, line - code.co_firstlineno))
def inner():
    try: yield 1
    except ValueError: pass
def outer(): yield from inner()
mon.use_tool_id(3, 'three')
mon.register_callback(3, 32, told)
def watched(events, leave):
    generator = outer()
    next(generator)
    mon.set_events(3, events)
    try: leave(generator)
    except StopIteration: emit('stop')
    mon.set_events(3, 0)
def hit(generator): generator.throw(ValueError)
def drop(generator): generator.close()
def f(events, way):
    watched(events, (hit, drop, next)[way])
`;

/** Lines that are told of while a generator that was suspended unwatched ends. */
function linesOfTheEnd(events: number, way: number): string {
  const program = { ...programOfSource(SUSPENDED), args: [{ t: "int", v: events }, { t: "int", v: way }] } as const;
  const logs = [reference, tier1(), tier2()].map((engine) => engine.run(program, DEFAULT_LIMITS).log.join(" "));
  assertEquals(new Set(logs).size, 1, `${events}, ${way}: ${logs.join(" | ")}`);
  return logs[0] as string;
}

Deno.test("a generator that was suspended unwatched delegates and tells of its lines as if it had been watched from the start", () => {
  // What the pin prints.
  const thrown = "('watched', 4) ('inner', 2) ('outer', 0) ('outer', 0) ('watched', 5) 'stop' ('watched', 6)";
  const closed = "('watched', 4) ('inner', 2) ('outer', 0) ('watched', 6)";
  const resumed = "('watched', 4) ('watched', 5) 'stop' ('watched', 6)";
  for (const events of [32, 96, 34]) {
    assertEquals([0, 1, 2].map((way) => linesOfTheEnd(events, way)), [thrown, closed, resumed]);
  }
  assertEquals([0, 1, 2].map((way) => linesOfTheEnd(64, way)), ["'stop'", "", "'stop'"]);
});
