import { assertEquals } from "@std/assert";
import { type Form, formOf } from "./setup.ts";

Deno.test("the form follows a text whose beginning tells it, and stays where nothing does", () => {
  const cases: readonly (readonly [text: string, usual: Form, form: Form])[] = [
    ["# a comment\ndef f(): pass\n", "assembly", "python"],
    ["\n tierproof-assembly 1\n", "python", "assembly"],
    [' {"format": 1}', "python", "json"],
    ["import sys\n", "json", "python"],
    ["[1, 2]", "json", "json"],
    ["nonsense", "assembly", "assembly"],
    ["x = 1", "python", "python"],
    ["", "assembly", "assembly"],
  ];
  for (const [text, usual, form] of cases) assertEquals(formOf(text, usual), form, text);
});
