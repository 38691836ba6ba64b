/**
 * Fixing blocks that call something when they end, `match`, imports, and what rebinds functions.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Case, FunctionDraft, Pattern, RichStmt, Stmt } from "../draft/draft.ts";
import { ATTRIBUTES, IMPORTED, MODULES } from "../draft/classes.ts";
import { clamp, cut, mapped, MAX_STATEMENT_DEPTH, type Place, wrap } from "./parts.ts";
import { StatementFixer } from "./statements.ts";

const MAX_CASES = 8;
const MAX_PATTERN_ITEMS = 4;
const MAX_PATTERN_DEPTH = 3;

/** Statements of one function at a time. */
export abstract class BlockFixer extends StatementFixer {
  /** Locals that the pattern at hand binds already, as a bit mask. */
  protected bound = 0;

  protected override richStatement(s: RichStmt, place: Place): Stmt | undefined {
    switch (s.k) {
      case "with": {
        if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
        const e = this.at(s.e, place);
        const v = s.v === null ? null : this.assignable(s.v);
        const isAsync = s.isAsync && this.isAsync();
        const body = this.block(s.body, { ...place, depth: place.depth + 1 });
        if (e === s.e && v === s.v && isAsync === s.isAsync && body === s.body) return s;
        return { k: "with", e, v, body, isAsync };
      }
      case "match":
        return this.match(s, place);
      case "import": {
        const module = wrap(s.module, MODULES.length);
        const name = s.name === null ? null : wrap(s.name, IMPORTED.length);
        const v = this.assignable(s.v);
        if (v === null) return undefined;
        return module === s.module && name === s.name && v === s.v ? s : { k: "import", module, name, v };
      }
      case "throw": {
        const e = this.at(s.e, place);
        const cause = s.cause === null ? null : this.at(s.cause, place);
        return e === s.e && cause === s.cause ? s : { k: "throw", e, cause };
      }
      case "rebind":
        return this.rebind(s);
    }
  }

  /** A function takes over what a later one is, so that calls still end. */
  protected rebind(s: RichStmt & { readonly k: "rebind" }): Stmt | undefined {
    const functions = this.functions;
    const f = wrap(s.f, functions.length);
    if (f === 0 || !this.isGlobal(f) || (functions[f] as FunctionDraft).recursive !== null) return undefined;
    if (s.what === "defaults") {
      const g = clamp(s.g, 0, 9);
      return f === s.f && g === s.g ? s : { k: "rebind", f, what: s.what, g };
    }
    const g = wrap(s.g, functions.length);
    if (g <= f || !this.isGlobal(g) || (functions[g] as FunctionDraft).recursive !== null) return undefined;
    this.enter(g, this.entered[f] as number);
    return f === s.f && g === s.g ? s : { k: "rebind", f, what: s.what, g };
  }

  protected match(s: RichStmt & { readonly k: "match" }, place: Place): Stmt | undefined {
    if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
    const e = this.at(s.e, place);
    const inner: Place = { ...place, depth: place.depth + 1 };
    // Nothing may follow a case that takes everything.
    const open = s.cases.findIndex(({ p, guard }) => p.k === "any" && guard === null);
    const cases = mapped(cut(s.cases, open < 0 ? MAX_CASES : Math.min(MAX_CASES, open + 1)), (each) => {
      this.bound = 0;
      const p = this.pattern(each.p, MAX_PATTERN_DEPTH);
      const guard = each.guard === null ? null : this.at(each.guard, place);
      const body = this.block(each.body, inner);
      return p === each.p && guard === each.guard && body === each.body ? each : { p, guard, body };
    });
    if (cases.length === 0) return { k: "expr", e };
    // A pattern may take everything only now that its parts are fixed.
    const first = cases.findIndex(({ p, guard }) => p.k === "any" && guard === null);
    const kept: readonly Case[] = first < 0 ? cases : cut(cases, first + 1);
    return e === s.e && kept === s.cases ? s : { k: "match", e, cases: kept };
  }

  protected pattern(p: Pattern, depth: number): Pattern {
    switch (p.k) {
      case "any": {
        const v = p.v === null ? null : this.captured(p.v);
        return v === p.v ? p : { k: "any", v };
      }
      case "literal":
        return isPatternLiteral(p.v) ? p : ANY;
      case "sequence": {
        if (depth <= 0) return ANY;
        const items = mapped(cut(p.items, MAX_PATTERN_ITEMS), (item) => this.pattern(item, depth - 1));
        let star = p.star === null || items.length === 0 ? null : wrap(p.star, items.length);
        const starred = star === null ? undefined : items[star];
        // A rest without a name is never made.
        if (starred !== undefined && (starred.k !== "any" || starred.v === null)) star = null;
        return items === p.items && star === p.star ? p : { k: "sequence", items, star };
      }
      case "mapping": {
        if (depth <= 0 || !isPatternLiteral(p.key)) return ANY;
        const value = this.pattern(p.value, depth - 1);
        return value === p.value ? p : { k: "mapping", key: p.key, value };
      }
      case "builtin": {
        if (p.name !== "int" && p.name !== "str" && p.name !== "float") return ANY;
        const inner = p.p === null ? null : this.pattern(p.p, depth - 1);
        return inner === p.p ? p : { k: "builtin", name: p.name, p: inner };
      }
      case "class": {
        if (depth <= 0 || this.classes.length === 0 || !ATTRIBUTES.includes(p.name)) return ANY;
        const c = wrap(p.c, this.classes.length);
        const inner = this.pattern(p.p, depth - 1);
        return c === p.c && inner === p.p ? p : { k: "class", c, name: p.name, p: inner };
      }
      case "or": {
        const items = mapped(cut(p.items, MAX_PATTERN_ITEMS), (item) => isPatternLiteral(item) ? item : undefined);
        const [only] = items;
        if (only === undefined) return ANY;
        if (items.length === 1) return { k: "literal", v: only };
        return items === p.items ? p : { k: "or", items };
      }
    }
  }

  /** A local that a pattern may bind: no pattern binds one twice. */
  protected captured(i: number): number | null {
    const v = this.assignable(i);
    if (v === null || (this.bound & (1 << v)) !== 0) return null;
    this.bound |= 1 << v;
    return v;
  }
}

const ANY: Pattern = { k: "any", v: null };

function isPatternLiteral(value: Literal): boolean {
  return value.t === "int" || value.t === "str" || value.t === "None" || value.t === "bool";
}
