/**
 * Generators, and loops that go over them or resume them by hand.
 *
 * @module
 */

import {
  type Block,
  type Expr,
  type Iterable,
  MAX_FUNCTIONS,
  NONE,
  type Stmt,
  type Target,
  ZERO,
} from "../draft/draft.ts";
import { index, indexBits } from "./atoms.ts";
import type { Drawing, GeneratorFacts } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import { newFunction, ofKind } from "./members.ts";
import {
  ADD,
  add,
  assign,
  assignTo,
  binary,
  call,
  callMethod,
  callTop,
  caught,
  except,
  exception,
  forEach,
  give,
  int,
  items,
  MUL,
  newException,
  run,
  variable,
} from "./nodes.ts";
import { inTrigger } from "./rounds.ts";
import { augment } from "./variables.ts";

const PARAM = variable(0);
const OTHER = variable(1);

/** The body of a generator of one int; `counts`: its argument says how often it yields. */
interface GeneratorBody {
  readonly body: Block;
  readonly locals: number;
  readonly counts: boolean;
}

function yields(e: Expr): Stmt {
  return run({ k: "yield", e });
}

const BODIES: readonly ((d: Drawing) => GeneratorBody)[] = [
  overRange,
  overRange,
  () => ({ body: [yields(PARAM), yields(binary(PARAM, ADD, int(1)))], locals: 1, counts: false }),
  // What is sent comes back.
  () => ({
    body: [
      assign(1, { k: "yield", e: PARAM }),
      yields(binary(PARAM, ADD, { k: "choose", c: OTHER, a: OTHER, b: ZERO })),
    ],
    locals: 2,
    counts: false,
  }),
  fromIterable,
  () => ({
    body: [caught([yields(PARAM)], [except(exception("ValueError"), yields(int(7)))]), yields(ZERO)],
    locals: 1,
    counts: false,
  }),
  nearlyEndless,
];

function overRange({ choices }: Drawing): GeneratorBody {
  const value = choices.bool() ? OTHER : binary(OTHER, MUL, int(choices.int(2, 3)));
  const over = items(call("range", PARAM), 4);
  const body: Block = [{ k: "for", v: 1, over, body: [yields(value)], orelse: [], tight: choices.bool() }];
  return { body, locals: 2, counts: true };
}

function fromIterable({ choices, program }: Drawing): GeneratorBody {
  const other = program.generators.find((each) => each.counts);
  // Callees come later than callers, so no other generator can be gone over. Nothing hangs on this word; it is drawn so
  // that equal words still give equal programs.
  if (other !== undefined) choices.bool();
  return { body: [run({ k: "yieldFrom", e: call("range", PARAM) }), give(PARAM)], locals: 1, counts: true };
}

function nearlyEndless(d: Drawing): GeneratorBody {
  // It may be entered so often that its own rounds are too many.
  d.program.needsFixup = true;
  const step: Block = [add(PARAM, int(1)), yields(PARAM)];
  const body: Block = [{ k: "while", counter: 0, count: 30, c: null, body: step, orelse: [], entry: null }];
  return { body, locals: 1, counts: false };
}

function newGenerator(d: Drawing): GeneratorFacts | null {
  if (d.program.functions.length > MAX_FUNCTIONS - 2) return null;
  const { body, locals, counts } = d.pick(BODIES)(d);
  const facts = { f: newFunction(d, 1, body, ofKind("generator"), locals), counts };
  d.program.generators.push(facts);
  return facts;
}

function generatorFor(d: Drawing): GeneratorFacts | null {
  const old = d.program.generators;
  if (old.length > 0 && (old.length > 1 || d.choices.chance(3, 4))) return d.pick(old);
  return newGenerator(d);
}

function start(d: Drawing, { f, counts }: GeneratorFacts): Expr {
  return callTop(f, counts ? indexBits(d, 3) : index(d));
}

/** What a hot loop may go over: a generator that yields so many ints. */
export function generatedItems(d: Drawing, count: number): Iterable | null {
  const facts = newGenerator(d);
  if (facts === null || !facts.counts) return null;
  return items(callTop(facts.f, int(count)), count);
}

/** A generator that is gone over at once, or resumed once in every round. */
export function generator(d: Drawing, out: Stmt[]): void {
  const facts = d.here.recursive ? null : generatorFor(d);
  if (facts === null) return augment(d, out);
  const result = variable(localOf(d, "int"));
  const what = d.choices.below(8);
  if (what < 3) goOver(d, out, facts, result);
  else if (what === 3) out.push(assignTo(result, call("len", call("list", start(d, facts)))));
  else resume(d, out, facts, result, what === 6 ? "send" : what === 7 ? "default" : "next");
}

function goOver(d: Drawing, out: Stmt[], facts: GeneratorFacts, result: Target): void {
  const v = newLocal(d, "index", null);
  const body: Stmt[] = [add(result, variable(v))];
  const loop = d.rounds.loops.at(-1);
  if (loop !== undefined && d.choices.chance(1, 4)) body.push(inTrigger(loop, { k: "break" }));
  out.push(forEach(v, items(start(d, facts), 3), ...body));
  d.program.needsFixup = true;
}

/** One that goes on from round to round, and is made anew when it ends. */
function resume(
  d: Drawing,
  out: Stmt[],
  { f }: GeneratorFacts,
  result: Target,
  how: "next" | "send" | "default",
): void {
  const { choices } = d;
  const v = newLocal(d, "closure", callTop(f, int(choices.int(1, 6))));
  const o = variable(v);
  if (how === "default") {
    out.push(assignTo(result, call("next", o, int(9))));
    return;
  }
  d.program.needsFixup = true;
  const again = assign(v, callTop(f, int(choices.int(1, 5))));
  const clauses = [except(exception("StopIteration"), again)];
  const body: Stmt[] = [assignTo(result, how === "send" ? callMethod(o, "send", NONE) : call("next", o))];
  const loop = d.rounds.loops.at(-1);
  if (loop !== undefined && choices.chance(1, 5)) {
    body.push(inTrigger(loop, run(callMethod(o, "throw", newException("ValueError")))));
    clauses.push(except(exception("ValueError")));
  }
  out.push(caught(body, clauses));
}
