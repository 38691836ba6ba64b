/**
 * Kinds of stack entries: what an instruction takes for granted of what it pops and what is known of what it pushes.
 *
 * A kind is a set of possible classes, as bits; where two paths meet, the sets unite. NULL is one of the classes, as the pin
 * has empty entries. Subclasses are no longer of their base's kind: instances of classes that a program makes are `other`.
 *
 * @module
 */

import { assertNever, InvariantError } from "./errors.ts";
import { opcodeNameOf, opcodeRow } from "./opcodes.ts";
import type { Literal } from "./program.ts";
import { type Count, type EffectItem, OPCODE_EFFECTS, type StackEffect } from "./stack_effect.ts";

/** Bit of each class that is told apart. */
export const KIND_BITS = {
  NULL: 1 << 0,
  None: 1 << 1,
  bool: 1 << 2,
  int: 1 << 3,
  str: 1 << 4,
  tuple: 1 << 5,
  list: 1 << 6,
  set: 1 << 7,
  dict: 1 << 8,
  code: 1 << 9,
  function: 1 << 10,
  cell: 1 << 11,
  exception: 1 << 12,
  iterator: 1 << 13,
  other: 1 << 14,
} as const;

/** A set of classes, as bits of {@linkcode KIND_BITS}. */
export type Kind = number;

const ALL: Kind = Object.values(KIND_BITS).reduce((all, bit) => all | bit, 0);

/** Kinds that the `kinds` column of the table of opcodes names. */
export const KINDS = {
  /** A value or NULL. */
  entry: ALL,
  /** Anything but NULL. */
  value: ALL & ~KIND_BITS.NULL,
  null: KIND_BITS.NULL,
  None: KIND_BITS.None,
  bool: KIND_BITS.bool,
  int: KIND_BITS.int,
  str: KIND_BITS.str,
  /** A str, or an instance of a class that derives from it. */
  text: KIND_BITS.str | KIND_BITS.other,
  tuple: KIND_BITS.tuple,
  tuple_or_None: KIND_BITS.tuple | KIND_BITS.None,
  list: KIND_BITS.list,
  set: KIND_BITS.set,
  dict: KIND_BITS.dict,
  code: KIND_BITS.code,
  function: KIND_BITS.function,
  cell: KIND_BITS.cell,
  exception: KIND_BITS.exception,
  /** What a frame keeps of the exception that was handled before: that, or None. */
  handled: KIND_BITS.exception | KIND_BITS.None,
  /** Classes of a program may be iterators, those of exceptions, too. */
  iterator: KIND_BITS.iterator | KIND_BITS.exception | KIND_BITS.other,
  object: KIND_BITS.other,
} as const satisfies Record<string, Kind>;

/** Name of a kind in the table of opcodes. */
type KindName = keyof typeof KINDS;

const NAMED_FOR_PEOPLE: readonly (readonly [Kind, string])[] = [
  [KINDS.entry, "anything"],
  [KINDS.value, "a value"],
  [KINDS.iterator, "an iterator"],
  [KINDS.handled, "an exception or None"],
  [KINDS.text, "a text"],
  [KIND_BITS.NULL, "NULL"],
  [KIND_BITS.None, "None"],
  [KIND_BITS.bool, "a bool"],
  [KIND_BITS.int, "an int"],
  [KIND_BITS.str, "a str"],
  [KIND_BITS.tuple, "a tuple"],
  [KIND_BITS.list, "a list"],
  [KIND_BITS.set, "a set"],
  [KIND_BITS.dict, "a dict"],
  [KIND_BITS.code, "code"],
  [KIND_BITS.function, "a function"],
  [KIND_BITS.cell, "a cell"],
  [KIND_BITS.exception, "an exception"],
  [KIND_BITS.iterator, "a builtin iterator"],
  [KIND_BITS.other, "an object"],
];

/** A kind for people: `a list`, `NULL or a value`. */
export function kindText(kind: Kind): string {
  const parts: string[] = [];
  let left = kind;
  for (const [bits, text] of NAMED_FOR_PEOPLE) {
    if (bits === kind) return text;
    if (bits === KINDS.entry || (bits & left) !== bits) continue;
    parts.push(text);
    left &= ~bits;
  }
  return parts.join(" or ");
}

/** Kind of a constant. */
export function kindOfLiteral(literal: Literal): Kind {
  switch (literal.t) {
    case "None":
    case "bool":
    case "int":
    case "str":
    case "tuple":
    case "list":
    case "set":
    case "dict":
    case "code":
      return KIND_BITS[literal.t];
    case "Ellipsis":
    case "float":
    case "complex":
    case "bytes":
    case "frozenset":
      return KIND_BITS.other;
    default:
      return assertNever(literal);
  }
}

/** Kind of an entry as a function of the oparg. */
type KindRule = (oparg: number) => Kind;

/** What an instruction takes: an item of its effect and what it must be. */
export interface TakenItem {
  readonly name: string;
  readonly count: Count;
  readonly kind: KindRule;
}

/** What an instruction gives: an entry that it took, or a new one. */
export interface GivenItem {
  readonly count: Count;
  /** Index of the taken item that it is; -1 for a new one. */
  readonly from: number;
  readonly kind: KindRule;
}

/** Kinds of an instruction, bottom first. */
export interface KindEffect {
  readonly taken: readonly TakenItem[];
  readonly given: readonly GivenItem[];
}

/** One side of the column: rules by item name; a rule may be the name of a taken item. */
function parseSide(text: string): Map<string, string> {
  const side = new Map<string, string>();
  for (const part of text.split(",").map((each) => each.trim()).filter((each) => each !== "")) {
    const colon = part.indexOf(":");
    side.set(part.slice(0, colon).trim(), part.slice(colon + 1).trim());
  }
  return side;
}

function kindNamed(name: string): Kind {
  if (!Object.hasOwn(KINDS, name)) throw new InvariantError(`unknown kind in the table of opcodes: ${name}`);
  return KINDS[name as KindName];
}

/** `list`, or by oparg with `otherwise` for the others: `1=tuple 2=dict`. */
function parseRule(text: string, otherwise: Kind): KindRule {
  if (!text.includes("=")) {
    const kind = kindNamed(text);
    return () => kind;
  }
  const byOparg = new Map<number, Kind>();
  for (const choice of text.split(" ")) {
    const [oparg, name] = choice.split("=") as [string, string];
    byOparg.set(Number(oparg), kindNamed(name));
  }
  return (oparg) => byOparg.get(oparg) ?? otherwise;
}

/** The n-th taken item with a name, where items of one name keep their order. */
function sameItem(inputs: readonly EffectItem[], outputs: readonly EffectItem[], at: number): number {
  const { name } = outputs[at] as EffectItem;
  let before = outputs.slice(0, at).filter((item) => item.name === name).length;
  return inputs.findIndex((item) => item.name === name && before-- === 0);
}

function kindEffect(inputs: readonly EffectItem[], outputs: readonly EffectItem[], column: string): KindEffect {
  const [taken = "", given = ""] = column.split("--");
  const rules = parseSide(taken);
  const results = parseSide(given);
  const named = [...rules.keys()].filter((name) => !inputs.some((item) => item.name === name));
  named.push(...[...results.keys()].filter((name) => !outputs.some((item) => item.name === name)));
  if (named.length > 0) throw new InvariantError(`kinds of ${named.join(", ")}, which the effect does not have`);
  return {
    taken: inputs.map(({ name, count }) => {
      const usual = name === "unused" ? KINDS.entry : KINDS.value;
      return { name, count, kind: parseRule(rules.get(name) ?? (name === "unused" ? "entry" : "value"), usual) };
    }),
    given: outputs.map(({ name, count }, at) => {
      const rule = results.get(name);
      const copied = rule === undefined
        ? sameItem(inputs, outputs, at)
        : inputs.findIndex((item) => item.name === rule);
      return { count, from: copied, kind: copied >= 0 ? () => KINDS.entry : parseRule(rule ?? "value", KINDS.value) };
    }),
  };
}

/** Kinds of instructions that were asked for, by opcode; those of one effect that say no more share theirs. */
const known: (KindEffect | null | undefined)[] = Array.from({ length: 256 }, () => undefined);
const plain = new Map<StackEffect, KindEffect>();

/** Kinds of a base opcode; null for a number that is none. Made when it is asked for: programs use a few. */
export function kindEffectOf(opcode: number): KindEffect | null {
  const effect = known[opcode];
  return effect === undefined ? known[opcode] = madeFor(opcode) : effect;
}

function madeFor(opcode: number): KindEffect | null {
  const name = opcodeNameOf(opcode);
  const effect = name === undefined ? null : OPCODE_EFFECTS[name];
  if (name === undefined || effect === null) return null;
  const { inputs, outputs } = effect;
  const { kinds } = opcodeRow(name);
  if (kinds !== undefined) return kindEffect(inputs, outputs, kinds);
  let made = plain.get(effect);
  if (made === undefined) plain.set(effect, made = kindEffect(inputs, outputs, "--"));
  return made;
}
