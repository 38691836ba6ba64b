/**
 * The engines on the expressions and small programs that the reference is tested on, with the answers of a real CPython:
 * classes, descriptors, arguments, generators, coroutines, exceptions, operators, containers, scopes. The data is a list of
 * `{ program, checks: [[expression, repr of its value or "Type: message"]], log }`.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import type { Program } from "../isa/program.ts";
import { tier1, tier2 } from "./engine.ts";

interface Group {
  readonly program: Program;
  readonly checks: readonly (readonly [expression: string, expected: string])[];
  readonly log: readonly string[];
}

async function loadGroups(): Promise<Group[]> {
  const bytes = await Deno.readFile(new URL("../../reference/testdata/semantics.json.gz", import.meta.url));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Addresses differ between interpreters. */
function withoutAddresses(text: string): string {
  return text.replace(/0x[0-9a-f]{5,}|0x0\b/g, "0x");
}

/** The source form of a str as the value in it. */
function unquoted(body: string): string {
  const named: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  const escape = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs;
  return body.replace(escape, (_all, byte, short, long, char) => {
    const digits = byte ?? short ?? long;
    return digits === undefined ? named[char] ?? char : String.fromCodePoint(Number.parseInt(digits, 16));
  });
}

/** The items of the repr of a list of strs. */
function stringItems(listRepr: string): string[] {
  const item = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;
  return [...listRepr.matchAll(item)].map(([, single, double]) => unquoted((single ?? double) as string));
}

const groups = await loadGroups();
for (const engine of [tier1(), tier2()]) {
  for (const [index, { program, checks, log }] of groups.entries()) {
    Deno.test(`${engine.name} has CPython's answers to the ${checks.length} expressions of group ${index}`, () => {
      const outcome = engine.run(program, { ...DEFAULT_LIMITS, fuel: 1_000_000, resultText: "repr" });
      assertEquals([outcome.status, outcome.detail], ["finished", ""]);
      const [result] = outcome.results;
      assert(result?.kind === "returned", JSON.stringify(result));
      const ours = stringItems(result.text);
      assertEquals(ours.length, checks.length);
      checks.forEach(([expression, expected], i) => {
        assertEquals(withoutAddresses(ours[i] as string), expected, expression);
      });
      assertEquals(outcome.log.map(withoutAddresses), log.map(withoutAddresses));
    });
  }
}
