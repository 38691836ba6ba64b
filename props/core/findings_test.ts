import { assert, assertEquals } from "@std/assert";
import type { Repairs } from "../../src/isa/engine.ts";
import { NO_REPAIRS, type RepairId } from "../../src/isa/repairs.ts";
import { Findings } from "./findings.ts";
import { type RootCause, rootCauseOf } from "./root_cause.ts";
import { makeSubject } from "./toy_subject.ts";
import type { Failure, Subject } from "./subject.ts";

/** An input with its defects: it fails while one of them is not mended, and shows a form of the first. */
interface Case {
  readonly defects: readonly RepairId[];
  readonly form: string;
}

const FAILURE: Failure = {
  kind: "disagree",
  where: "here",
  sort: "here",
  left: { name: "expected", text: "1" },
  right: { name: "found", text: "2" },
};

function subjectOf(cases: readonly Case[]): Subject<unknown> {
  const subject: Subject<Case> = {
    ...makeSubject({ claim: "toy" }) as Subject<Case>,
    claim: "cases",
    generate: (_seed, index) => cases[index] as Case,
    check: ({ defects }, repairs: Repairs) => defects.every((id) => repairs.has(id)) ? null : FAILURE,
    shrink: () => [],
    form: ({ form }) => form,
    describe: () => "",
  };
  return subject as Subject<unknown>;
}

function found(cases: readonly Case[]) {
  const subject = subjectOf(cases);
  const findings = new Findings({ generator: 1, seed: 1, repairs: NO_REPAIRS });
  cases.forEach((input, index) => {
    const fails = (repairs: Repairs): boolean => subject.check(input, repairs, {} as never) !== null;
    const cause: RootCause = rootCauseOf(subject, input, NO_REPAIRS, FAILURE, fails);
    findings.add(subject, { index, failure: FAILURE, cause });
  });
  return {
    keys: findings.list.map(({ finding, duplicates }) => `${finding.signature} x${duplicates}`),
    mixed: findings.mixed,
    repairs: findings.list.map(({ finding }) => finding.repairs.join()),
  };
}

const one = (id: RepairId, form = ""): Case => ({ defects: [id], form });

Deno.test("failures with one root cause and form are one finding", () => {
  const cases = [
    one("handler-lookup", "a"),
    one("handler-lookup", "b"),
    one("current-ip"),
    one("handler-lookup", "a"),
    one("current-ip"),
  ];
  assertEquals(found(cases).keys, ["handler-lookup/a x1", "handler-lookup/b x0", "current-ip x1"]);
});

Deno.test("a known defect whose form does not show is counted, an unknown one is reported", () => {
  assertEquals(found([one("handler-lookup", "a"), one("handler-lookup")]).keys, ["handler-lookup/a x1"]);
  assertEquals(found([one("handler-lookup"), one("handler-lookup", "a")]).keys, [
    "handler-lookup x0",
    "handler-lookup/a x0",
  ]);
});

Deno.test("an input with two known defects is mixed; with one known, the other is looked at alone", () => {
  const both: Case = { defects: ["current-ip", "metaclass-call"], form: "" };
  const known = found([one("current-ip"), one("metaclass-call"), both]);
  assertEquals([known.keys, known.mixed], [["current-ip x0", "metaclass-call x0"], 1]);
  const half = found([one("current-ip"), both, one("metaclass-call")]);
  assertEquals([half.keys, half.mixed], [["current-ip x0", "metaclass-call x1"], 0]);
  assertEquals(half.repairs, ["", "current-ip"], "the second was found with the first mended");
  assertEquals(found([both, both]).keys, ["metaclass-call+current-ip x1"]);
});

Deno.test("what no repair heals is told apart by its sort", () => {
  const subject = subjectOf([{ defects: [], form: "" }]);
  const cause = rootCauseOf(subject, { defects: [], form: "" }, NO_REPAIRS, FAILURE, () => true);
  assertEquals(cause, { key: "cases:here", repairs: [], form: "" });
  const crash = rootCauseOf(subject, {}, NO_REPAIRS, { ...FAILURE, kind: "crash", sort: "TypeError x.ts" }, () => true);
  assertEquals(crash.key, "cases:crash:TypeError-x.ts");
  assert(
    rootCauseOf(subject, {}, NO_REPAIRS, { ...FAILURE, kind: "crash" }, (on) => on.size === 0).repairs.length === 1,
  );
});
