/**
 * Fixing classes: which functions they hold, and bases that come first.
 *
 * @module
 */

import type { FunctionDraft } from "../draft/draft.ts";
import {
  type AttributeName,
  ATTRIBUTES,
  BUILTIN_BASES,
  type ClassAttribute,
  type ClassDraft,
  MAX_CLASSES,
  type MemberDraft,
  MEMBERS,
  WRAPPERS,
} from "../draft/classes.ts";
import { cut, isConstant, mapped, wrap } from "./bounds.ts";

const MAX_ATTRIBUTES = 4;
const MAX_MEMBERS = 6;

const METACLASS = BUILTIN_BASES.indexOf("type");

/** Valid classes; a function belongs to the first class that names it. */
export function fixClasses(
  classes: readonly ClassDraft[],
  functions: readonly FunctionDraft[],
): readonly ClassDraft[] {
  const held = new Set<number>();
  return mapped(cut(classes, MAX_CLASSES), (each, c) => fixClass(each, c, classes, functions, held));
}

function fixClass(
  each: ClassDraft,
  c: number,
  all: readonly ClassDraft[],
  functions: readonly FunctionDraft[],
  held: Set<number>,
): ClassDraft {
  const base = each.base === null || c === 0 ? null : wrap(each.base, c);
  // A second base is no base of the first one, nor the other way round.
  const secondAt = each.second === undefined || base === null ? undefined : wrap(each.second, c);
  const second = secondAt !== undefined && !inherits(all, base, secondAt) && !inherits(all, secondAt, base)
    ? secondAt
    : undefined;
  const builtin = base !== null || each.builtin === null ? null : wrap(each.builtin, BUILTIN_BASES.length);
  const metaAt = each.meta === null || c === 0 ? null : wrap(each.meta, c);
  const meta = metaAt !== null && all[metaAt]?.builtin === METACLASS && all[metaAt]?.base === null ? metaAt : null;
  const members = mapped(cut(each.members, MAX_MEMBERS), (member) => fixMember(member, functions, held));
  const slots = each.slots === null || builtin === METACLASS || builtin === BUILTIN_BASES.indexOf("int")
    ? null
    : mapped(cut(each.slots, MAX_ATTRIBUTES), (name, i) =>
      isData(name) && each.slots?.indexOf(name) === i ? name : undefined);
  const attributes = mapped(
    cut(each.attributes, MAX_ATTRIBUTES),
    (attribute) => fixAttribute(attribute, slots, members),
  );
  if (
    base === each.base && builtin === each.builtin && meta === each.meta && slots === each.slots &&
    attributes === each.attributes && members === each.members && second === each.second
  ) return each;
  const fixed: ClassDraft = { base, builtin, meta, slots, attributes, members };
  return second === undefined ? fixed : { ...fixed, second };
}

/** Whether a class is another or has it among its bases, as those stand in the Draft. */
function inherits(all: readonly ClassDraft[], c: number | null, other: number | null): boolean {
  if (c === null || other === null) return false;
  if (c === other) return true;
  const each = all[c];
  // Bases come first, so this ends.
  const earlier = (base: number | null | undefined): boolean =>
    base !== null && base !== undefined && base < c && inherits(all, base, other);
  return earlier(each?.base) || earlier(each?.second);
}

function fixMember(
  member: MemberDraft,
  functions: readonly FunctionDraft[],
  held: Set<number>,
): MemberDraft | undefined {
  const { f } = member;
  const fn = functions[f];
  if (!MEMBERS.includes(member.name) || fn === undefined || f <= 0 || fn.parent !== null || held.has(f)) {
    return undefined;
  }
  held.add(f);
  const wrapAt = wrap(member.wrap, WRAPPERS.length);
  return wrapAt === member.wrap ? member : { name: member.name, f, wrap: wrapAt };
}

/** A slot's name may not be a class attribute, too. */
function fixAttribute(
  attribute: ClassAttribute,
  slots: readonly AttributeName[] | null,
  members: readonly MemberDraft[],
): ClassAttribute | undefined {
  const { name, v } = attribute;
  if (!isData(name) || !isConstant(v) || slots?.includes(name) === true) return undefined;
  return members.some((member) => member.name === name) ? undefined : attribute;
}

function isData(name: AttributeName): boolean {
  return ATTRIBUTES.includes(name) && !name.startsWith("__");
}
