import { assert, assertEquals } from "@std/assert";
import { applyMutation, diffText, editOf, type Mutation } from "./mutation.ts";
import { isMeant } from "./project_files.ts";
import { mutationsOf, sampleMutations } from "./sites.ts";

const TEXT = `/** Doc. */
export function clamp(x: number, low: number, high: number): number {
  if (x < low) return low;
  if (x > high) return high;
  return x;
}
export function twice(x: number): number {
  if (x < 0) return 0;
  return x + x;
}
`;

function ids(mutations: readonly Mutation[]): string[] {
  return mutations.map(({ id }) => id);
}

Deno.test("mutationsOf() gives ids that stay when lines above change, and no two alike", () => {
  const before = ids(mutationsOf({ file: "src/a.ts", text: TEXT }));
  const after = ids(mutationsOf({ file: "src/a.ts", text: `const more = "x";\n\n${TEXT}` }));
  assertEquals(after, before);
  assertEquals(new Set(before).size, before.length);
  assert(before.every((id) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)), before.join());
});

Deno.test("mutationsOf() tells equal lines of one function apart", () => {
  const text = "function f() {\n  a(1);\n  a(1);\n}\n";
  const dropped = mutationsOf({ file: "a.ts", text }).filter(({ operator }) => operator === "dropped-statement");
  assertEquals(dropped.length, 2);
  assert(dropped[0]?.id !== dropped[1]?.id);
});

Deno.test("editOf() finds a text that occurs once and gives what the mutation gives", () => {
  const text = "function f() {\n  a(1);\n  a(1);\n}\nfunction g() {\n  a(1);\n}\n";
  for (const source of [text, TEXT]) {
    for (const mutation of mutationsOf({ file: "a.ts", text: source })) {
      const { find, replace } = editOf(source, mutation);
      assertEquals(source.split(find).length, 2, find);
      assertEquals(source.replace(find, () => replace), applyMutation(source, mutation));
    }
  }
});

Deno.test("diffText() shows the line before and after with its neighbours", () => {
  const mutation = mutationsOf({ file: "src/a.ts", text: TEXT }).find(({ operator }) => operator === "arithmetic");
  assert(mutation !== undefined);
  assertEquals(diffText(TEXT, mutation).split("\n").slice(2), [
    "@@ -8,3 +8,3 @@ twice",
    "   if (x < 0) return 0;",
    "-  return x + x;",
    "+  return x - x;",
    " }",
  ]);
});

/** Mutations of a file with so many lines that can be changed. */
function manyOf(file: string, lines: number): Mutation[] {
  const text = Array.from({ length: lines }, (_, i) => `x = a${i} + b;`).join("\n");
  return mutationsOf({ file, text }).filter(({ operator }) => operator === "arithmetic");
}

Deno.test("sampleMutations() is drawn by the seed, and a smaller sample is part of a larger one", () => {
  const all = [...manyOf("a.ts", 100), ...manyOf("b.ts", 25), ...manyOf("c.ts", 4)];
  const large = sampleMutations(all, 40, 1);
  assertEquals(ids(sampleMutations(all, 40, 1)), ids(large));
  assertEquals(ids(sampleMutations(all.toReversed(), 40, 1)), ids(large), "the order of the input does not matter");
  assertEquals(ids(sampleMutations(all, 12, 1)), ids(large).slice(0, 12));
  assert(ids(sampleMutations(all, 12, 2)).join() !== ids(large).slice(0, 12).join());
  assertEquals(sampleMutations(all, 1000, 1).length, all.length);
});

Deno.test("sampleMutations() takes of every file what the square root of its size asks for", () => {
  const all = [...manyOf("a.ts", 400), ...manyOf("b.ts", 100), ...manyOf("c.ts", 25)];
  const sample = sampleMutations(all, 35, 3);
  const of = (file: string): number => sample.filter((each) => each.file === file).length;
  for (const [file, share] of [["a.ts", 20], ["b.ts", 10], ["c.ts", 5]] as const) {
    assert(Math.abs(of(file) - share) <= 1, `${file}: ${of(file)}`);
  }
});

Deno.test("sampleMutations() mixes operators", () => {
  const text = Array.from({ length: 100 }, (_, i) => `x = a[${i}] + 1;${i % 10 === 0 ? "\nif (a) break;" : ""}`).join(
    "\n",
  );
  const sample = sampleMutations(mutationsOf({ file: "a.ts", text }), 40, 1);
  const of = (operator: string): number => sample.filter((each) => each.operator === operator).length;
  // 400 numbers, 100 statements, 10 jumps.
  assert(of("dropped-jump") >= 2, `${of("dropped-jump")} jumps`);
  assert(of("off-by-one") < 20, `${of("off-by-one")} numbers`);
});

Deno.test("sampleMutations() leaves other files alone when one changes", () => {
  const other = manyOf("b.ts", 50);
  const before = sampleMutations([...manyOf("a.ts", 50), ...other], 30, 1);
  const after = sampleMutations([...manyOf("a.ts", 51), ...other], 30, 1);
  const inB = (list: readonly Mutation[]): string[] => ids(list.filter(({ file }) => file === "b.ts")).slice(0, 10);
  assertEquals(inB(after), inB(before));
});

Deno.test("isMeant() takes out what a glob with ! names", () => {
  const globs = ["src/**/*.ts", "!**/*_test.ts"];
  assertEquals(["src/a.ts", "src/b/c.ts", "src/b/c_test.ts", "d.ts"].map((path) => isMeant(path, globs)), [
    true,
    true,
    false,
    false,
  ]);
});
