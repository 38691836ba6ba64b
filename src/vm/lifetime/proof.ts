/**
 * Proofs that objects live: what was found to hold what, and where. As long as each of these still holds the next, the object at
 * their end lives, and nothing has to be searched.
 *
 * @module
 */

import { moveWork } from "../../isa/work.ts";
import { KEYS, PyDict } from "../../object/dict/dict.ts";
import { PyAnyGenerator } from "../../object/generator/generator.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { PyType } from "../../object/type/type.ts";
import { PyCell, PyFunction } from "../../object/values/callable_values.ts";
import { FRAME_OWNER, PyFrame } from "../../object/values/frame.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { PyObject } from "../../object/values/value.ts";

/** Holders from one that lives by itself down to the one that holds an object: empty for an object that lives by itself. */
export type Holders = readonly object[];

/** What lives by itself at a look. */
export interface Ground {
  isRoot(object: object): boolean;
  /** Whether a frame runs: the top of its stack is known to the machine alone. */
  isRunning(frame: PyFrame): boolean;
}

/** Where something is held: an index, or the name of a field. Where an object has two lists, those of the second are `~index`. */
type Key = number | string;

/** One reference, of the next link's object to this one's. */
export interface Link {
  readonly object: object;
  /** What holds it; null for what lives by itself. */
  readonly holder: Link | null;
  key: Key;
  /** The last look at which its object was known to live, negated if it was not; {@linkcode BROKEN} once the reference is gone. */
  seen: number;
}

const BROKEN = -Infinity;

/** Links that are kept at most. */
const LINKS = 1 << 18;

const NONE: readonly string[] = [];
const INSTANCE_FIELDS = ["dict", "payload", "cls"];
const TYPE_FIELDS = ["cls", "bases", "dict", "module"];
const GENERATOR_FIELDS = ["frame", "handled"];
const CELL_FIELDS = ["contents"];
const FRAME_FIELDS = ["locals", "func", "globals", "generator"];
const FUNCTION_FIELDS = [
  "globals",
  "builtins",
  "defaults",
  "kwdefaults",
  "closure",
  "annotations",
  "typeParams",
  "dict",
  "module",
  "doc",
];

/** Fields by which an object holds others, as searches look into them. */
function fieldsOf(object: object): readonly string[] {
  if (Array.isArray(object) || object instanceof Set || object instanceof Map || object instanceof PyDict) return NONE;
  if (object instanceof PyTuple || object instanceof PyList) return NONE;
  if (object instanceof PyInstance) return INSTANCE_FIELDS;
  if (object instanceof PyType) return TYPE_FIELDS;
  if (object instanceof PyAnyGenerator) {
    return object.frame.owner === FRAME_OWNER.FRAME_OBJECT ? NONE : GENERATOR_FIELDS;
  }
  if (object instanceof PyCell) return CELL_FIELDS;
  if (object instanceof PyFrame) return FRAME_FIELDS;
  if (object instanceof PyFunction) return FUNCTION_FIELDS;
  return object instanceof PyObject ? [...Object.keys(object), "cls"] : Object.keys(object);
}

/** What an object holds at a key. */
function at(holder: object, key: Key): unknown {
  if (typeof key === "string") {
    if (holder instanceof PyAnyGenerator && holder.frame.owner === FRAME_OWNER.FRAME_OBJECT) return undefined;
    return (holder as Readonly<Record<string, unknown>>)[key];
  }
  if (Array.isArray(holder)) return holder[key];
  if (holder instanceof PyTuple || holder instanceof PyList) return holder.items[key];
  if (holder instanceof PyDict) {
    if (key >= 0) return holder.entryValues[key];
    return holder.kind === KEYS.GENERAL ? holder.entryKeys[~key] : undefined;
  }
  if (holder instanceof PyInstance) return key >= 0 ? holder.values?.[key] : holder.slots?.[~key];
  if (holder instanceof PyFrame) return key < holder.sp ? holder.stack[key] : undefined;
  return undefined;
}

/** Where an object holds another one; null where it does not. */
function keyOf(holder: object, held: object): Key | null {
  let index = -1;
  if (Array.isArray(holder)) {
    index = holder.indexOf(held);
  } else if (holder instanceof PyTuple || holder instanceof PyList) {
    index = (holder.items as readonly unknown[]).indexOf(held);
  } else if (holder instanceof PyDict) {
    index = (holder.entryValues as readonly unknown[]).indexOf(held);
    if (index < 0 && holder.kind === KEYS.GENERAL) {
      const key = (holder.entryKeys as readonly unknown[]).indexOf(held);
      if (key >= 0) return ~key;
    }
  } else if (holder instanceof PyInstance) {
    index = (holder.values as readonly unknown[] | null)?.indexOf(held) ?? -1;
    const slot = (holder.slots as readonly unknown[] | null)?.indexOf(held) ?? -1;
    if (index < 0 && slot >= 0) return ~slot;
  } else if (holder instanceof Set) {
    index = holder.has(held) ? 0 : -1;
  } else if (holder instanceof Map) {
    index = [...holder].flat().indexOf(held);
  } else if (holder instanceof PyFrame) {
    index = (holder.stack as readonly unknown[]).indexOf(held);
    if (index >= holder.sp) index = -1;
  }
  if (index >= 0) return index;
  for (const name of fieldsOf(holder)) if ((holder as Readonly<Record<string, unknown>>)[name] === held) return name;
  return null;
}

/** Entries that {@linkcode keyOf} goes through at most. */
function entriesOf(holder: object): number {
  if (Array.isArray(holder)) return holder.length;
  if (holder instanceof PyDict) return holder.entryValues.length;
  return holder instanceof Map ? holder.size : 0;
}

/** Whether the holder of a link holds its object where it did. */
function holdsThere({ object, holder, key }: Link): boolean {
  return at((holder as Link).object, key) === object;
}

/** Whether the holder of a link still holds its object, there or somewhere else. */
export function stillHolds(link: Link): boolean {
  if (holdsThere(link)) return true;
  const key = keyOf((link.holder as Link).object, link.object);
  if (key !== null) link.key = key;
  return key !== null;
}

/** What is known of how objects are held. Broken links are kept: they tell what held an object last. */
export class Proofs {
  readonly #links: Map<object, Link> = new Map();
  /** Looks, one between any two instructions. */
  #look = 1;
  /** Links that the last look looked at. */
  work = 0;
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Forgets everything. */
  clear(): void {
    if (this.#links.size > 0) this.#links.clear();
  }

  /** A look begins: from here on nothing changes until the next one. */
  begin(): void {
    this.#look++;
    this.work = 0;
    if (this.#links.size > LINKS) this.#links.clear();
  }

  /** What held an object when it was last searched for. */
  of(object: object): Link | undefined {
    return this.#links.get(object);
  }

  /** Forgets what held an object. */
  forget(object: object): void {
    this.#links.delete(object);
  }

  /** Whether an object is held as it was. */
  lives(object: object): boolean {
    const link = this.#links.get(object);
    return link !== undefined && this.#holds(link);
  }

  #holds(link: Link): boolean {
    const look = this.#look;
    let at = link;
    let good = true;
    for (; at.seen !== look; this.work++) {
      const { holder } = at;
      if (at.seen === BROKEN || at.seen === -look) good = false;
      else if (holder === null) good = this.#ground.isRoot(at.object);
      else if (holder.object instanceof PyFrame && this.#ground.isRunning(holder.object)) good = false;
      else if (holdsThere(at)) {
        at = holder;
        continue;
      } else if (this.work += moveWork(entriesOf(holder.object)), stillHolds(at)) {
        at = holder;
        continue;
      } else {
        good = false;
        at.seen = BROKEN;
      }
      break;
    }
    const seen = good ? look : -look;
    for (let below = link; below !== at; below = below.holder as Link) below.seen = seen;
    if (at.seen !== BROKEN) at.seen = seen;
    return good;
  }

  /** Notes what a search found. */
  note(object: object, holders: Holders): void {
    let known: Link | null = null;
    let i = holders.length;
    while (i > 0 && known === null) {
      const link = this.#links.get(holders[i - 1] as object);
      if (link !== undefined && this.#holds(link)) known = link;
      else i--;
    }
    for (; i < holders.length; i++) known = this.#link(holders[i] as object, known);
    this.#link(object, known);
  }

  #link(object: object, holder: Link | null): Link {
    const key = holder === null ? 0 : keyOf(holder.object, object);
    const link = { object, holder, key: key ?? 0, seen: key === null ? BROKEN : this.#look };
    this.#links.set(object, link);
    return link;
  }
}
