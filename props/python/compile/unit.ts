/**
 * One code object while it is compiled; the pin's `struct compiler_unit`.
 *
 * @module
 */

import { CODE_FLAGS } from "../../../src/isa/program.ts";
import type { Loc, Stmt } from "../syntax/nodes.ts";
import { ConstTable } from "./const_table.ts";
import type { FlowGraph } from "./flow_graph.ts";
import { CELL, DEF_COMP_CELL, DEF_FREE_CLASS, FREE, type Scope } from "./symbols.ts";

/** What a code object is made of. */
export type UnitType = "module" | "class" | "function" | "async function" | "lambda" | "comprehension";

/** A statement or handler around, which control has to unwind when it leaves early; `struct fblockinfo`. */
export type FrameBlock =
  | { readonly k: "while" | "for"; readonly start: number; readonly exit: number }
  | { readonly k: "try except" | "finally end" | "pop value" | "handler" | "group handler" | "async comprehension" }
  | { readonly k: "finally try"; readonly final: readonly Stmt[] }
  | { readonly k: "with"; readonly loc: Loc; readonly isAsync: boolean }
  /** `name`: what the clause binds and unbinds; a clause of `except*` always has a block of its own. */
  | { readonly k: "handler cleanup"; readonly name: string | null };

/** Names of a kind by their index. */
export type Names = Map<string, number>;

/** Index of a name, added where it is new. */
export function addName(names: Names, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const index = names.size;
  names.set(name, index);
  return index;
}

/** Names of a scope that are of one kind, sorted, as the pin numbers them; `dictbytype`. */
function namesOf(scope: Scope, is: number, flag: number, offset: number): Names {
  const names: Names = new Map();
  for (const name of [...scope.symbols.keys()].sort(byCodePoint)) {
    if (scope.scopeOf(name) === is || (scope.flags(name) & flag) !== 0) names.set(name, offset + names.size);
  }
  return names;
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One code object. */
export class Unit {
  qualname: string;
  argcount = 0;
  posonlyargcount = 0;
  kwonlyargcount = 0;
  readonly names: Names = new Map();
  readonly varnames: Names = new Map();
  readonly cellvars: Names;
  readonly freevars: Names;
  readonly consts = new ConstTable();
  readonly blocks: FrameBlock[] = [];
  /** Locals of comprehensions in what is no function: true while they are in force. */
  readonly fastHidden = new Map<string, boolean>();
  inlinedComprehensions = 0;

  constructor(
    readonly type: UnitType,
    readonly scope: Scope,
    readonly name: string,
    readonly parent: Unit | null,
    readonly firstLine: number,
    /** Class that names are private to. */
    public owner: string | null,
    readonly graph: FlowGraph,
  ) {
    for (const each of scope.varnames) addName(this.varnames, each);
    this.cellvars = namesOf(scope, CELL, DEF_COMP_CELL, 0);
    if (scope.needsClassClosure) addName(this.cellvars, "__class__");
    this.freevars = namesOf(scope, FREE, DEF_FREE_CLASS, this.cellvars.size);
    this.qualname = name;
  }

  /** `compute_code_flags` */
  flags(): number {
    const { scope } = this;
    if (!scope.isFunction()) return 0;
    let flags = CODE_FLAGS.NEWLOCALS | CODE_FLAGS.OPTIMIZED;
    if (scope.nested) flags |= CODE_FLAGS.NESTED;
    if (scope.isGenerator) flags |= scope.isCoroutine ? CODE_FLAGS.ASYNC_GENERATOR : CODE_FLAGS.GENERATOR;
    else if (scope.isCoroutine) flags |= CODE_FLAGS.COROUTINE;
    if (scope.hasVarargs) flags |= CODE_FLAGS.VARARGS;
    if (scope.hasVarkeywords) flags |= CODE_FLAGS.VARKEYWORDS;
    return flags;
  }
}
