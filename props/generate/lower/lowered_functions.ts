/**
 * Code objects of functions that were lowered before: a candidate of shrinking has most of its functions from the Draft that it was made
 * of, and those need not be lowered again.
 *
 * @module
 */

import type { CodeObject } from "../../../src/isa/program.ts";
import type { ClassDraft } from "../draft/classes.ts";
import type { FunctionDraft } from "../draft/draft.ts";
import { capturedLocals, functionUses } from "../draft/uses.ts";
import { lowerFunction } from "./functions.ts";
import type { Lowering } from "./lowering.ts";

/** What lowering looks at besides the function itself. */
interface Surroundings {
  readonly parent: FunctionDraft | null;
  readonly owner: ClassDraft | null;
  /** The number of a member's class is part of its name. */
  readonly ownerIndex: number;
  readonly index: number;
  readonly name: string | undefined;
  readonly captured: number;
  /** Inner functions that it makes, and the indexes of their code objects. */
  readonly made: readonly (FunctionDraft | undefined)[];
  readonly madeCodes: readonly number[];
}

/** What adds up over the functions of a Draft. */
type Uses = Pick<Lowering, "hosts" | "globals" | "assignedGlobals" | "assignedFunctions" | "asksForLines">;

/** What lowering a function leaves behind. */
interface Lowered {
  readonly code: CodeObject;
  readonly among: Surroundings;
  readonly uses: Readonly<Uses>;
  /** Names that it gives to the inner functions that it makes. */
  readonly madeNames: readonly (string | undefined)[];
}

/** What came together so far; the lowering begins with nothing again. */
function takeUses(l: Lowering): Uses {
  const { hosts, globals, assignedGlobals, assignedFunctions, asksForLines } = l;
  l.forgetUses();
  return { hosts, globals, assignedGlobals, assignedFunctions, asksForLines };
}

function addUses(l: Lowering, uses: Readonly<Uses>): void {
  l.hosts |= uses.hosts;
  l.globals |= uses.globals;
  l.assignedGlobals |= uses.assignedGlobals;
  l.assignedFunctions |= uses.assignedFunctions;
  l.asksForLines ||= uses.asksForLines;
}

/** Numbers of the bits that are set. */
function bitsOf(mask: number): number[] {
  const bits: number[] = [];
  for (let left = mask; left !== 0; left &= left - 1) bits.push(31 - Math.clz32(left & -left));
  return bits;
}

function surroundings(l: Lowering, f: number): Surroundings {
  const { functions, classes } = l.draft;
  const fn = functions[f] as FunctionDraft;
  const ownerIndex = l.ownerOf[f] as number;
  const made = bitsOf(functionUses(fn).made);
  return {
    parent: fn.parent === null ? null : functions[fn.parent] as FunctionDraft,
    owner: ownerIndex < 0 ? null : classes?.[ownerIndex] ?? null,
    ownerIndex,
    index: f,
    name: l.innerNames[f],
    captured: capturedLocals(l.draft, f),
    made: made.map((inner) => functions[inner]),
    madeCodes: made.map((inner) => l.codeOf[inner] ?? -1),
  };
}

function isSame(a: Surroundings, b: Surroundings): boolean {
  return a.parent === b.parent && a.owner === b.owner && a.ownerIndex === b.ownerIndex && a.index === b.index &&
    a.name === b.name && a.captured === b.captured && a.made.every((inner, i) => inner === b.made[i]) &&
    a.madeCodes.every((code, i) => code === b.madeCodes[i]);
}

/** The functions of one Draft, lowered. */
export class LoweredFunctions {
  readonly #known = new Map<FunctionDraft, Lowered>();

  /** Lowers a function of the Draft that others are made of, and remembers it. */
  add(l: Lowering, f: number): CodeObject {
    const fn = l.draft.functions[f] as FunctionDraft;
    const among = surroundings(l, f);
    const before = takeUses(l);
    const code = lowerFunction(l, f);
    const uses = takeUses(l);
    const madeNames = bitsOf(functionUses(fn).made).map((inner) => l.innerNames[inner]);
    this.#known.set(fn, { code, among, uses, madeNames });
    addUses(l, before);
    addUses(l, uses);
    return code;
  }

  /** The code of a function of another Draft: what is known, where it would be lowered to the same. */
  lower(l: Lowering, f: number): CodeObject {
    const fn = l.draft.functions[f] as FunctionDraft;
    const known = this.#known.get(fn);
    if (known === undefined || !isSame(known.among, surroundings(l, f))) return lowerFunction(l, f);
    addUses(l, known.uses);
    bitsOf(functionUses(fn).made).forEach((inner, i) => {
      const name = known.madeNames[i];
      if (name !== undefined) l.innerNames[inner] = name;
    });
    return known.code;
  }
}
