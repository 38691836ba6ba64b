/**
 * Expressions and small programs with the answers of a real CPython 3.13: classes, descriptors, metaclasses, arguments,
 * generators, coroutines, exceptions, operators, containers, scopes. `testdata/semantics.json.gz` is a list of
 * `{ program, checks: [[expression, repr of its value or "Type: message"]], log }`; each program's entry returns the list
 * of its answers.
 *
 * These run 85 % and more of the lines of `builtins/object_functions.ts`, `core/attributes.ts`, `core/awaiting.ts`,
 * `core/binding.ts`, `core/calling.ts`, `core/function_text.ts`, `core/hidden_frames.ts`, `core/iteration.ts`,
 * `core/let_go.ts`, `core/resuming.ts`, `core/teardown.ts`, `evaluator.ts`, `frame.ts`, `iterators.ts`,
 * `operations.ts`, `rules/containers.ts`, `rules/exceptions.ts`, `rules/operators.ts`, `text/repr.ts`,
 * `values/base.ts`, `values/program.ts`, `types.ts`, `work.ts` and `exceptions.ts`, whose test this is.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../src/isa/engine.ts";
import type { Program } from "../src/isa/program.ts";
import { reference } from "./engine.ts";

interface Group {
  readonly program: Program;
  readonly checks: readonly (readonly [expression: string, expected: string])[];
  readonly log: readonly string[];
}

async function loadGroups(): Promise<Group[]> {
  const bytes = await Deno.readFile(new URL("./testdata/semantics.json.gz", import.meta.url));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Addresses differ between interpreters. */
function withoutAddresses(text: string): string {
  return text.replace(/0x[0-9a-f]{5,}|0x0\b/g, "0x");
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The items of the repr of a list of strs. */
function stringItems(listRepr: string): string[] {
  const item = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;
  return [...listRepr.matchAll(item)].map(([, single, double]) =>
    ((single ?? double) as string).replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs,
      (_all, x, u, long, char) => {
        const hex = x ?? u ?? long;
        return hex === undefined ? ESCAPED[char] ?? char : String.fromCodePoint(Number.parseInt(hex, 16));
      },
    )
  );
}

for (const [index, { program, checks, log }] of (await loadGroups()).entries()) {
  Deno.test(`group ${index}: ${checks.length} expressions have CPython's answers`, () => {
    const outcome = reference.run(program, { ...DEFAULT_LIMITS, fuel: 1_000_000, resultText: "repr" });
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
