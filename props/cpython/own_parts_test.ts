import { pathToFileURL } from "node:url";
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import type { Engine } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Optimizer } from "../../src/optimizer/optimizer.ts";
import { UOPS } from "../../src/isa/uops.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { checkEngine, checkOptimizer, checkPass } from "../check.ts";
import { isOurs } from "../core/finding.ts";
import { loadPlug, partsOf } from "./load.ts";

// What a stranger hands in has any shape; only JavaScript lets these through.
const engine = (parts: unknown): Engine => parts as Engine;
const optimizer = (parts: object): Optimizer => ({ name: "mine", backedgeThreshold: 16, ...parts }) as Optimizer;
const pass = (parts: unknown): Pass => parts as Pass;
const running = (change: (outcome: ReturnType<Engine["run"]>) => unknown): Engine =>
  engine({ name: "mine", run: (...call: Parameters<Engine["run"]>) => change(reference.run(...call)) });

const refused = (check: () => unknown, message: string): void => {
  assertThrows(check, TierproofError, message);
};

/** What code may throw, and how that is told. */
const THROWN: readonly [thrown: unknown, told: string][] = [
  [new RangeError("far"), "RangeError: far"],
  ["far", "string far"],
  [undefined, "undefined"],
  [null, "null"],
  [Object.create(null), "an object of no class"],
];

Deno.test("an engine that gives no outcome is told its name, the field, and what was expected there", () => {
  const cases: [Engine, string][] = [
    [running(() => undefined), "engine mine: run: expected an outcome, found undefined"],
    [running((outcome) => Promise.resolve(outcome)), "found a promise: engines are not asynchronous"],
    [running(() => Promise.reject(new Error("late"))), "found a promise: engines are not asynchronous"],
    [running(() => ({})), 'outcome.status: expected "finished", "poisoned" or "undefined", found undefined'],
    [running(({ log: _, ...outcome }) => outcome), "outcome.log: expected a list of strings, found undefined"],
    [running((outcome) => ({ ...outcome, results: [7] })), "outcome.results: expected a list of { kind:"],
    [running((outcome) => ({ ...outcome, reason: "tired" })), "outcome.reason: expected null, "],
    [running(({ statistics: _, ...outcome }) => outcome), "outcome.statistics: expected { instructions, "],
    ...THROWN.map(([thrown, told]): [Engine, string] => [
      running(() => {
        throw thrown;
      }),
      `engine mine: run: expected an outcome, it threw ${told}`,
    ]),
    ...THROWN.map(([thrown, told]): [Engine, string] => [
      running((outcome) =>
        Object.defineProperty({ ...outcome }, "results", {
          get() {
            throw thrown;
          },
        })
      ),
      `engine mine: run: outcome.results: expected a list of { kind: "returned", text, type } and { kind: "raised", ` +
      `type, message, frames: [[name, unit], ...] }, reading it threw ${told}`,
    ]),
    [engine({ name: "mine", run: 5 }), "engine mine: expected a function run, found number 5"],
    [engine({ run: reference.run }), "expected the engine to have a name, found undefined"],
    [engine({ name: "", run: reference.run }), "expected the engine to have a name, found string "],
  ];
  for (const [mine, message] of cases) refused(() => checkEngine(mine, { seed: 1, checks: 1 }), message);
  assertEquals(checkEngine(running((outcome) => ({ ...outcome })), { seed: 1, checks: 20 }), null);
});

Deno.test("an engine that writes to its program is told so, and the programs of other engines stay as they are", () => {
  const writes = engine({
    name: "writes",
    run: (...[program, limits]: Parameters<Engine["run"]>) => {
      (program.codes[0]?.names as string[]).push("mine");
      return reference.run(program, limits);
    },
  });
  refused(() => checkEngine(writes, { seed: 1, checks: 5 }), "object is not extensible, at Array.push");
});

Deno.test("an optimizer that is none, or gives no result, is told so with its name", () => {
  const real = uopOptimizer();
  const gives = (result: unknown): Optimizer => optimizer({ optimize: () => result });
  const cases: [Optimizer, string][] = [
    [gives(undefined), 'optimizer mine: expected { kind: "executor", executor }, '],
    [gives(Promise.resolve()), "found a promise: optimizers are not asynchronous"],
    [gives({ kind: "executor", executor: {} }), "found an object of Object"],
    [gives({ kind: "perhaps" }), "found kind string perhaps"],
    [gives({ kind: "declined" }), "found reason undefined"],
    ...THROWN.map(([thrown, told]): [Optimizer, string] => [
      optimizer({
        optimize: () => {
          throw thrown;
        },
      }),
      `optimizer mine: expected a result, it threw ${told}`,
    ]),
    [optimizer({}), "optimizer mine: expected a function optimize, found undefined"],
    ...[NaN, -1, 1.5, 32768, undefined, "16"].map((backedgeThreshold): [Optimizer, string] => [
      optimizer({ optimize: real.optimize, backedgeThreshold }),
      "optimizer mine: backedgeThreshold: expected a whole number from 0 to 32767, found ",
    ]),
  ];
  for (const [mine, message] of cases) refused(() => checkOptimizer(mine, { seed: 1, checks: 20 }), message);
});

Deno.test("what an optimizer does at the wrong place is found, though traces break down where they are looked at", () => {
  const real = uopOptimizer();
  const failure = checkOptimizer(
    optimizer({
      optimize: (request: Parameters<Optimizer["optimize"]>[0]) =>
        real.optimize({ ...request, destUnit: request.destUnit + 1 }),
    }),
    { seed: 1, checks: 20 },
  );
  assert(failure !== null && failure.finding.left === null, failure?.text);
});

Deno.test("a pass that throws now and then is one finding, with its program and where it threw, whatever claim shows it", () => {
  const deep = (trace: Trace): Trace => {
    if (trace.some(({ uop }) => uop === UOPS._STORE_ATTR.id)) throw new RangeError(`${trace.length} uops`);
    return trace;
  };
  const mine: Pass = { name: "mine", run: (trace) => deep(trace) };
  const found = ["equivalence", "hot-sources"].map((claim) => checkPass(mine, { seed: 1, claims: [claim] }));
  for (const failure of found) {
    assert(failure !== null);
    const { finding, text } = failure;
    assertEquals([finding.signature, finding.healedBy], ["crash:pass-mine:RangeError-in-deep", []]);
    assertMatch(text, /pass mine, trace of .*it threw RangeError: \d+ uops\n\nTHROWN .*\n +at deep \([^]*PROGRAM /);
    assert(!isOurs(finding));
  }
});

Deno.test("the pass that makes what no state of the machine shows is named, whatever claim finds it", () => {
  // Only the first of all stores of a trace is left out, so that the depth of the stack is right.
  const silent = (trace: Trace): Trace => {
    const first = trace.findIndex(({ uop }) => uop === UOPS.STORE_GLOBAL.id);
    return trace.map((each, i) => i === first ? { ...each, uop: UOPS.POP_TOP.id, oparg: 0 } : each);
  };
  const unbalanced = (trace: Trace): Trace =>
    trace.map((each) => each.uop === UOPS.COPY.id ? { ...each, uop: UOPS.NOP.id, oparg: 0 } : each);
  const found = [
    checkPass({ name: "silent", run: silent }, { seed: 1, checks: 2000 }),
    checkPass({ name: "unbalanced", run: unbalanced }, { seed: 1, checks: 2000, claims: ["traces"] }),
  ];
  for (const [i, name] of ["silent", "unbalanced"].entries()) {
    const { finding, text } = found[i] ?? {};
    assert(finding?.divergence === null, text);
    assertEquals(finding.madeBy, `pass ${name}`);
    assertMatch(text ?? "", new RegExp(`made by the pass ${name}: without it the claim holds`));
  }
});

Deno.test("a pass that makes a trace longer without end is told so at once", () => {
  const nop = { uop: UOPS.NOP.id, oparg: 0, operand: 0 };
  const longer = (by: number): Pass => ({ name: "mine", run: (trace) => [...new Array(by).fill(nop), ...trace] });
  refused(() => checkPass(longer(5000), { seed: 1, checks: 20 }), "uops): expected at most 4096 uops, found 50");
  assertEquals(checkPass(longer(3000), { seed: 1, checks: 3, claims: ["equivalence"] }), null);
});

Deno.test("an engine that throws now and then is one finding about it, with where it threw", () => {
  const deep = (thrown: unknown): Engine =>
    running((outcome) => {
      if (outcome.results[0]?.kind === "raised") throw thrown;
      return outcome;
    });
  for (
    const [thrown, signature] of [[new RangeError("far"), /^crash:engine-mine:RangeError-in-/], ["far", /thrown$/]]
  ) {
    const failure = checkEngine(deep(thrown), { seed: 1, checks: 200 });
    assertMatch(failure?.finding.signature ?? "", signature as RegExp);
    assert(failure !== null && !isOurs(failure.finding) && failure.text.includes("engine mine: run: "), failure?.text);
  }
});

Deno.test("a pass without name or function is refused", () => {
  refused(
    () => checkPass(pass({ run: (trace: unknown) => trace }), { seed: 1, checks: 1 }),
    "expected the pass to have a name",
  );
  refused(() => checkPass(pass({ name: "mine" }), { seed: 1, checks: 1 }), "pass mine: expected a function run");
  for (const [none, found] of [[null, "null"], [7, "number 7"], [(trace: unknown) => trace, "a function"]] as const) {
    const message = `m.ts: expected the pass to be an object with a name, found ${found}`;
    refused(() => partsOf({ pass: none }, "m.ts"), message);
  }
  for (const kind of ["pass", "optimizer", "engine"]) {
    const nameless = {
      get name(): string {
        throw null;
      },
    };
    refused(
      () => partsOf({ [kind]: nameless }, "m.ts"),
      `m.ts: expected the ${kind} to have name, reading it threw null`,
    );
  }
  refused(() => partsOf({ pass: Promise.resolve() }, "m.ts"), "m.ts: expected the pass itself, found a promise");
  refused(() => partsOf({ engine: null }, "m.ts"), "expected the engine to be an object with a name, found null");
});

Deno.test("what keeps something from run to run is found and said to be so", () => {
  let runs = 0;
  const forgetful = running((outcome) => ++runs === 20 ? { ...outcome, results: [] } : outcome);
  const failure = checkEngine(forgetful, { seed: 1, checks: 30 });
  assert(failure?.finding.flaky && failure.text.includes("keeps something from run to run"), failure?.text);
});

Deno.test("a module with passes under other names is told how to export one", () => {
  const mine: Pass = { name: "p", run: (trace) => trace };
  refused(() => partsOf({ mine }, "m.ts"), "found mine; to attack one of them: export { mine as pass }");
});

Deno.test("what cannot be loaded is named by its path, not by its URL", async () => {
  const folder = await Deno.makeTempDir({ prefix: "own parts " });
  try {
    const named = async (name: string, text: string | null, says: string): Promise<void> => {
      const path = `${folder}/${name}`;
      if (text !== null) await Deno.writeTextFile(path, text);
      const { message } = await assertRejects(() => loadPlug(pathToFileURL(path).href), TierproofError);
      assert(message.startsWith(`${path}: `) && message.includes(says) && !/file:|%20/.test(message), message);
    };
    await named("none.ts", null, `Module not found "${folder}/none.ts"`);
    await named("nothing.ts", "export const x = 1;", "expected an export named");
    await named("exits.ts", "Deno.exit(0);", "Deno.exit(0): what is attacked may not end its thread");
    await named("broken.ts", "export const pass = {{", `${folder}/broken.ts:1:22`);
    await named("none.py", null, "No such file");
    await named("broken.py", "def f():\n    return (1\n", "line 2, column 12");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a source that is no text in UTF-8 is refused, not read with other letters", async () => {
  const source = "data:text/x-python,def f():%0A return '%FF' #.py";
  await assertRejects(() => loadPlug(source), TierproofError, "no text in UTF-8, expected a Python source");
  await loadPlug(source.replace("%FF", "%C3%BF"));
});
