/**
 * Names and their scopes; the pin's `Python/symtable.c`.
 *
 * @module
 */

import type { Arguments, Expr, Loc } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";

/** What is known of a name in a scope, bit by bit; the scope that it has in the end lies above. */
export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
const USE = 16;
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
const DEF_COMP_ITER = 512;
export const DEF_COMP_CELL = 2048;
const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT;

const SCOPE_SHIFT = 16;

/** What a name is in a scope. */
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

/** What a scope belongs to. */
export type ScopeType = "module" | "class" | "function";

/** The scope of a module, class, function or comprehension; `_symtable_entry`. */
export class Scope {
  /** Flags by name, in the order of their first mention. */
  readonly symbols = new Map<string, number>();
  /** Parameters. */
  readonly varnames: string[] = [];
  children: Scope[] = [];
  readonly nested: boolean;
  isGenerator = false;
  isCoroutine = false;
  hasVarargs = false;
  hasVarkeywords = false;
  isComprehension = false;
  isInlined = false;
  needsClassClosure = false;
  /** While targets of a comprehension are visited. */
  inTarget = false;
  /** Depth of iterables of comprehensions. */
  iterDepth = 0;

  constructor(readonly type: ScopeType, readonly name: string, readonly parent: Scope | null) {
    this.nested = parent !== null && (parent.nested || parent.type === "function");
    if (parent !== null) this.iterDepth = parent.iterDepth;
  }

  isFunction(): boolean {
    return this.type === "function";
  }

  /** Flags of a name, 0 for one that is not known. */
  flags(name: string): number {
    return this.symbols.get(name) ?? 0;
  }

  /** What a name is here, 0 for one that is not known. */
  scopeOf(name: string): number {
    return this.flags(name) >> SCOPE_SHIFT;
  }
}

/** A private name as a class sees it; `_Py_Mangle`. */
export function mangle(owner: string | null, name: string): string {
  if (owner === null || !name.startsWith("__") || name.endsWith("__") || name.includes(".")) return name;
  const stripped = owner.replace(/^_+/, "");
  return stripped === "" ? name : `_${stripped}${name}`;
}

/** Scopes while they are collected. */
export class Symbols {
  readonly top = new Scope("module", "top", null);
  readonly scopes = new Map<object, Scope>();
  current: Scope = this.top;
  owner: string | null = null;

  /** Visits what belongs to a scope of its own. */
  within(key: object, type: ScopeType, name: string, visit: (scope: Scope) => void): void {
    const outer = this.current;
    const scope = new Scope(type, name, outer);
    this.scopes.set(key, scope);
    outer.children.push(scope);
    this.current = scope;
    visit(scope);
    this.current = outer;
  }

  /** `symtable_add_def` */
  add(given: string, flag: number, loc: Loc, scope: Scope = this.current): void {
    const name = mangle(this.owner, given);
    let flags = scope.flags(name) | flag;
    if (scope.inTarget) {
      if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0) {
        throw sourceError(loc, `comprehension inner loop cannot rebind assignment expression target '${given}'`);
      }
      flags |= DEF_COMP_ITER;
    }
    scope.symbols.set(name, flags);
    if ((flag & DEF_PARAM) !== 0) scope.varnames.push(name);
    else if ((flag & DEF_GLOBAL) !== 0) this.top.symbols.set(name, this.top.flags(name) | flag);
  }

  /** `global` or `nonlocal` */
  declare(names: readonly string[], word: "global" | "nonlocal", loc: Loc): void {
    for (const name of names) {
      const flags = this.current.flags(mangle(this.owner, name));
      const wrong = (flags & DEF_PARAM) !== 0
        ? `name '${name}' is parameter and ${word}`
        : (flags & USE) !== 0
        ? `name '${name}' is used prior to ${word} declaration`
        : (flags & DEF_ANNOT) !== 0
        ? `annotated name '${name}' can't be ${word}`
        : (flags & DEF_LOCAL) !== 0
        ? `name '${name}' is assigned to before ${word} declaration`
        : null;
      if (wrong !== null) throw sourceError(loc, wrong);
      if (word === "nonlocal" && this.current === this.top) {
        throw sourceError(loc, "nonlocal declaration not allowed at module level");
      }
      this.add(name, word === "global" ? DEF_GLOBAL : DEF_NONLOCAL, loc);
    }
  }

  /** A name that is read; `super` reads `__class__`, too. */
  use(id: string, loc: Loc): void {
    this.add(id, USE, loc);
    if (id === "super" && this.current.isFunction()) this.add("__class__", USE, loc);
  }

  /** The target of `:=` in a comprehension belongs to the scope around; `symtable_extend_namedexpr_scope`. */
  extendNamed(target: Expr & { k: "Name" }): void {
    const { id, loc } = target;
    for (let scope: Scope | null = this.current; scope !== null; scope = scope.parent) {
      if (scope.isComprehension) {
        const flags = scope.flags(id);
        if ((flags & DEF_COMP_ITER) !== 0 && (flags & DEF_LOCAL) !== 0) {
          throw sourceError(loc, `assignment expression cannot rebind comprehension iteration variable '${id}'`);
        }
        continue;
      }
      if (scope.type === "class") {
        throw sourceError(loc, "assignment expression within a comprehension cannot be used in a class body");
      }
      if (scope.type === "module") {
        this.add(id, DEF_GLOBAL, loc);
        return this.add(id, DEF_GLOBAL, loc, scope);
      }
      this.add(id, (scope.flags(id) & DEF_GLOBAL) !== 0 ? DEF_GLOBAL : DEF_NONLOCAL, loc);
      return this.add(id, DEF_LOCAL, loc, scope);
    }
  }

  /** `symtable_visit_arguments` */
  parameters({ posonly, args, kwonly, vararg, kwarg }: Arguments): void {
    for (const each of posonly) this.add(each.name, DEF_PARAM, each.loc);
    for (const each of args) this.add(each.name, DEF_PARAM, each.loc);
    for (const each of kwonly) this.add(each.name, DEF_PARAM, each.loc);
    if (vararg !== null) {
      this.add(vararg.name, DEF_PARAM, vararg.loc);
      this.current.hasVarargs = true;
    }
    if (kwarg !== null) {
      this.add(kwarg.name, DEF_PARAM, kwarg.loc);
      this.current.hasVarkeywords = true;
    }
  }
}

/** `symtable_analyze` */
export function analyzeScopes(top: Scope): void {
  analyze(top, null, new Set(), new Set());
}

/** `analyze_block`: sets of names that are bound around (null for a module), free in here, and global around. */
function analyze(scope: Scope, bound: Set<string> | null, free: Set<string>, globals: Set<string>): void {
  const local = new Set<string>();
  const scopes = new Map<string, number>();
  const newGlobals = new Set<string>();
  const newFree = new Set<string>();
  const newBound = new Set<string>();
  const inlinedCells = new Set<string>();
  const isClass = scope.type === "class";
  if (isClass) {
    for (const name of globals) newGlobals.add(name);
    for (const name of bound ?? []) newBound.add(name);
  }
  for (const [name, flags] of scope.symbols) {
    scopes.set(name, analyzeName(name, flags, bound, local, free, globals));
  }
  if (isClass) newBound.add("__class__");
  else {
    if (scope.isFunction()) { for (const name of local) newBound.add(name); }
    for (const name of bound ?? []) newBound.add(name);
    for (const name of globals) newGlobals.add(name);
  }
  for (const child of scope.children) {
    const childFree = new Set(newFree);
    analyze(child, new Set(newBound), childFree, new Set(newGlobals));
    if (child.isComprehension && !child.isGenerator) {
      inline(scope, child, scopes, childFree, inlinedCells);
      child.isInlined = true;
    }
    for (const name of childFree) newFree.add(name);
  }
  scope.children = scope.children.flatMap((child) => child.isInlined ? child.children : [child]);
  if (scope.isFunction()) {
    // analyze_cells
    for (const [name, is] of scopes) {
      if (is !== LOCAL || (!newFree.has(name) && !inlinedCells.has(name))) continue;
      scopes.set(name, CELL);
      newFree.delete(name);
    }
  } else if (isClass && newFree.delete("__class__")) scope.needsClassClosure = true;
  updateSymbols(scope, scopes, bound, newFree, inlinedCells);
  for (const name of newFree) free.add(name);
}

/** `analyze_name`; that a `nonlocal` has something to mean was not known before. */
function analyzeName(
  name: string,
  flags: number,
  bound: Set<string> | null,
  local: Set<string>,
  free: Set<string>,
  globals: Set<string>,
): number {
  if ((flags & DEF_GLOBAL) !== 0) {
    if ((flags & DEF_NONLOCAL) !== 0) throw sourceError(NOWHERE, `name '${name}' is nonlocal and global`);
    globals.add(name);
    bound?.delete(name);
    return GLOBAL_EXPLICIT;
  }
  if ((flags & DEF_NONLOCAL) !== 0) {
    if (bound === null || !bound.has(name)) throw sourceError(NOWHERE, `no binding for nonlocal '${name}' found`);
    free.add(name);
    return FREE;
  }
  if ((flags & DEF_BOUND) !== 0) {
    local.add(name);
    globals.delete(name);
    return LOCAL;
  }
  if (bound?.has(name) === true) {
    free.add(name);
    return FREE;
  }
  return GLOBAL_IMPLICIT;
}

const NOWHERE = { line: 1, col: 0 };

/** `inline_comprehension` */
function inline(
  scope: Scope,
  comprehension: Scope,
  scopes: Map<string, number>,
  free: Set<string>,
  inlinedCells: Set<string>,
): void {
  for (const [name, flags] of comprehension.symbols) {
    if ((flags & DEF_PARAM) !== 0) continue;
    const is = flags >> SCOPE_SHIFT;
    const only = flags & ((1 << SCOPE_SHIFT) - 1);
    if (is === CELL || (only & DEF_COMP_CELL) !== 0) inlinedCells.add(name);
    const existing = scope.symbols.get(name);
    if (existing === undefined) {
      scope.symbols.set(name, only);
      scopes.set(name, is);
    } else if ((existing & DEF_BOUND) !== 0 && scope.type !== "class") {
      if (!comprehension.children.some((child) => child.scopeOf(name) === FREE)) free.delete(name);
    }
  }
}

/** `update_symbols` */
function updateSymbols(
  { symbols, type }: Scope,
  scopes: ReadonlyMap<string, number>,
  bound: ReadonlySet<string> | null,
  free: ReadonlySet<string>,
  inlinedCells: ReadonlySet<string>,
): void {
  for (const [name, flags] of symbols) {
    const cell = inlinedCells.has(name) ? DEF_COMP_CELL : 0;
    symbols.set(name, flags | cell | ((scopes.get(name) as number) << SCOPE_SHIFT));
  }
  for (const name of free) {
    const flags = symbols.get(name);
    if (flags !== undefined) {
      if (type === "class") symbols.set(name, flags | DEF_FREE_CLASS);
    } else if (bound === null || bound.has(name)) symbols.set(name, FREE << SCOPE_SHIFT);
  }
}
