import { assert, assertEquals, assertThrows } from "@std/assert";
import { assemble } from "../../isa/assembler.ts";
import { oneFunction } from "../../isa/one_function.ts";
import { DEFAULT_LIMITS, type Outcome } from "../../isa/engine.ts";
import { InvariantError, TierproofError } from "../../isa/errors.ts";
import type { Program } from "../../isa/program.ts";
import { ALL_REPAIRS } from "../../isa/repairs.ts";
import { UOPS } from "../../isa/uops.ts";
import { counterOptimizer } from "../../optimizer/counter_optimizer.ts";
import type { TraceEvent } from "../../optimizer/observer.ts";
import { PASSES } from "../../optimizer/passes.ts";
import { tier1, tier2 } from "../engine.ts";
import type { Machine } from "../machine.ts";
import type { AttemptEvent, ExecutionObserver, ExitEvent, UnwindEvent } from "./observe.ts";

/** `f()` goes over range(100) and floor-divides 7 by each number less `zero`; a handler gives -1 to whoever divides by 0. */
function program(zero: number, handled = false): Program {
  return assemble(oneFunction(`  flags 0x3
  stacksize 4
  varnames i s
  names range
  const 100
  const ${zero}
  const 7
  const -1
  begin
    RESUME 0
    LOAD_CONST 0
    STORE_FAST 1
    LOAD_GLOBAL 1
    LOAD_CONST 0
    CALL 1
    GET_ITER
  top:
    FOR_ITER end
    STORE_FAST 0
    LOAD_CONST 2
  from:
    LOAD_FAST 0
    LOAD_CONST 1
    BINARY_OP 10
    BINARY_OP 2
  to:
    STORE_FAST 1
    JUMP_BACKWARD top
  end:
    END_FOR
    LOAD_FAST 1
    RETURN_VALUE
  handler:
    PUSH_EXC_INFO
    POP_TOP
    POP_EXCEPT
    POP_TOP
    RETURN_CONST 3
${handled ? "    except from to handler depth 1\n" : ""}  end
`));
}

interface Watched {
  readonly outcome: Outcome;
  readonly machine: Machine;
  readonly attached: number;
  readonly attempts: readonly AttemptEvent[];
  readonly entered: readonly number[];
  readonly exits: readonly (ExitEvent & { readonly copied: readonly unknown[] })[];
  readonly unwinds: readonly UnwindEvent[];
  readonly uops: number;
  readonly events: readonly TraceEvent[];
}

function watch(zero: number, watchUops: boolean, handled = false): Watched {
  let machine: Machine | null = null;
  let attached = 0;
  let uops = 0;
  const attempts: AttemptEvent[] = [];
  const entered: number[] = [];
  const exits: (ExitEvent & { copied: unknown[] })[] = [];
  const unwinds: UnwindEvent[] = [];
  const events: TraceEvent[] = [];
  const observe: ExecutionObserver = {
    attach(given) {
      machine = given;
      attached++;
    },
    attempt: (event) => attempts.push(event),
    entered: (_executor, _code, unit) => entered.push(unit),
    exit: (event) => exits.push({ ...event, copied: event.slots() }),
    unwind: (event) => unwinds.push(event),
    trace: (event) => events.push(event),
    ...(watchUops ? { uop: () => uops++ } : {}),
  };
  const outcome = tier2({ observe, repairs: handled ? ALL_REPAIRS : new Set() }).run(program(zero, handled));
  return { outcome, machine: machine as unknown as Machine, attached, attempts, entered, exits, unwinds, uops, events };
}

Deno.test("an engine runs and counts the same with an observer, one that watches uops, and none", () => {
  for (const zero of [1000, 60]) {
    const plain = tier2().run(program(zero));
    for (const watchUops of [false, true]) assertEquals(watch(zero, watchUops).outcome, plain);
    const { module, results, log, globals } = tier1().run(program(zero));
    assertEquals([module, results, log, globals], [plain.module, plain.results, plain.log, plain.globals]);
  }
});

Deno.test("a loop that runs to its end: one attempt, one entry, one exit by deopt, and every uop counted", () => {
  const { outcome, machine, attached, attempts, entered, exits, unwinds, uops } = watch(1000, true);
  const { statistics } = outcome;
  assertEquals(attached, 1);
  const { attempts: tried, executors, entered: times, deopts, errors } = statistics;
  assertEquals([tried, executors, times, deopts, errors], [1, 1, 1, 1, 0]);
  assertEquals([attempts.length, entered.length, exits.length, unwinds.length], [1, 1, 1, 0]);
  assertEquals([statistics.uops, machine.optimizer.statistics.uops_executed], [uops, uops]);
  const { traces_executed, traces_created, trace_run_length_hist } = machine.optimizer.statistics;
  assertEquals([traces_executed, traces_created], [1, 1]);
  const bucket = Math.ceil(Math.log2(uops));
  assertEquals(
    [...trace_run_length_hist].map((count, at) => count === 0 ? "" : `${at}: ${count}`).join(""),
    `${bucket}: 1`,
  );
  const [attempt] = attempts as [AttemptEvent];
  assertEquals([attempt.installed, attempt.code.name, attempt.unit], [true, "f", entered[0]]);
  assertEquals(attempt.executor === exits[0]?.executor, true);
  // 100 turns, of which the last 84 or so are traced: each takes the whole trace.
  const turns = Math.floor(uops / (exits[0] as ExitEvent).executor.length);
  assertEquals(uops - turns * (exits[0] as ExitEvent).executor.length, (exits[0] as ExitEvent).uopIndex + 1);
  const [exit] = exits as [Watched["exits"][number]];
  assertEquals(exit.executor.trace[exit.uopIndex]?.uop, UOPS._GUARD_NOT_EXHAUSTED_RANGE.id);
  assertEquals([exit.kind, exit.copied[0], exit.copied[1], exit.copied.length], ["deopt", 99, -1, 3]);
});

Deno.test("an error in a trace: the uop that raised is counted, and the exit comes before the search for a handler", () => {
  for (const watchUops of [false, true]) {
    const { outcome, machine, exits, unwinds, uops } = watch(60, watchUops);
    const { attempts, executors, entered, deopts, errors } = outcome.statistics;
    assertEquals([attempts, executors, entered, deopts, errors], [1, 1, 1, 0, 1]);
    if (watchUops) assertEquals([outcome.statistics.uops, machine.optimizer.statistics.uops_executed], [uops, uops]);
    assertEquals(machine.optimizer.statistics.uops_executed, outcome.statistics.uops);
    const [exit] = exits as [Watched["exits"][number]];
    assertEquals([exit.kind, exit.executor.trace[exit.uopIndex]?.uop], ["error", UOPS._BINARY_OP.id]);
    assertEquals([exit.copied[0], exit.copied.length], [60, 5]);
    const [unwind] = unwinds as [UnwindEvent];
    assertEquals([unwinds.length, unwind.code.name, unwind.traced, unwind.handler], [1, "f", true, null]);
    // The pin looks the handler up one unit before.
    assertEquals([unwind.ip, unwind.lookup], [exit.ip, exit.ip - 1]);
    assertEquals(outcome.results[0]?.kind === "raised" ? outcome.results[0].type : "", "ZeroDivisionError");
    assertEquals(exit.executor.references, 1, "only the code object holds it then");
  }
});

Deno.test("a handler in the loop's function takes an error in a trace when repaired", () => {
  const { outcome, unwinds } = watch(60, false, true);
  assertEquals(outcome.results, [{ kind: "returned", text: "-1", type: "int" }]);
  const [unwind] = unwinds as [UnwindEvent];
  assertEquals([unwind.ip === unwind.lookup, unwind.handler?.depth], [true, 1]);
});

Deno.test("the observer gets the trace before the first pass and after the last one", () => {
  const { attempts: [attempt], events } = watch(1000, false);
  const passes = events.filter((event) => event.kind === "pass");
  assertEquals(passes.length, PASSES.length);
  assert(attempt !== undefined && attempt.before !== null && attempt.after !== null);
  assertEquals(attempt.before.length, attempt.after.length);
  assertEquals(attempt.before.some(({ uop }) => uop === UOPS._SET_IP.id), true);
  const setIps = (trace: AttemptEvent["before"]): number =>
    (trace ?? []).filter(({ uop }) => uop === UOPS._SET_IP.id).length;
  assertEquals(setIps(attempt.after) < setIps(attempt.before), true);
});

Deno.test("what a pass throws is thrown by the engine as the slip of that pass, never an outcome", () => {
  const cause = new InvariantError("oh");
  const passes = [{
    name: "broken",
    run: () => {
      throw cause;
    },
  }];
  const error = assertThrows(() => tier2({ passes }).run(program(1000)), TierproofError, "pass broken, trace of");
  assertEquals(error.cause, cause);
});

Deno.test("a run without fuel is poisoned, with what was left of it and why", () => {
  for (const engine of [tier1(), tier2()]) {
    const outcome = engine.run(program(1000), { ...DEFAULT_LIMITS, fuel: 50 });
    assertEquals([outcome.status, outcome.reason, outcome.detail], ["poisoned", "fuel", "50 units"]);
    assertEquals(engine.run(program(1000), { ...DEFAULT_LIMITS, fuel: 102 }).status, "finished");
    assertEquals(engine.run(program(1000), { ...DEFAULT_LIMITS, fuel: 101 }).status, "poisoned");
  }
});

Deno.test("every turn of a loop with an executor that counts is an entry, and runs no uops", () => {
  const run = (turns: number): Outcome => {
    const base = program(1000);
    const codes = base.codes.map((code, i) =>
      i === 1 ? { ...code, consts: code.consts.with(0, { t: "int", v: turns }) } : code
    );
    return tier2({ optimizer: counterOptimizer() }).run({ ...base, codes });
  };
  const [short, long] = [run(100), run(130)];
  assertEquals(short.statistics.entered > 0, true);
  assertEquals(long.statistics.entered - short.statistics.entered, 30);
  assertEquals([long.statistics.executors, long.statistics.uops, long.statistics.deopts], [1, 0, 0]);
});
