/**
 * Python source of Drafts without islands and twists, for people and for a real interpreter.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import {
  BINARY_OPERATORS,
  type Block,
  BUILTINS,
  type Callee,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  formOf,
  type FunctionDraft,
  functionName,
  globalName,
  type Handler,
  type Iterable,
  localName,
  parameterCount,
  type Pattern,
  type Referent,
  type RichExpr,
  type Stmt,
  type Target,
} from "../draft/draft.ts";
import { BUILTIN_BASES, className, IMPORTED, MODULES, WRAPPERS } from "../draft/classes.ts";
import { capturedLocals, owners, reach } from "../draft/uses.ts";
import { walkFunction } from "../draft/walk.ts";

/** Whether Python source exists for a Draft: no islands, twists or raw handlers, no loop with two entries. */
export function isPrintable(draft: Draft): boolean {
  let printable = true;
  for (const f of draft.functions) {
    walkFunction(f, {
      stmt(s) {
        if (
          s.k === "island" || s.k === "twisted" || (s.k === "try" && s.raw) || (s.k === "while" && s.entry !== null)
        ) printable = false;
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
  /** Globals named so far, as a bit mask. */
  globals = 0;
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
    const { kind } = formOf(fn);
    const isAsync = kind === "coroutine" || kind === "async generator";
    this.#line(indent, `${isAsync ? "async " : ""}def ${name}(${parameterSource(fn)}):`);
    const { globals, free, locals } = assigned(fn, capturedLocals(this.#draft, f));
    if (globals.length > 0) this.#line(indent + 1, `global ${globals.join(", ")}`);
    if (free.length > 0 && fn.parent !== null) {
      const parent = this.#draft.functions[fn.parent] as FunctionDraft;
      this.#line(indent + 1, `nonlocal ${free.map((i) => localName(parent, i)).join(", ")}`);
    }
    // A local that is only read would be taken for a global.
    const onlyRead = locals.filter((i) => i >= parameterCount(fn));
    if (onlyRead.length > 0) {
      this.#line(indent + 1, `if 0: ${onlyRead.map((i) => localName(fn, i)).join(" = ")} = 0`);
    }
    if (fn.recursive !== null) {
      this.#line(indent + 1, `if ${localName(fn, 0)} < 1:`);
      this.#line(indent + 2, `return ${this.expr(fn.recursive)}`);
    }
    // What gives a generator must yield somewhere, whatever is left of its body.
    if (kind === "generator" || kind === "async generator") this.#line(indent + 1, "if 0: yield");
    this.#block(fn.body, indent + 1);
    this.#function = outer;
  }

  /** A lambda, in parentheses. */
  #lambda(f: number): string {
    const fn = this.#draft.functions[f] as FunctionDraft;
    const outer = this.#function;
    this.#function = fn;
    const [only] = fn.body;
    const text = `(lambda ${parameterSource(fn)}: ${only?.k === "return" ? this.expr(only.e) : "None"})`;
    this.#function = outer;
    return text;
  }

  printClass(c: number): void {
    const each = this.#draft.classes?.[c];
    if (each === undefined) return;
    const bases: string[] = [];
    if (each.base !== null) bases.push(className(each.base));
    else if (each.builtin !== null) bases.push(BUILTIN_BASES[each.builtin] as string);
    if (each.meta !== null) bases.push(`metaclass=${className(each.meta)}`);
    this.#line(0, `class ${className(c)}${bases.length === 0 ? "" : `(${bases.join(", ")})`}:`);
    if (each.slots !== null) {
      this.#line(
        1,
        `__slots__ = ${literalSource({ t: "tuple", v: each.slots.map((v): Literal => ({ t: "str", v })) })}`,
      );
    }
    for (const { name, v } of each.attributes) this.#line(1, `${name} = ${literalSource(v)}`);
    for (const { name, f, wrap } of each.members) {
      const wrapper = WRAPPERS[wrap] ?? null;
      if (wrapper !== null) this.#line(1, `@${wrapper}`);
      this.printFunction(f, name, 1);
    }
    if (each.slots === null && each.attributes.length + each.members.length === 0) this.#line(1, "pass");
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
        this.globals |= 1 << e.i;
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
        return `${this.#callee(e.f)}(${e.args.map((each) => this.expr(each)).join(", ")})`;
      }
      default:
        return this.#rich(e);
    }
  }

  #callee(f: Callee): string {
    switch (f.k) {
      case "function":
        return functionName(f.f);
      case "builtin":
        return f.name;
      case "class":
        return className(f.c);
      case "exception":
        return EXCEPTIONS[f.i] as string;
      case "local":
        return localName(this.#function, f.i);
    }
  }

  #rich(e: RichExpr): string {
    switch (e.k) {
      case "attr":
        return `(${this.expr(e.o)}).${e.name}`;
      case "ref":
        return referentSource(e.what, e.i);
      case "super":
        return `super().${e.name}${e.called ? `(${this.#list(e.args)})` : ""}`;
      case "invoke": {
        const positional = e.args.length - e.names.length;
        const parts = e.args.map((each, i) => (i < positional ? "" : `${e.names[i - positional]}=`) + this.expr(each));
        if (e.star !== null) parts.splice(positional, 0, `*${this.expr(e.star)}`);
        if (e.starstar !== null) parts.push(`**${this.expr(e.starstar)}`);
        return `${this.#callee(e.f)}(${parts.join(", ")})`;
      }
      case "display": {
        const star = e.what === "dict" ? "**" : "*";
        const items = e.args.map((each, i) =>
          (e.what === "dict" || ((e.stars >> i) & 1) ? star : "") + this.expr(each)
        );
        if (e.what === "list") return `[${items.join(", ")}]`;
        if (e.what === "tuple") return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
        return e.what === "set" && items.length === 0 ? "{*()}" : `{${items.join(", ")}}`;
      }
      case "fstring":
        return this.#formatString(e);
      case "comp": {
        const head = e.what === "dict" ? `${this.expr(e.key)}: ${this.expr(e.e)}` : this.expr(e.e);
        const test = e.c === null ? "" : ` if ${this.expr(e.c)}`;
        const text = `${head} for ${localName(this.#function, e.v)} in ${this.#iterable(e.over)}${test}`;
        return e.what === "list" ? `[${text}]` : `{${text}}`;
      }
      case "make":
        return this.#lambda(e.f);
      case "yield":
        return `(yield ${this.expr(e.e)})`;
      case "yieldFrom":
        return `(yield from ${this.expr(e.e)})`;
      case "await":
        return `(await ${this.expr(e.e)})`;
    }
  }

  #formatString(e: RichExpr & { readonly k: "fstring" }): string {
    let text = "";
    for (let i = 0; i <= e.args.length; i++) {
      text += JSON.stringify(e.texts[i] ?? "").slice(1, -1).replaceAll("{", "{{").replaceAll("}", "}}");
      const value = e.args[i];
      if (value === undefined) break;
      const { conversion, format } = e.specs[i] ?? { conversion: 0, format: null };
      text += `{${this.expr(value)}${["", "!s", "!r", "!a"][conversion]}${format === null ? "" : `:${format}`}}`;
    }
    return `f"${text}"`;
  }

  #list(items: readonly Expr[]): string {
    return items.map((each) => this.expr(each)).join(", ");
  }

  #display(e: Expr & { readonly k: "build" }): string {
    const items = e.items.map((each) => this.expr(each));
    if (e.what === "list") return `[${items.join(", ")}]`;
    if (e.what === "tuple") return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
    if (e.what === "set") return items.length === 0 ? "{*()}" : `{${items.join(", ")}}`;
    const pairs: string[] = [];
    for (let i = 0; i + 1 < items.length; i += 2) pairs.push(`${items[i]}: ${items[i + 1]}`);
    return `{${pairs.join(", ")}}`;
  }

  #target(t: Target): string {
    switch (t.k) {
      case "item":
        return `${this.expr(t.o)}[${this.expr(t.i)}]`;
      case "slice":
        return `${this.expr(t.o)}[${this.expr(t.a)}:${this.expr(t.b)}]`;
      default:
        return this.expr(t);
    }
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
        return `${s.ts.map((t, i) => (i === s.star ? "*" : "") + this.#target(t)).join(", ")}${
          s.ts.length === 1 ? "," : ""
        } = ${this.expr(s.e)}`;
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
        if (s.host === "host_invalidate" || s.host === "host_monitor") return `${s.host}(${functionName(s.f)})`;
        return `${s.host}(${s.host === "host_invalidate_all" ? "" : s.host === "host_monitor_all" ? s.n & 1 : s.n})`;
      case "import": {
        const module = MODULES[s.module] as string;
        const as = localName(this.#function, s.v);
        return s.name === null ? `import ${module} as ${as}` : `from ${module} import ${IMPORTED[s.name]} as ${as}`;
      }
      case "throw":
        return `raise ${this.expr(s.e)}${s.cause === null ? "" : ` from ${this.expr(s.cause)}`}`;
      case "rebind":
        if (s.what === "name") return `${functionName(s.f)} = ${functionName(s.g)}`;
        return s.what === "defaults"
          ? `${functionName(s.f)}.__defaults__ = (${s.g},)`
          : `${functionName(s.f)}.__code__ = ${functionName(s.g)}.__code__`;
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
        const word = s.over.k === "async" ? "async for" : "for";
        const head = `${word} ${localName(this.#function, s.v)} in ${this.#iterable(s.over)}:`;
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
        for (const handler of s.handlers) this.#handler(handler, indent, s.star === true);
        if (s.handlers.length > 0) this.#else(s.orelse, indent);
        if (s.final.length > 0) {
          this.#line(indent, "finally:");
          this.#block(s.final, indent + 1);
        }
        return;
      case "def":
        return this.printFunction(s.f, localName(this.#function, s.v), indent);
      case "with": {
        const as = s.v === null ? "" : ` as ${localName(this.#function, s.v)}`;
        this.#line(indent, `${s.isAsync ? "async " : ""}with ${this.expr(s.e)}${as}:`);
        return this.#block(s.body, indent + 1);
      }
      case "match":
        this.#line(indent, `match ${this.expr(s.e)}:`);
        for (const { p, guard, body } of s.cases) {
          this.#line(indent + 1, `case ${this.#pattern(p)}${guard === null ? "" : ` if ${this.expr(guard)}`}:`);
          this.#block(body, indent + 2);
        }
    }
  }

  #pattern(p: Pattern): string {
    switch (p.k) {
      case "any":
        return p.v === null ? "_" : localName(this.#function, p.v);
      case "literal":
        return literalSource(p.v);
      case "sequence":
        return `[${p.items.map((item, i) => (i === p.star ? "*" : "") + this.#pattern(item)).join(", ")}]`;
      case "mapping":
        return `{${literalSource(p.key)}: ${this.#pattern(p.value)}}`;
      case "builtin":
        return `${p.name}(${p.p === null ? "" : this.#pattern(p.p)})`;
      case "class":
        return `${className(p.c)}(${p.name}=${this.#pattern(p.p)})`;
      case "or":
        return p.items.map(literalSource).join(" | ");
    }
  }

  #iterable(over: Iterable): string {
    if (over.k === "expr" || over.k === "async") return this.expr(over.e);
    if (over.k === "tuple") return `(${Array.from({ length: over.count }, (_, i) => `${i},`).join(" ")})`;
    const stop = over.start + over.count * over.step;
    if (over.step !== 1) return `range(${over.start}, ${stop}, ${over.step})`;
    return over.start === 0 ? `range(${stop})` : `range(${over.start}, ${stop})`;
  }

  #handler(handler: Handler, indent: number, star: boolean): void {
    const type = handler.type === null ? "" : ` ${EXCEPTIONS[handler.type]}`;
    const name = handler.name === null ? "" : ` as ${localName(this.#function, handler.name)}`;
    this.#line(indent, `except${star ? "*" : ""}${type}${name}:`);
    this.#block(handler.body, indent + 1);
  }

  #else(block: Block, indent: number): void {
    if (block.length === 0) return;
    this.#line(indent, "else:");
    this.#block(block, indent + 1);
  }
}

function referentSource(what: Referent, i: number): string {
  switch (what) {
    case "function":
      return functionName(i);
    case "class":
      return className(i);
    case "exception":
      return EXCEPTIONS[i] as string;
    case "builtin":
      return BUILTINS[i] as string;
  }
}

function parameterSource(fn: FunctionDraft): string {
  const { kwonly, kwdefaults, star, starstar } = formOf(fn);
  const parts = Array.from({ length: fn.params }, (_, i) => {
    const value = fn.defaults[i - (fn.params - fn.defaults.length)];
    return localName(fn, i) + (value === undefined ? "" : `=${literalSource(value)}`);
  });
  let at = fn.params + kwonly;
  if (star) parts.push(`*${localName(fn, at++)}`);
  else if (kwonly > 0) parts.push("*");
  for (let i = 0; i < kwonly; i++) {
    const value = kwdefaults[i - (kwonly - kwdefaults.length)];
    parts.push(localName(fn, fn.params + i) + (value === undefined ? "" : `=${literalSource(value)}`));
  }
  if (starstar) parts.push(`**${localName(fn, at)}`);
  return parts.join(", ");
}

/** Globals and free variables that a function assigns or deletes, and locals that it or an inner function only reads. */
function assigned(fn: FunctionDraft, captured: number): { globals: string[]; free: number[]; locals: number[] } {
  const globals = new Set<number>();
  const free = new Set<number>();
  const read = new Set<number>();
  for (let i = 0; i < fn.locals; i++) if ((captured >> i) & 1) read.add(i);
  const written = new Set<number>();
  const functions = new Set<number>();
  const write = (t: Target): void => {
    if (t.k === "global") globals.add(t.i);
    else if (t.k === "free") free.add(t.i);
    else if (t.k === "local") written.add(t.i);
  };
  walkFunction(fn, {
    target: write,
    stmt(s) {
      if (s.k === "for" || s.k === "def" || s.k === "import") written.add(s.v);
      else if (s.k === "with" && s.v !== null) written.add(s.v);
      else if (s.k === "rebind" && s.what === "name") functions.add(s.f);
      else if (s.k === "try") {
        for (const handler of s.handlers) if (handler.name !== null) written.add(handler.name);
      }
    },
    expr(e) {
      if (e.k === "local") read.add(e.i);
      else if ((e.k === "call" || e.k === "invoke") && e.f.k === "local") read.add(e.f.i);
    },
    pattern(p) {
      if (p.k === "any" && p.v !== null) written.add(p.v);
    },
  });
  return {
    globals: [...[...globals].map(globalName), ...[...functions].map(functionName)],
    free: [...free],
    locals: [...read].filter((i) => !written.has(i)),
  };
}

/** Python source of a valid, printable Draft: a module that defines the globals and functions; the entry is `f`. */
export function printPython(draft: Draft): string {
  const printer = new Printer(draft);
  const { functions: reachable, classes } = reach(draft);
  const ownerOf = owners(draft);
  for (let c = 0; c < (draft.classes?.length ?? 0); c++) if (((classes >> c) & 1) === 1) printer.printClass(c);
  for (let f = draft.functions.length - 1; f >= 0; f--) {
    const fn = draft.functions[f] as FunctionDraft;
    if (fn.parent === null && (ownerOf[f] as number) < 0 && ((reachable >> f) & 1) === 1) {
      printer.printFunction(f, functionName(f), 0);
    }
  }
  // As in the program, what nothing names is not defined.
  const globals = draft.globals.flatMap(({ init }, i) => {
    return init === null || ((printer.globals >> i) & 1) === 0 ? [] : [`${globalName(i)} = ${literalSource(init)}`];
  });
  return [...globals, ...printer.lines].join("\n") + "\n";
}
