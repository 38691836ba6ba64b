import { assert, assertEquals } from "@std/assert";
import { validateProgram } from "../../../src/isa/validate.ts";
import { type Choices, PrngChoices } from "../../core/choices.ts";
import type { Draft, Expr, FunctionDraft, IslandOp, Stmt, Twist } from "../draft/draft.ts";
import { ZERO } from "../draft/draft.ts";
import { fixup, MAX_LOOP_COUNT } from "./fixup.ts";
import { generateDraft } from "../generate.ts";
import { lower } from "../lower/lower.ts";
import { walkFunction } from "../draft/walk.ts";

type Node = Record<string, unknown> | unknown[];

/** Numbers that no table has an entry for, and others that it may have. */
const NUMBERS = [-1, 0, 1, 2, 7, 23, 24, 31, 400, 1e6, -1e6, 0.5, NaN];

/** Everything in a Draft that is a number or a list, damaged in places; literals stay as they are. */
function damage(node: unknown, choices: Choices): void {
  if (typeof node !== "object" || node === null) return;
  const record = node as Node as Record<string, unknown>;
  if ("t" in record && typeof record["t"] === "string") return;
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (typeof value === "number" && choices.chance(1, 12)) record[key] = NUMBERS[choices.below(NUMBERS.length)];
    else if (Array.isArray(value) && value.length > 0 && choices.chance(1, 20)) {
      if (choices.bool()) value.splice(choices.below(value.length), 1);
      else value.push(structuredClone(value[choices.below(value.length)]));
    }
    damage(record[key], choices);
  }
}

Deno.test("fixup makes any damaged Draft valid, and leaves what it made alone", () => {
  const choices = new PrngChoices(0);
  for (let index = 0; index < 1200; index++) {
    choices.reseed(8, index);
    const draft = structuredClone(generateDraft(choices)) as Draft;
    damage(draft, choices);
    const fixed = fixup(draft);
    assert(fixup(fixed) === fixed, `index ${index}`);
    validateProgram(lower(fixed));
  }
});

function withBody(body: readonly Stmt[], more: Partial<FunctionDraft> = {}): Draft {
  const f: FunctionDraft = {
    parent: null,
    params: 0,
    defaults: [],
    locals: 2,
    recursive: null,
    body,
    ...more,
  };
  return { functions: [f], globals: [], args: [], calls: 1, warm: 16 };
}

Deno.test("loops in loops are cut to a budget of rounds", () => {
  let body: readonly Stmt[] = [{ k: "expr", e: ZERO }];
  for (let depth = 0; depth < 4; depth++) {
    body = [{ k: "for", v: 0, over: { k: "range", start: 0, count: 1e9, step: 1 }, body, orelse: [], tight: false }];
  }
  const [f] = fixup(withBody(body)).functions;
  assert(f !== undefined);
  const counts: number[] = [];
  walkFunction(f, { stmt: (s) => s.k === "for" ? void counts.push(s.over.count) : undefined });
  assertEquals(counts, [MAX_LOOP_COUNT, 1, 1, 1]);
});

Deno.test("recursion always counts down and is entered with a small argument", () => {
  const call = (f: number, args: readonly Expr[]): Expr => ({ k: "call", f: { k: "function", f }, args });
  const recursive: FunctionDraft = {
    parent: null,
    params: 1,
    defaults: [],
    locals: 1,
    recursive: ZERO,
    body: [{ k: "return", e: call(1, [{ k: "local", i: 0 }]) }],
  };
  const draft = withBody([{ k: "return", e: call(1, [{ k: "const", v: { t: "int", v: 1000 } }]) }]);
  const fixed = fixup({ ...draft, functions: [...draft.functions, recursive] });
  const calls: unknown[] = [];
  for (const f of fixed.functions) {
    walkFunction(f, { expr: (e) => e.k === "call" ? void calls.push(e.args[0]) : undefined });
  }
  assertEquals(calls, [
    { k: "const", v: { t: "int", v: 3 } },
    { k: "binary", op: 10, l: { k: "local", i: 0 }, r: { k: "const", v: { t: "int", v: 1 } } },
  ]);
});

Deno.test("what cannot stand where it stands is dropped", () => {
  const body: Stmt[] = [{ k: "break" }, { k: "continue" }, { k: "def", f: 0, v: 0 }, {
    k: "expr",
    e: { k: "free", i: 0 },
  }];
  assertEquals(fixup(withBody(body)).functions[0]?.body, [{ k: "expr", e: ZERO }]);
});

Deno.test("an island gets the operands it lacks and leaves nothing behind", () => {
  const fixed = fixup(withBody([{ k: "island", ops: [{ k: "binary", op: 0 }, { k: "copy", n: 2 }] }]));
  const push: IslandOp = { k: "push", e: ZERO };
  assertEquals(fixed.functions[0]?.body, [{
    k: "island",
    ops: [push, push, { k: "binary", op: 0 }, push, { k: "copy", n: 2 }, { k: "pop" }, { k: "pop" }, { k: "pop" }],
  }]);
});

Deno.test("twists of one statement are kept together, and those that do not suit it go", () => {
  const range: Twist = { k: "range", edge: "start", by: 1 };
  const prefix: Twist = { k: "prefix", n: 9, op: null, at: -1 };
  const twisted = (s: Stmt, ...twists: Twist[]): Stmt => ({ k: "twisted", twists, s });
  const pass: Stmt = { k: "pass" };
  const body = [twisted(twisted(pass, prefix), range, prefix), twisted(pass, range), twisted({ k: "break" }, prefix)];
  const fixed: Twist = { k: "prefix", n: 3, op: null, at: 0 };
  assertEquals(fixup(withBody(body)).functions[0]?.body, [twisted(pass, fixed, fixed), pass]);
});
