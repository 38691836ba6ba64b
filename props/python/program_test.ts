import { assert, assertEquals, assertThrows } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";
import { loadLines, parseRecord } from "../golden/load.ts";
import { judgeRecord, limitsFor } from "../golden/runs.ts";
import { programOfSource } from "./program.ts";

const lines = await loadLines(new URL("../golden/sources.jsonl.gz", import.meta.url));
const engines = [reference, tier1(), tier2({ repairs: ALL_REPAIRS }), tier2()];

for (const line of lines) {
  const { id, source } = JSON.parse(line) as { readonly id: string; readonly source: string };
  Deno.test(`source ${id} does on all engines what the real interpreter did`, () => {
    const record = parseRecord(line, id);
    const { args, calls } = record.program;
    const program = { ...programOfSource(source), args, calls, hosts: record.program.hosts };
    validateProgram(program);
    for (const engine of engines) {
      assertEquals(judgeRecord({ ...record, program }, engine, record.tier1), { kind: "equal" }, engine.name);
    }
  });
}

Deno.test("comments above the first statement say with what a program is called, and how often", () => {
  const program = programOfSource(
    '# A test.\n# args: [1, 2.0, "x", (None,), {"k": [True]}]\n\n# calls: 20\ndef f(*a): emit(a)\n',
  );
  assertEquals(program.args.map(({ t }) => t), ["int", "float", "str", "tuple", "dict"]);
  assertEquals([program.calls, program.hosts, program.entry], [20, ["emit"], "f"]);
  const outcome = tier1().run(program, limitsFor(parseRecord(lines[0] as string, "first")));
  assertEquals(outcome.log.length, 20);
});

Deno.test("bad source is refused with line, column and what was expected", () => {
  const refused = (source: string): string => {
    const error = assertThrows(() => programOfSource(source), TierproofError);
    assertEquals(error.code, "source");
    return error.message;
  };
  assertEquals(
    refused("def g(): pass\n"),
    "Python source, line 1, column 1: no function f, expected one: it is what is called",
  );
  assertEquals(refused("def f():\n    x = = 1\n"), 'Python source, line 2, column 9: "=", expected an expression');
  assertEquals(
    refused("def f():\n  return 1\n def g(): pass\n"),
    "Python source, line 3, column 2: unindent does not match any outer indentation level",
  );
  assertEquals(refused("def f(:\n"), "Python source, line 1, column 6: '(' was never closed");
  assertEquals(
    refused("def f(): f() = 1\n"),
    "Python source, line 1, column 10: cannot assign to function call, expected a name, an attribute or a subscript",
  );
  assertEquals(refused("def f():\n    break\n"), "Python source, line 2, column 5: 'break' outside loop");
  assertEquals(
    refused("def f(a, a): pass\n"),
    "Python source, line 1, column 10: duplicate argument 'a' in function definition",
  );
  assertEquals(
    refused("def f[T](x: T): pass\n"),
    "Python source, line 1, column 6: type parameters are not supported, leave them out",
  );
  assertEquals(
    refused("# calls: many\ndef f(): pass\n"),
    'Python source, line 1, column 10: "many" calls, expected a number from 1 to 1000',
  );
  assertEquals(
    refused("# args: [g()]\ndef f(x): pass\n"),
    "Python source, line 1, column 9: an argument is no literal, expected numbers, texts, lists, tuples, sets, dicts",
  );
  assert(refused("def f(): return 'a\n").endsWith("unterminated string literal"));
});
