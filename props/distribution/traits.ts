/**
 * What is true of a program: what it is made of, and what it does when it runs.
 *
 * @module
 */

import { decodeAll } from "../../src/isa/code_unit.ts";
import type { Engine, Limits, Outcome } from "../../src/isa/engine.ts";
import { jumpTarget } from "../../src/isa/jumps.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { isEventHost, type Program } from "../../src/isa/program.ts";
import { UOPS } from "../../src/isa/uops.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import type { AttemptEvent, ExecutionObserver, ExitEvent } from "../../src/vm/tier2/observe.ts";
import type { Vm } from "../cpython/vm.ts";
import { type Draft, formOf } from "../generate/draft/draft.ts";
import { walkFunction } from "../generate/draft/walk.ts";
import type { Trait } from "./floors.ts";

const EXHAUSTED: ReadonlySet<number> = new Set([
  UOPS._GUARD_NOT_EXHAUSTED_LIST.id,
  UOPS._GUARD_NOT_EXHAUSTED_TUPLE.id,
  UOPS._GUARD_NOT_EXHAUSTED_RANGE.id,
]);

/** Watches one run after another and adds what it sees to the traits of the program at hand. */
class Watcher implements ExecutionObserver {
  traits: Set<Trait> = new Set();
  #executors = 0;
  #deoptPlaces: Set<string> = new Set();

  begin(): void {
    this.traits = new Set();
    this.#executors = 0;
    this.#deoptPlaces = new Set();
  }

  attempt({ executor, before }: AttemptEvent): void {
    if (executor === null) {
      this.traits.add("has an attempt without executor");
      return;
    }
    if (++this.#executors > 1) this.traits.add("makes several executors");
    let depth = 0;
    for (const { uop } of before ?? []) {
      if (uop === UOPS._PUSH_FRAME.id) this.traits.add(++depth > 1 ? "inlines a call in a call" : "inlines a call");
      else if (uop === UOPS._POP_FRAME.id) depth--;
    }
  }

  trace(event: Parameters<NonNullable<ExecutionObserver["trace"]>>[0]): void {
    if (event.kind !== "end") return;
    switch (event.reason) {
      case "trace_too_long":
        this.traits.add("ends a trace at its greatest length");
        return;
      case "inner_loop":
        this.traits.add("ends a trace in an inner loop");
        return;
      case "recursive_call":
        this.traits.add("ends a trace at a recursive call");
        return;
      case "trace_stack_overflow":
        this.traits.add("ends a trace for calls too deep");
    }
  }

  exit({ kind, executor, uopIndex, code }: ExitEvent): void {
    if (inlinedDepth(executor.trace, uopIndex) > 0) this.traits.add("leaves a trace in an inlined call");
    if (kind === "error") this.traits.add("fails in a trace");
    if (kind !== "deopt") return;
    this.traits.add("deopts");
    if (this.#deoptPlaces.add(`${code.index} ${uopIndex}`).size > 2) this.traits.add("deopts at three places");
    const { uop } = executor.trace[uopIndex] ?? { uop: -1 };
    if (EXHAUSTED.has(uop)) this.traits.add("exhausts an iterator in a trace");
    if (uop === UOPS._CHECK_VALIDITY.id) this.traits.add("is invalidated while it runs");
  }
}

/** Frames that a trace has pushed and not popped before a uop of it. */
function inlinedDepth(trace: Trace, index: number): number {
  let depth = 0;
  for (let i = 0; i < index; i++) {
    const { uop } = trace[i] as Trace[number];
    if (uop === UOPS._PUSH_FRAME.id) depth++;
    if (uop === UOPS._POP_FRAME.id) depth--;
  }
  return depth;
}

/** Units of a loop whose jump back needs a prefix. */
const LONG_LOOP = 256;

function programTraits({ codes, calls }: Program, traits: Set<Trait>): void {
  if (calls > 1) traits.add("runs several times");
  for (const { code, names } of codes) {
    if (names.some(isEventHost)) traits.add("announces an event");
    const instructions = decodeAll(code);
    const prefixed = instructions.filter(({ start, at }) => start < at);
    if (prefixed.length > 0) traits.add("has EXTENDED_ARG somewhere");
    for (const loop of instructions) {
      if (loop.opcode !== OPCODES.JUMP_BACKWARD.opcode) continue;
      if (loop.start < loop.at) traits.add("has EXTENDED_ARG before a loop's end");
      const top = jumpTarget(loop) ?? loop.at;
      if (loop.at - top >= LONG_LOOP) traits.add("has 256 units in a loop");
      if (prefixed.some(({ start }) => start >= top && start <= loop.at)) traits.add("has EXTENDED_ARG in a loop");
    }
  }
}

const STATEMENT_TRAITS: Readonly<Record<string, Trait>> = {
  with: "uses with",
  match: "uses match",
  import: "uses imports",
  rebind: "rebinds a function",
  reversion: "loses a function's version",
};

const EXPRESSION_TRAITS: Readonly<Record<string, Trait>> = {
  comp: "uses comprehensions",
  fstring: "uses f-strings",
  invoke: "calls by name or with stars",
};

function draftTraits(draft: Draft, traits: Set<Trait>): void {
  if (draft.limits !== undefined) traits.add("has limits of its own");
  if (draft.assumed !== undefined) traits.add("breaks an assumption");
  if (draft.warm === 16) traits.add("gets hot as late as at the pin");
  if ((draft.classes ?? []).length > 0) traits.add("uses classes");
  for (const fn of draft.functions) {
    const { kind } = formOf(fn);
    if (kind === "generator") traits.add("uses generators");
    else if (kind !== "plain") traits.add("uses coroutines");
    walkFunction(fn, {
      stmt(s) {
        const trait = STATEMENT_TRAITS[s.k];
        if (trait !== undefined) traits.add(trait);
        if (s.k === "try" && s.star === true) traits.add("uses except*");
        if (s.k === "event" && s.host.startsWith("host_monitor")) traits.add("monitors");
      },
      expr(e) {
        const trait = EXPRESSION_TRAITS[e.k];
        if (e.k === "method" && e.name === "register_callback") traits.add("monitors");
        if (trait !== undefined) traits.add(trait);
      },
    });
  }
}

function outcomeTraits({ statistics, results }: Outcome, traits: Set<Trait>): void {
  if (statistics.entered > 0) traits.add("enters tier 2");
  if (statistics.uops >= 100) traits.add("runs at least 100 uops");
  if (results.some(({ kind }) => kind === "raised")) traits.add("raises in the end");
}

interface Rig {
  readonly watcher: Watcher;
  readonly engine: Engine;
}

function watch(vm: Vm): Rig {
  const watcher = new Watcher();
  return { watcher, engine: vm.tier2({ observe: watcher }) };
}

/** What is true of a Draft, where there is one, and its program, which runs once more on tier 2 for it. */
export function traitsOf(draft: Draft | null, program: Program, limits: Limits, vm: Vm): ReadonlySet<Trait> {
  const { watcher, engine } = vm.rig(watch);
  watcher.begin();
  const { traits } = watcher;
  outcomeTraits(engine.run(program, limits), traits);
  if (draft !== null) draftTraits(draft, traits);
  programTraits(program, traits);
  return traits;
}
