import { assert, assertEquals, assertThrows } from "@std/assert";
import { assemble } from "../isa/assembler.ts";
import { DEFAULT_LIMITS, type Repairs } from "../isa/engine.ts";
import { TraceCrashError } from "../isa/errors.ts";
import { ALL_REPAIRS } from "../isa/repairs.ts";
import { UOPS } from "../isa/uops.ts";
import { type Pass, type PassContext, PASSES } from "../optimizer/passes.ts";
import { formatUop, uop, type UopInstruction } from "../optimizer/trace.ts";
import { inspect, tier2 } from "./engine.ts";
import { BoundaryRecorder } from "./tier2/boundaries.ts";

/** `f(n)` adds the global G up over range(n); at 30 it sets G to 100. */
const PROGRAM = assemble(`tierproof-assembly 1
code <module>
  stacksize 1
  names f G
  const code(1)
  const 1
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    LOAD_CONST 1
    STORE_NAME 1
    RETURN_CONST 2
  end

code f
  params 1 0 0
  flags 0x3
  stacksize 4
  varnames n total i
  names range G
  const 0
  const 30
  const 100
  begin
    RESUME 0
    LOAD_CONST 0
    STORE_FAST 1
    LOAD_GLOBAL 1
    LOAD_FAST 0
    CALL 1
    GET_ITER
    L1: FOR_ITER L3
    STORE_FAST 2
    LOAD_FAST 1
    LOAD_GLOBAL 2
    BINARY_OP 13
    STORE_FAST 1
    LOAD_FAST 2
    LOAD_CONST 1
    COMPARE_OP 72
    POP_JUMP_IF_FALSE L2
    LOAD_CONST 2
    STORE_GLOBAL 1
    L2: JUMP_BACKWARD L1
    L3: END_FOR
    LOAD_FAST 1
    RETURN_VALUE
  end

entry f
arg 40
calls 2
`);

/** A pass that takes every load of a global for the constant that it is now. */
function constantGlobals(depends: boolean, look: (context: PassContext) => void = () => {}): Pass {
  return {
    name: "constant-globals",
    run(trace, context) {
      look(context);
      return trace.map((instruction): UopInstruction => {
        if (instruction.uop !== UOPS._LOAD_GLOBAL_MODULE.id) return instruction;
        const value = context.globals.valueAt(Number(instruction.operand));
        if (value === null) return instruction;
        if (depends) context.dependOn(context.globals);
        return context.addConstant(value);
      });
    },
  };
}

function resultsWith(passes: readonly Pass[], repairs: Repairs = ALL_REPAIRS): string[] {
  const outcome = tier2({ passes, repairs }).run(PROGRAM, DEFAULT_LIMITS);
  return outcome.results.map((result) => "text" in result ? result.text : JSON.stringify(result));
}

Deno.test("a pass sees constants, names and namespaces of the code, with the versions that the guards compare", () => {
  let seen: readonly unknown[] = [];
  const versions: string[] = [];
  const pass = constantGlobals(false, (context) => {
    const { globals, builtins, constants, names } = context;
    seen = [names, constants.map((literal) => JSON.stringify(literal)), globals.get("G")?.literal, globals.get("H")];
    assertEquals(globals.get("f")?.type, "function");
    assertEquals(globals.get("f")?.literal, null);
    assertEquals(builtins.get("range")?.type, "type");
    versions.push(`_GUARD_GLOBALS_VERSION 0 ${globals.version}`);
  });
  const guards: string[] = [];
  const look: Pass = {
    name: "look",
    run: (trace) => {
      guards.push(...trace.filter((each) => each.uop === UOPS._GUARD_GLOBALS_VERSION.id).map(formatUop));
      return trace;
    },
  };
  resultsWith([pass, look]);
  assertEquals(seen, [
    ["range", "G"],
    ['{"t":"int","v":0}', '{"t":"int","v":30}', '{"t":"int","v":100}'],
    { t: "int", v: 1 },
    null,
  ]);
  assert(guards.length > 0);
  for (const [i, guard] of guards.entries()) assertEquals(guard.replace(/ [0-9]+ /, " 0 "), versions[i]);
});

Deno.test("an executor that depends on the globals goes when one of them changes, one that does not keeps its constant", () => {
  const expected = resultsWith(PASSES);
  assertEquals(expected, ["931", "4000"]);
  assertEquals(resultsWith([...PASSES, constantGlobals(true)]), expected);
  assertEquals(resultsWith([...PASSES, constantGlobals(false)]), ["40", "139"]);
});

Deno.test("a dependency puts the bits of the namespace into the executor's filter", () => {
  const words = (depends: boolean): number => {
    let population = 0;
    const look = {
      entered: (executor: { readonly bloom: { readonly population: number } }) => {
        population = executor.bloom.population;
      },
    };
    tier2({ passes: [constantGlobals(depends)], repairs: ALL_REPAIRS, observe: look }).run(PROGRAM, DEFAULT_LIMITS);
    return population;
  };
  assert(words(true) > words(false));
});

Deno.test("a literal that a pass adds is pushed by the uop that it gets", () => {
  const pass: Pass = {
    name: "seven",
    run: (trace, context) =>
      trace.map((each) => each.uop === UOPS._LOAD_GLOBAL_MODULE.id ? context.addConstant({ t: "int", v: 7 }) : each),
  };
  const [first] = resultsWith([...PASSES, pass]);
  assert(first !== "931", first);
  assert(
    inspect(PROGRAM, { passes: [pass] }).codes[1]?.executors.some(({ trace }) =>
      trace.some((each) => each.uop === UOPS.LOAD_CONST.id)
    ),
  );
});

Deno.test("repairs of the pin leave the work of other passes alone", () => {
  const forgetful: Pass = {
    name: "forgetful",
    run: (trace) => trace.map((each) => each.uop === UOPS._SET_IP.id ? uop("NOP") : each),
  };
  const pointers = (passes: readonly Pass[], repairs: Repairs): number =>
    inspect(PROGRAM, { passes, repairs }).codes[1]?.executors
      .reduce((sum, { trace }) => sum + trace.filter((each) => each.uop === UOPS._SET_IP.id).length, 0) ?? -1;
  assert(pointers(PASSES, ALL_REPAIRS) > 0);
  assertEquals(pointers([...PASSES, forgetful], ALL_REPAIRS), 0);
});

Deno.test("an engine that breaks down in a trace says in which uop, and what the boundaries were", () => {
  // COMPARE_OP takes its operands from a stack on which nothing was put.
  const wrong: Pass = {
    name: "wrong",
    run: (trace) =>
      trace.map((each) =>
        each.uop === UOPS._LOAD_GLOBAL_MODULE.id || each.uop === UOPS._GUARD_BOTH_INT.id ? uop("PUSH_NULL") : each
      ),
  };
  const options = { passes: [...PASSES, wrong], repairs: ALL_REPAIRS };
  const error = assertThrows(() => tier2(options).run(PROGRAM, DEFAULT_LIMITS), TraceCrashError);
  const { crash } = error;
  assertEquals(crash.code, "f");
  assertEquals(crash.uop, formatUop(crash.trace[crash.uopIndex] as UopInstruction).split(" ")[0]);
  assert(error.cause instanceof TypeError && error.message.includes(error.cause.message), error.message);
  const run = new BoundaryRecorder({ which: "all", ...options }).run(PROGRAM, DEFAULT_LIMITS);
  assertEquals(run.crash?.crash.uopIndex, crash.uopIndex);
  assertEquals(run.traces[run.crash?.executor ?? -1], crash.trace);
  assertEquals(run.crash?.state.frames[0]?.unit, crash.unit);
});
