/**
 * Facts that were measured on the real interpreter apart from recorded programs, checked through whole runs: counts of the counter
 * optimizer, orders of the executor list, attempts and their back-off, limits, views of code; and the constants.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { opcodeOf } from "../../src/isa/code_unit.ts";
import { OPARG_SIZE } from "../../src/isa/expansion.ts";
import { FLAG_BITS } from "../../src/isa/flags.ts";
import { CACHE_UNITS_OF, type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import type { Program } from "../../src/isa/program.ts";
import { ADAPTIVE_WARMUP, BRANCH_HISTORY, FRAME_SPECIALS_SIZE, type PyCode } from "../../src/object/values/code.ts";
import * as backedge from "../../src/optimizer/backedge_counter.ts";
import * as bloom from "../../src/optimizer/bloom_filter.ts";
import { plainUnits, releaseExecutors } from "../../src/optimizer/code_view.ts";
import { counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { INITIAL_CAPACITY, MAX_EXECUTORS_SIZE } from "../../src/optimizer/executor_array.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import type { Build } from "../../src/optimizer/executor_list.ts";
import {
  defaultOptimizer,
  getExecutor,
  type Optimizer,
  OptimizerApiError,
  OptimizerState,
} from "../../src/optimizer/optimizer.ts";
import { branchToGuard, LONGEST_SHORT_TRACE, UNLIKELY_AT_MOST } from "../../src/optimizer/translate.ts";
import { uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { ADAPTIVE_COOLDOWN, MAX_BACKOFF_VALUE } from "../../src/vm/specialize/adaptive_counter.ts";
import { WholeMachine } from "../../src/vm/whole_machine.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import {
  manyLoops,
  nestedRanges,
  optimizerSetMidway,
  prefixedLoop,
  sumOfRange,
  untraceableLoop,
} from "./fact_programs.ts";
import type { Mismatch } from "./runs.ts";

interface CounterEntry {
  readonly source: string;
  readonly steps: readonly { readonly n: number; readonly result: number; readonly count: number }[];
  readonly executors: readonly {
    readonly offset: number;
    readonly type: string;
    readonly valid: boolean;
    readonly info: readonly number[];
    readonly bloom_empty?: boolean;
  }[];
}

interface ListStep {
  readonly step: string;
  readonly order: readonly string[];
  readonly valid: Readonly<Record<string, boolean>>;
  readonly linked: Readonly<Record<string, boolean>>;
}

interface CounterAndList {
  readonly counter: readonly CounterEntry[];
  readonly set_get: { readonly "type names": readonly string[] };
  readonly errors: Readonly<Record<string, readonly [type: string, message: string]>>;
  readonly linked_list_debug: readonly ListStep[];
  readonly linked_list_release: readonly ListStep[];
}

/** Numbers of the pin, in groups. */
type Constants = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function readFacts<T>(name: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(new URL(name, import.meta.url))) as T;
}

/** One fact: what it is about, and both sides where they differ. */
export interface Fact {
  readonly name: string;
  readonly mismatch: Mismatch | null;
}

/** Gathers facts. */
class Facts {
  readonly list: Fact[] = [];

  equal(name: string, recorded: unknown, ours: unknown): void {
    const [left, right] = [JSON.stringify(recorded), JSON.stringify(ours)];
    const mismatch = left === right ? null : { what: name, recorded: `${left}`, ours: `${right}` };
    this.list.push({ name, mismatch });
  }
}

/** A run on a machine of its own. */
function run(program: Program, optimizer: Optimizer | null) {
  const machine = new WholeMachine();
  const uops = uopOptimizer();
  machine.optimizers = { 1: () => uops, 2: () => counterOptimizer() };
  machine.reset({ ...DEFAULT_LIMITS, fuel: 10_000_000 });
  machine.optimizer.setOptimizer(optimizer);
  const { outcome, codes } = runProgram(machine, program);
  const texts = outcome.results.map((result) => result.kind === "returned" ? result.text : result.type);
  return { machine, outcome, texts, code: codes[1] as PyCode };
}

const ENTER_EXECUTOR = OPCODES.ENTER_EXECUTOR.opcode;

function installedUnits(code: PyCode): number[] {
  const found: number[] = [];
  for (let unit = 0; unit < code.units.length; unit++) {
    const opcode = opcodeOf(code.source.code[unit] as number);
    if (opcodeOf(code.units[unit] as number) === ENTER_EXECUTOR) found.push(unit);
    unit += CACHE_UNITS_OF[opcode] as number;
  }
  return found;
}

/** Counts, offsets and flags of the counter optimizer's executors. */
function counterFacts(facts: Facts, entries: readonly CounterEntry[]): void {
  entries.forEach((entry, index) => {
    const nested = entry.source.includes("range(3)");
    const made = nested ? nestedRanges : sumOfRange;
    let last = run(made(0, 0), null);
    entry.steps.forEach(({ n, result, count }, step) => {
      const optimizer = counterOptimizer();
      last = run(made(n, step + 1), optimizer);
      facts.equal(`counter ${index + 1}, call ${step + 1}`, [String(result), count], [
        last.texts[step],
        optimizer.getCount(),
      ]);
    });
    const found = installedUnits(last.code).map((unit) => {
      const executor = getExecutor(last.code, 2 * unit);
      const { type, valid, opcode, oparg, linked, bloom: filter } = executor;
      executor.release();
      return [2 * unit, type, valid, [opcode, oparg, Number(valid), Number(linked)], filter.population === 0];
    });
    const recorded = entry.executors.map((each) => [each.offset, each.type, each.valid, each.info, true]);
    facts.equal(`counter ${index + 1}, executors`, recorded, found);
  });
}

/** Setting and getting optimizers, and the errors of looking an executor up. */
function apiFacts(facts: Facts, { set_get, errors }: CounterAndList): void {
  const { machine, code } = run(sumOfRange(40, 1), uopOptimizer());
  const state = machine.optimizer;
  const counter = counterOptimizer();
  facts.equal("names of optimizers", set_get["type names"], [counter.name, uopOptimizer().name]);
  state.setOptimizer(counter);
  facts.equal("get gives what was set", true, state.getOptimizer() === counter);
  state.setOptimizer(null);
  facts.equal("get gives nothing after nothing was set", null, state.getOptimizer());
  for (const [name, expected] of Object.entries(errors)) {
    const offset = /offset (-?\d+)/.exec(name)?.[1];
    // Programs have no name for the types that the others try to instantiate.
    if (offset === undefined) continue;
    let found: readonly string[] = ["no error"];
    try {
      getExecutor(code, Number(offset)).release();
    } catch (error) {
      if (!(error instanceof OptimizerApiError)) throw error;
      found = [error.type, error.message];
    }
    facts.equal(name, expected, found);
  }
}

/** Which objects the executors of the measured list depend on. */
const DEPENDENCIES: Readonly<Record<string, readonly number[]>> = { A: [1], B: [0, 2], D: [1] };

/** Replays the measured steps: counter executors, each of its own code object, named by letters. */
function listFacts(facts: Facts, build: Build, steps: readonly ListStep[]): void {
  const state = new OptimizerState({ functionVersions: { lookup: () => null }, build });
  const counter = counterOptimizer();
  state.setOptimizer(counter);
  const object = (index: number): bigint => 0x7f12_3400_0000n + 0x4560n * BigInt(index);
  const codes = new Map<string, { address: bigint; free(): void; executor: Executor }>();
  const create = (letter: string): void => {
    const { NOP, JUMP_BACKWARD } = OPCODES;
    const units = [NOP.opcode, JUMP_BACKWARD.opcode | (3 << 8), 0];
    const code = { name: letter, address: object(100 + codes.size), units, version: 1, executors: null };
    state.backEdge(code, 1, 0, 0);
    const executor = getExecutor(code, 2);
    executor.release();
    for (const index of DEPENDENCIES[letter] ?? []) state.dependsOn(executor, object(index));
    codes.set(letter, { address: code.address, free: () => releaseExecutors(code), executor });
  };
  for (const { step, order, valid, linked } of steps) {
    const [, verb, what] = /^(\w+) (\w+)/.exec(step) ?? [];
    if (verb === "create") create(what as string);
    else if (verb === "free") {
      codes.get(what as string)?.free();
      codes.delete(what as string);
    } else if (verb === "add") state.dependsOn((codes.get("B") as { executor: Executor }).executor, object(3));
    else if (what === "all") state.invalidateAll();
    else if (verb === "invalidate") {
      const index = /^o(\d)$/.exec(what as string)?.[1];
      state.invalidateDependency(
        index === undefined ? (codes.get(what as string) as { address: bigint }).address : object(Number(index)),
      );
    }
    const names = new Map([...codes].map(([letter, { executor }]) => [executor, letter]));
    const flags = (flag: "valid" | "linked"): Record<string, boolean> =>
      Object.fromEntries([...codes].map(([letter, { executor }]) => [letter, executor[flag]]));
    facts.equal(`executor list, ${build}: ${step}`, [order, valid, linked], [
      Array.from(state.index, (executor) => names.get(executor)),
      flags("valid"),
      flags("linked"),
    ]);
  }
}

/** Attempts for a loop without trace come at the measured jumps, and leave the measured counters. */
function backoffFacts(facts: Facts, constants: Constants): void {
  const measured = constants["backedge_counter"]?.["first_attempts_measured"] as readonly {
    readonly attempt: number;
    readonly at_backward_jump: number;
    readonly counter_after: string;
  }[];
  for (const { attempt, at_backward_jump: jump, counter_after } of measured) {
    const before = run(untraceableLoop(jump - 1), uopOptimizer());
    const after = run(untraceableLoop(jump), uopOptimizer());
    const unit = after.code.units.findIndex((each) => opcodeOf(each) === OPCODES.JUMP_BACKWARD.opcode);
    facts.equal(`attempts up to jump ${jump}`, [attempt - 1, attempt, counter_after], [
      before.outcome.statistics.attempts,
      after.outcome.statistics.attempts,
      `0x${(after.code.units[unit + 1] as number).toString(16).padStart(4, "0")}`,
    ]);
  }
  const late = run(untraceableLoop(2161 + 5 * 2064), uopOptimizer());
  facts.equal("attempts every 2064 jumps after the eighth", 13, late.outcome.statistics.attempts);
}

/** 262 loops, 256 executors; counters that run on while there is no optimizer; prefixes; views. */
function runFacts(facts: Facts): void {
  const loops = run(manyLoops(262), uopOptimizer());
  facts.equal("262 hot loops give 256 executors", ["262", 256, 256], [
    loops.texts[0],
    installedUnits(loops.code).length,
    loops.code.executors?.size,
  ]);
  viewFact(facts, "262 loops", loops.code);
  // 100 jumps are counted while there is no optimizer: the first jump with one is hot.
  for (const [second, executors] of [[0, 0], [1, 1]] as const) {
    const { texts, code } = run(optimizerSetMidway(100, second, 1), null);
    facts.equal(`an optimizer set after 100 jumps, ${second} jumps later`, [String(100 + second), executors], [
      texts[0],
      installedUnits(code).length,
    ]);
  }
  // After 2,100 jumps the counter has wrapped: it is hot again at the 4,113th.
  for (const [second, attempts] of [[2012, 0], [2013, 1]] as const) {
    const { outcome } = run(optimizerSetMidway(2100, second, 1), null);
    facts.equal(`an optimizer set after 2100 jumps, ${second} jumps later`, attempts, outcome.statistics.attempts);
  }
  for (const [padding, wide] of [[0, 1], [0, 3], [260, 1], [300, 2]] as const) {
    const { texts, code } = run(prefixedLoop(60, padding, wide), uopOptimizer());
    const executor = code.executors?.slots[0];
    const unit = installedUnits(code)[0] ?? -1;
    const what = `loop of ${padding} more instructions, ${wide} prefixes`;
    facts.equal(what, ["1770", 1, OPCODES.JUMP_BACKWARD.opcode, opcodeLow(code, unit)], [
      texts[0],
      code.executors?.size,
      executor?.opcode,
      executor?.oparg,
    ]);
    facts.equal(`${what}: the prefix stays`, code.source.code[unit - 1], code.units[unit - 1]);
    viewFact(facts, what, code);
  }
}

/** Low byte of the oparg that the compiler wrote at a unit. */
function opcodeLow(code: PyCode, unit: number): number {
  return (code.source.code[unit] ?? 0) >>> 8;
}

/** A view of code shows what the compiler wrote, whatever runs in its place. */
function viewFact(facts: Facts, name: string, code: PyCode): void {
  facts.equal(`${name}: the view of the code`, code.source.code, Array.from(plainUnits(code)));
}

/** The constants of the code are those of the pin. */
function constantFacts(facts: Facts, constants: Constants): void {
  const { optimizer, bloom: filter, backedge_counter: counter, adaptive_counter: adaptive } = constants as Record<
    string,
    Record<string, unknown>
  >;
  const pick = (from: Record<string, unknown> | undefined, names: readonly string[]): unknown[] =>
    names.map((name) => from?.[name]);
  facts.equal(
    "constants of the optimizer",
    pick(optimizer, [
      "MAX_EXECUTORS_SIZE",
      "_Py_UOP_MAX_TRACE_LENGTH",
      "TRACE_STACK_SIZE",
      "min_trace_length_exclusive",
      "executor_array_initial_capacity",
      "likely_branch_popcount_exclusive",
    ]),
    [
      MAX_EXECUTORS_SIZE,
      DEFAULT_LIMITS.maxTraceLength,
      DEFAULT_LIMITS.traceStackSize,
      LONGEST_SHORT_TRACE,
      INITIAL_CAPACITY,
      UNLIKELY_AT_MOST,
    ],
  );
  facts.equal("executors of a code object", MAX_EXECUTORS_SIZE, DEFAULT_LIMITS.maxExecutors);
  const thresholds = (each: Optimizer): unknown => ({ resume: each.resumeThreshold, backedge: each.backedgeThreshold });
  facts.equal("thresholds", optimizer?.["thresholds"], {
    default: thresholds(defaultOptimizer()),
    counter: thresholds(counterOptimizer()),
    uop: thresholds(uopOptimizer()),
  });
  facts.equal(
    "constants of the bloom filter",
    pick(filter, ["BLOOM_FILTER_WORDS", "bits", "K", "SEED", "_PyHASH_MULTIPLIER", "SIZEOF_VOID_P"]),
    [
      bloom.BLOOM_FILTER_WORDS,
      32 * new bloom.BloomFilter().words.length,
      bloom.K,
      bloom.SEED,
      bloom.HASH_MULTIPLIER,
      bloom.SIZEOF_VOID_P,
    ],
  );
  facts.equal(
    "constants of the back-edge counter",
    pick(counter, [
      "OPTIMIZER_BITS_IN_COUNTER",
      "MINIMUM_TIER2_BACKOFF",
      "max_backoff",
      "increment_per_jump",
    ]),
    [
      backedge.OPTIMIZER_BITS_IN_COUNTER,
      backedge.MINIMUM_TIER2_BACKOFF,
      backedge.MAXIMUM_TIER2_BACKOFF,
      backedge.BACKEDGE_INCREMENT,
    ],
  );
  facts.equal(
    "constants of the adaptive counter",
    pick(adaptive, ["adaptive_counter_warmup()", "adaptive_counter_cooldown()", "MAX_BACKOFF_VALUE"]),
    [ADAPTIVE_WARMUP, ADAPTIVE_COOLDOWN, MAX_BACKOFF_VALUE],
  );
  facts.equal("first branch history", constants["branch_counter"]?.["initial"], BRANCH_HISTORY);
  const branches = constants["branch_counter"]?.["used_by"] as readonly OpcodeName[];
  facts.equal("opcodes with a branch history", branches.map(() => true), branches.map(hasGuard));
  facts.equal("words of a frame", constants["limits"]?.["FRAME_SPECIALS_SIZE"], FRAME_SPECIALS_SIZE);
  for (const [name, value] of Object.entries(constants["oparg_sizes"] ?? {})) {
    facts.equal(name, value, OPARG_SIZE[name.replace("OPARG_", "") as keyof typeof OPARG_SIZE]);
  }
  for (const [name, value] of Object.entries(constants["flags"] ?? {})) {
    facts.equal(name, value, FLAG_BITS[name.replace(/^HAS_|_FLAG$/g, "") as keyof typeof FLAG_BITS]);
  }
  const caches = constants["inline_cache_units"] as Readonly<
    Record<string, { units: number; used_by: readonly string[] }>
  >;
  // LOAD_ATTR has room for the larger of its two layouts.
  for (const [name, { units, used_by }] of Object.entries(caches)) {
    for (const opcode of used_by.filter((each) => Object.hasOwn(OPCODES, each))) {
      facts.equal(`${name} of ${opcode}`, units, CACHE_UNITS_OF[OPCODES[opcode as OpcodeName].opcode]);
    }
  }
}

function hasGuard(name: OpcodeName): boolean {
  const { opcode } = OPCODES[name];
  return branchToGuard(opcode, true) !== undefined && branchToGuard(opcode, false) !== undefined;
}

/** Checks all facts. */
export async function checkFacts(): Promise<readonly Fact[]> {
  const measured = await readFacts<CounterAndList>("./counter_and_list.json");
  const constants = await readFacts<Constants>("./constants.json");
  const facts = new Facts();
  counterFacts(facts, measured.counter);
  apiFacts(facts, measured);
  listFacts(facts, "debug", measured.linked_list_debug);
  listFacts(facts, "release", measured.linked_list_release);
  backoffFacts(facts, constants);
  runFacts(facts);
  constantFacts(facts, constants);
  return facts.list;
}
