/**
 * Instances: their attributes, their methods, what their classes define, and changes of them in the right round.
 *
 * @module
 */

import type { AttributeName } from "../draft/classes.ts";
import { type Expr, NONE, type Stmt, type Target } from "../draft/draft.ts";
import { atom, index, intExpression } from "./atoms.ts";
import { classFor, construct, newClass } from "./classes.ts";
import type { ClassFacts, Drawing, Loop } from "./drawing.ts";
import { newLambda } from "./inner_functions.ts";
import { known, localOf, newLocal } from "./locals.ts";
import { FIRST } from "./members.ts";
import {
  ADD,
  assign,
  assignTo,
  attribute,
  binary,
  callMethod,
  caught,
  classValue,
  constant,
  except,
  exception,
  HALF,
  int,
  SUB,
  TRUE,
  variable,
  when,
} from "./nodes.ts";
import { type Instance, operation } from "./protocols.ts";
import { inTrigger } from "./rounds.ts";
import { augment, filler, keep } from "./variables.ts";

/** An instance that a local holds, or null. */
function instanceFor(d: Drawing): Instance | null {
  const old = known(d, "object");
  if (old >= 0 && d.choices.chance(3, 4)) return instanceIn(d, old);
  const c = classFor(d);
  if (c < 0) return null;
  const v = newLocal(d, "object", construct(d, c, int(d.choices.int(0, 5))));
  d.locals.classOf[v] = c;
  const { init, fields, slots } = d.program.classFacts[c] as ClassFacts;
  if (init < 0 && (slots || d.choices.chance(2, 3))) {
    for (const name of fields) d.locals.prologue.push(assignTo(attribute(variable(v), name), int(1)));
  }
  // An instance whose attributes lie in a dict of its own; it has to be held, or the attributes move back.
  if (!slots && d.choices.chance(1, 8)) newLocal(d, "closure", attribute(variable(v), "__dict__"));
  return instanceIn(d, v);
}

function instanceIn(d: Drawing, v: number): Instance {
  const c = d.locals.classOf[v] as number;
  return { o: variable(v), c, facts: d.program.classFacts[c] as ClassFacts };
}

/** Something with an instance. */
export function object(d: Drawing, out: Stmt[]): void {
  const instance = d.here.recursive ? null : instanceFor(d);
  if (instance === null) return augment(d, out);
  const name = d.pick(instance.facts.fields);
  d.pick(USES)(d, out, instance, name);
}

/** What is done with an instance and the name of one of its attributes. */
type Use = (d: Drawing, out: Stmt[], instance: Instance, name: AttributeName) => void;

const USES: readonly Use[] = [
  read,
  read,
  (d, out, { o }, name) => out.push(assignTo(attribute(o, name), intExpression(d, 1))),
  (d, out, { o }, name) =>
    out.push({ k: "augment", t: attribute(o, name), op: d.choices.bool() ? ADD : SUB, e: atom(d) }),
  anew,
  (d, out, instance) => {
    const loop = d.rounds.loops.at(-1);
    if (loop !== undefined) objectChange(d, out, loop, instance);
    else methodOrOperation(d, out, instance);
  },
  truthOrShared,
  methodOrOperation,
  methodOrOperation,
  methodOrOperation,
  methodOrOperation,
  methodOrOperation,
];

function read(d: Drawing, out: Stmt[], { o }: Instance, name: AttributeName): void {
  out.push(assign(localOf(d, "int"), binary(attribute(o, name), ADD, atom(d))));
}

/** A new instance every round. */
function anew(d: Drawing, out: Stmt[], { c }: Instance, name: AttributeName): void {
  const made = newLocal(d, "object", null);
  d.locals.classOf[made] = c;
  out.push(assign(made, construct(d, c, index(d))));
  out.push(assign(localOf(d, "int"), attribute(variable(made), name)));
  d.locals.kinds[made] = "closure";
}

function truthOrShared(d: Drawing, out: Stmt[], instance: Instance): void {
  const { o, c, facts } = instance;
  // An instance is true unless its class says otherwise.
  if (d.choices.chance(1, 4)) out.push(when(o, ...filler(d)));
  else if (facts.shared === null) methodOrOperation(d, out, instance);
  else out.push(assign(localOf(d, "int"), attribute(d.choices.bool() ? o : classValue(c), facts.shared)));
}

function methodOrOperation(d: Drawing, out: Stmt[], instance: Instance): void {
  const { o, facts } = instance;
  if (facts.hasMethod && d.choices.chance(facts.protocol === "method" ? 3 : 1, 4)) {
    keep(d, out, callMethod(o, "m", d.choices.chance(2, 3) ? index(d) : atom(d)));
  } else operation(d, out, instance);
}

/** In the trigger round the class or the instance becomes another than the site has seen. */
function objectChange(d: Drawing, out: Stmt[], loop: Loop, instance: Instance): void {
  const name = d.pick(instance.facts.fields);
  const reads = assign(localOf(d, "int"), attribute(instance.o, name));
  const change = d.pick(CHANGES)(d, instance, attribute(instance.o, name));
  if (change === null) return unboundAttribute(d, loop, instance, name, reads);
  if (d.choices.bool()) out.push(inTrigger(loop, change), reads);
  else {
    out.push(reads);
    d.rounds.late.push(inTrigger(loop, change));
  }
}

/** What may become of an instance and one of its attributes; null for an attribute that is unbound. */
const CHANGES: readonly ((d: Drawing, instance: Instance, x: Expr & Target) => Stmt | null)[] = [
  () => null,
  // The class has another version, by an attribute more or another value of one.
  (d, { c, facts }) => assignTo(attribute(classValue(c), facts.shared ?? "z"), int(d.choices.int(0, 9))),
  (d, _, x) => assignTo(x, constant(d.choices.bool() ? HALF : TRUE)),
  // One attribute more, perhaps one that hides a method.
  (d, { o, c, facts }) =>
    facts.slots
      ? assignTo(attribute(classValue(c), "z"), int(1))
      : assignTo(attribute(o, d.choices.bool() ? "z" : "y"), int(2)),
  // Its attributes move to a dict of its own.
  (d, { o, c, facts }) =>
    facts.slots ? assign(o.i, construct(d, c, int(1))) : assign(newLocal(d, "closure", NONE), attribute(o, "__dict__")),
  (d, { o, c }) => {
    const other = newClass(d);
    return assign(o.i, other === c ? construct(d, c, index(d)) : construct(d, other, int(2)));
  },
  (d, { c }) => {
    const f = newLambda(d, () => binary(FIRST, ADD, int(d.choices.int(1, 9))));
    return f < 0
      ? assignTo(attribute(classValue(c), "z"), int(3))
      : assignTo(attribute(classValue(c), "m"), { k: "make", f });
  },
];

/** Unbound late in a round, read early in the next one. */
function unboundAttribute(d: Drawing, loop: Loop, { o, facts }: Instance, name: AttributeName, reads: Stmt): void {
  const { choices } = d;
  const x = attribute(o, name);
  const rebind = assignTo(x, int(choices.int(0, 3)));
  const clause = except(choices.bool() ? null : exception("AttributeError"), rebind);
  if (facts.init < 0) d.locals.prologue.push(assignTo(x, int(1)));
  d.rounds.early.push(caught([reads], [clause]));
  d.rounds.late.push(inTrigger(loop, { k: "del", t: x }));
}
