/**
 * Invalidation reaches every dependent, and what is invalid is not entered.
 *
 * @module
 */

import { opcodeOf } from "../../src/isa/code_unit.ts";
import { opcodeNameOf, OPCODES } from "../../src/isa/opcodes.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { BloomFilter, type HashFunction } from "../../src/optimizer/bloom_filter.ts";
import type { TraceableCode } from "../../src/optimizer/code.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import { ExecutorList } from "../../src/optimizer/executor_list.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { UopExecutor } from "../../src/optimizer/uop_executor.ts";
import type { Machine } from "../../src/vm/machine.ts";
import type { AttemptEvent } from "../../src/vm/tier2/observe.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, onRig, type ProgramClaim, type Verdict } from "./claim.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;
/** What the names of instructions that report events begin with. */
const REPORTING = "INSTRUMENTED_";

/** Code objects that an executor was made from. */
interface Sources {
  /** Surely. */
  readonly certain: ReadonlySet<TraceableCode>;
  /** A filter of these, and of those that it may have been made from. */
  readonly possible: BloomFilter;
  /** The instructions of the trace that it was surely made from. */
  readonly spots: readonly Spot[];
}

/** An instruction of a code object. */
interface Spot {
  readonly code: TraceableCode;
  readonly unit: number;
}

/** Whether the instruction at a unit, behind its prefixes, reports events. */
function reports({ code: { units }, unit }: Spot): boolean {
  let at = unit;
  while (opcodeOf(units[at] as number) === EXTENDED_ARG) at++;
  return opcodeNameOf(opcodeOf(units[at] as number))?.startsWith(REPORTING) === true;
}

/** Whether an executor may still be entered or found. One that was released with its instruction is gone, and nobody marks it. */
function isInForce({ valid, linked, references }: Executor): boolean {
  return linked || (valid && references > 0);
}

/** Knows of every executor which code its trace was made from, by other means than filters. */
class WatchedList extends ExecutorList {
  readonly sources: Map<Executor, Sources> = new Map();
  /** The code objects that there are. */
  codes: readonly TraceableCode[] = [];
  /** The first thing that went wrong. */
  failure: Verdict | null = null;

  begin(): void {
    this.sources.clear();
    this.failure = null;
  }

  fail(where: string, left: string, right: string): void {
    this.failure ??= disagree(where, left, right);
  }

  override invalidateDependency(address: bigint): number {
    const probe = new BloomFilter(this.hash);
    probe.add(address);
    const spared = [...this].filter((executor) => this.sources.get(executor)?.possible.mayContain(probe) === false);
    const count = super.invalidateDependency(address);
    for (const executor of spared) {
      if (!executor.valid || !executor.linked) {
        this.fail("invalidation of a code object", "what cannot depend on it stays valid", "an executor does not");
      }
    }
    const code = this.codes.find((each) => each.address === address);
    for (const [executor, { certain }] of this.sources) {
      if (code !== undefined && certain.has(code) && isInForce(executor)) {
        this.fail("invalidation of a code object", "every dependent is invalid and unlinked", "one is not");
      }
    }
    return count;
  }

  override invalidateAll(): number {
    const count = super.invalidateAll();
    for (const executor of this.sources.keys()) {
      if (isInForce(executor)) {
        this.fail("invalidation of all", "every executor is invalid and unlinked", "one is not");
      }
    }
    return count;
  }
}

/** A machine with such a list. */
interface Rig {
  readonly tiers: TieredMachine;
  readonly list: WatchedList;
}

/** Code that a trace was made from: where it begins, and the functions whose versions it checks before it enters them. */
function madeFrom(machine: Machine, { code, executor }: AttemptEvent, hash: HashFunction): Sources {
  const certain = new Set<TraceableCode>();
  const possible = new BloomFilter(hash);
  const spots: Spot[] = [];
  if (!(executor instanceof UopExecutor)) return { certain, possible, spots };
  certain.add(code);
  possible.add(code.address);
  const { trace } = executor;
  // A trace that ends at its last frame's first instruction may not have been made from that frame's code.
  const end = trace.at(-1)?.uop === UOPS._EXIT_TRACE.id ? trace.length - 3 : trace.length;
  let version = 0;
  const frames: (TraceableCode | null)[] = [code];
  for (let i = 0; i < trace.length; i++) {
    const { uop, oparg, operand } = trace[i] as Trace[number];
    const current = frames.at(-1) ?? null;
    if (uop === UOPS._SET_IP.id && current !== null && i < end) spots.push({ code: current, unit: oparg });
    if (uop === UOPS._POP_FRAME.id) frames.pop();
    if (uop === UOPS._CHECK_FUNCTION_EXACT_ARGS.id) version = Number(operand);
    if (uop !== UOPS._PUSH_FRAME.id) continue;
    const callee = machine.functionVersions.lookup(version);
    frames.push(callee);
    if (callee === null) continue;
    if (i < end) certain.add(callee);
    possible.add(callee.address);
  }
  return { certain, possible, spots };
}

function watchingList(vm: Vm): Rig {
  const list = new WatchedList();
  const tiers = new TieredMachine(vm, list);
  const { machine } = tiers;
  machine.observer = {
    attempt(event: AttemptEvent): void {
      list.codes = machine.codes;
      if (event.executor !== null) list.sources.set(event.executor, madeFrom(machine, event, list.hash));
    },
    entered(executor: Executor): void {
      if (!executor.valid) list.fail("ENTER_EXECUTOR", "an executor that is entered is valid", "an invalid one");
      const spot = list.sources.get(executor)?.spots.find(reports);
      if (spot === undefined) return;
      const found = `${spot.code.name}+${spot.unit} does`;
      list.fail("ENTER_EXECUTOR", "no instruction of a trace that is entered reports events", found);
    },
  };
  return { tiers, list };
}

/** Programs invalidate their own code in the middle of loops. The pin enters what is invalid; `invalid-executor` mends that. */
export const invalidation: ProgramClaim = {
  kind: "program",
  name: "invalidation",
  what:
    "invalidating a code object reaches every executor whose trace was made from it and spares those that cannot depend " +
    "on it, invalidating all reaches all, and an executor that is entered is valid and made from no instruction that reports events",
  unfit: needsTiers,
  check: ({ program, limits }: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, watchingList, ({ tiers, list }) => {
      list.begin();
      vm.observe(tiers.run(program, limits).outcome);
      // What the program did not invalidate itself goes code by code, callees first, as their callers depend on them.
      for (const code of tiers.machine.codes.toReversed()) list.invalidateDependency(code.address);
      return list.failure ?? AGREE;
    }),
};
