/**
 * Stack effects: how many values an instruction or uop takes and leaves, as functions of its oparg.
 *
 * @module
 */

import { InvariantError } from "./errors.ts";
import { OPCODE_NAMES, type OpcodeName, opcodeRow } from "./opcodes.ts";
import { UOP_NAMES, type UopName, uopRow } from "./uops.ts";

/** Number of stack items as a function of oparg. */
export type Count = (oparg: number) => number;

/** One stack item or group of items of an effect, with its count. */
export interface EffectItem {
  /** What the table calls it. */
  readonly name: string;
  /** Items that it stands for. */
  readonly count: Count;
  /** The count where it does not depend on oparg, else null. */
  readonly fixed: number | null;
}

/** Parsed `effect` column: both sides bottom first. */
export interface StackEffect {
  /** What is taken. */
  readonly inputs: readonly EffectItem[];
  /** What is left in its place. */
  readonly outputs: readonly EffectItem[];
  /** Number of items taken. */
  readonly popped: Count;
  /** Number of items left. */
  readonly pushed: Count;
}

/** The size expressions that occur in the tables; a new one needs a line here. */
const SIZES: Readonly<Record<string, Count>> = {
  "oparg": (n) => n,
  "oparg*2": (n) => n * 2,
  "oparg-1": (n) => n - 1,
  "oparg - 1": (n) => n - 1,
  "oparg-2": (n) => n - 2,
  "oparg & 0xFF": (n) => n & 0xff,
  "oparg >> 8": (n) => n >> 8,
};

/** The conditions that occur in the tables. */
const CONDITIONS: Readonly<Record<string, Count>> = {
  "(0)": () => 0,
  "(1)": () => 1,
  "(oparg & 1)": (n) => n & 1,
  "(oparg == 3)": (n) => (n === 3 ? 1 : 0),
};

/** Items and effects by their text: a few texts stand in most rows of the tables, which every start reads. */
const items = new Map<string, EffectItem>();
const effects = new Map<string, StackEffect>();

function itemOf(text: string): EffectItem {
  let item = items.get(text);
  if (item === undefined) items.set(text, item = parseItem(text));
  return item;
}

function parseItem(text: string): EffectItem {
  const array = /^(\w+)\[(.+)\]$/.exec(text);
  if (array !== null) {
    const count = SIZES[array[2] as string];
    if (count === undefined) throw new InvariantError(`unknown size in stack effect: ${text}`);
    return { name: array[1] as string, count, fixed: null };
  }
  const conditional = /^(\w+) if (.+)$/.exec(text);
  if (conditional !== null) {
    const count = CONDITIONS[conditional[2] as string];
    if (count === undefined) throw new InvariantError(`unknown condition in stack effect: ${text}`);
    return { name: conditional[1] as string, count, fixed: null };
  }
  return { name: text, count: () => 1, fixed: 1 };
}

function total(items: readonly EffectItem[]): Count {
  let fixed = 0;
  const varying: Count[] = [];
  for (const item of items) {
    if (item.fixed === null) varying.push(item.count);
    else fixed += item.fixed;
  }
  if (varying.length === 0) return () => fixed;
  return (oparg) => {
    let sum = fixed;
    for (const count of varying) sum += count(oparg);
    return sum;
  };
}

/** Parses the `effect` column of either table; the same effect for the same text. */
export function parseEffect(text: string): StackEffect {
  let effect = effects.get(text);
  if (effect === undefined) effects.set(text, effect = parsed(text));
  return effect;
}

function parsed(text: string): StackEffect {
  const at = text.indexOf("--");
  if (at < 0) throw new InvariantError(`stack effect without "--": ${text}`);
  const side = (part: string): EffectItem[] =>
    part.trim() === "" ? [] : part.split(",").map((item) => itemOf(item.trim()));
  const inputs = side(text.slice(0, at));
  const outputs = side(text.slice(at + 2));
  return { inputs, outputs, popped: total(inputs), pushed: total(outputs) };
}

/** A record of what each name has. By a loop: pairs of hundreds of names would be garbage of every start. */
function byName<Name extends string, T>(names: readonly Name[], of: (name: Name) => T): Readonly<Record<Name, T>> {
  const record: Partial<Record<Name, T>> = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as Name;
    record[name] = of(name);
  }
  return record as Record<Name, T>;
}

/** Stack effect of each opcode; null where the pin has no metadata. */
export const OPCODE_EFFECTS: Readonly<Record<OpcodeName, StackEffect | null>> = byName(OPCODE_NAMES, (name) => {
  const { effect } = opcodeRow(name);
  return effect === null ? null : parseEffect(effect);
});

/** Stack effect of each uop. */
export const UOP_EFFECTS: Readonly<Record<UopName, StackEffect>> = byName(
  UOP_NAMES,
  (name) => parseEffect(uopRow(name).effect),
);
