/**
 * Tables of expressions with CPython's answers, for tests.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { bareInterpreter } from "../testing.ts";
import type { Value } from "../values.ts";
import { answer } from "./expressions.ts";

const ARROW = " → ";

/**
 * Checks a table: a line is a statement, an arrow and the answer; assignments have neither. Names last until a blank
 * line. The answers come from CPython (3.11, with what changed up to the pin).
 */
export function checkAnswers(table: string): void {
  const rt = bareInterpreter();
  const given: string[] = [];
  const wanted: string[] = [];
  for (const block of table.split(/\n\n+/)) {
    const names = new Map<string, Value>([["math", rt.importModule("math")]]);
    for (const line of block.split("\n")) {
      if (line === "") continue;
      const statement = line.split(ARROW)[0] as string;
      const text = answer(rt, statement, names);
      const result = text === undefined ? statement : statement + ARROW + text;
      if (result === line) continue;
      given.push(result);
      wanted.push(line);
    }
  }
  assertEquals(given, wanted);
}
