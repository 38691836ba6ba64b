import { assertEquals } from "@std/assert";
import type { Failure } from "./failure.ts";
import { Findings } from "./findings.ts";
import type { Plug } from "./plug.ts";
import { type RootCause, rootCauseOf } from "./root_cause.ts";
import type { Subject } from "./subject.ts";
import type { Mended } from "./target.ts";
import { TOY_DEFECTS, toyPlug } from "./testing/toy.ts";

/** An input with its defects: it fails while one of them is not mended, and shows a form of the first. */
interface Case {
  readonly defects: readonly string[];
  readonly form: string;
}

const FAILURE: Failure = {
  kind: "disagree",
  engine: null,
  place: { what: "here", of: "now", index: 3 },
  left: { name: "expected", text: "1" },
  right: { name: "found", text: "2" },
};

function plugOfCases(cases: readonly Case[]): { readonly plug: Plug; readonly subject: Subject<unknown> } {
  const plug = toyPlug();
  const subject: Subject<Case> = {
    ...plug.subject("toy") as Subject<Case>,
    claim: "cases",
    generate: (_seed, index) => cases[index] as Case,
    check: ({ defects }, mended) => defects.every((id) => mended.has(id)) ? null : FAILURE,
    shrink: () => [],
    form: ({ form }) => form,
    explain: () => ({ size: { units: 0, events: 0 }, text: "", source: null }),
  };
  return { plug: { ...plug, subject: () => subject as Subject<unknown> }, subject: subject as Subject<unknown> };
}

function found(cases: readonly Case[]) {
  const { plug, subject } = plugOfCases(cases);
  const findings = new Findings({ plug, seed: 1, mended: new Set() });
  cases.forEach((input, index) => {
    const fails = (mended: Mended): boolean => subject.check(input, mended, {} as never) !== null;
    const cause: RootCause = rootCauseOf(subject, TOY_DEFECTS, input, new Set(), FAILURE, fails);
    findings.add("cases", { index, failure: FAILURE, cause });
  });
  return {
    keys: findings.list.map(({ finding, duplicates }) => `${finding.signature} x${duplicates}`),
    mixed: findings.mixed,
    repairs: findings.list.map(({ finding }) => finding.mended.join()),
  };
}

const one = (id: string, form = ""): Case => ({ defects: [id], form });

Deno.test("failures with one root cause and form are one finding", () => {
  const cases = [
    one("multiples", "a"),
    one("multiples", "b"),
    one("second"),
    one("multiples", "a"),
    one("second"),
  ];
  assertEquals(found(cases).keys, ["multiples/a x1", "multiples/b x0", "second x1"]);
});

Deno.test("a known defect whose form does not show is counted, an unknown one is reported", () => {
  assertEquals(found([one("multiples", "a"), one("multiples")]).keys, ["multiples/a x1"]);
  assertEquals(found([one("multiples"), one("multiples", "a")]).keys, [
    "multiples x0",
    "multiples/a x0",
  ]);
});

Deno.test("an input with two known defects is mixed; with one known, the other is looked at alone", () => {
  const both: Case = { defects: ["second", "third"], form: "" };
  const known = found([one("second"), one("third"), both]);
  assertEquals([known.keys, known.mixed], [["second x0", "third x0"], 1]);
  const half = found([one("second"), both, one("third")]);
  assertEquals([half.keys, half.mixed], [["second x0", "third x1"], 0]);
  assertEquals(half.repairs, ["", "second"], "the second was found with the first mended");
  assertEquals(found([both, both]).keys, ["second+third x1"]);
});

Deno.test("what no repair heals is told apart by its sort, whatever the words of its place", () => {
  const { subject } = plugOfCases([{ defects: [], form: "" }]);
  const input = { defects: [], form: "" };
  const causeOf = (failure: Failure, fails: (mended: Mended) => boolean = () => true) =>
    rootCauseOf(subject, TOY_DEFECTS, input, new Set(), failure, fails);
  assertEquals(causeOf(FAILURE), { key: "cases:here:now", defects: [], form: "" });
  const noted = { ...FAILURE, place: { ...FAILURE.place, index: 7, note: "in other words" } };
  assertEquals(causeOf(noted).key, causeOf(FAILURE).key);
  assertEquals(causeOf({ ...FAILURE, engine: "tier2" }).key, "cases:tier2:here:now");
  const crash: Failure = { ...FAILURE, kind: "crash", place: { what: "crash", of: "TypeError x.ts" } };
  assertEquals(causeOf(crash).key, "cases:crash:TypeError-x.ts");
  assertEquals(causeOf({ ...FAILURE, kind: "crash" }, (on) => on.size === 0).defects.length, 1);
});
