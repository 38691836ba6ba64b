/**
 * What must hold of real interpreters.
 *
 * A program that fails is run again in a process of its own before anybody is told: one that went before it may have left the process
 * that it ran in in a bad state. From then on it runs in processes of its own alone: in one that has done other things it need not fail.
 *
 * @module
 */

import { tier1, tier2 } from "../../src/vm/engine.ts";
import { AGREE, type ProgramClaim, type Verdict } from "../core/claim.ts";
import { sortOf } from "../core/failure.ts";
import { compareReal, endVerdict } from "./judge.ts";
import { isKnown, isKnownFailure } from "./known.ts";
import { explanationOf } from "./model.ts";
import type { AttackedPython, Pythons } from "./pythons.ts";
import type { PythonCase } from "./python_case.ts";
import type { Ran, RealOutcome, Tier } from "./protocol.ts";
import { versionRow } from "./versions.ts";

/** A claim about real interpreters. */
export type PythonClaim = ProgramClaim<PythonCase, Pythons>;

/** What a run on some tiers is held to. */
type Judge = (given: PythonCase, ran: readonly RealOutcome[], python: AttackedPython, pythons: Pythons) => Verdict;

/** The name of a tier in findings. */
function engineName({ label }: AttackedPython, tier: Tier): string {
  return label === "" ? `tier${tier}` : `${label}-tier${tier}`;
}

function isComparable({ interpreter: { facts } }: AttackedPython): boolean {
  return versionRow(facts.row)?.comparable === true;
}

/** Judges a run that may not have come to its end. */
function judged(judge: Judge, given: PythonCase, ran: Ran, python: AttackedPython, pythons: Pythons): Verdict {
  if (ran.kind !== "ran") return endVerdict(ran, (tier) => engineName(python, tier)) ?? AGREE;
  return judge(given, ran.outcomes, python, pythons);
}

/** The failure that a verdict stands for, as explanations want it. */
function explained(given: PythonCase, verdict: Extract<Verdict, { readonly kind: "disagree" }>): string | null {
  const { engine, place, left, right } = verdict;
  const side = (text: string) => ({ name: "", text });
  return explanationOf(given, { kind: "disagree", engine, place, left: side(left), right: side(right) });
}

/** Names by which a program sees its caller, which is the child here: how deep it stands, and that it runs Python code of its own. */
const CALLER: ReadonlySet<string> = new Set(["setrecursionlimit", "set_events", "settrace", "setprofile"]);

function seesCaller({ program: { codes } }: PythonCase): boolean {
  return codes.some(({ names }) => names.some((name) => CALLER.has(name)));
}

/** A check of one program on all interpreters. */
function checkWith(judge: Judge, wanted: readonly Tier[], given: PythonCase, pythons: Pythons): Verdict {
  const { status, reason } = pythons.expectedOf(given);
  if (status !== "finished") return { kind: "poisoned", reason: reason ?? status };
  if (isKnown(pythons.known, given)) return { kind: "poisoned", reason: "known" };
  if (seesCaller(given)) return { kind: "poisoned", reason: "sees its caller" };
  for (const python of pythons.pythons) {
    const { interpreter } = python;
    if (pythons.tiersOf(interpreter, wanted).length === 0) continue;
    const found = pythons.failsAlone(given);
    const first = found ? null : judged(judge, given, pythons.ran(given, interpreter, wanted), python, pythons);
    if (first?.kind === "agree") continue;
    if (first?.kind === "poisoned") return first;
    const again = judged(judge, given, pythons.alone(given, interpreter, wanted), python, pythons);
    if (again.kind !== "disagree") {
      if (first === null) continue;
      const sort = sortOf({ ...first, left: { name: "", text: "" }, right: { name: "", text: "" } });
      return { kind: "poisoned", reason: `not alone in a new process: ${sort}` };
    }
    pythons.noteFailsAlone(given);
    if (pythons.known.length > 0 && isKnownFailure(pythons.known, given, explained(given, again))) {
      return { kind: "poisoned", reason: "known" };
    }
    return again;
  }
  return AGREE;
}

/** Names by which a program sees offsets, lines or instructions of its code, which each compiler lays out in its own way. */
const LAYOUT: ReadonlySet<string> = new Set([
  "f_lineno",
  "tb_lineno",
  "co_lines",
  "co_positions",
  "co_firstlineno",
  "co_code",
  "f_back",
  "monitoring",
  "settrace",
  "f_lasti",
  "tb_lasti",
  "f_trace",
  "f_trace_opcodes",
]);

function seesLayout({ program: { codes } }: PythonCase): boolean {
  return codes.some(({ names }) => names.some((name) => LAYOUT.has(name)));
}

function againstReference(given: PythonCase, found: RealOutcome, python: AttackedPython, pythons: Pythons): Verdict {
  const [major, minor] = python.interpreter.facts.version;
  const isPin = pythons.takes === "bytecode";
  if (!isPin && seesLayout(given)) return AGREE;
  return compareReal(pythons.expectedOf(given), found, engineName(python, 1), {
    version: isPin ? null : [major, minor],
    offsets: isPin,
  });
}

function betweenTiers(outcomes: readonly RealOutcome[], python: AttackedPython): Verdict {
  const [off, on] = outcomes;
  if (off === undefined || on === undefined) return AGREE;
  return compareReal(off, on, engineName(python, 2), { offsets: true });
}

function claimOf(
  head: Pick<PythonClaim, "name" | "what" | "partOf" | "unfit">,
  wanted: readonly Tier[],
  judge: Judge,
  leavesOut: (given: PythonCase) => string | null = () => null,
): PythonClaim {
  return {
    kind: "program",
    ...head,
    prepare: (programs, pythons) =>
      pythons.prepare(programs.filter((given) => !seesCaller(given) && leavesOut(given) === null), wanted),
    check(given, pythons) {
      const reason = leavesOut(given);
      return reason === null ? checkWith(judge, wanted, given, pythons) : { kind: "poisoned", reason };
    },
  };
}

/** Why nothing is said about tier 2; null where there is one. */
function needsTier2(pythons: Pythons): string | null {
  const has = pythons.pythons.some(({ interpreter }) => pythons.tiersOf(interpreter, [1, 2]).length > 1);
  return has ? null : "it has no tier 2 that could be switched";
}

/** Why nothing is said about the reference; null where it is comparable. */
function needsComparable(pythons: Pythons): string | null {
  return pythons.pythons.some(isComparable)
    ? null
    : "its version is too far from the pin to be compared with the reference";
}

/** Why our tiers say nothing; null where the interpreter is the pin. */
function needsPin(pythons: Pythons): string | null {
  return pythons.takes === "bytecode" ? null : "it takes Python source, and our tiers run the pin's bytecode";
}

/** Everything at once. */
const equivalence: PythonClaim = claimOf(
  {
    name: "equivalence",
    what: "without tier 2 it does what the reference does, with tier 2 what it does without, and it comes to its end",
  },
  [1, 2],
  (given, outcomes, python, pythons) => {
    const [off] = outcomes;
    if (off !== undefined && isComparable(python)) {
      const verdict = againstReference(given, off, python, pythons);
      if (verdict.kind !== "agree") return verdict;
    }
    return betweenTiers(outcomes, python);
  },
);

const tiers: PythonClaim = claimOf(
  { name: "tiers", what: "with tier 2 it does what it does without", partOf: equivalence.name, unfit: needsTier2 },
  [1, 2],
  (_given, outcomes, python) => betweenTiers(outcomes, python),
);

const inReference: PythonClaim = claimOf(
  {
    name: "reference",
    what: "without tier 2 it does what the reference does",
    partOf: equivalence.name,
    unfit: needsComparable,
  },
  [1],
  (given, [off], python, pythons) =>
    off === undefined || !isComparable(python) ? AGREE : againstReference(given, off, python, pythons),
);

/** What a function loses its version by. */
const VERSIONED: ReadonlySet<string> = new Set(["__code__", "__defaults__", "__kwdefaults__"]);

/**
 * Whether functions of a program may lose their versions. The new ones come from a counter of the process, which may give them a version
 * that some code object has: then the pin calls one function for another. In a process that has done other things nobody can foresee it.
 */
function losesVersions({ program: { codes } }: PythonCase): boolean {
  return codes.some(({ names, consts }) =>
    names.some((name) => VERSIONED.has(name)) ||
    consts.some((literal) => literal.t === "str" && VERSIONED.has(literal.v))
  );
}

const PINNED = [tier1({ repairs: new Set() }), tier2({ repairs: new Set() })] as const;

/**
 * Why a program says nothing about the model: what it does depends on the process, or the pin does what C leaves undefined, such as
 * going on inside of an inline cache, where it may crash.
 */
function leftOutOfModel(given: PythonCase): string | null {
  if (losesVersions(given)) return "functions lose their versions";
  for (const engine of PINNED) {
    const { status, reason } = engine.run(given.program, given.limits);
    if (status !== "finished") return `our ${engine.name}: ${reason ?? status}`;
  }
  return null;
}

/**
 * The pin itself against what imitates it. Our pinned tier 1 is the reference but for known defects, so a program that the reference and
 * the pin disagree about is no news where it agrees with the pin.
 */
const model: PythonClaim = claimOf(
  {
    name: "model",
    what:
      "without tier 2 the pin does what our pinned tier 1 does, with tier 2 what our pinned tier 2 does, offsets included",
    unfit: needsPin,
  },
  [1, 2],
  (given, outcomes, python, pythons) => {
    const [off, on] = outcomes;
    if (off === undefined || on === undefined) return AGREE;
    for (const [engine, found] of [[PINNED[0], off], [PINNED[1], on]] as const) {
      const expected = pythons.expectedOf(given, engine);
      const compared = compareReal(expected, found, engineName(python, engine === PINNED[0] ? 1 : 2), {
        offsets: true,
      });
      if (compared.kind !== "agree") return compared;
    }
    return AGREE;
  },
  leftOutOfModel,
);

/** All claims, the one that is attacked when none is named first. */
export function pythonClaims(pythons: Pythons): readonly PythonClaim[] {
  return pythons.takes === "bytecode"
    ? [model, tiers, inReference, equivalence]
    : [equivalence, tiers, inReference, model];
}
