import { assertEquals } from "@std/assert";
import { opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, opcodeNameOf, OPCODES } from "../../isa/opcodes.ts";
import { PyBuiltin } from "../../object/values/callable_values.ts";
import { METH } from "../../object/values/callable_values.ts";
import { adaptiveUnits, type PyCode } from "../../object/values/code.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { DICT } from "../../object/type/types.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { repr } from "../../object/text/repr.ts";
import type { Value } from "../../object/values/value.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import { functionText, TestMachine } from "../test_machine.ts";

const TOOL = 2;

/** Counts what is None, true and false, with a jump of every kind, calls of every kind, and wide instructions. */
const BODY = functionText(
  "f",
  "xs *n *x",
  `
    LOAD_CONST 0
    STORE_FAST 1
    LOAD_FAST 0 wide 2
    GET_ITER
top:
    FOR_ITER end
    STORE_FAST 2
    LOAD_FAST 2
    POP_JUMP_IF_NONE next
    LOAD_FAST 2
    POP_JUMP_IF_NOT_NONE some
    NOP
some:
    LOAD_FAST 2
    TO_BOOL
    POP_JUMP_IF_TRUE yes
    LOAD_FAST 2
    TO_BOOL
    POP_JUMP_IF_FALSE no
    NOP
no:
    LOAD_FAST 1
    LOAD_CONST 1
    BINARY_OP 0 wide 1
    STORE_FAST 1
    JUMP_FORWARD next
yes:
    LOAD_GLOBAL 1
    LOAD_FAST 1
    CALL 1
    STORE_FAST 1
    LOAD_GLOBAL 1
    LOAD_FAST 1
    LOAD_CONST 2
    CALL_KW 1
    STORE_FAST 1
    PUSH_NULL
    LOAD_GLOBAL 0
    SWAP 2
    LOAD_FAST 1
    BUILD_TUPLE 1
    CALL_FUNCTION_EX 0
    STORE_FAST 1
next:
    JUMP_BACKWARD top
end:
    END_FOR
    LOAD_FAST 1
    RETURN_VALUE
`,
  '  const 0\n  const 1\n  const ("a",)\n  names add',
);
const ADD = functionText("add", "a", "LOAD_FAST 0\nLOAD_CONST 0\nBINARY_OP 0\nRETURN_VALUE", "  const 10");

/** Every instruction on a line of its own. */
function lineTableOf(units: readonly number[]): string {
  let table = "";
  for (let unit = 0; unit < units.length;) {
    let at = unit;
    while (opcodeOf(units[at] as number) === OPCODES.EXTENDED_ARG.opcode) at++;
    const next = at + 1 + (CACHE_UNITS_OF[opcodeOf(units[at] as number)] as number);
    // Kind 13 steps by a signed number of lines, here 1.
    for (let left = next - unit, first = true; left > 0; left -= 8, first = false) {
      table += (0x80 | 13 << 3 | Math.min(left, 8) - 1).toString(16) + (first ? "02" : "00");
    }
    unit = next;
  }
  return table;
}

interface World {
  readonly t: TestMachine;
  readonly code: PyCode;
  readonly seen: string[];
}

function world(lines = true): World {
  const plain = new TestMachine([BODY]).func("f").code.source.code;
  const text = lines ? BODY.replace("  begin", `  lines ${lineTableOf(plain)}\n  begin`) : BODY;
  const t = new TestMachine([text, ADD]);
  const { code } = t.func("f");
  const seen: string[] = [];
  const { instrumentation } = t.machine;
  for (let event = 0; event < 17; event++) {
    const callback = new PyBuiltin(
      "callback",
      METH.FASTCALL,
      (_rt, _self, [, ...args]) => {
        const shown = args.map((arg) => arg === t.func("add") ? "add" : repr(t.machine, arg));
        seen.push(`${event}: ${shown.join(", ").replaceAll(/<object object[^>]*>/g, "MISSING")}`);
        return null;
      },
      null,
      null,
    );
    instrumentation.register(TOOL, event, callback);
  }
  return { t, code, seen };
}

const items = (): Value => new PyList([null, 0, 5, new PyTuple([])]);
const RESULT = 0 + 1 + 30 + 1;

/** First units of all instructions; a prefix counts as one. */
function starts(code: PyCode): number[] {
  const { code: units } = code.source;
  const found: number[] = [];
  for (let unit = 0; unit < units.length; unit += 1 + (CACHE_UNITS_OF[opcodeOf(units[unit] as number)] as number)) {
    found.push(unit);
  }
  return found;
}

function names(code: PyCode): string[] {
  return starts(code).map((unit) => opcodeNameOf(opcodeOf(code.units[unit] as number)) ?? "");
}

/** Units of the base instructions with one of these names. */
function unitsOf(code: PyCode, wanted: readonly string[]): number[] {
  return starts(code).filter((unit) =>
    wanted.includes(opcodeNameOf(opcodeOf(code.source.code[unit] as number)) as string)
  );
}

const FORMS: readonly (readonly [event: keyof typeof EVENT, instructions: string])[] = [
  ["PY_START", "RESUME"],
  ["PY_RESUME", ""],
  ["PY_RETURN", "RETURN_VALUE"],
  ["PY_YIELD", ""],
  ["CALL", "CALL CALL_KW CALL_FUNCTION_EX"],
  ["JUMP", "JUMP_FORWARD JUMP_BACKWARD"],
  ["BRANCH", "FOR_ITER POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE"],
  ["STOP_ITERATION", "END_FOR"],
];

Deno.test("each event instruments its instructions and no others, results stay, and taking it back leaves base forms that warm up", () => {
  for (const [event, instructions] of FORMS) {
    for (const withLines of ["no", "at once", "before"]) {
      for (const runsBefore of [0, 3]) {
        const { t, code } = world();
        const { instrumentation } = t.machine;
        const what = `${event}, lines ${withLines}, ${runsBefore} runs before`;
        for (let run = 0; run < runsBefore; run++) assertEquals(t.call("f", items()), RESULT, what);
        const lines = withLines === "no" ? 0 : 1 << EVENT.LINE;
        const lined = (): number => names(code).filter((name) => name === "INSTRUMENTED_LINE").length;
        if (withLines === "before") {
          // Only with a version of its own does a change leave the other events alone.
          instrumentation.setEvents(TOOL + 1, 1 << EVENT.RAISE);
          instrumentation.setLocalEvents(code, TOOL, lines);
        }
        const before = lined();
        instrumentation.setLocalEvents(code, TOOL, 1 << EVENT[event] | lines);
        const units = unitsOf(code, instructions.split(" "));
        const instrumented = (): number[] =>
          units.filter((unit) => {
            const opcode = opcodeOf(code.units[unit] as number);
            const under = opcode === OPCODES.INSTRUMENTED_LINE.opcode ? code.lineOpcodes?.[unit] as number : opcode;
            return opcodeNameOf(under)?.startsWith("INSTRUMENTED_");
          });
        assertEquals(instrumented(), units, what);
        if (withLines === "before") {
          assertEquals(lined(), before, what);
          instrumentation.setLocalEvents(code, TOOL, lines);
          assertEquals([instrumented(), lined()], [[], before], `${what}: lines stay`);
          for (let run = 0; run < 3; run++) assertEquals(t.call("f", items()), RESULT, what);
          instrumentation.setLocalEvents(code, TOOL, 1 << EVENT[event] | lines);
          assertEquals([instrumented(), lined()], [units, before], what);
        }
        if (withLines === "no") {
          assertEquals(names(code).filter((name) => name.startsWith("INSTRUMENTED_")).length, units.length, what);
        }
        for (let run = 0; run < 4; run++) assertEquals(t.call("f", items()), RESULT, what);
        assertEquals(instrumented(), units, `${what}: after runs`);
        instrumentation.setLocalEvents(code, TOOL, 0);
        assertEquals(names(code).filter((name) => name.startsWith("INSTRUMENTED_")), [], what);
        const fresh = adaptiveUnits(code.source.code);
        for (const unit of units) {
          const warm = event !== "JUMP" && CACHE_UNITS_OF[opcodeOf(fresh[unit] as number)] !== 0;
          assertEquals(code.units[unit], fresh[unit], what);
          if (warm) assertEquals(code.units[unit + 1], 0x0011, `${what}: unit ${unit} warms up`);
        }
        for (let run = 0; run < 4; run++) assertEquals(t.call("f", items()), RESULT, what);
      }
    }
  }
});

Deno.test("events tell what happened: where control goes, what is called with, what is returned", () => {
  const { t, code, seen } = world();
  const { instrumentation } = t.machine;
  const of = (event: keyof typeof EVENT): string[] => {
    instrumentation.setLocalEvents(code, TOOL, 1 << EVENT[event]);
    assertEquals(t.call("f", items()), RESULT);
    return seen.splice(0);
  };
  const at = (name: string): number[] => unitsOf(code, [name]).map((unit) => 2 * unit);
  const [resume, forIter, none, notNone, yes, no, forward, back, call, kw, ex, end] = [
    "RESUME FOR_ITER POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE JUMP_FORWARD JUMP_BACKWARD CALL",
    "CALL_KW CALL_FUNCTION_EX RETURN_VALUE",
  ].join(" ").split(" ").map((name) => at(name)[0] as number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const target = (from: number): number => {
    const [first] = [code.source.code[from / 2] as number];
    return from + 2 * (opcodeOf(first) === OPCODES.JUMP_FORWARD.opcode ? 1 : 2) + 2 * (first >> 8);
  };
  assertEquals(of("PY_START"), [`0: ${resume}`]);
  assertEquals(of("PY_RETURN"), [`2: ${end}, ${RESULT}`]);
  assertEquals(of("CALL"), [`4: ${call}, add, 1`, `4: ${kw}, add, 11`]);
  assertEquals(ex > kw, true, "a Python function called with a tuple is not told of");
  const loop = `${back + 4 - 2 * (code.source.code[back / 2] as number >> 8)}`;
  const turn = `7: ${back}, ${loop}`;
  assertEquals(of("JUMP"), [
    turn,
    `7: ${forward}, ${target(forward)}`,
    turn,
    turn,
    `7: ${forward}, ${target(forward)}`,
    turn,
  ]);
  const taken = (from: number): string => `8: ${from}, ${target(from)}`;
  const missed = (from: number): string => `8: ${from}, ${from + 4}`;
  const falsy = [missed(none), taken(notNone), missed(yes), taken(no)];
  assertEquals(of("BRANCH"), [
    ...[missed(forIter), taken(none)],
    ...[missed(forIter), ...falsy],
    ...[missed(forIter), missed(none), taken(notNone), taken(yes)],
    ...[missed(forIter), ...falsy],
    `8: ${forIter}, ${target(forIter) + 2}`,
  ]);
});

Deno.test("lines replace the first instruction of each line and run what lies under them, wide instructions too", () => {
  const { t, code } = world();
  const { instrumentation } = t.machine;
  for (const before of [0, 3]) {
    for (let run = 0; run < before; run++) t.call("f", items());
    instrumentation.setLocalEvents(code, TOOL, 1 << EVENT.LINE);
    const lined = names(code).filter((name) => name === "INSTRUMENTED_LINE").length;
    assertEquals(lined, lineStartsOf(code), "every line but that of the prologue");
    for (let run = 0; run < 5; run++) assertEquals(t.call("f", items()), RESULT);
    assertEquals(names(code).filter((name) => name === "INSTRUMENTED_LINE").length, lined);
    instrumentation.setLocalEvents(code, TOOL, 0);
    assertEquals(names(code).includes("INSTRUMENTED_LINE"), false);
    for (let run = 0; run < 3; run++) assertEquals(t.call("f", items()), RESULT);
  }
  // A second tool that wants lines changes nothing, nor does the first one that no longer does.
  for (const tool of [TOOL, TOOL + 1]) {
    instrumentation.setEvents(tool, 1 << EVENT.LINE);
    for (let run = 0; run < 2; run++) assertEquals(t.call("f", items()), RESULT);
  }
  instrumentation.setEvents(TOOL, 0);
  assertEquals(names(code).filter((name) => name === "INSTRUMENTED_LINE").length, lineStartsOf(code));
  assertEquals(t.call("f", items()), RESULT);
  const unlined = world(false);
  unlined.t.machine.instrumentation.setLocalEvents(unlined.code, TOOL, 1 << EVENT.LINE);
  assertEquals(names(unlined.code).includes("INSTRUMENTED_LINE"), false);
});

/** Instructions that begin a line and that control can come to from another one. */
function lineStartsOf(code: PyCode): number {
  const { code: units } = code.source;
  let count = 0;
  for (let unit = 0; unit < units.length;) {
    let at = unit;
    while (opcodeOf(units[at] as number) === OPCODES.EXTENDED_ARG.opcode) at++;
    const opcode = opcodeOf(units[at] as number);
    if (unit > 0 && opcode !== OPCODES.END_FOR.opcode) count++;
    unit = at + 1 + (CACHE_UNITS_OF[opcode] as number);
  }
  return count;
}

Deno.test("monitoring events have the numbers of sys.monitoring, those for lines and instructions between", () => {
  const numbered = Object.entries(EVENT).sort(([, a], [, b]) => a - b).map(([name]) => name).join(" ");
  assertEquals(
    numbered,
    "PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH STOP_ITERATION RAISE EXCEPTION_HANDLED " +
      "PY_UNWIND PY_THROW RERAISE C_RETURN C_RAISE",
  );
  assertEquals(Object.values(EVENT), Array.from({ length: 17 }, (_, i) => i));
});

Deno.test("a builtin called with an empty tuple is told to get None, a Python function not at all", () => {
  const t = new TestMachine([
    functionText("h", "", "RETURN_CONST 0", "  const 7"),
    ...["h", "dict"].map((name) =>
      functionText(
        `call_${name}`,
        "",
        "PUSH_NULL\nLOAD_GLOBAL 0\nSWAP 2\nLOAD_CONST 0\nCALL_FUNCTION_EX 0\nRETURN_VALUE",
        `  names ${name}\n  const ()`,
      )
    ),
  ]);
  const seen: Value[][] = [];
  const { instrumentation } = t.machine;
  const tell = (_rt: unknown, _self: unknown, args: readonly Value[]): null => {
    seen.push(args.slice(2));
    return null;
  };
  instrumentation.register(TOOL, EVENT.CALL, new PyBuiltin("callback", METH.FASTCALL, tell, null, null));
  for (const name of ["call_h", "call_dict"]) {
    instrumentation.setLocalEvents(t.func(name).code, TOOL, 1 << EVENT.CALL);
  }
  assertEquals(t.call("call_h"), 7);
  assertEquals(seen, []);
  assertEquals(t.call("call_dict") instanceof PyDict, true);
  assertEquals(seen, [[DICT, null]]);
});
