/**
 * Real interpreters as something to attack: what claims about them are handed.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import type { Engine, Outcome } from "../../src/isa/engine.ts";
import type { Failure } from "../core/failure.ts";
import { type Attacked, type Mended, noneMended, type Parting } from "../core/target.ts";
import { countIn, type Tally } from "../core/tally.ts";
import type { Interpreter } from "./interpreter.ts";
import { isKnown, type Known } from "./known.ts";
import { childProgram, type Form, type PythonCase } from "./python_case.ts";
import type { Ran, Tier } from "./protocol.ts";
import { explanationOf } from "./model.ts";
import { rarestInstruction } from "./rarest.ts";

/** What a run of a program counts as, in instructions, for the budget of shrinking. */
const RUN_WORK = 10_000;
/** The same where a process is lost, or made for it alone. */
const PROCESS_WORK = 100_000;
/** The same for one that hangs, for each second. */
const SECOND_WORK = 1_000_000;

/** An interpreter among those that are attacked. */
export interface AttackedPython {
  /** Names it in findings; short where there is but one. */
  readonly label: string;
  readonly interpreter: Interpreter;
}

/** Real interpreters. */
export class Pythons implements Attacked<PythonCase> {
  readonly mended: Mended = noneMended();
  readonly expected: string = "expected";
  readonly pythons: readonly AttackedPython[];
  /** In which form programs go in. */
  readonly takes: Form;
  /** Failures that nobody wants to see again. */
  readonly known: readonly Known[];
  readonly #expected = new WeakMap<PythonCase, Outcome>();
  readonly #ran = new WeakMap<PythonCase, Map<Interpreter, Ran>>();
  /** Programs that failed in a process of their own. */
  readonly #failing = new WeakSet<PythonCase>();
  #tally: Tally | null = null;

  /** The interpreters that are attacked. */
  constructor(pythons: readonly AttackedPython[], takes: Form, known: readonly Known[]) {
    this.pythons = pythons;
    this.takes = takes;
    this.known = known;
  }

  /** Tiers of an interpreter that a claim wants. */
  tiersOf({ facts }: Interpreter, wanted: readonly Tier[]): readonly Tier[] {
    const has = facts.enabled && (facts.heat || facts.row === "pin");
    return has ? wanted : wanted.filter((tier) => tier === 1);
  }

  /** What the reference makes of a program. */
  expectedOf(given: PythonCase, engine: Engine = reference): Outcome {
    if (engine !== reference) return engine.run(given.program, given.limits);
    let outcome = this.#expected.get(given);
    if (outcome === undefined) this.#expected.set(given, outcome = engine.run(given.program, given.limits));
    return outcome;
  }

  /** Runs those programs of a batch that come to their end, on all interpreters. */
  prepare(cases: readonly PythonCase[], wanted: readonly Tier[]): void {
    // A program that the reference gives up may run for ever.
    const whole = cases.filter((given) => this.expectedOf(given).status === "finished" && !isKnown(this.known, given));
    for (const { interpreter } of this.pythons) {
      const tiers = this.tiersOf(interpreter, wanted);
      const programs = whole.map((given, id) => childProgram(given, { id, tiers, form: this.takes }));
      if (tiers.length === 0) continue;
      const ran = interpreter.run(programs);
      whole.forEach((given, i) => this.#keep(given, interpreter, ran[i] as Ran));
    }
  }

  #keep(given: PythonCase, interpreter: Interpreter, ran: Ran): void {
    let kept = this.#ran.get(given);
    if (kept === undefined) this.#ran.set(given, kept = new Map());
    kept.set(interpreter, ran);
  }

  /** What a program did: as it was run with its batch, or in the process that lives on. */
  ran(given: PythonCase, interpreter: Interpreter, wanted: readonly Tier[]): Ran {
    const kept = this.#ran.get(given);
    const before = kept?.get(interpreter);
    // Asked again it runs again: what does not repeat is no finding.
    kept?.delete(interpreter);
    const tiers = this.tiersOf(interpreter, wanted);
    const ran = before ?? interpreter.run([childProgram(given, { id: 0, tiers, form: this.takes })])[0] as Ran;
    this.#count(ran);
    return ran;
  }

  /** Whether a program is known to fail in a process of its own. */
  failsAlone(given: PythonCase): boolean {
    return this.#failing.has(given);
  }

  /** A program failed in a process of its own. */
  noteFailsAlone(given: PythonCase): void {
    this.#failing.add(given);
  }

  /** The same in a process of its own. */
  alone(given: PythonCase, interpreter: Interpreter, wanted: readonly Tier[]): Ran {
    const tiers = this.tiersOf(interpreter, wanted);
    const ran = interpreter.alone(childProgram(given, { id: 0, tiers, form: this.takes }));
    if (this.#tally !== null) this.#tally.work += PROCESS_WORK + lostWork(ran);
    return ran;
  }

  #count(ran: Ran): void {
    const tally = this.#tally;
    if (tally === null) return;
    tally.work += RUN_WORK + lostWork(ran);
    if (ran.kind === "ran" && ran.outcomes.length > 1) {
      countIn(tally.counts, "executors", ran.executors);
      countIn(tally.counts, "reachedTier2", ran.executors > 0 ? 1 / this.pythons.length : 0);
    }
  }

  begin(tally: Tally): void {
    this.#tally = tally;
  }

  end(): void {
    this.#tally = null;
  }

  family(given: PythonCase, failure: Failure): string {
    const { place: { what, of = "" } } = failure;
    const explained = explanationOf(given, failure);
    if (explained !== null) return explained;
    return what === "end of the process" || what === "hang" || what === "garbage" ? `${what}:${of}` : "difference";
  }

  diverge(given: PythonCase, _expected: Mended, failure: Failure): Parting {
    const signature = explanationOf(given, failure) ?? rarestInstruction(given.program);
    return { signature: failure.engine?.endsWith("tier1") ? `tier1:${signature}` : signature };
  }
}

function lostWork(ran: Ran): number {
  if (ran.kind === "hung") return PROCESS_WORK + ran.seconds * SECOND_WORK;
  return ran.kind === "died" || ran.kind === "garbage" ? PROCESS_WORK : 0;
}
