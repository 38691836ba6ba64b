/**
 * Lowers a Draft to a Program, with the instruction shapes of the pin's compiler.
 *
 * @module
 */

import { type CodeObject, type Program, PROGRAM_VERSION } from "../../../src/isa/program.ts";
import { type Draft, functionName } from "../draft/draft.ts";
import { owners, reach } from "../draft/uses.ts";
import { KINDS } from "../kinds/kinds.ts";
import { classCode } from "./classes.ts";
import { ALL_HOSTS } from "./constants.ts";
import { lowerFunction } from "./functions.ts";
import { LoweredFunctions } from "./lowered_functions.ts";
import { Lowering } from "./lowering.ts";
import { withLines } from "./lines.ts";
import { moduleCode } from "./module.ts";

/** One for all: it holds nothing between programs. */
const lowering = new Lowering(KINDS);

/**
 * Compiles a valid Draft. Code objects: the module, then top-level functions each followed by its inner functions, then
 * bodies of classes; only those that are reachable.
 */
export function lower(draft: Draft): Program {
  return lowerWith(draft, lowerFunction);
}

/** Compiles a valid Draft; `like` compiles others that have functions in common with it to what {@linkcode lower} gives, in less time. */
export function lowerForOthers(draft: Draft): { readonly program: Program; readonly like: (other: Draft) => Program } {
  const known = new LoweredFunctions();
  const program = lowerWith(draft, (l, f) => known.add(l, f));
  return { program, like: (other) => lowerWith(other, (l, f) => known.lower(l, f)) };
}

function lowerWith(draft: Draft, codeFor: (l: Lowering, f: number) => CodeObject): Program {
  const { functions } = draft;
  const { functions: reachable, classes } = reach(draft);
  const codeOf: number[] = functions.map(() => -1);
  let next = 1;
  for (let f = 0; f < functions.length; f++) if ((reachable >> f) & 1) codeOf[f] = next++;
  lowering.begin(draft, codeOf, owners(functions, draft.classes));
  // Index 0 is the module, which is built last, when it is known which globals are used.
  const codes: CodeObject[] = [null as unknown as CodeObject];
  for (let f = 0; f < functions.length; f++) {
    if ((reachable >> f) & 1) codes.push(codeFor(lowering, f));
  }
  for (let c = 0, left = classes; left !== 0; c++, left >>= 1) {
    if ((left & 1) === 1) codes.push(classCode(lowering, c));
  }
  codes[0] = moduleCode(lowering, classes, next);
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
