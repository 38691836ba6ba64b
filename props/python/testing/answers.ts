/**
 * Tables of Python with the real interpreter's answers, for tests of any engine.
 *
 * A table is Python text. A line `expression  # → answer` is a case: the answer is the repr of its value, or
 * `!Type: message` of what it raises. All other lines are run as they stand, in order. Answers come from the pin.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS, type Engine } from "../../../src/isa/engine.ts";
import { programOfSource } from "../program.ts";

const ARROW = "  # → ";

/** What runs before a table: `_` tells what a case gives. */
const HEAD = `
def f(): pass
def _(case):
    try:
        text = repr(case())
    except BaseException as error:
        text = '!' + type(error).__name__ + ': ' + str(error)
    emit(text)
`;

/** Far more than any table needs; one that does not end is told as poisoned. */
const LIMITS = { ...DEFAULT_LIMITS, fuel: 1_000_000, resultText: "repr" } as const;

/** The text of a str from its repr. */
function unquoted(repr: string): string {
  const named: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  const escape = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs;
  return repr.slice(1, -1).replace(escape, (_all, byte, short, long, char) => {
    const digits = byte ?? short ?? long;
    return digits === undefined ? named[char] ?? char : String.fromCodePoint(Number.parseInt(digits, 16));
  });
}

/** Runs a table of `testdata/answers` on an engine and compares every answer. */
export async function checkAnswers(engine: Engine, name: string): Promise<void> {
  const table = await Deno.readTextFile(new URL(`../testdata/answers/${name}.py`, import.meta.url));
  const lines = table.split("\n");
  const source = lines.map((line) => {
    const [expression, answer] = line.split(ARROW);
    return answer === undefined ? line : `_(lambda: (${expression}))`;
  });
  const { module, log, status, detail } = engine.run(programOfSource(HEAD + source.join("\n")), LIMITS);
  const told = log.map((text) => unquoted(text).replaceAll("\n", "\\n"));
  const cases = lines.filter((line) => line.includes(ARROW));
  assert(cases.length > 0, `no case in ${name}`);
  const wrong: [given: string, expected: string][] = [];
  told.forEach((text, i) => {
    const expected = cases[i] as string;
    const given = expected.split(ARROW)[0] + ARROW + text;
    if (given !== expected) wrong.push([given, expected]);
  });
  assertEquals(wrong.map(([given]) => given), wrong.map(([, expected]) => expected));
  const raised = module.kind === "raised" ? `${module.type}: ${module.message}` : "";
  const next = cases[told.length] ?? "";
  assertEquals({ status, detail, raised, next }, { status: "finished", detail: "", raised: "", next: "" });
}
