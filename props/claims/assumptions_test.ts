import { assert, assertEquals, assertMatch } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { uop } from "../../src/optimizer/trace.ts";
import { Vm } from "../cpython/vm.ts";
import { assumptions } from "./assumptions.ts";
import { classBody, FunctionText, programText } from "./scenarios/text.ts";

const LIMITS: Limits = { ...DEFAULT_LIMITS, backedgeThreshold: 64 };

function dropping(name: UopName): Pass {
  return { name: `drop ${name}`, run: (trace) => trace.map((each) => each.uop === UOPS[name].id ? uop("NOP") : each) };
}

/** Loads of globals become constants, with or without what tells of changes. */
function folding(depends: boolean): Pass {
  return {
    name: "fold",
    run: (trace, context) =>
      trace.map((each) => {
        if (each.uop !== UOPS._LOAD_GLOBAL_MODULE.id || (each.oparg & 1) !== 0) return each;
        const value = context.globals.valueAt(Number(each.operand));
        if (value === null) return each;
        if (depends) context.dependOn(context.globals);
        return context.addConstant(value);
      }),
  };
}

/** What the claim says of a loop, with a call that no trace follows in it; `before` stands before the loop. */
function checked(pass: Pass, body: (f: FunctionText) => unknown, before: (f: FunctionText) => unknown = () => {}) {
  const f = new FunctionText("f");
  before(f);
  f.rounds("i", 20, () => {
    f.emit(() => f.load("i"));
    body(f);
  });
  f.returnConstant("None");
  const functions = [f, new FunctionText("g", ["self"]).returnConstant(1), classBody("C", { m: 2 })];
  return assumptions.check(
    { program: assemble(programText(functions)), limits: LIMITS },
    new Vm(ALL_REPAIRS, { passes: [pass] }),
  );
}

function useGlobal(f: FunctionText): unknown {
  return f.emit(() => f.global("G"));
}

function useMethod(f: FunctionText): unknown {
  return f.emit(() => f.load("c").method("m", 0));
}

function useAttribute(f: FunctionText): unknown {
  return f.emit(() => f.load("c").attribute("x"));
}

function makeInstance(f: FunctionText): unknown {
  return f.makeClass("C", 3, null).storeGlobal("C").call("C", 0).store("c").constant(3).load("c").storeAttribute("x");
}

/** A guard of each kind, with a loop that relies on it. */
const BROKEN: readonly (readonly [UopName, (f: FunctionText) => unknown, (f: FunctionText) => unknown])[] = [
  ["_GUARD_GLOBALS_VERSION", useGlobal, (f) => f.constant(1).storeGlobal("A").constant(5).storeGlobal("G")],
  ["_GUARD_BUILTINS_VERSION", (f) => f.emit(() => f.call("abs", 1, () => f.load("i"))), () => {}],
  ["_GUARD_TYPE_VERSION", useMethod, makeInstance],
  ["_GUARD_KEYS_VERSION", useMethod, makeInstance],
  ["_GUARD_TYPE_VERSION", useAttribute, makeInstance],
  ["_CHECK_FUNCTION_EXACT_ARGS", (f) => f.emit(() => f.call("g", 1, () => f.load("i"))), () => {}],
  [
    "_GUARD_BOTH_INT",
    (f) => f.emit(() => f.global("G").constant(2).op("BINARY_OP 0")),
    (f) => f.constant(5).storeGlobal("G"),
  ],
];

Deno.test("a guard that is gone is an assumption that other code breaks, whatever it guards", () => {
  for (const [guard, use, before] of BROKEN) {
    const verdict = checked(dropping(guard), use, before);
    assert(verdict.kind === "disagree", guard);
    assertEquals([verdict.place.what, verdict.place.of], ["assumption", guard]);
  }
});

Deno.test("the report names the assumption, the uop that relied on it and where it broke", () => {
  const verdict = checked(
    dropping("_GUARD_BUILTINS_VERSION"),
    (f) => f.emit(() => f.call("abs", 1, () => f.load("i"))),
  );
  assert(verdict.kind === "disagree");
  assertMatch(
    verdict.place.note ?? "",
    /^removed: _GUARD_BUILTINS_VERSION \d+ for f\+\d+, uop \d+ of the trace of f; relied on by _LOAD_GLOBAL_BUILTINS; broken before f\+\d+, behind CALL_BUILTIN_O: keys of the builtins come and go, abs has another place$/,
  );
});

Deno.test("a value made constant needs a dependency that falls with it", () => {
  const before = (f: FunctionText): unknown => f.constant(5).storeGlobal("G");
  assertEquals(checked(folding(true), useGlobal, before).kind, "agree");
  assertEquals(checked(folding(false), useGlobal, before).kind, "disagree");
});

/** The second store of a trace, behind that of the loop variable, goes. */
const FORGETFUL: Pass = {
  name: "forget",
  run(trace) {
    let stores = 0;
    return trace.map((each) => each.uop === UOPS.STORE_FAST.id && ++stores === 2 ? uop("POP_TOP") : each);
  },
};

Deno.test("a store that is gone is seen by other code that looks at variables, before another one covers it", () => {
  const verdict = checked(FORGETFUL, (f) => {
    f.constant(1).store("x");
    f.emit(() => f.load("i"));
    return f.constant(2).store("x");
  });
  assert(verdict.kind === "disagree");
  assertMatch(verdict.place.note ?? "", /^removed: STORE_FAST .*: other code looks at the variables of all frames$/);
  const unseen = checked(FORGETFUL, (f) => f.constant(1).store("x").constant(2).store("x"));
  assertEquals(unseen, { kind: "agree" });
});

Deno.test("a check of validity that is gone is seen by instructions that are not reported, a single one, too", () => {
  const calls = (f: FunctionText): unknown => {
    f.emit(() => f.call("abs", 1, () => f.load("i")));
    return f.load("i").op("UNARY_NEGATIVE").store("x");
  };
  const all = dropping("_CHECK_VALIDITY");
  const behindCalls: Pass = {
    name: "drop it behind calls",
    run: (trace, context) => {
      const dropped = all.run(trace, context);
      return trace.map((each, i) => trace[i - 2]?.uop === UOPS.CALL_BUILTIN_O.id ? dropped[i] as typeof each : each);
    },
  };
  for (const pass of [all, behindCalls]) {
    const verdict = checked(pass, calls);
    assert(verdict.kind === "disagree");
    assertMatch(verdict.place.note ?? "", /^removed: _CHECK_VALIDITY .*: all instructions are monitored$/);
  }
});

Deno.test("variables hold what they never held where traces of changed passes are entered", () => {
  const use = (f: FunctionText): unknown => f.emit(() => f.load("v").constant(2).op("BINARY_OP 5"));
  const before = (f: FunctionText): unknown => f.constant(3).store("v");
  const verdict = checked(dropping("_GUARD_BOTH_INT"), use, before);
  assert(verdict.kind === "disagree");
  assertMatch(
    verdict.place.note ?? "",
    /^removed: _GUARD_BOTH_INT for f\+\d+, uop \d+ of the trace of f; relied on by _BINARY_OP_MULTIPLY_INT; broken before f\+\d+, where the trace is entered: the variable v holds .+$/,
  );
  // Behind its guard a multiplication may be done otherwise.
  const doubling: Pass = {
    name: "double",
    run: (trace) => {
      const at = trace.findIndex((each) => each.uop === UOPS._BINARY_OP_MULTIPLY_INT.id);
      return at < 0
        ? trace
        : [...trace.slice(0, at), uop("POP_TOP"), uop("COPY", 1), uop("_BINARY_OP_ADD_INT"), ...trace.slice(at + 1)];
    },
  };
  assertEquals(checked(doubling, use, before), { kind: "agree" });
});

Deno.test("a pass is to blame where tiers part whatever is changed, with the difference itself as the place", () => {
  const negating: Pass = {
    name: "negate",
    run: (trace) =>
      trace.flatMap((each) => each.uop === UOPS._BINARY_OP_MULTIPLY_INT.id ? [each, uop("UNARY_NEGATIVE")] : [each]),
  };
  const instead: Pass = {
    name: "subtract",
    run: (trace) =>
      trace.map((each) => each.uop === UOPS._BINARY_OP_MULTIPLY_INT.id ? uop("_BINARY_OP_SUBTRACT_INT") : each),
  };
  const use = (f: FunctionText): unknown => f.emit(() => f.load("i").constant(2).op("BINARY_OP 5"));
  for (const pass of [instead, negating]) {
    const verdict = checked(pass, use);
    assert(verdict.kind === "disagree", pass.name);
    assertEquals(verdict.place.what, "log entry");
  }
});

Deno.test("a guard that stays vouches, and passes of the pin assume nothing", () => {
  for (const [, use, before] of BROKEN) {
    assertEquals(checked({ name: "nothing", run: (trace) => trace }, use, before), { kind: "agree" });
  }
});
