/**
 * Coroutines, and what they wait for.
 *
 * @module
 */

import { type Block, type Iterable, MAX_FUNCTIONS, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { indexBits } from "./atoms.ts";
import { addClass, construct } from "./classes.ts";
import { contextClass } from "./contexts.ts";
import type { Drawing } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import { newFunction, ofKind } from "./members.ts";
import {
  ADD,
  add,
  assign,
  assignTo,
  attribute,
  binary,
  callMethod,
  callTop,
  caught,
  exception,
  forEach,
  give,
  int,
  MUL,
  run,
  SUB,
  variable,
} from "./nodes.ts";
import { augment } from "./variables.ts";

const PARAM = variable(0);
const OTHER = variable(1);

/** The body of a coroutine function of one int. */
interface CoroutineBody {
  readonly body: Block;
  readonly locals: number;
}

const BODIES: readonly ((d: Drawing) => CoroutineBody)[] = [
  () => ({ body: [give(binary(PARAM, ADD, int(1)))], locals: 1 }),
  awaitsCoroutine,
  overAsyncGenerator,
  inAsyncContext,
  awaitsInstance,
];

function awaitsCoroutine(d: Drawing): CoroutineBody {
  const g = newFunction(d, 1, [give(binary(PARAM, MUL, int(2)))], ofKind("coroutine"));
  return { body: [assign(1, { k: "await", e: callTop(g, PARAM) }), give(binary(OTHER, SUB, int(1)))], locals: 2 };
}

function overAsyncGenerator(d: Drawing): CoroutineBody {
  const two: Block = [run({ k: "yield", e: PARAM }), run({ k: "yield", e: int(2) })];
  const g = newFunction(d, 1, two, ofKind("async generator"));
  const over: Iterable = { k: "async", e: callTop(g, PARAM), count: 2 };
  return { body: [assign(1, ZERO), forEach(2, over, add(OTHER, variable(2))), give(OTHER)], locals: 3 };
}

function inAsyncContext(d: Drawing): CoroutineBody {
  const c = contextClass(d, true);
  if (c < 0) return { body: [give(PARAM)], locals: 1 };
  const body: Block = [add(PARAM, OTHER)];
  return { body: [{ k: "with", e: construct(d, c, int(1)), v: 1, body, isAsync: true }, give(PARAM)], locals: 2 };
}

/** Something that is waited for by hand: what it yields comes out at the one who drives. */
function awaitsInstance(d: Drawing): CoroutineBody {
  const f = newFunction(d, 1, [run({ k: "yield", e: int(3) }), give(int(4))], ofKind("generator"));
  const c = addClass(d, [{ name: "__await__", f, wrap: 0 }], {
    protocol: "truth",
    fields: ["x"],
    shared: null,
    init: -1,
    slots: false,
    hasMethod: false,
  });
  return { body: [give({ k: "await", e: construct(d, c, ZERO) })], locals: 1 };
}

/** A coroutine function of one int that gives an int; the ones that it waits for come later. -1 where there are too many. */
function newCoroutine(d: Drawing): number {
  const { functions, coroutines } = d.program;
  if (functions.length > MAX_FUNCTIONS - 5) return -1;
  // Its own place first: callees come later than callers.
  const f = newFunction(d, 1, []);
  const { body, locals } = d.pick(BODIES)(d);
  const form = ofKind("coroutine");
  functions[f] = { parent: null, params: 1, defaults: [], locals, recursive: null, body, form };
  coroutines.push(f);
  return f;
}

/** Drives a coroutine to its end, or to where it first stops. */
export function coroutine(d: Drawing, out: Stmt[]): void {
  if (d.here.recursive) return augment(d, out);
  const old = d.program.coroutines;
  const f = old.length > 0 && d.choices.chance(3, 4) ? d.pick(old) : newCoroutine(d);
  if (f < 0) return augment(d, out);
  const result = variable(localOf(d, "int"));
  const send = assignTo(result, callMethod(callTop(f, indexBits(d, 7)), "send", NONE));
  const name = newLocal(d, "risky", null);
  const done = assignTo(result, attribute(variable(name), "value"));
  out.push(caught([send], [{ type: exception("StopIteration"), name, body: [done] }]));
}
