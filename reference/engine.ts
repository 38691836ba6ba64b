/**
 * The reference interpreter as an engine.
 *
 * @module
 */

import {
  type CallOutcome,
  DEFAULT_LIMITS,
  type Engine,
  type Limits,
  NO_STATISTICS,
  type Outcome,
  OUTER_FRAMES,
  type PoisonReason,
  type RunStatistics,
  type TracebackEntry,
} from "../src/isa/engine.ts";
import type { CodeObject, HostName, Program } from "../src/isa/program.ts";
import type { ExecutionCounts } from "../src/isa/execution_counts.ts";
import { entryCallWork } from "../src/isa/work.ts";
import { CallSites, hasInit } from "./core/hidden_frames.ts";
import { makeBuiltins } from "./core/namespace.ts";
import { Frame, Generator, newDict, Poison, unboundLocals } from "./frame.ts";
import { showsDeaths } from "./core/may_drop.ts";
import { Evaluator } from "./evaluator.ts";
import { EVENT } from "../src/isa/monitoring_events.ts";
import { CodeTable } from "./literals.ts";
import { countingRules } from "./rules/counting.ts";
import type { Rule } from "./rules/rule.ts";
import type { Runtime } from "./runtime.ts";
import { fn, value } from "./signature.ts";
import { asFunction, builtin, typeOf, types } from "./types.ts";
import {
  type PyBuiltin,
  PyCode,
  type PyDict,
  PyException,
  PyFunction,
  PyModule,
  PyType,
  PyTypeAlias,
  type Slot,
  type Value,
} from "./values.ts";

/** Says what a program means: unspecialized instructions, own values, own arithmetic. */
export const reference: Engine = {
  name: "reference",
  run: (program: Program, limits: Limits = DEFAULT_LIMITS): Outcome => new Run(program, limits).outcome(),
};

/** The same, adding up what it executes; slower. */
export function countingReference(counts: ExecutionCounts): Engine {
  const rules = countingRules(counts);
  return {
    name: "reference",
    run: (program: Program, limits: Limits = DEFAULT_LIMITS): Outcome => new Run(program, limits, rules).outcome(),
  };
}

let lastBuiltins: PyDict | null = null;

/** The builtins namespace; made anew when the last run changed it. */
function builtinsOfRun(): PyDict {
  if (lastBuiltins === null || lastBuiltins.changes !== 0) lastBuiltins = makeBuiltins();
  return lastBuiltins;
}

/** The tool that logs lines. */
const LINE_TOOL = 3;

const NOT_RUN: CallOutcome = { kind: "returned", text: "None", type: "NoneType" };

/** One run of a program from scratch. */
class Run {
  private readonly rt: Evaluator;
  private readonly codes: CodeTable;
  private readonly globals: PyDict = newDict();
  private readonly hosts: Set<Value> = new Set();
  private module: CallOutcome = NOT_RUN;
  private readonly results: CallOutcome[] = [];
  private argsAfter: string[] = [];

  constructor(private readonly program: Program, private readonly limits: Limits, rules?: readonly Rule[]) {
    this.rt = new Evaluator(limits, builtinsOfRun(), rules);
    this.codes = new CodeTable(this.rt, program);
    if (showsDeaths(program)) this.rt.lookForDeaths();
    if (hasInit(program)) this.rt.callSites = new CallSites();
    this.rt.frame = hostFrames(this.globals);
  }

  outcome(): Outcome {
    let poison: Poison | null = null;
    let globals: (readonly [string, string])[] = [];
    try {
      this.runAll();
      globals = this.globalTexts();
    } catch (thrown) {
      poison = asPoison(thrown);
    }
    return {
      status: poison === null ? "finished" : poison.reason === "undefined" ? "undefined" : "poisoned",
      reason: poison === null || poison.reason === "undefined" ? null : poison.reason,
      detail: poison?.detail ?? "",
      module: this.module,
      results: this.results,
      log: this.rt.log,
      globals,
      argsAfter: this.argsAfter,
      statistics: this.statistics(),
    };
  }

  private runAll(): void {
    this.fillNamespace();
    const code = this.codes.get(0);
    const frame = new Frame(code, null, this.globals, this.globals, unboundLocals(code.localCount));
    this.rt.burn();
    this.module = this.attempt(() => this.rt.execute(frame));
    if (this.module.kind === "raised") return;
    const { rt } = this;
    let kept: Slot;
    const callWork = entryCallWork(this.program.args);
    for (let call = 0; call < this.program.calls; call++) {
      rt.spend(callWork);
      const args = this.program.args.map((literal) => this.codes.value(literal));
      rt.outsideRoots = [this.globals, args, kept];
      let result: Slot;
      let raised: PyException | null = null;
      this.results.push(this.attempt(() => result = this.callEntry(args), (thrown) => raised = thrown));
      // The caller keeps a result until it has the next one, an exception until it has told of it.
      const letGo = raised ?? kept;
      if (raised === null) kept = result;
      rt.outsideRoots = [this.globals, args, kept];
      if (rt.finalizer?.active) rt.finalizer.collect(rt, [letGo]);
      if (call < this.program.calls - 1) continue;
      rt.outsideRoots = [this.globals, args];
      if (rt.finalizer?.active) rt.finalizer.collect(rt, [kept]);
      this.argsAfter = args.map((arg) => rt.canonical(arg));
    }
  }

  private callEntry(args: readonly Value[]): Value {
    const entry = this.globals.getStr(this.program.entry);
    if (entry === undefined) throw this.rt.error("NameError", `name '${this.program.entry}' is not defined`);
    return this.rt.call(entry, args);
  }

  private fillNamespace(): void {
    this.globals.setStr("__name__", this.program.moduleName);
    for (const name of this.program.hosts) {
      const host = this.hostFunction(name);
      this.hosts.add(host);
      this.globals.setStr(name, host);
    }
    this.globals.setStr("__builtins__", this.rt.builtins);
  }

  /** `emit` and `host_lines` log; events change nothing that a program means, but look at their argument. */
  private hostFunction(name: HostName): PyBuiltin {
    if (name === "emit") return this.emit();
    const body = name === "host_invalidate_all" ? fn([], () => {}) : fn([value], (rt, given) => {
      if (name === "host_lines") this.logLines(given);
      else checkEventArgument(rt, name, given);
    });
    return builtin(name, asFunction(body, name));
  }

  /** `emit(x)`; its argument may be given by name. */
  private emit(): PyBuiltin {
    const log = asFunction(fn([value], (rt, given) => void rt.log.push(rt.canonical(given))), "emit");
    return builtin("emit", (rt, args, kwargs) => {
      const byName = args.length === 0 && kwargs?.size === 1 ? kwargs.get("x") : undefined;
      return byName === undefined ? log(rt, args, kwargs) : log(rt, [byName], null);
    });
  }

  /** Logs the lines that a function comes to from now on. */
  private logLines(value: Value): void {
    const { rt } = this;
    const code = value instanceof PyFunction ? value.code : value;
    if (!(code instanceof PyCode)) throw rt.typeError("host_lines() needs a function");
    const monitoring = rt.monitor();
    monitoring.callbacks[LINE_TOOL]?.set(
      EVENT.LINE,
      builtin("log_line", (_rt, [where, line]) => {
        rt.log.push(`${(where as PyCode).code.name}: line ${line}`);
        return null;
      }),
    );
    monitoring.setLocalEvents(code, LINE_TOOL, 1 << EVENT.LINE);
  }

  /** Runs something to its end as data. */
  private attempt(work: () => Value, onRaised?: (thrown: PyException) => void): CallOutcome {
    try {
      const value = work();
      const text = this.limits.resultText === "repr" ? this.rt.repr(value) : this.rt.canonical(value);
      return { kind: "returned", text, type: typeOf(value).shortName };
    } catch (thrown) {
      if (!(thrown instanceof PyException)) throw thrown;
      onRaised?.(thrown);
      return { kind: "raised", type: thrown.cls.name, message: this.messageOf(thrown), frames: frameEntries(thrown) };
    }
  }

  private messageOf(raised: PyException): string {
    try {
      return this.rt.str(raised);
    } catch (thrown) {
      if (!(thrown instanceof PyException)) throw thrown;
      return `<str() raised ${thrown.cls.name}>`;
    }
  }

  private globalTexts(): (readonly [string, string])[] {
    const texts: (readonly [string, string])[] = [];
    for (const { key, value } of [...this.globals.entries()]) {
      if (typeof key !== "string" || key.startsWith("__") || this.isLeftOut(value)) continue;
      texts.push([key, this.rt.canonical(value)]);
    }
    return texts;
  }

  private isLeftOut(value: Value): boolean {
    return value instanceof PyFunction || value instanceof PyType || value instanceof PyModule ||
      value instanceof Generator || value instanceof PyTypeAlias || this.hosts.has(value);
  }

  private statistics(): RunStatistics {
    return { ...NO_STATISTICS, instructions: this.rt.instructions };
  }
}

/**
 * Whoever called the program, as `sys._getframe` and `f_back` show it to code that looks beyond the entry, for instance to a
 * destructor that runs while the entry's frame is taken down. Its line is that of the recordings' harness.
 */
const HOST_CODE: CodeObject = {
  name: "<module>",
  qualname: "<module>",
  argcount: 0,
  posonlyargcount: 0,
  kwonlyargcount: 0,
  flags: 0,
  stacksize: 1,
  firstlineno: 50,
  varnames: [],
  cellvars: [],
  freevars: [],
  names: [],
  consts: [],
  code: [0],
  exceptionTable: [],
  // One unit on the first line, without columns.
  lineTable: "e800",
};

const HOSTS: readonly PyCode[] = Array.from({ length: OUTER_FRAMES }, () => new PyCode(types.code, HOST_CODE, []));

/** Refuses an argument that an event does not take. */
function checkEventArgument(rt: Runtime, name: HostName, value: Value): void {
  if (name === "host_invalidate" || name === "host_monitor") {
    if (!(value instanceof PyFunction || value instanceof PyCode)) throw rt.typeError(`${name}() needs a function`);
    return;
  }
  const most = name === "host_set_optimizer" ? 2n : 1n;
  if (typeof value !== "bigint" || value < 0n || value > most) {
    throw rt.valueError(`${name}() needs ${most === 2n ? "0, 1 or 2" : "0 or 1"}`);
  }
}

/** The frames outside of the program, as many as count against the recursion limit; gives the innermost. */
function hostFrames(globals: PyDict): Frame | null {
  let back: Frame | null = null;
  for (const code of HOSTS) {
    const frame: Frame = new Frame(code, null, globals, globals, [], true);
    frame.back = back;
    back = frame;
  }
  return back;
}

/** Traceback of an exception, outermost entry first. */
function frameEntries(raised: PyException): TracebackEntry[] {
  const entries: TracebackEntry[] = [];
  for (let link = raised.traceback; link !== null; link = link.next) {
    entries.push([link.item.code.code.name, link.item.offsetUnits]);
  }
  return entries;
}

/** Poison as it is; an overflow of the host's stack or of its largest values as poison; anything else is our own error. */
function asPoison(thrown: unknown): Poison {
  if (thrown instanceof Poison) return thrown;
  // A regular expression that is compiled where the stack ends says so in a way of its own.
  if (thrown instanceof SyntaxError && thrown.message.endsWith("Stack overflow")) {
    return new Poison("depth", thrown.message);
  }
  if (thrown instanceof RangeError) {
    const reason: PoisonReason = /call stack/i.test(thrown.message) ? "depth" : "size";
    return new Poison(reason, thrown.message);
  }
  throw thrown;
}
