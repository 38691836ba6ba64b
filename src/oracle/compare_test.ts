import { assertEquals, assertStringIncludes } from "@std/assert";
import type { CallOutcome, Outcome, PoisonReason } from "../isa/engine.ts";
import { callText, compareOutcomes, differenceText } from "./compare.ts";

const value = (text: string, type = "int"): CallOutcome => ({ kind: "returned", text, type });
const raised = (type: string, message: string, ...frames: [string, number][]): CallOutcome => ({
  kind: "raised",
  type,
  message,
  frames,
});

function outcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    status: "finished",
    reason: null,
    detail: "",
    module: value("None", "NoneType"),
    results: [value("1"), raised("ValueError", "no", ["f", 3], ["g", 9])],
    log: ["a", "b"],
    globals: [["x", "1"], ["y", "[2]"]],
    argsAfter: ["[1]"],
    statistics: { instructions: 0, uops: 0, attempts: 0, executors: 0, entered: 0, deopts: 0, errors: 0 },
    ...changes,
  };
}

function poisoned(reason: PoisonReason): Outcome {
  return outcome({ status: "poisoned", reason, results: [], log: ["different"] });
}

Deno.test("compareOutcomes() agrees on equal outcomes and never looks at statistics", () => {
  const statistics = { ...outcome().statistics, instructions: 7, entered: 2 };
  assertEquals(compareOutcomes(outcome(), outcome({ statistics, detail: "other" })), { kind: "agree" });
});

Deno.test("compareOutcomes() names the part that differs and shows both sides", () => {
  const cases: [Partial<Outcome>, string, string][] = [
    [{ module: raised("NameError", "x") }, "module code (kind)", "raises NameError: x"],
    [{ results: [value("2"), ...outcome().results.slice(1)] }, "call 1 (value)", "2"],
    [{ results: [value("1", "float"), ...outcome().results.slice(1)] }, "call 1 (type)", "1"],
    [{ results: [value("1"), value("1")] }, "call 2 (kind)", "1"],
    [{ results: [value("1"), raised("TypeError", "no", ["f", 3], ["g", 9])] }, "call 2 (type)", "TypeError"],
    [{ results: [value("1"), raised("ValueError", "yes", ["f", 3], ["g", 9])] }, "call 2 (message)", "yes"],
    [{ results: [value("1"), raised("ValueError", "no", ["f", 3], ["g", 8])] }, "call 2 (traceback)", "g+8"],
    [{ results: [value("1"), raised("ValueError", "no", ["f", 3])] }, "call 2 (traceback)", "[f+3]"],
    [{ results: [value("1")] }, "call 2 (length)", "1 calls"],
    [{ log: ["a", "c"] }, "log entry 2 (value)", "c"],
    [{ log: ["a"] }, "log entry 2 (length)", "(nothing more)"],
    [{ globals: [["x", "1"], ["y", "[3]"]] }, "global 2 (value)", "y = [3]"],
    [{ globals: [["y", "[2]"], ["x", "1"]] }, "global 1 (name)", "y"],
    [{ globals: [["x", "1"]] }, "global 2 (length)", "(nothing more)"],
    [{ argsAfter: ["[2]"] }, "argument 1 after the last call (value)", "[2]"],
  ];
  for (const [changes, where, right] of cases) {
    const verdict = compareOutcomes(outcome(), outcome(changes));
    assertEquals(verdict.kind, "disagree", where);
    if (verdict.kind !== "disagree") continue;
    assertEquals(differenceText(verdict.where), where);
    assertStringIncludes(verdict.right, right);
    const mirrored = compareOutcomes(outcome(changes), outcome());
    assertEquals(mirrored.kind === "disagree" && mirrored.left, verdict.right);
  }
});

Deno.test("a run that was given up on either side ends without blame", () => {
  for (const reason of ["size", "depth", "unsupported"] as const) {
    assertEquals(compareOutcomes(outcome(), poisoned(reason)), { kind: "poisoned", reason });
    assertEquals(compareOutcomes(poisoned(reason), outcome()), { kind: "poisoned", reason });
    assertEquals(compareOutcomes(poisoned(reason), poisoned("fuel")).kind, "poisoned");
  }
});

Deno.test("running out of fuel is blamed when the other engine finishes, and only then", () => {
  assertEquals(compareOutcomes(poisoned("fuel"), poisoned("fuel")), { kind: "poisoned", reason: "fuel" });
  const verdict = compareOutcomes(outcome(), poisoned("fuel"));
  assertEquals(verdict, {
    kind: "disagree",
    where: { part: "end", index: 0, aspect: "kind" },
    left: "finishes",
    right: "runs out of fuel",
  });
});

Deno.test("callText() writes a traceback from the outside in", () => {
  assertEquals(callText(raised("ValueError", "", ["f", 3], ["g", 9])), "raises ValueError  [f+3 > g+9]");
});

Deno.test("a run whose meaning is undefined has no blame to give; one that becomes undefined alone is to blame", () => {
  const undefinedRun = outcome({ status: "undefined", reason: null, detail: "RERAISE: found int", results: [] });
  const givenUp = { kind: "poisoned", reason: "undefined" } as const;
  assertEquals(compareOutcomes(undefinedRun, outcome()), givenUp);
  assertEquals(compareOutcomes(undefinedRun, undefinedRun), givenUp);
  assertEquals(compareOutcomes(undefinedRun, poisoned("fuel")), givenUp);
  assertEquals(compareOutcomes(poisoned("size"), undefinedRun), { kind: "poisoned", reason: "size" });
  assertEquals(compareOutcomes(outcome(), undefinedRun), {
    kind: "disagree",
    where: { part: "end", index: 0, aspect: "kind" },
    left: "finishes",
    right: "does what is undefined: RERAISE: found int",
  });
});
