/**
 * Hidden frames. Where a call of a class has run often enough, CPython puts a frame of its own below that of `__init__`. Nothing
 * shows it but the recursion limit, against which it counts (C: `CALL_ALLOC_AND_ENTER_INIT`).
 *
 * A call site gets that far when it runs for the second time, if all its calls were of one class that did not change. Sites that
 * saw more than that may have the frame or not; a run in which that decides is given up.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject, type Program } from "../../src/isa/program.ts";
import { mentions } from "./mentions.ts";
import { PyFunction, PyMethodWrapper, PyType, type Value } from "../values.ts";
import { types } from "../types.ts";

/** Whether a call of `__init__` gets a hidden frame below it. */
export type Hidden = "no" | "maybe" | "yes";

/** Calls that went through one call site. */
interface Site {
  calls: number;
  /** The class that was called first. */
  readonly cls: Value;
  /** Changes of classes when it was last called. */
  changes: number;
  /** More than one callable, or a class that was changed between calls. */
  mixed: boolean;
}

/** Whether some class of the program may have an `__init__` of its own. */
export function hasInit(program: Program): boolean {
  return mentions(program, "__init__");
}

/** All call sites of a run. */
export class CallSites {
  readonly #sites: Map<CodeObject, Map<number, Site>> = new Map();
  #changes = 0;

  /** Attributes or bases of a class were set. */
  classChanged(): void {
    this.#changes++;
  }

  /** A call with so many positional arguments, without keywords, at a unit of some code. */
  visit(code: CodeObject, unit: number, callable: Value, count: number): Hidden {
    let sites = this.#sites.get(code);
    if (sites === undefined) this.#sites.set(code, sites = new Map());
    let site = sites.get(unit);
    if (site === undefined) {
      sites.set(unit, site = { calls: 0, cls: callable, changes: this.#changes, mixed: false });
    }
    site.calls++;
    if (site.cls !== callable || (callable instanceof PyType && site.changes !== this.#changes)) site.mixed = true;
    site.changes = this.#changes;
    if (!(callable instanceof PyType) || !entersInit(callable, count)) return "no";
    if (site.mixed) return "maybe";
    return site.calls >= 2 ? "yes" : "no";
  }
}

/** Whether calls of the class with so many arguments can be specialized: plain objects, a plain `__init__` that fits. */
function entersInit(cls: PyType, count: number): boolean {
  if (!cls.heap || cls.layout !== "object" || !cls.instanceDict) return false;
  const maker = cls.lookup("__new__");
  const known = types.object.lookup("__new__");
  if (
    (maker instanceof PyMethodWrapper ? maker.func : maker) !== (known instanceof PyMethodWrapper ? known.func : known)
  ) {
    return false;
  }
  const init = cls.lookup("__init__");
  if (!(init instanceof PyFunction)) return false;
  const { flags, argcount, kwonlyargcount } = init.code.code;
  return (flags & CODE_FLAGS.OPTIMIZED) !== 0 && kwonlyargcount === 0 && argcount === count + 1 &&
    (flags & (CODE_FLAGS.VARARGS | CODE_FLAGS.VARKEYWORDS)) === 0;
}
