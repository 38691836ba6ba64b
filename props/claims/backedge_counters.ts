/**
 * The counters of back edges against plain arithmetic: when the optimizer is asked, how long it is left alone after it declined,
 * and where its errors are raised.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { oneFunction } from "../../src/isa/one_function.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { MEMORY_ERROR } from "../../src/object/exception/exception_types.ts";
import { raise } from "../../src/object/exception/raise.ts";
import { type CounterOptimizer, counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { CountedOptimizer, type OptimizeRequest, type OptimizeResult } from "../../src/optimizer/optimizer.ts";
import type { Machine } from "../../src/vm/machine.ts";
import { WholeMachine } from "../../src/vm/whole_machine.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import { type Choices, weights } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Place, type Verdict } from "./claim.ts";

/** What the optimizer answers: no, an error, or an executor that counts. */
const ANSWERS = ["decline", "raise", "install"] as const;
type Answer = (typeof ANSWERS)[number];
const ANSWER_WEIGHTS = weights(12, 2, 1);

/** Thresholds of the pin and of hunts, and those at the ends of their range. */
const THRESHOLDS = [0, 16, 48, 256, 256, 1000, 32767, -1, -32768];
/** The longest wait is 2,048 jumps, and comes after 2,032. */
const LONG_RUN = 6200;
/** Attempts that can be answered; later ones are declined. */
const MAX_ANSWERS = 24;

const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 2 * LONG_RUN };

/** A loop whose jump alone is in the reach of a handler; the handler counts and goes on with the loop. */
const PROGRAM: Program = assemble(oneFunction(`  params 1 0 0
  flags 0x3
  stacksize 5
  varnames n i raised
  names range
  const 0
  const 1
  begin
    RESUME 0
    LOAD_CONST 0
    STORE_FAST 2
    LOAD_GLOBAL 1
    LOAD_FAST 0
    CALL 1
    GET_ITER
  L1:
    FOR_ITER L3
    STORE_FAST 1
  L2:
    JUMP_BACKWARD L1
  L3:
    END_FOR
    LOAD_FAST 2
    RETURN_VALUE
  L4:
    POP_TOP
    LOAD_FAST 2
    LOAD_CONST 1
    BINARY_OP 0
    STORE_FAST 2
    JUMP_BACKWARD_NO_INTERRUPT L1
    except L2 L3 L4 depth 1
  end
`));

/** Slot of the loop variable. */
const LOOP_VARIABLE = 1;
/** Unit of the JUMP_BACKWARD: the first one that a handler covers. */
const JUMP = PROGRAM.codes[1]?.exceptionTable[0]?.start ?? -1;

/** Answers as it is told, and notes the round in which it was asked. */
class ScriptedOptimizer extends CountedOptimizer {
  readonly name = "scripted optimizer";
  readonly backedgeThreshold: number;
  readonly attempts: number[] = [];
  readonly counter: CounterOptimizer = counterOptimizer();
  readonly #machine: Machine;
  readonly #answers: readonly Answer[];

  constructor(machine: Machine, backedgeThreshold: number, answers: readonly Answer[]) {
    super();
    this.#machine = machine;
    this.backedgeThreshold = backedgeThreshold;
    this.#answers = answers;
  }

  override optimize(request: OptimizeRequest): OptimizeResult {
    const answer = this.#answers[this.attempts.length] ?? "decline";
    this.attempts.push(this.#machine.stack[LOOP_VARIABLE] as number);
    if (answer === "raise") throw raise(this.#machine, MEMORY_ERROR, "no room");
    if (answer === "install") return this.counter.optimize(request);
    return { kind: "declined", reason: "optimizer_declined" };
  }
}

/** What should happen in so many rounds. */
interface Expectation {
  readonly attempts: readonly number[];
  readonly raised: number;
  readonly entered: number;
  readonly cell: number;
}

/** Counter of 12 bits above an exponent of 4, counted in whole numbers; hot when its signed reading exceeds the threshold. */
function expectation(rounds: number, threshold: number, answers: readonly Answer[]): Expectation {
  const attempts: number[] = [];
  let count = 0;
  let exponent = 0;
  let raised = 0;
  let entered = 0;
  let installed = false;
  for (let round = 0; round < rounds; round++) {
    if (installed) {
      entered++;
      continue;
    }
    count = count === 2047 ? -2048 : count + 1;
    if (16 * count + exponent <= threshold) continue;
    const answer = answers[attempts.length] ?? "decline";
    attempts.push(round);
    if (answer === "raise") raised++;
    else if (answer === "install") {
      installed = true;
      entered++;
      count = 0;
    } else {
      exponent = exponent < 4 ? 4 : Math.min(exponent + 1, 11);
      count = -(2 ** exponent);
    }
  }
  return { attempts, raised, entered, cell: ((16 * count + exponent) + 0x1_0000) % 0x1_0000 };
}

function machineOf({ mended }: Vm): Machine {
  return new WholeMachine(mended);
}

function differ(place: Place | string, left: unknown, right: unknown): Verdict {
  return disagree(place, `${left}`, `${right}`);
}

function compare(rounds: number, threshold: number, answers: readonly Answer[], machine: Machine): Verdict {
  const expected = expectation(rounds, threshold, answers);
  const optimizer = new ScriptedOptimizer(machine, threshold, answers);
  machine.optimizers = { 1: () => optimizer, 2: () => counterOptimizer() };
  machine.reset(LIMITS);
  machine.installOptimizer(1);
  const program = { ...PROGRAM, args: [{ t: "int", v: rounds } as const] };
  const { outcome, codes } = runProgram(machine, program);
  const found = optimizer.attempts;
  for (let i = 0; i < Math.max(found.length, expected.attempts.length); i++) {
    if (found[i] !== expected.attempts[i]) {
      return differ(
        { what: "attempt", index: i, note: `threshold ${threshold}` },
        expected.attempts[i] === undefined ? "none" : `in round ${expected.attempts[i]}`,
        found[i] === undefined ? "none" : `in round ${found[i]}`,
      );
    }
  }
  const [result] = outcome.results;
  const text = result?.kind === "returned" ? result.text : `raises ${result?.type}`;
  if (text !== `${expected.raised}`) return differ("errors caught at the jump", expected.raised, text);
  const count = optimizer.counter.getCount();
  if (count !== expected.entered) return differ("entries of the executor", expected.entered, count);
  const cell = codes[1]?.units[JUMP + 1];
  if (cell !== expected.cell) return differ("counter", expected.cell, cell);
  return AGREE;
}

/** Any threshold, any length of the loop, any answers. */
export const backedgeCounters: ModelClaim = {
  kind: "choices",
  name: "backedge-counters",
  what: "the optimizer is asked in exactly the rounds that counter, threshold and back-off give, an executor that it " +
    "installs is entered from that round on, and its errors are raised at the jump",
  unfit: needsPin,
  check(choices: Choices, vm: Vm): Verdict {
    const threshold = THRESHOLDS[choices.below(THRESHOLDS.length)] as number;
    const rounds = choices.below(16) === 0 ? choices.int(300, LONG_RUN) : choices.int(1, 300);
    const answers = Array.from(
      { length: choices.length(0, MAX_ANSWERS) },
      () => ANSWERS[choices.weighted(ANSWER_WEIGHTS)] as Answer,
    );
    try {
      return compare(rounds, threshold, answers, vm.rig(machineOf));
    } catch (error) {
      vm.forget(machineOf);
      if (!(error instanceof InvariantError)) throw error;
      return differ("invariant", "no broken invariant", error.message);
    }
  },
};
