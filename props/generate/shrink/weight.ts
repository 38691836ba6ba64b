/**
 * The weight of a Draft: what shrinking makes smaller. Instructions first, then rounds, then the size of constants.
 *
 * @module
 */

import type { Literal, Program } from "../../../src/isa/program.ts";
import type { ClassDraft } from "../draft/classes.ts";
import type { Draft, FunctionDraft, IslandOp, Twist } from "../draft/draft.ts";
import { instructionCount } from "../lower/units.ts";
import { lower } from "../lower/lower.ts";
import { functionUses, reachableFunctions } from "../draft/uses.ts";
import { walkFunction } from "../draft/walk.ts";

/** One more instruction outweighs everything else. */
const INSTRUCTION = 1e9;
/** Weights of what does not show as instructions. */
const CALL = 1e7;
const TWIST = 4e6;
const LIMIT = 2e6;
const LOCAL = 1e5;
const STATEMENT = 1e4;
const GLOBAL = 1e4;
const ROUND = 10;

function literalWeight(value: Literal): number {
  switch (value.t) {
    case "None":
      return 0;
    case "int":
      return typeof value.v === "string"
        ? 60
        : value.v === 0
        ? 1
        : 2 + Math.log2(Math.abs(value.v) + 1) + (value.v < 0 ? 0.5 : 0);
    case "tuple":
      return 30 + value.v.reduce((sum, item) => sum + 10 + literalWeight(item), 0);
    case "list":
      return 40 + value.v.reduce((sum, item) => sum + 10 + literalWeight(item), 0);
    case "str":
      return 20 + value.v.length;
    case "float":
      return value.v === 0 ? 18 : 19;
    default:
      return 25;
  }
}

function islandWeight(ops: readonly IslandOp[]): number {
  return ops.reduce((sum, op) => sum + 1 + (op.k === "skip" ? islandWeight(op.body) : 0), 0);
}

/** A twist that names its opcode counts less: it stays where it is when the statement gets shorter. */
function twistWeight(twist: Twist): number {
  if (twist.k === "range") return TWIST + Math.abs(twist.by) * 100;
  return TWIST + twist.n * 100 + twist.at + (twist.op === null ? 50 : 0);
}

function functionWeight(fn: FunctionDraft): number {
  let weight = LOCAL * fn.locals + functionUses(fn).counters * LOCAL + 1000 * fn.defaults.length;
  if (fn.recursive !== null) weight += STATEMENT;
  const { form } = fn;
  if (form !== undefined) {
    weight += 200 + 20 * (form.kwonly + form.kwdefaults.length) + (form.star ? 40 : 0) + (form.starstar ? 40 : 0);
    if (form.kind !== "plain") weight += STATEMENT;
  }
  walkFunction(fn, {
    expr(e) {
      weight += e.k === "method" || e.k === "attr" || e.k === "invoke" ? 3 : 2;
      if (e.k === "const") weight += literalWeight(e.v);
      else if (e.k === "local") weight += 2 + e.i / 32;
      else if (e.k === "comp") weight += ROUND * e.over.count;
      else if (e.k === "fstring") weight += e.texts.reduce((sum, text) => sum + text.length, 0);
    },
    stmt(s) {
      weight += STATEMENT;
      switch (s.k) {
        case "for":
          weight += ROUND * s.over.count + (s.tight ? 100 : 0) + (s.over.k === "tuple" ? 0 : 50);
          if (s.over.k === "range") weight += (s.over.start === 0 ? 0 : 5) + (s.over.step === 1 ? 0 : 5);
          break;
        case "while":
          weight += 500 + ROUND * s.count + (s.entry === null ? 0 : 1000);
          break;
        case "try":
          // Without clean-up it is shorter but stranger, which its instructions outweigh.
          weight += s.raw ? 2000 : 0;
          break;
        case "event":
          weight += 500 + s.n + (s.host === "host_invalidate" ? 10 : 0);
          break;
        case "island":
          weight += islandWeight(s.ops);
          break;
        case "twisted":
          for (const twist of s.twists) weight += twistWeight(twist);
      }
    },
  });
  return weight;
}

function classWeight(each: ClassDraft): number {
  let weight = 10 * STATEMENT + (each.base === null ? 0 : STATEMENT) + (each.builtin === null ? 0 : 500);
  weight += (each.meta === null ? 0 : STATEMENT) + (each.slots === null ? 0 : 500 + each.slots.length);
  for (const { v } of each.attributes) weight += STATEMENT + literalWeight(v);
  for (const { wrap } of each.members) weight += STATEMENT + (wrap === 0 ? 0 : 500);
  return weight;
}

/** Weight of a valid Draft; shrinking only ever goes down in it. */
export function draftWeight(draft: Draft): number {
  return weightOf(draft, lower(draft));
}

/** Weight of a valid Draft whose program is known. */
export function weightOf(draft: Draft, program: Program): number {
  let weight = INSTRUCTION * program.codes.reduce((sum, code) => sum + instructionCount(code.code), 0);
  const reachable = reachableFunctions(draft);
  draft.functions.forEach((fn, f) => {
    weight += STATEMENT + ((reachable >> f) & 1 ? functionWeight(fn) : 2 * functionWeight(fn));
  });
  draft.classes?.forEach((each) => weight += classWeight(each));
  weight += ROUND * draft.warm + CALL * draft.calls + GLOBAL * draft.globals.length;
  const { limits } = draft;
  if (limits !== undefined) {
    weight += LIMIT;
    for (const value of Object.values(limits)) if (value !== null) weight += LIMIT;
  }
  for (const g of draft.globals) if (g.init !== null) weight += literalWeight(g.init);
  for (const value of draft.args) weight += 100 + literalWeight(value);
  return weight;
}
