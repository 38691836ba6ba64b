/**
 * The generator without what it knows about values: programs of the same structure in which every number and every local that is
 * read or written is drawn afresh, so that guards hold and fail by luck alone.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Choices } from "../../core/choices.ts";
import type { Draft, FunctionDraft } from "../../generate/draft/draft.ts";
import { fixup } from "../../generate/fix/fixup.ts";
import { generateDraft } from "../../generate/generate.ts";

/** Ints as a generator that knows nothing draws them: small ones mostly. */
function anyInt(choices: Choices): number {
  return choices.chance(1, 8) ? choices.int(-1000, 1000) : choices.int(-8, 24);
}

/** A literal of any sort. */
function anyLiteral(choices: Choices): Literal {
  switch (choices.below(8)) {
    case 0:
      return { t: "float", v: choices.int(-8, 8) / 4 + 0.125 };
    case 1:
      return { t: "str", v: "ab" };
    case 2:
      return { t: "None" };
    default:
      return { t: "int", v: anyInt(choices) };
  }
}

/** A node of a Draft, seen from outside: data with a kind. */
type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Replaces what names a value; keeps all else, and parts without such as they are. */
function forget(value: unknown, fn: FunctionDraft, choices: Choices): unknown {
  if (Array.isArray(value)) return value.map((item) => forget(item, fn, choices));
  if (!isNode(value)) return value;
  if (value["k"] === "const" && isNode(value["v"])) {
    const literal = value["v"]["t"];
    if (literal === "int") return { k: "const", v: { t: "int", v: anyInt(choices) } };
    return literal === "float" || literal === "None" ? { k: "const", v: anyLiteral(choices) } : value;
  }
  if (value["k"] === "local" && typeof value["i"] === "number" && fn.locals > 0) {
    return { ...value, i: choices.below(fn.locals) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, forget(part, fn, choices)]));
}

/** A Draft whose values are drawn afresh; valid. */
export function forgetValues(draft: Draft, choices: Choices): Draft {
  return fixup({
    ...draft,
    functions: draft.functions.map((fn) => ({ ...fn, body: forget(fn.body, fn, choices) as FunctionDraft["body"] })),
    args: draft.args.map(() => anyLiteral(choices)),
  });
}

/** A Draft by the generator, less what it knew. */
export function generateBlind(choices: Choices): Draft {
  return forgetValues(generateDraft(choices), choices);
}
