/**
 * What an interpreter can do, tried: programs of the generator without tier 2, against the reference where it is comparable and against
 * themselves where it is not; then with tier 2, how many got executors.
 *
 * @module
 */

import { placeText } from "../core/failure.ts";
import type { Plug } from "../core/plug.ts";
import { noneMended } from "../core/target.ts";
import { newTally } from "../core/tally.ts";
import { childProgram, type PythonCase } from "./python_case.ts";
import type { Pythons } from "./pythons.ts";
import type { Ran, Tier } from "./protocol.ts";
import { versionRow } from "./versions.ts";

/** Programs of the self-test, and their seed. */
const PROGRAMS = 200;
const SEED = 0;

/** What the self-test found. */
export interface SelfTest {
  /** Programs that ran. */
  readonly programs: number;
  /** What of tier 1 went wrong, one line each; must be empty. */
  readonly wrong: readonly string[];
  /** Whether tier 1 was compared with the reference. */
  readonly compared: boolean;
  /** Programs that tier 2 made an executor for; null without tier 2. */
  readonly withExecutors: number | null;
  /** Programs a second, each on all tiers that there are. */
  readonly rate: number;
}

function inputsOf(plug: Plug, claim: string): PythonCase[] {
  const subject = plug.subject(claim);
  // Inputs of this plug hold programs of its language.
  return Array.from({ length: PROGRAMS }, (_, i) => (subject.generate(SEED, i) as { program: PythonCase }).program);
}

/** Tries the first of some interpreters. */
export function selfTest(plug: Plug, pythons: Pythons): SelfTest {
  const { interpreter } = pythons.pythons[0] as Pythons["pythons"][number];
  const compared = versionRow(interpreter.facts.row)?.comparable === true;
  const wrong: string[] = [];
  const claim = "equivalence";
  const cases = inputsOf(plug, claim).filter((given) => pythons.expectedOf(given).status === "finished");
  const tiers: readonly Tier[] = pythons.tiersOf(interpreter, [1, 2]);
  const start = performance.now();
  const ran = interpreter.run(cases.map((given, id) => childProgram(given, { id, tiers, form: pythons.takes })));
  const seconds = (performance.now() - start) / 1000;
  const executors = ran.filter((each) => each.kind === "ran" && each.executors > 0).length;
  if (compared) {
    // The pin's tier 1 has a defect of its own, which our tier 1 has, too.
    const subject = plug.subject(pythons.takes === "bytecode" ? "model" : "reference");
    for (let i = 0; i < PROGRAMS; i++) {
      const failure = subject.check(subject.generate(SEED, i), noneMended(), newTally());
      if (failure !== null) wrong.push(`program ${i}: ${placeText(failure.place)}: ${failure.right.text}`);
    }
  } else {
    const again = interpreter.run(
      cases.map((given, id) => childProgram(given, { id, tiers: [1], form: pythons.takes })),
    );
    ran.forEach((first, i) => {
      if (firstText(first) !== firstText(again[i] as Ran)) wrong.push(`program ${i}: a second run gave something else`);
    });
  }
  return {
    programs: cases.length,
    wrong,
    compared,
    withExecutors: tiers.length > 1 ? executors : null,
    rate: cases.length / Math.max(seconds, 1e-9),
  };
}

function firstText(ran: Ran): string {
  return ran.kind === "ran" ? JSON.stringify(ran.outcomes[0]) : ran.kind;
}
