import { assert, assertEquals } from "@std/assert";
import { fromColumns, toColumns } from "./columns.ts";

Deno.test("what became columns and text comes back as it was, fields in their order", () => {
  const lists: readonly (readonly unknown[])[] = [
    [],
    [1, "a", null, [2], { b: 3 }],
    [{ a: 1, b: [1, 2] }, { a: 2, b: [] }],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ of: [{ x: 1, y: [[1], []] }, { x: 2, y: [] }] }, { of: [] }, { of: [{ x: 3, y: [[]] }] }],
    [[{ a: 1 }], { a: 1 }],
    [[], []],
    [{}, {}],
  ];
  for (const list of lists) {
    const back = fromColumns(JSON.parse(JSON.stringify(toColumns(list))));
    assertEquals(JSON.stringify(back), JSON.stringify(list));
  }
});

Deno.test("values of one field stand side by side", () => {
  const columns = JSON.stringify(toColumns([{ a: [{ b: 1, c: "x" }] }, { a: [{ b: 2, c: "y" }, { b: 3, c: "z" }] }]));
  assert(columns.includes("[1,2,3]") && columns.includes('["x","y","z"]'), columns);
});
