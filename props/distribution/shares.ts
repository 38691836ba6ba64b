/**
 * What generated programs are made of and what happens when they run: shares of programs, with floors that the generator must
 * not fall below.
 *
 * @module
 */

import { opcodeOf } from "../../src/isa/code_unit.ts";
import type { Outcome } from "../../src/isa/engine.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../src/isa/opcodes.ts";
import type { Program } from "../../src/isa/program.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { tier2 } from "../../src/vm/engine.ts";
import type { AttemptEvent, ExecutionObserver, ExitEvent } from "../../src/vm/observe.ts";
import { draftLimits } from "../campaign/limits.ts";
import { PrngChoices } from "../generate/choices.ts";
import { type Draft, formOf } from "../generate/draft.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower.ts";
import { walkFunction } from "../generate/walk.ts";

/** Shares of programs in per cent that must be reached, by what is true of a program. */
export const SHARE_FLOORS = {
  "enters tier 2": 95,
  "runs at least 100 uops": 55,
  "makes several executors": 10,
  "deopts": 85,
  "deopts at three places": 4,
  "fails in a trace": 11,
  "exhausts an iterator in a trace": 55,
  "inlines a call": 18,
  "inlines a call in a call": 2,
  "is invalidated while it runs": 0.4,
  "ends a trace at its greatest length": 6,
  "ends a trace in an inner loop": 6,
  "ends a trace at a recursive call": 0.3,
  "ends a trace for calls too deep": 0.1,
  "has EXTENDED_ARG before a loop's end": 3.5,
  "has EXTENDED_ARG somewhere": 12,
  "raises in the end": 5,
  "loses a function's version": 1.5,
  "rebinds a function": 0.8,
  "has limits of its own": 8,
  "gets hot as late as at the pin": 4,
  "uses classes": 10,
  "uses generators": 3.2,
  "uses coroutines": 0.8,
  "uses with": 3.2,
  "uses comprehensions": 2.4,
  "uses match": 2.6,
  "uses except*": 1,
  "uses imports": 1.2,
  "uses f-strings": 0.8,
  "calls by name or with stars": 2.5,
  "monitors": 0.8,
} as const satisfies Record<string, number>;

/** What may be true of a program. */
export type Trait = keyof typeof SHARE_FLOORS;

/** One row: the share of programs in per cent, and its floor. */
export interface ShareRow {
  readonly trait: Trait;
  readonly share: number;
  readonly floor: number;
  readonly met: boolean;
}

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
    if (executor === null) return;
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
    if (kind === "error") this.traits.add("fails in a trace");
    if (kind !== "deopt") return;
    this.traits.add("deopts");
    if (this.#deoptPlaces.add(`${code.index} ${uopIndex}`).size > 2) this.traits.add("deopts at three places");
    const { uop } = executor.trace[uopIndex] ?? { uop: -1 };
    if (EXHAUSTED.has(uop)) this.traits.add("exhausts an iterator in a trace");
    if (uop === UOPS._CHECK_VALIDITY.id) this.traits.add("is invalidated while it runs");
  }
}

function prefixTraits(program: Program, traits: Set<Trait>): void {
  const prefix = OPCODES.EXTENDED_ARG.opcode;
  for (const { code } of program.codes) {
    let prefixed = false;
    for (let at = 0; at < code.length;) {
      const opcode = opcodeOf(code[at] as number);
      if (opcode === prefix) traits.add("has EXTENDED_ARG somewhere");
      if (prefixed && opcode === OPCODES.JUMP_BACKWARD.opcode) traits.add("has EXTENDED_ARG before a loop's end");
      prefixed = opcode === prefix;
      at += 1 + (CACHE_UNITS_OF[opcode] as number);
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

/** Shares of the programs that a seed's first `count` checks have, run on the repaired target. */
export function measureShares(seed: number, count: number): readonly ShareRow[] {
  const watcher = new Watcher();
  const engine = tier2({ repairs: ALL_REPAIRS, observe: watcher });
  const choices = new PrngChoices(0);
  const found = new Map<Trait, number>();
  for (let index = 0; index < count; index++) {
    choices.reseed(seed, index);
    const draft = generateDraft(choices);
    const program = lower(draft);
    watcher.begin();
    const { traits } = watcher;
    outcomeTraits(engine.run(program, draftLimits(draft)), traits);
    draftTraits(draft, traits);
    prefixTraits(program, traits);
    for (const trait of traits) found.set(trait, (found.get(trait) ?? 0) + 1);
  }
  return (Object.keys(SHARE_FLOORS) as Trait[]).map((trait) => {
    const share = ((found.get(trait) ?? 0) * 100) / count;
    const floor = SHARE_FLOORS[trait];
    return { trait, share, floor, met: share >= floor };
  });
}

/** One line a row: share, floor, what is true of the programs; a row below its floor says so. */
export function sharesText(rows: readonly ShareRow[]): string {
  return rows.map(({ trait, share, floor, met }) =>
    `${share.toFixed(1).padStart(6)} %  of at least ${String(floor).padStart(4)} %  ${trait}${met ? "" : "  BELOW"}`
  ).join("\n");
}
