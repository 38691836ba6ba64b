import { assertEquals } from "@std/assert";
import { moduleOf, unusedExports, unusedExportsOfProject } from "./testing/exports.ts";

Deno.test("every export is imported somewhere or given by an entry point", async () => {
  assertEquals(await unusedExportsOfProject(), []);
});

Deno.test("an export that nobody uses is seen, however others are used", () => {
  const sources: Readonly<Record<string, string>> = {
    "mod.ts": `export * from "./a.ts"; export { given } from "./b.ts";`,
    "a.ts": `export const open = 1; export * from "./c.ts";`,
    "b.ts": `export const given = 1; export const dead = 2; export function taken(): Shape { return {}; }
export interface Shape {} export interface Alone {}`,
    "c.ts": `export const through = 1;`,
    "d.ts": `import { taken as mine } from "./b.ts"; import * as all from "./e.ts"; mine(all);`,
    "e.ts": `export const whole = 1;`,
  };
  const modules = new Map(Object.entries(sources).map(([path, text]) => [path, moduleOf(path, text)]));
  assertEquals(unusedExports(modules, ["mod.ts"]), ["b.ts dead", "b.ts Alone"]);
});
