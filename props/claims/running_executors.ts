/**
 * What holds whenever tier 2 runs: seen uop by uop.
 *
 * @module
 */

import { UOP_EFFECTS } from "../../src/isa/stack_effect.ts";
import { type UopName, uopNameOf, UOPS } from "../../src/isa/uops.ts";
import type { PyCode } from "../../src/object/values/code.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import type { UopExecutor } from "../../src/optimizer/uop_executor.ts";
import type { Machine } from "../../src/vm/machine.ts";
import type { AttemptEvent, ExecutionObserver } from "../../src/vm/tier2/observe.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, onRig, type ProgramClaim, type Verdict } from "./claim.ts";

/** Uops at whose end another frame may be the current one. */
const CHANGES_FRAME: ReadonlySet<number> = new Set([UOPS._PUSH_FRAME.id, UOPS._POP_FRAME.id, UOPS._JUMP_TO_TOP.id]);
/** Uops with which a trace ends in a function that it does not go into. */
const LEAVES_FRAME: ReadonlySet<number> = new Set([UOPS._SET_IP.id, UOPS._CHECK_VALIDITY.id, UOPS._EXIT_TRACE.id]);
const CHECK_VALIDITY = UOPS._CHECK_VALIDITY.id;
const RESUME_CHECK = UOPS.RESUME_CHECK.id;

/** Looks at the machine at every entry and before every uop; keeps the first thing that is wrong. */
class Watch implements ExecutionObserver {
  readonly #machine: Machine;
  /** Loop tops by executor, as they were asked for. */
  readonly #tops = new Map<Executor, number>();
  /** Filters of one code object each. */
  readonly #filters = new Map<PyCode, BloomFilter>();
  /** Entered, and no uop has run yet. */
  #entering = false;
  /** Where the stack of which frame is to be when the next uop begins; null where the last one changed the frame. */
  #frame: Machine["frame"] | null = null;
  #height = 0;
  failure: Verdict | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  begin(): void {
    this.#tops.clear();
    this.#filters.clear();
    this.#entering = false;
    this.#frame = null;
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
    this.#frame = null;
  }

  exit(): void {
    this.#frame = null;
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
    this.#isCounted(executor, index);
  }

  /** The uop before left as many values as the table says, and a frame that runs is one that the executor depends on. */
  #isCounted(executor: UopExecutor, index: number): void {
    const { frame, sp } = this.#machine;
    if (this.#frame === frame && this.#height !== sp) {
      const name = uopNameOf(executor.uops[index - 1] as number) ?? "the uop before";
      this.#fail(`height of the stack behind ${name}`, `${this.#height}`, `${sp}`);
    }
    const uop = executor.uops[index] as number;
    if (!LEAVES_FRAME.has(uop) && frame.code.index >= 0) this.#isDependency(executor, frame.code, uop);
    const effect = UOP_EFFECTS[uopNameOf(uop) as UopName];
    const oparg = executor.opargs[index] as number;
    this.#frame = CHANGES_FRAME.has(uop) ? null : frame;
    this.#height = sp - effect.popped(oparg) + effect.pushed(oparg);
  }

  /** A trace that stops at the start of a function need not depend on it. */
  #isDependency(executor: UopExecutor, code: PyCode, uop: number): void {
    const filter = this.#filters.get(code) ?? new BloomFilter(executor.bloom.hash);
    if (filter.population === 0) {
      filter.add(code.address);
      this.#filters.set(code, filter);
    }
    if (executor.bloom.mayContain(filter)) return;
    this.#fail(`dependencies of an executor that runs ${uopNameOf(uop)}`, `${code.name} among them`, "it is not");
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
    "leaves at the first _CHECK_VALIDITY after it became invalid; it depends on the code of every frame that it runs in, and each " +
    "of its uops leaves as many values as the table says",
  unfit: needsTiers,
  check: ({ program, limits }: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, watching, ({ tiers, watch }) => {
      watch.begin();
      vm.observe(tiers.run(program, limits).outcome);
      return watch.failure ?? AGREE;
    }),
};
