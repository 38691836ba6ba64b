/**
 * Exception groups and what `except*` does with them (C: `Objects/exceptions.c`).
 *
 * @module
 */

import { exceptions } from "../exceptions.ts";
import type { Runtime } from "../runtime.ts";
import { tuple, typeOf, types } from "../types.ts";
import { PyDict, PyException, PyFunction, PyList, type PyTuple, type PyType, type Value } from "../values.ts";

/** What a group divides into. */
export interface Split {
  readonly match: PyException | null;
  readonly rest: PyException | null;
}

/** A new plain group; BaseExceptionGroup when a member is no Exception. */
export function makeGroup(
  rt: Runtime,
  message: string,
  members: readonly PyException[],
  given: Value = rt.list([...members]),
): PyException {
  const plain = members.every((member) => member.cls.isSubtypeOf(exceptions.Exception));
  const cls = plain ? exceptions.ExceptionGroup : exceptions.BaseExceptionGroup;
  const made = new PyException(cls, tuple([message, given]));
  made.group = { message, exceptions: members };
  return made;
}

/** A group of the same kind with other members, the traceback, cause, context and notes carried over. */
function derive(rt: Runtime, group: PyException, members: readonly PyException[]): PyException {
  rt.spend(16 + members.length);
  const list = rt.list([...members]);
  const override = group.cls.lookup("derive");
  const made = override instanceof PyFunction
    ? rt.call(override, [group, list])
    : makeGroup(rt, groupOf(group).message, members);
  if (!(made instanceof PyException) || made.group === null) {
    throw rt.typeError("derive must return an instance of BaseExceptionGroup");
  }
  made.traceback = group.traceback;
  made.cause = group.cause;
  made.context = group.context;
  // FAITHFUL: setting a cause, even none, suppresses the context.
  made.suppressContext = true;
  const notes = group.attrs?.getStr("__notes__");
  if (notes instanceof PyList) rt.setattr(made, "__notes__", new PyList(types.list, [...notes.items]));
  return made;
}

function groupOf(group: PyException): { readonly message: string; readonly exceptions: readonly PyException[] } {
  return group.group as { message: string; exceptions: readonly PyException[] };
}

/** Divides a group, and the groups in it, by what `matches` says of whole groups and of leaves. */
export function splitGroup(rt: Runtime, raised: PyException, matches: (candidate: PyException) => boolean): Split {
  rt.spend(1);
  if (matches(raised)) return { match: raised, rest: null };
  if (raised.group === null) return { match: null, rest: raised };
  const matching: PyException[] = [];
  const remaining: PyException[] = [];
  for (const member of raised.group.exceptions) {
    const { match, rest } = splitGroup(rt, member, matches);
    if (match !== null) matching.push(match);
    if (rest !== null) remaining.push(rest);
  }
  return {
    match: matching.length === 0 ? null : derive(rt, raised, matching),
    rest: remaining.length === 0 ? null : derive(rt, raised, remaining),
  };
}

/**
 * What `except* classes` takes of an exception; a bare exception that matches is wrapped in a group. `written` is what
 * the classes come from: the method `split` of a group, which may be its own class's, gets it as it is.
 */
export function matchGroup(rt: Runtime, raised: PyException, classes: readonly PyType[], written: Value): Split {
  const fits = classes.some((cls) => raised.cls.isSubtypeOf(cls));
  if (raised.group !== null) return fits ? { match: raised, rest: null } : askSplit(rt, raised, written);
  if (!fits) return { match: null, rest: raised };
  const wrapped = makeGroup(rt, "", [raised], tuple([raised]));
  return { match: wrapped, rest: null };
}

function askSplit(rt: Runtime, group: PyException, written: Value): Split {
  const pair = rt.call(rt.getattr(group, "split"), [written]);
  if (typeOf(pair) !== types.tuple) rt.unsupported("split() that gives no pair");
  const [match, rest] = (pair as PyTuple).items as [PyException | null, PyException | null];
  if (rest === undefined) rt.unsupported("split() that gives no pair");
  return { match, rest };
}

/**
 * What remains to be raised after the `except*` clauses: those that clauses raised anew, and what none took, as one group
 * (C: `_PyExc_PrepReraiseStar`).
 */
export function prepareReraiseStar(rt: Runtime, original: PyException, parts: readonly Value[]): Value {
  const list = parts.filter((part): part is PyException => part instanceof PyException);
  if (parts.length === 0) return null;
  if (original.group === null) return parts[0] as Value;
  const raised: PyException[] = [];
  const reraised: PyException[] = [];
  for (const part of list) (hasSameMetadata(part, original) ? reraised : raised).push(part);
  const kept = reraised.length === 0 ? null : project(rt, original, reraised);
  if (raised.length === 0) return kept;
  if (kept !== null) raised.push(kept);
  return raised.length === 1 ? raised[0] as PyException : makeGroup(rt, "", raised);
}

/** True for a part of `original` that was not raised anew. */
function hasSameMetadata(part: PyException, original: PyException): boolean {
  if (part.group === null) return false;
  return part.traceback === original.traceback && part.cause === original.cause && part.context === original.context;
}

/** The group cut down to the leaves that `keep` still holds. */
function project(rt: Runtime, original: PyException, keep: readonly PyException[]): PyException | null {
  const leaves = new Set<PyException>();
  const collect = (part: PyException): void => {
    rt.spend(1);
    if (part.group === null) leaves.add(part);
    else part.group.exceptions.forEach(collect);
  };
  keep.forEach(collect);
  return onlyLeaves(rt, original, leaves);
}

/** What a group has of these leaves, in its shape; the rest is not made. */
function onlyLeaves(rt: Runtime, part: PyException, leaves: ReadonlySet<PyException>): PyException | null {
  rt.spend(1);
  if (part.group === null) return leaves.has(part) ? part : null;
  const kept = part.group.exceptions.flatMap((member) => onlyLeaves(rt, member, leaves) ?? []);
  return kept.length === 0 ? null : derive(rt, part, kept);
}

/** The members given to a group's constructor, checked. */
export function checkMembers(rt: Runtime, cls: PyType, values: Value): readonly PyException[] {
  const iterable = values instanceof PyList || typeOf(values) === types.tuple;
  if (!iterable && (values instanceof PyDict || typeOf(values).lookup("__getitem__") === undefined)) {
    throw rt.typeError("second argument (exceptions) must be a sequence");
  }
  const members = rt.toArray(values);
  if (members.length === 0) throw rt.valueError("second argument (exceptions) must be a non-empty sequence");
  members.forEach((member, i) => {
    if (!(member instanceof PyException)) {
      throw rt.valueError(`Item ${i} of second argument (exceptions) is not an exception`);
    }
    if (cls.isSubtypeOf(exceptions.Exception) && !member.cls.isSubtypeOf(exceptions.Exception)) {
      const text = cls === exceptions.ExceptionGroup
        ? "Cannot nest BaseExceptions in an ExceptionGroup"
        : `Cannot nest BaseExceptions in '${cls.name}'`;
      throw rt.typeError(text);
    }
  });
  return members as PyException[];
}
