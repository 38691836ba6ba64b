/**
 * Python source of Drafts without islands and twists, for people and for a real interpreter.
 *
 * @module
 */

import type { Literal } from "../../src/isa/program.ts";
import {
  BINARY_OPERATORS,
  type Block,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  functionName,
  globalName,
  type Handler,
  localName,
  type Stmt,
  type Target,
} from "./draft.ts";
import { capturedLocals, reachableFunctions, walkFunction } from "./walk.ts";

/** Whether Python source exists for a Draft: no islands, twists or raw handlers, no loop with two entries. */
export function isPrintable(draft: Draft): boolean {
  let printable = true;
  for (const f of draft.functions) {
    walkFunction(f, {
      stmt(s) {
        if (
          s.k === "island" || s.k === "twisted" || (s.k === "try" && s.raw) || (s.k === "while" && s.entry !== null)
        ) printable = false;
      },
    });
  }
  return printable;
}

/** A literal as Python source. */
export function literalSource(value: Literal): string {
  switch (value.t) {
    case "None":
      return "None";
    case "Ellipsis":
      return "...";
    case "bool":
      return value.v ? "True" : "False";
    case "int":
      return String(value.v);
    case "float":
      if (typeof value.v === "number") return Number.isInteger(value.v) ? value.v.toFixed(1) : String(value.v);
      return value.v === "-0.0" ? "-0.0" : `float(${JSON.stringify(value.v)})`;
    case "complex":
      return `complex(${literalSource({ t: "float", v: value.re })}, ${literalSource({ t: "float", v: value.im })})`;
    case "str":
      return JSON.stringify(value.v);
    case "bytes":
      return `bytes.fromhex("${value.v}")`;
    case "tuple":
      return value.v.length === 1 ? `(${literalSource(value.v[0] as Literal)},)` : `(${list(value.v)})`;
    case "list":
      return `[${list(value.v)}]`;
    case "set":
      return value.v.length === 0 ? "set()" : `{${list(value.v)}}`;
    case "frozenset":
      return `frozenset([${list(value.v)}])`;
    case "dict":
      return `{${value.v.map(([key, item]) => `${literalSource(key)}: ${literalSource(item)}`).join(", ")}}`;
    case "code":
      return "<code>";
  }
}

function list(items: readonly Literal[]): string {
  return items.map(literalSource).join(", ");
}

/** Prints one function at a time. */
class Printer {
  readonly lines: string[] = [];
  #function!: FunctionDraft;
  readonly #draft: Draft;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  #line(indent: number, text: string): void {
    this.lines.push("    ".repeat(indent) + text);
  }

  /** `name` is that of the local which an inner function is bound to. */
  printFunction(f: number, name: string, indent: number): void {
    const fn = this.#draft.functions[f] as FunctionDraft;
    const outer = this.#function;
    this.#function = fn;
    const params = Array.from({ length: fn.params }, (_, i) => {
      const value = fn.defaults[i - (fn.params - fn.defaults.length)];
      return localName(fn, i) + (value === undefined ? "" : `=${literalSource(value)}`);
    });
    this.#line(indent, `def ${name}(${params.join(", ")}):`);
    const { globals, free, locals } = assigned(fn, capturedLocals(this.#draft, f));
    if (globals.length > 0) this.#line(indent + 1, `global ${globals.map(globalName).join(", ")}`);
    if (free.length > 0 && fn.parent !== null) {
      const parent = this.#draft.functions[fn.parent] as FunctionDraft;
      this.#line(indent + 1, `nonlocal ${free.map((i) => localName(parent, i)).join(", ")}`);
    }
    // A local that is only read would be taken for a global.
    const onlyRead = locals.filter((i) => i >= fn.params);
    if (onlyRead.length > 0) {
      this.#line(indent + 1, `if 0: ${onlyRead.map((i) => localName(fn, i)).join(" = ")} = 0`);
    }
    if (fn.recursive !== null) {
      this.#line(indent + 1, `if ${localName(fn, 0)} < 1:`);
      this.#line(indent + 2, `return ${this.expr(fn.recursive)}`);
    }
    this.#block(fn.body, indent + 1);
    this.#function = outer;
  }

  /** An expression, in parentheses where it is not an atom. */
  expr(e: Expr): string {
    switch (e.k) {
      case "const": {
        const text = literalSource(e.v);
        return text.startsWith("-") ? `(${text})` : text;
      }
      case "local":
        return localName(this.#function, e.i);
      case "counter":
        return localName(this.#function, this.#function.locals + e.i);
      case "free":
        return localName(this.#draft.functions[this.#function.parent ?? 0] as FunctionDraft, e.i);
      case "global":
        return globalName(e.i);
      case "binary":
        return `(${this.expr(e.l)} ${BINARY_OPERATORS[e.op]} ${this.expr(e.r)})`;
      case "compare":
        return `(${this.expr(e.l)} ${COMPARISONS[e.op]} ${this.expr(e.r)})`;
      case "is":
        return `(${this.expr(e.l)} ${e.not ? "is not" : "is"} ${this.expr(e.r)})`;
      case "in":
        return `(${this.expr(e.l)} ${e.not ? "not in" : "in"} ${this.expr(e.r)})`;
      case "unary":
        return `(${e.op === "not" ? "not " : e.op}${this.expr(e.e)})`;
      case "logic":
        return `(${this.expr(e.l)} ${e.op} ${this.expr(e.r)})`;
      case "choose":
        return `(${this.expr(e.a)} if ${this.expr(e.c)} else ${this.expr(e.b)})`;
      case "subscript":
        return `${this.expr(e.o)}[${this.expr(e.i)}]`;
      case "slice":
        return `${this.expr(e.o)}[${this.expr(e.a)}:${this.expr(e.b)}]`;
      case "build":
        return this.#display(e);
      case "method":
        return `(${this.expr(e.o)}).${e.name}(${e.args.map((each) => this.expr(each)).join(", ")})`;
      case "call": {
        const callee = e.f.k === "function"
          ? functionName(e.f.f)
          : e.f.k === "builtin"
          ? e.f.name
          : localName(this.#function, e.f.i);
        return `${callee}(${e.args.map((each) => this.expr(each)).join(", ")})`;
      }
    }
  }

  #display(e: Expr & { readonly k: "build" }): string {
    const items = e.items.map((each) => this.expr(each));
    if (e.what === "list") return `[${items.join(", ")}]`;
    if (e.what === "tuple") return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
    const pairs: string[] = [];
    for (let i = 0; i + 1 < items.length; i += 2) pairs.push(`${items[i]}: ${items[i + 1]}`);
    return `{${pairs.join(", ")}}`;
  }

  #target(t: Target): string {
    return t.k === "item" ? `${this.expr(t.o)}[${this.expr(t.i)}]` : this.expr(t);
  }

  #block(block: Block, indent: number): void {
    if (block.length === 0) this.#line(indent, "pass");
    for (const s of block) this.#statement(s, indent);
  }

  /** A statement of one line, or null for one that holds others. */
  #simple(s: Stmt): string | null {
    switch (s.k) {
      case "assign":
        return `${this.#target(s.t)} = ${this.expr(s.e)}`;
      case "augment":
        return `${this.#target(s.t)} ${BINARY_OPERATORS[s.op]}= ${this.expr(s.e)}`;
      case "unpack":
        return `${s.ts.map((t) => this.#target(t)).join(", ")}${s.ts.length === 1 ? "," : ""} = ${this.expr(s.e)}`;
      case "expr":
        return this.expr(s.e);
      case "del":
        return `del ${this.#target(s.t)}`;
      case "raise":
        if (s.type === null) return "raise";
        return `raise ${EXCEPTIONS[s.type]}${s.arg === null ? "" : `(${this.expr(s.arg)})`}`;
      case "assert":
        return `assert ${this.expr(s.c)}${s.message === null ? "" : `, ${this.expr(s.message)}`}`;
      case "return":
        return `return ${this.expr(s.e)}`;
      case "break":
      case "continue":
      case "pass":
        return s.k;
      case "emit":
        return `emit(${this.expr(s.e)})`;
      case "reversion":
        return `${functionName(s.f)}.__kwdefaults__ = None`;
      case "event":
        if (s.host === "host_invalidate") return `${s.host}(${functionName(s.f)})`;
        return `${s.host}(${s.host === "host_set_optimizer" ? s.n : ""})`;
      default:
        return null;
    }
  }

  #statement(s: Stmt, indent: number): void {
    const simple = this.#simple(s);
    if (simple !== null) return this.#line(indent, simple);
    switch (s.k) {
      case "if":
        this.#line(indent, `if ${this.expr(s.c)}:`);
        this.#block(s.then, indent + 1);
        return this.#else(s.orelse, indent);
      case "for": {
        const head = `for ${localName(this.#function, s.v)} in ${this.#iterable(s)}:`;
        const parts = s.tight ? s.body.map((each) => this.#simple(each)) : [null];
        if (parts.length > 0 && parts.every((part) => part !== null)) {
          this.#line(indent, `${head} ${parts.join("; ")}`);
        } else {
          this.#line(indent, head);
          this.#block(s.body, indent + 1);
        }
        return this.#else(s.orelse, indent);
      }
      case "while": {
        const counter = localName(this.#function, this.#function.locals + s.counter);
        this.#line(indent, `${counter} = 0`);
        const more = s.c === null ? "" : ` and ${this.expr(s.c)}`;
        this.#line(indent, `while ${counter} < ${s.count}${more}:`);
        this.#line(indent + 1, `${counter} += 1`);
        if (s.body.length > 0) this.#block(s.body, indent + 1);
        return this.#else(s.orelse, indent);
      }
      case "try":
        this.#line(indent, "try:");
        this.#block(s.body, indent + 1);
        for (const handler of s.handlers) this.#handler(handler, indent);
        if (s.handlers.length > 0) this.#else(s.orelse, indent);
        if (s.final.length > 0) {
          this.#line(indent, "finally:");
          this.#block(s.final, indent + 1);
        }
        return;
      case "def":
        return this.printFunction(s.f, localName(this.#function, s.v), indent);
    }
  }

  #iterable(s: Stmt & { readonly k: "for" }): string {
    const { over } = s;
    if (over.k === "expr") return this.expr(over.e);
    if (over.k === "tuple") return `(${Array.from({ length: over.count }, (_, i) => `${i},`).join(" ")})`;
    const stop = over.start + over.count * over.step;
    if (over.step !== 1) return `range(${over.start}, ${stop}, ${over.step})`;
    return over.start === 0 ? `range(${stop})` : `range(${over.start}, ${stop})`;
  }

  #handler(handler: Handler, indent: number): void {
    const type = handler.type === null ? "" : ` ${EXCEPTIONS[handler.type]}`;
    const name = handler.name === null ? "" : ` as ${localName(this.#function, handler.name)}`;
    this.#line(indent, `except${type}${name}:`);
    this.#block(handler.body, indent + 1);
  }

  #else(block: Block, indent: number): void {
    if (block.length === 0) return;
    this.#line(indent, "else:");
    this.#block(block, indent + 1);
  }
}

/** Globals and free variables that a function assigns or deletes, and locals that it or an inner function only reads. */
function assigned(fn: FunctionDraft, captured: number): { globals: number[]; free: number[]; locals: number[] } {
  const globals = new Set<number>();
  const free = new Set<number>();
  const read = new Set<number>();
  for (let i = 0; i < fn.locals; i++) if ((captured >> i) & 1) read.add(i);
  const written = new Set<number>();
  const write = (t: Target): void => {
    if (t.k === "global") globals.add(t.i);
    else if (t.k === "free") free.add(t.i);
    else if (t.k === "local") written.add(t.i);
  };
  walkFunction(fn, {
    target: write,
    stmt(s) {
      if (s.k === "for" || s.k === "def") written.add(s.v);
      else if (s.k === "try") {
        for (const handler of s.handlers) if (handler.name !== null) written.add(handler.name);
      }
    },
    expr(e) {
      if (e.k === "local") read.add(e.i);
      else if (e.k === "call" && e.f.k === "local") read.add(e.f.i);
    },
  });
  return { globals: [...globals], free: [...free], locals: [...read].filter((i) => !written.has(i)) };
}

/** Python source of a valid, printable Draft: a module that defines the globals and functions; the entry is `f`. */
export function printPython(draft: Draft): string {
  const printer = new Printer(draft);
  const { lines } = printer;
  draft.globals.forEach((g, i) => {
    if (g.init !== null) lines.push(`${globalName(i)} = ${literalSource(g.init)}`);
  });
  const reachable = reachableFunctions(draft);
  for (let f = draft.functions.length - 1; f >= 0; f--) {
    const fn = draft.functions[f] as FunctionDraft;
    if (fn.parent === null && ((reachable >> f) & 1) === 1) printer.printFunction(f, functionName(f), 0);
  }
  return lines.join("\n") + "\n";
}
