/**
 * What holds whenever tier 2 runs: seen uop by uop.
 *
 * @module
 */

import { UOPS } from "../../src/isa/uops.ts";
import type { PyCode } from "../../src/object/values/code.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import type { UopExecutor } from "../../src/optimizer/uop_executor.ts";
import type { Machine } from "../../src/vm/machine.ts";
import type { AttemptEvent, ExecutionObserver } from "../../src/vm/tier2/observe.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, onRig, type ProgramClaim, type Verdict } from "./claim.ts";

const CHECK_VALIDITY = UOPS._CHECK_VALIDITY.id;
const RESUME_CHECK = UOPS.RESUME_CHECK.id;

/** Looks at the machine at every entry and before every uop; keeps the first thing that is wrong. */
class Watch implements ExecutionObserver {
  readonly #machine: Machine;
  /** Loop tops by executor, as they were asked for. */
  readonly #tops = new Map<Executor, number>();
  /** Entered, and no uop has run yet. */
  #entering = false;
  failure: Verdict | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  begin(): void {
    this.#tops.clear();
    this.#entering = false;
    this.failure = null;
  }

  #fail(where: string, left: string, right: string): void {
    this.failure ??= disagree(where, left, right);
  }

  attempt({ code, destUnit, executor }: AttemptEvent): void {
    this.#isUpToDate(code, "a loop that is asked for");
    if (executor !== null) this.#tops.set(executor, destUnit);
  }

  entered(_executor: Executor, code: PyCode): void {
    this.#isUpToDate(code, "a loop that is entered");
    this.#entering = true;
  }

  uop(executor: UopExecutor, index: number): void {
    const machine = this.#machine;
    if (machine.executor !== executor) this.#fail("running executor", "the one that was entered", "another");
    if (executor.references <= 0) this.#fail("running executor", "is alive", "was released");
    const before = index === 0 ? -1 : executor.uops[index - 1];
    if (before === CHECK_VALIDITY && !executor.valid) {
      this.#fail("_CHECK_VALIDITY", "leaves the trace of an invalid executor", "goes on");
    }
    if (before === RESUME_CHECK) this.#isUpToDate(machine.frame.code, "a function that is entered");
    if (this.#entering) this.#isAtTop(executor);
  }

  #isAtTop(executor: UopExecutor): void {
    this.#entering = false;
    const top = this.#tops.get(executor);
    if (top !== undefined && this.#machine.frame.ip !== top) {
      this.#fail("instruction pointer at the entry of an executor", "the loop top", "elsewhere");
    }
  }

  /** Code that begins or loops has the instructions that the monitoring asked for. */
  #isUpToDate({ instrumentationVersion }: PyCode, what: string): void {
    if (instrumentationVersion === this.#machine.evalBreaker) return;
    this.#fail(what, "has the instructions that the monitoring asked for", "has those of before");
  }
}

/** A machine with its watch. */
interface Rig {
  readonly tiers: TieredMachine;
  readonly watch: Watch;
}

function watching(vm: Vm): Rig {
  const tiers = new TieredMachine(vm);
  const watch = new Watch(tiers.machine);
  tiers.machine.observer = watch;
  return { tiers, watch };
}

/** An executor runs while it is owned, from its loop top, in code that is up to date, and not on when it is invalid. */
export const runningExecutors: ProgramClaim = {
  kind: "program",
  name: "running-executors",
  what: "an executor that runs is alive, begins at its loop top in code that is up to date with the monitoring, and " +
    "leaves at the first _CHECK_VALIDITY after it became invalid",
  unfit: needsTiers,
  check: ({ program, limits }: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, watching, ({ tiers, watch }) => {
      watch.begin();
      vm.observe(tiers.run(program, limits).outcome);
      return watch.failure ?? AGREE;
    }),
};
