/**
 * Classes.
 *
 * @module
 */

import {
  type AttributeName,
  type ClassAttribute,
  MAX_CLASSES,
  type MemberDraft,
  type MemberName,
} from "../draft/classes.ts";
import { type Block, type Expr, MAX_FUNCTIONS, type Stmt } from "../draft/draft.ts";
import type { ClassFacts, Drawing } from "./drawing.ts";
import { FIRST, member, methodBody, SELF } from "./members.ts";
import { ADD, assignTo, attribute, binary, give, int, wholeLiteral } from "./nodes.ts";
import { type Protocol, PROTOCOLS } from "./profile.ts";
import { protocolMembers } from "./protocols.ts";

/** A class of the kind that the program is about, or -1. */
export function classFor(d: Drawing): number {
  const count = d.program.classFacts.length;
  if (count > 0 && (count > 1 || d.choices.chance(7, 8))) return d.choices.below(count);
  return newClass(d);
}

/** Adds a class that has no base of its own kind; gives its number. */
export function addClass(
  d: Drawing,
  members: readonly MemberDraft[],
  facts: ClassFacts,
  attributes: readonly ClassAttribute[] = [],
): number {
  const slots = facts.slots ? facts.fields : null;
  d.program.classes.push({ base: null, builtin: null, meta: null, slots, attributes, members });
  return d.program.classFacts.push(facts) - 1;
}

/** A class of a drawn protocol, or a subclass of the first one; -1 where there are too many. */
export function newClass(d: Drawing): number {
  const { choices, program } = d;
  const c = program.classFacts.length;
  if (c >= Math.min(MAX_CLASSES, 2) || program.functions.length > MAX_FUNCTIONS - 5) return c - 1;
  const protocol = PROTOCOLS[choices.weighted(d.profile.protocols)] as Protocol;
  if (c > 0 && choices.bool()) return subclass(d, c, 0);
  const slots = choices.chance(1, 4);
  const fields: AttributeName[] = choices.chance(1, 6) ? ["x", "y"] : ["x"];
  const members: MemberDraft[] = [];
  const hasInit = slots ? choices.bool() : choices.chance(1, 3);
  const attributes: ClassAttribute[] = [];
  const shared = choices.chance(1, 4) ? "z" : null;
  if (shared !== null) attributes.push({ name: shared, v: wholeLiteral(choices.int(1, 9)) });
  if (hasInit) {
    const body: Stmt[] = [assignTo(attribute(SELF, "x"), FIRST)];
    if (fields.length > 1) body.push(assignTo(attribute(SELF, "y"), int(choices.int(0, 5))));
    member(d, members, "__init__", 2, body);
  } else if (!slots) {
    for (const name of fields) attributes.push({ name, v: wholeLiteral(choices.int(0, 5)) });
  }
  const hasMethod = protocol === "method";
  if (hasMethod) member(d, members, "m", 2, methodBody(d));
  protocolMembers(d, protocol, members);
  addClass(d, members, { protocol, fields, shared, init: hasInit ? 1 : -1, slots, hasMethod }, attributes);
  return c === 0 && choices.chance(1, 6) ? subclass(d, 1, 0) : c;
}

/** A class that overrides a method of another and calls it, or only reads what that one has. */
function subclass(d: Drawing, c: number, base: number): number {
  const facts = d.program.classFacts[base] as ClassFacts;
  const members: MemberDraft[] = [];
  if (facts.hasMethod) {
    const called: Expr = { k: "super", name: "m", called: true, args: [FIRST] };
    member(d, members, "m", 2, [give(binary(called, ADD, int(d.choices.int(1, 4))))]);
  } else if (facts.shared !== null) {
    const read: Expr = { k: "super", name: facts.shared, called: false, args: [] };
    member(d, members, "m", 2, [give(binary(read, ADD, FIRST))]);
  } else member(d, members, "m", 2, methodBody(d));
  d.program.classes.push({ base, builtin: null, meta: null, slots: null, attributes: [], members });
  d.program.classFacts.push({ ...facts, hasMethod: true, slots: false });
  return c;
}

/** A function of a class: its name, its parameters, its body. */
export type MemberPart = readonly [name: MemberName, params: number, body: Block];

/** A class of such functions and no attributes; -1 where there are too many. */
export function newPlainClass(d: Drawing, parts: readonly MemberPart[]): number {
  if (d.program.classFacts.length >= MAX_CLASSES || d.program.functions.length > MAX_FUNCTIONS - 3) return -1;
  const members: MemberDraft[] = [];
  for (const [name, params, body] of parts) member(d, members, name, params, body);
  const init = parts.some(([name]) => name === "__init__") ? 1 : -1;
  return addClass(d, members, {
    protocol: "method",
    fields: ["x"],
    shared: null,
    init,
    slots: false,
    hasMethod: false,
  });
}

/** A new instance. */
export function construct(d: Drawing, c: number, argument: Expr): Expr {
  const takesOne = (d.program.classFacts[c] as ClassFacts).init === 1;
  return { k: "call", f: { k: "class", c }, args: takesOne ? [argument] : [] };
}
