import { assert, assertEquals } from "@std/assert";
import { programOfSource } from "../../../python/program.ts";
import { withCaches, withoutCaches } from "./cacheless.ts";

Deno.test("code without its caches is shorter, and gets them back, wide instructions too", () => {
  const names = Array.from({ length: 300 }, (_, i) => `n${i}`);
  const source = `def f(x):\n    for i in range(x): x.a = x.b[i] + ${names.join(" + ")}\n    return x.m(x < 1)\n`;
  for (const { code } of programOfSource(source).codes) {
    const kept = withoutCaches(code);
    assertEquals(withCaches(kept), [...code]);
    assert(kept.length < code.length || code.length < 6, `${kept.length} of ${code.length}`);
  }
});
