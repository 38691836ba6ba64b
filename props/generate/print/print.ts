/**
 * Python source of Drafts without islands and twists, for people and for a real interpreter.
 *
 * @module
 */

import { type Draft, formOf, type FunctionDraft, functionName, globalName } from "../draft/draft.ts";
import { owners, reach } from "../draft/uses.ts";
import { walkFunction } from "../draft/walk.ts";
import { KINDS } from "../kinds/kinds.ts";
import { printClass, printFunction } from "./functions.ts";
import { literalSource } from "./literals.ts";
import { Printing } from "./printing.ts";

/** Whether Python source exists for a Draft: no islands, twists or raw handlers, no loop with two entries. */
export function isPrintable(draft: Draft): boolean {
  let printable = true;
  for (const f of draft.functions) {
    walkFunction(f, {
      stmt(s) {
        if (
          KINDS.statements[s.k].print === null || (s.k === "try" && s.raw) || (s.k === "while" && s.entry !== null) ||
          (s.k === "event" && s.host === "host_lines")
        ) {
          printable = false;
        }
        // A lambda is an expression, and only a lambda is one.
        if (s.k === "def" && formOf(draft.functions[s.f] as FunctionDraft).lambda) printable = false;
      },
      expr(e) {
        if (e.k === "make" && !formOf(draft.functions[e.f] as FunctionDraft).lambda) printable = false;
      },
    });
    const { lambda } = formOf(f);
    if (lambda && (f.body.length !== 1 || f.body[0]?.k !== "return")) printable = false;
  }
  return printable;
}

/** Python source of a valid, printable Draft: a module that defines the globals and functions; the entry is `f`. */
export function printPython(draft: Draft): string {
  const printing = new Printing(draft, KINDS);
  const { functions: reachable, classes } = reach(draft);
  const ownerOf = owners(draft.functions, draft.classes);
  for (let c = 0; c < (draft.classes?.length ?? 0); c++) if (((classes >> c) & 1) === 1) printClass(printing, c);
  for (let f = draft.functions.length - 1; f >= 0; f--) {
    const fn = draft.functions[f] as FunctionDraft;
    if (fn.parent === null && (ownerOf[f] as number) < 0 && ((reachable >> f) & 1) === 1) {
      printFunction(printing, f, functionName(f), 0);
    }
  }
  // As in the program, what nothing names is not defined.
  const globals = draft.globals.flatMap(({ init }, i) => {
    return init === null || ((printing.globals >> i) & 1) === 0 ? [] : [`${globalName(i)} = ${literalSource(init)}`];
  });
  return [...globals, ...printing.lines].join("\n") + "\n";
}
