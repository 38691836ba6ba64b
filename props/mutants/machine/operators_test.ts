import { assertEquals } from "@std/assert";
import { applyMutation } from "./mutation.ts";
import { OPERATORS } from "./operators.ts";
import { mutationsOf } from "./sites.ts";

/** What an operator makes of a text, all of its mutants. */
function mutantsBy(operator: string, text: string): string[] {
  return mutationsOf({ file: "a.ts", text }).filter((each) => each.operator === operator).map((each) =>
    applyMutation(text, each)
  );
}

const CASES: readonly (readonly [operator: string, text: string, mutants: readonly string[]])[] = [
  ["off-by-one", "const a = 0x10;", ["const a = 17;", "const a = 15;"]],
  ["off-by-one", "const a = 0n;", ["const a = 1n;"]],
  ["off-by-one", "const a = new Array(4);", ["const a = new Array(3);"]],
  ["off-by-one", "const a = 1.5;", []],
  ["negated-condition", "if (a && b) c();", ["if (!(a && b)) c();"]],
  ["negated-condition", "const x = !a ? b : c;", ["const x = a ? b : c;"]],
  ["negated-condition", "while (a === b) c();", []],
  ["dropped-not", "const x = !a;", ["const x = a;"]],
  ["dropped-not", "if (!a) b();", []],
  ["relation", "x = a < b;", ["x = a <= b;"]],
  ["relation", "x = a === b;", ["x = a !== b;"]],
  ["logic", "x = a && b;", ["x = a || b;"]],
  ["bitwise", "x = a & b;", ["x = a | b;"]],
  ["bitwise", "x = a >>> b;", ["x = a << b;"]],
  ["arithmetic", "x = a + b;", ["x = a - b;"]],
  ["arithmetic", 'x = "a" + b;', []],
  ["update", "for (;;) i++;", ["for (;;) i--;"]],
  ["extreme", "x = Math.min(a, b);", ["x = Math.max(a, b);"]],
  ["swapped-arguments", "f(a, b, b);", ["f(b, a, b);"]],
  ["swapped-arguments", "f(...a, b);", []],
  ["swapped-arguments", "x = Math.max(a, b);", []],
  ["dropped-statement", "if (a) f(b);", ["if (a) ;"]],
  ["dropped-statement", "class A extends B { constructor() { super(1); } }", []],
  ["dropped-jump", "function f() { for (;;) break; return 1; }", [
    "function f() { for (;;) ; return 1; }",
    "function f() { for (;;) break; ; }",
  ]],
  ["dropped-jump", "function f() { if (a) return; return undefined; }", [
    "function f() { if (a) ; return undefined; }",
  ]],
  ["dropped-jump", "switch (a) { case 1: b(); break; case 2: c(); break; }", [
    "switch (a) { case 1: b(); ; case 2: c(); break; }",
  ]],
  ["flipped-boolean", "x = true;", ["x = false;"]],
  ["wrong-constant", 'import { NEXT, DEOPT, type Status } from "./s.ts"; const f = () => NEXT;', [
    'import { NEXT, DEOPT, type Status } from "./s.ts"; const f = () => DEOPT;',
  ]],
  ["wrong-constant", "const x = [U._A1.id, U._B1.id];", [
    "const x = [U._B1.id, U._B1.id];",
    "const x = [U._A1.id, U._A1.id];",
  ]],
  ["wrong-row", 'const T = { a: { n: 1, what: "x" }, b: { n: 2, what: "y" }, c: { n: 2, what: "z" } };', [
    'const T = { a: { n: 2, what: "x" }, b: { n: 1, what: "y" }, c: { n: 2, what: "z" } };',
  ]],
  ["wrong-row", "const T = [1, 2, 3];", ["const T = [2, 1, 3];", "const T = [1, 3, 2];"]],
  ["wrong-row", "switch (a) { case 1: b(); break; case 2: c(); break; default: }", [
    "switch (a) { case 2: b(); break; case 1: c(); break; default: }",
  ]],
  ["wrong-row", "const s = new Set([1, 2, 3]);", []],
  ["wrong-row", "const s = new Set(([1, 2, 3] as const).map(f));", []],
  ["wrong-row", "x = [1, 2, 3].includes(a) && [1, 2, 3].every(f);", []],
  ["wrong-row", "for (const a of [1, 2, 3] as const) t[a] = 1;", []],
  ["wrong-row", "for (const a of [1, 2, 3]) t[a] = i++;", [
    "for (const a of [2, 1, 3]) t[a] = i++;",
    "for (const a of [1, 3, 2]) t[a] = i++;",
  ]],
  ["wrong-row", "function f() { const l = [1, 2, 3]; for (const a of l) t[a] = 1; }", []],
  ["wrong-row", "function f() { const l = [1, 2, 3]; for (const a of l) t[a] = 1; g(l); }", [
    "function f() { const l = [2, 1, 3]; for (const a of l) t[a] = 1; g(l); }",
    "function f() { const l = [1, 3, 2]; for (const a of l) t[a] = 1; g(l); }",
  ]],
  ["wrong-row", 'const row = { a: "x", b: "y" };', []],
];

Deno.test("operators make the slips that they are named for", () => {
  for (const [operator, text, mutants] of CASES) {
    assertEquals(mutantsBy(operator, text), mutants, `${operator}: ${text}`);
  }
});

Deno.test("operators all have an example", () => {
  const shown = new Set(CASES.map(([operator]) => operator));
  assertEquals(OPERATORS.map(({ name }) => name).filter((name) => !shown.has(name)), []);
});

const SILENT: readonly string[] = [
  "type A = 1 | 2;",
  "interface A { a: 1; }",
  'import { a } from "./a.ts";',
  "// a < b",
  "/** 1 + 1 */",
  "assertEquals(a, 1 + 1);",
  'if (a < b) throw new InvariantError("no");',
  'if (a < b) { throw new InvariantError("no"); }',
  "this.observer?.observe({ a: 1 });",
  "if (m.observer !== null) tell(m, 1);",
  "const t = { what: `${a + 1}` };",
  "class A { toString() { return 1 + 1; } }",
  "function checkListInvariants() { return 1; }",
  "console.log(1, 2);",
];

Deno.test("mutationsOf() leaves alone what no run can tell", () => {
  for (const text of SILENT) {
    const found = mutationsOf({ file: "a.ts", text }).map((each) => applyMutation(text, each));
    assertEquals(found, [], text);
  }
});

Deno.test("mutationsOf() drops a refusal but leaves its text alone", () => {
  const text = "if (a) refuse(a, 1, `${b + 1}`);";
  const changed = mutationsOf({ file: "a.ts", text }).map((each) => applyMutation(text, each));
  assertEquals(changed, ["if (!(a)) refuse(a, 1, `${b + 1}`);", "if (a) ;"]);
  const thrown = 'if (a) throw new TypeError("x" + 1);';
  const mutants = mutationsOf({ file: "a.ts", text: thrown }).map((each) => applyMutation(thrown, each));
  assertEquals(mutants, ['if (!(a)) throw new TypeError("x" + 1);', "if (a) ;"]);
});

Deno.test("mutationsOf() takes a large switch of calls as one table", () => {
  const rows = Array.from({ length: 50 }, (_, i) => `case ${i}: s = f${i}(m, 7); break;`);
  const text = `switch (a) { ${rows.join(" ")} }`;
  assertEquals(mutationsOf({ file: "a.ts", text }).filter(({ operator }) => operator !== "wrong-row"), []);
  assertEquals(mutationsOf({ file: "a.ts", text }).length, 49);
});
