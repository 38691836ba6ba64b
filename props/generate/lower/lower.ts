/**
 * Lowers a Draft to a Program, with the instruction shapes of the pin's compiler.
 *
 * @module
 */

import { type CodeObject, type Program, PROGRAM_VERSION } from "../../../src/isa/program.ts";
import { type Draft, functionName } from "../draft/draft.ts";
import { owners, reach } from "../draft/uses.ts";
import { KINDS } from "../kinds/kinds.ts";
import { ALL_HOSTS } from "./constants.ts";
import { lowerFunction } from "./functions.ts";
import { LoweredFunctions } from "./lowered_functions.ts";
import { LoweredOutside, lowerOutside } from "./lowered_outside.ts";
import { Lowering } from "./lowering.ts";
import { withLines } from "./lines.ts";

/** One for all: it holds nothing between programs. */
const lowering = new Lowering(KINDS);

/**
 * Compiles a valid Draft. Code objects: the module, then top-level functions each followed by its inner functions, then
 * bodies of classes; only those that are reachable.
 */
export function lower(draft: Draft): Program {
  return lowerWith(draft, lowerFunction, lowerOutside);
}

/** Compiles a valid Draft; `like` compiles others that have functions in common with it to what {@linkcode lower} gives, in less time. */
export function lowerForOthers(draft: Draft): { readonly program: Program; readonly like: (other: Draft) => Program } {
  const known = new LoweredFunctions();
  const outside = new LoweredOutside();
  const program = lowerWith(draft, (l, f) => known.add(l, f), (l, classes, first) => outside.add(l, classes, first));
  return {
    program,
    like: (other) =>
      lowerWith(other, (l, f) => known.lower(l, f), (l, classes, first) => outside.lower(l, classes, first)),
  };
}

function lowerWith(
  draft: Draft,
  codeFor: (l: Lowering, f: number) => CodeObject,
  codesOutside: (l: Lowering, classes: number, first: number) => readonly CodeObject[],
): Program {
  const { functions } = draft;
  const { functions: reachable, classes } = reach(draft);
  const codeOf: number[] = functions.map(() => -1);
  let next = 1;
  for (let f = 0; f < functions.length; f++) if ((reachable >> f) & 1) codeOf[f] = next++;
  lowering.begin(draft, codeOf, owners(functions, draft.classes));
  const inside: CodeObject[] = [];
  for (let f = 0; f < functions.length; f++) {
    if ((reachable >> f) & 1) inside.push(codeFor(lowering, f));
  }
  // The module comes first, but is built when it is known which globals are used.
  const [module, ...bodies] = codesOutside(lowering, classes, next);
  const codes = [module as CodeObject, ...inside, ...bodies];
  const hosts = ALL_HOSTS.filter((_, i) => (lowering.hosts >> i) & 1);
  return {
    format: "tierproof-program",
    version: PROGRAM_VERSION,
    moduleName: "m",
    hosts,
    // Nobody but those who log lines asks for any.
    codes: lowering.asksForLines || hosts.includes("host_lines") ? codes.map(withLines) : codes,
    entry: functionName(0),
    args: draft.args,
    calls: draft.calls,
  };
}
