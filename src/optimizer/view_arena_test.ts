import { assertEquals } from "@std/assert";
import { UINT16 } from "./view_arena.ts";

Deno.test("views are as long as asked, all zero, and never overlap", () => {
  const views = Array.from({ length: 400 }, (_, i) => {
    const view = UINT16.take(i % 90);
    assertEquals([view.length, view.every((element) => element === 0)], [i % 90, true]);
    return view.fill(i + 1);
  });
  views.forEach((view, i) => assertEquals(view.every((element) => element === i + 1), true));
});

Deno.test("a view longer than a chunk has an array of its own", () => {
  assertEquals(UINT16.take(5000).length, 5000);
});
