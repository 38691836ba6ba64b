/**
 * Loops: the one that gets hot, and those in it.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Block, type Iterable, NONE, type Stmt } from "../draft/draft.ts";
import { condition } from "./conditions.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { generatedItems } from "./generators.ts";
import { newGlobal } from "./globals.ts";
import { newLocal, parameter } from "./locals.ts";
import { lengthened } from "./long_code.ts";
import { binary, DIV, int, items, TRUE, variable, wholeLiteral } from "./nodes.ts";
import { LOOPS } from "./profile.ts";
import { mostlyTrue } from "./rounds.ts";
import { augment, filler } from "./variables.ts";

/** The main loop of the program: it goes round until it is hot and a few times more. */
export function hotLoop(d: Drawing): Stmt {
  const { choices, profile } = d;
  const kind = LOOPS[choices.weighted(profile.loops)];
  const [fewest, most] = profile.rounds;
  const count = d.hot + choices.int(fewest, d.theme === "none" ? most : (fewest + most) >> 1);
  // The executor is made at the jump back number `hot`: items from that one on are met in a trace.
  const trigger = choices.int(d.hot, count - 2);
  const length = choices.int(profile.bodyLength[0], profile.bodyLength[1]);
  if (kind === "while") return whileLoop(d, count, trigger + 1, length);
  const generated = d.theme === "generator" && choices.chance(1, 3) ? generatedItems(d, count) : null;
  let over: Iterable;
  let step = 1;
  let start = 0;
  if (generated !== null) over = generated;
  else if (kind === "range") {
    step = choices.chance(1, 8) ? choices.int(2, 3) : 1;
    start = step === 1 && choices.chance(1, 6) ? choices.int(-2, 3) : 0;
    over = { k: "range", start, count, step };
  } else if (kind === "tuple") over = { k: "tuple", count };
  else over = listArgument(d, count, trigger);
  const v = newLocal(d, "index", null);
  const round = step === 1 ? variable(v) : binary(variable(v), DIV, int(step));
  const loop: Loop = { index: round, count, trigger: trigger + start };
  return forLoop(d, v, over, loop, length, choices.chance(profile.tight, 16));
}

/** A list handed to the entry, the round in each item but perhaps one. */
function listArgument(d: Drawing, count: number, trigger: number): Iterable {
  const { choices } = d;
  const strange = choices.below(8);
  const list: Literal[] = [];
  for (let i = 0; i < count; i++) list.push(wholeLiteral(i));
  if (strange < 4) {
    list[trigger] = strange === 0
      ? { t: "float", v: trigger + 0.5 }
      : strange === 1
      ? TRUE
      : strange === 2 && choices.chance(d.profile.uncaught, 16)
      ? NONE.v
      : wholeLiteral(-1);
  }
  const form = choices.below(4);
  if (form === 0) {
    const i = newGlobal(d, { t: "tuple", v: list }) ?? 0;
    return items({ k: "global", i }, count);
  }
  return items(variable(parameter(d, "any", { t: form === 1 ? "tuple" : "list", v: list })), count);
}

function forLoop(d: Drawing, v: number, over: Iterable, loop: Loop, length: number, tight: boolean): Stmt {
  let body = loopBody(d, loop, length);
  if (loop.count >= d.hot && splitsBackEdge(body)) {
    // Each of two back edges counts for itself: join them, or go round often enough.
    if (over.k === "expr" || d.choices.chance(3, 4)) body = [...body, ...filler(d)];
    else over = { ...over, count: over.count + d.hot };
  }
  const isTight = tight && body.every(isSimple);
  const orelse: Stmt[] = [];
  if (d.choices.chance(1, 12)) d.statement(orelse);
  return { k: "for", v, over, body, orelse, tight: isTight };
}

function whileLoop(d: Drawing, count: number, trigger: number, length: number): Stmt {
  const { choices } = d;
  const counter = d.locals.counters++;
  const loop: Loop = { index: { k: "counter", i: counter }, count, trigger };
  const c = choices.chance(1, 5) ? mostlyTrue(d, loop) : null;
  const body = loopBody(d, loop, length);
  const entry = choices.chance(d.profile.twists, 96) && body.length > 0
    ? { c: condition(d), at: choices.int(0, body.length) }
    : null;
  return { k: "while", counter, count, c, body, orelse: [], entry };
}

/** Statements in a loop, between those that they add to its start and end. */
function loopBody(d: Drawing, loop: Loop, length: number): Block {
  const { rounds } = d;
  const { early, late, loops } = rounds;
  rounds.early = [];
  rounds.late = [];
  loops.push(loop);
  const body: Stmt[] = [];
  let left = length;
  if (d.theme !== "none" && d.here.index === 0 && loops.length === 1) {
    d.themed(body);
    if (left > 1) left--;
  }
  for (let s = 0; s < left && d.budget > 0; s++) d.statement(body);
  loops.pop();
  const bare = rounds.early.length + rounds.late.length === 0 ? body : [...rounds.early, ...body, ...rounds.late];
  const isMain = d.here.index === 0 && loops.length === 0;
  const all = isMain && d.choices.chance(d.profile.long, 64) ? lengthened(d, loop, bare) : bare;
  rounds.early = early;
  rounds.late = late;
  return all;
}

/** A loop in another: short, or hot by itself. */
export function innerLoop(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.rounds.loops.length >= 2) return augment(d, out);
  d.program.needsFixup = true;
  const hot = choices.chance(1, 10);
  const count = hot ? choices.int(d.hot + 1, d.hot + 4) : choices.int(1, 3);
  const length = choices.length(1, 2);
  const trigger = hot ? d.hot : choices.below(count);
  if (choices.chance(1, 4) && d.locals.counters < 4) {
    out.push(whileLoop(d, count, trigger, length));
    return;
  }
  const v = newLocal(d, "index", null);
  const over: Iterable = choices.chance(1, 4) ? { k: "tuple", count } : { k: "range", start: 0, count, step: 1 };
  const loop: Loop = { index: variable(v), count, trigger };
  out.push(forLoop(d, v, over, loop, length, choices.chance(d.profile.tight, 16)));
}

/** Whether control comes back to the top of a `for` from two places. */
function splitsBackEdge(body: Block): boolean {
  return body.at(-1)?.k === "if" || body.some((s) => s.k === "if" && s.then[0]?.k === "continue");
}

function isSimple(s: Stmt): boolean {
  return s.k !== "if" && s.k !== "for" && s.k !== "while" && s.k !== "try" && s.k !== "def" && s.k !== "island";
}
