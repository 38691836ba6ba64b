import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  decodeToken,
  findingText,
  hunt,
  huntAll,
  noneMended,
  parseFinding,
  plain,
  plugOf,
  replayStored,
  stringifyFinding,
} from "../../props/mod.ts";
import { TierproofError } from "../../mod.ts";
import { type Code, defectOf, optimize, run } from "./machine.ts";
import { loadPlug, meaning, plug, SOURCE, STACK_LANGUAGE, STACK_TARGET } from "./plug.ts";

const HUNT = { plug, claim: "meaning", checks: 2000, timeMs: 60_000, jobs: 1 } as const;
const MENDED: ReadonlySet<string> = new Set(["maybe-skipped"]);

Deno.test("the slip of the foreign machine is found at any seed, attributed, and shrunk to five instructions at most", async () => {
  for (const seed of [1, 2, 3]) {
    const { finding } = await hunt({ ...HUNT, seed, mended: noneMended() });
    assert(finding !== null);
    assertEquals(finding.signature, "maybe-skipped");
    assert(finding.units <= 5, finding.text);
  }
});

Deno.test("without a shrinker of the language, its choices shrink as far", async () => {
  const { shrink: _, ...language } = STACK_LANGUAGE;
  const bare = plugOf({ language, target: STACK_TARGET, claims: [meaning] });
  for (const seed of [1, 2, 3]) {
    const { finding } = await hunt({ ...HUNT, plug: bare, seed, mended: noneMended() });
    assert(finding !== null && finding.units <= 6, finding?.text);
  }
});

Deno.test("with the slip mended nothing is found", async () => {
  const { ended, tally, finding } = await hunt({ ...HUNT, seed: 1, mended: MENDED });
  assertEquals([ended, tally.checks, finding], ["checks", 2000, null]);
});

Deno.test("a finding of the foreign machine is explained, kept and replayed", async () => {
  const { finding } = await hunt({ ...HUNT, seed: 1, mended: noneMended() });
  assert(finding !== null);
  const text = findingText(finding, plug, plain);
  for (const part of ["healed by maybe-skipped", "PROGRAM  5 instructions", "OPTIMIZED", finding.token]) {
    assert(text.includes(part), text);
  }
  assertEquals(decodeToken(finding.token, plug).index, finding.index);
  const kept = parseFinding(stringifyFinding(finding, plug), "finding.json", plug);
  assertEquals(replayStored(kept, plug)?.text, finding.text);
  assertEquals(replayStored(kept, plug, MENDED), null);
});

Deno.test("a campaign with two workers ends in the findings of one", async () => {
  const options = { claims: ["meaning"], seed: 1, mended: noneMended(), checks: 1000, timeMs: 60_000 };
  const two = await huntAll({ ...options, plug: SOURCE, jobs: 2 });
  const one = await huntAll({ ...options, plug, jobs: 1 });
  assertEquals(two.findings.map(({ finding }) => finding.text), one.findings.map(({ finding }) => finding.text));
  assertEquals(two.findings.length, 1);
  assert(loadPlug() === plug);
  assertEquals(two.tally.checks, one.tally.checks);
});

Deno.test("programs that cannot run are refused, and those that can mean what they say", () => {
  const bad: readonly (readonly [unknown, string])[] = [
    [[{ op: "add", n: 0 }], "instruction 0 cannot run: add 0"],
    [[{ op: "flag", n: 0 }, { op: "emit", n: 0 }], "instruction 1 cannot run: emit 0"],
    [[{ op: "flag", n: 0 }, { op: "skip", n: 1 }, { op: "const", n: 1 }], "the stack is not as it was at 3"],
    [[{ op: "toString", n: 0 }], "instruction 0 cannot run: toString 0"],
    [{}, "it is no list of instructions"],
  ];
  for (const [value, message] of bad) {
    assertThrows(() => STACK_LANGUAGE.codec.decode(value, "file"), TierproofError, `file: ${message}`);
  }
  const code: Code = [{ op: "const", n: 3 }, { op: "const", n: 4 }, { op: "mul", n: 0 }, { op: "set", n: 1 }, {
    op: "get",
    n: 1,
  }];
  assertEquals(defectOf(code), null);
  assertEquals(run(code), { emitted: [], locals: [0, 12, 0, 0], stack: [12] });
  assertEquals(optimize(code, true).map(({ op, n }) => `${op} ${n}`), ["const 12", "set 1", "const 12"]);
});
