/**
 * Exception groups: their parts and how they are split.
 *
 * @module
 */

import { getAttr } from "../type/attributes.ts";
import { call } from "../call/call.ts";
import { PyDict } from "../dict/dict.ts";
import { PyException } from "./exception.ts";
import { BASE_EXCEPTION_GROUP, TYPE_ERROR } from "./exception_types.ts";
import { raise } from "./raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyList, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

/** True for an exception group. */
export function isGroup(exception: PyException): boolean {
  return exception.cls.isSubtype(BASE_EXCEPTION_GROUP);
}

/** The exceptions in a group, groups among them. */
export function groupMembers(group: PyException): readonly PyException[] {
  const members = group.fields?.get("exceptions");
  return members instanceof PyTuple ? members.items as readonly PyException[] : [];
}

/** A group like `original` with other members, made by its `derive`; null for none. */
function subset(rt: Runtime, original: PyException, members: readonly PyException[]): PyException | null {
  if (members.length === 0) return null;
  rt.burn(16 + members.length);
  const derived = call(rt, getAttr(rt, original, "derive"), [new PyList([...members])], null);
  if (!(derived instanceof PyException) || !isGroup(derived)) {
    throw raise(rt, TYPE_ERROR, "derive must return an instance of BaseExceptionGroup");
  }
  derived.tracebackTop = original.tracebackTop;
  derived.context = original.context;
  derived.cause = original.cause;
  // FAITHFUL: setting a cause, even none, suppresses the context.
  derived.suppressContext = true;
  const notes = original.dict?.getStr("__notes__");
  if (notes instanceof PyList) {
    derived.dict ??= new PyDict();
    derived.dict.setStr("__notes__", new PyList([...notes.items]));
  }
  return derived;
}

/** Splits a group by a test of its members, groups included (`exceptiongroup_split_recursive`); None for an empty side. */
export function splitGroup(
  rt: Runtime,
  group: PyException,
  matches: (exception: PyException) => boolean,
): readonly [match: Value, rest: Value] {
  rt.burn(1);
  if (matches(group)) return [group, null];
  if (!isGroup(group)) return [null, group];
  const matched: PyException[] = [];
  const rest: PyException[] = [];
  for (const member of groupMembers(group)) {
    const [yes, no] = splitGroup(rt, member, matches);
    if (yes instanceof PyException) matched.push(yes);
    if (no instanceof PyException) rest.push(no);
  }
  return [subset(rt, group, matched), subset(rt, group, rest)];
}

/** The part of a group that holds these leaves, in its shape; None when that is nothing. */
export function splitByLeaves(rt: Runtime, group: PyException, leaves: ReadonlySet<PyException>): Value {
  rt.burn(1);
  if (!isGroup(group)) return leaves.has(group) ? group : null;
  const kept: PyException[] = [];
  for (const member of groupMembers(group)) {
    const part = splitByLeaves(rt, member, leaves);
    if (part instanceof PyException) kept.push(part);
  }
  return subset(rt, group, kept);
}
