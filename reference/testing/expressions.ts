/**
 * Python expressions for tests: parsed here and evaluated through the runtime of the reference, so that a table of
 * expressions with CPython's answers tests built-in functions, methods and operators without any bytecode.
 *
 * Known: literals, displays, names, attributes, subscripts, slices, calls with keywords, operators, one comparison,
 * `name = expression`. No lambdas, no comprehensions, no and/or/not/if.
 *
 * @module
 */

import { invariant } from "../../src/isa/errors.ts";
import { Poison } from "../frame.ts";
import type { BinaryOperator, CompareOperator, Runtime } from "../runtime.ts";
import { ELLIPSIS, float, tuple, types } from "../types.ts";
import { PyBytes, PyComplex, PyException, PyList, PySlice, type Value } from "../values.ts";

interface Token {
  readonly kind: "number" | "string" | "bytes" | "name" | "operator" | "end";
  readonly text: string;
}

const TOKEN =
  /\s*(?:(\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?j?|\.\d+(?:e[+-]?\d+)?j?)|(b?)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(\*\*|\/\/|<<|>>|<=|>=|==|!=|\.\.\.|[-+*\/%@&|^~<>=()[\]{},:.]))/suy;

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    invariant(match !== null, () => `no token at ${at} of ${source}`);
    const [, number, prefix, string, name, operator] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (string !== undefined) {
      tokens.push({ kind: prefix === "b" ? "bytes" : "string", text: unescape(string.slice(1, -1)) });
    } else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "operator", text: operator as string });
  }
  tokens.push({ kind: "end", text: "" });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", "0": "\0" };

function unescape(body: string): string {
  return body.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs, (_all, x, u, long, char) => {
    const hex = x ?? u ?? long;
    return hex !== undefined ? String.fromCodePoint(Number.parseInt(hex, 16)) : ESCAPES[char] ?? char;
  });
}

/** Binary operators by precedence, loosest first; `**` is apart. */
const LEVELS: readonly (readonly string[])[] = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], [
  "*",
  "/",
  "//",
  "%",
  "@",
]];
const COMPARISONS = ["<", "<=", "==", "!=", ">", ">=", "in", "is"];

/** Parses and evaluates in one go. */
class Evaluator {
  private at = 0;

  constructor(
    private readonly rt: Runtime,
    private readonly tokens: readonly Token[],
    private readonly names: Map<string, Value>,
  ) {}

  private get token(): Token {
    return this.tokens[this.at] as Token;
  }

  private is(text: string): boolean {
    return this.token.text === text && (this.token.kind === "operator" || this.token.kind === "name");
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    invariant(this.take(text), () => `expected ${text}, found ${this.token.text}`);
  }

  /** One statement; the value of an expression, undefined for an assignment. */
  statement(): Value | undefined {
    const next = this.tokens[this.at + 1];
    if (this.token.kind === "name" && next?.kind === "operator" && next.text === "=") {
      const name = this.token.text;
      this.at += 2;
      this.names.set(name, this.expression());
      return undefined;
    }
    const value = this.expression();
    invariant(this.token.kind === "end", () => `unexpected ${this.token.text}`);
    return value;
  }

  private expression(): Value {
    const left = this.binary(0);
    if (!COMPARISONS.includes(this.token.text) || this.token.kind === "string") return left;
    const operator = this.token.text;
    this.at++;
    const right = this.binary(0);
    if (operator === "in") return this.rt.contains(right, left);
    if (operator === "is") return this.rt.is(left, right);
    return this.rt.compare(operator as CompareOperator, left, right);
  }

  private binary(level: number): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    while (this.token.kind === "operator" && operators.includes(this.token.text)) {
      const operator = this.token.text as BinaryOperator;
      this.at++;
      left = this.rt.binary(operator, left, this.binary(level + 1));
    }
    return left;
  }

  private unary(): Value {
    if (this.take("-")) return this.rt.negative(this.unary());
    if (this.take("+")) return this.rt.positive(this.unary());
    if (this.take("~")) return this.rt.invert(this.unary());
    const base = this.trailers();
    return this.take("**") ? this.rt.binary("**", base, this.unary()) : base;
  }

  private trailers(): Value {
    let value = this.atom();
    for (;;) {
      if (this.take(".")) {
        value = this.rt.getattr(value, this.token.text);
        this.at++;
      } else if (this.take("[")) {
        const key = this.subscript();
        this.expect("]");
        value = this.rt.getitem(value, key);
      } else if (this.take("(")) {
        value = this.call(value);
      } else {
        return value;
      }
    }
  }

  private call(callable: Value): Value {
    const args: Value[] = [];
    const kwargs = new Map<string, Value>();
    while (!this.take(")")) {
      const next = this.tokens[this.at + 1];
      if (this.token.kind === "name" && next?.kind === "operator" && next.text === "=") {
        const name = this.token.text;
        this.at += 2;
        kwargs.set(name, this.expression());
      } else {
        args.push(this.expression());
      }
      if (!this.is(")")) this.expect(",");
    }
    return this.rt.call(callable, args, kwargs.size === 0 ? null : kwargs);
  }

  private subscript(): Value {
    const part = () => this.is(":") || this.is("]") ? null : this.expression();
    const start = part();
    if (!this.take(":")) return this.is(",") ? this.tupleFrom(start, "]") : start;
    const stop = part();
    const step = this.take(":") ? part() : null;
    return new PySlice(types.slice, start, stop, step);
  }

  /** The rest of a tuple whose first item was read; stands at the comma. */
  private tupleFrom(first: Value, close: string): Value {
    const items = [first];
    while (this.take(",") && !this.is(close)) items.push(this.expression());
    return tuple(items);
  }

  private items(close: string): Value[] {
    const items: Value[] = [];
    while (!this.take(close)) {
      items.push(this.expression());
      if (!this.is(close)) this.expect(",");
    }
    return items;
  }

  private atom(): Value {
    const { kind, text } = this.token;
    this.at++;
    switch (kind) {
      case "number":
        return numberLiteral(text);
      case "string": {
        let joined = text;
        while (this.token.kind === "string") joined += (this.tokens[this.at++] as Token).text;
        return joined;
      }
      case "bytes":
        return new PyBytes(types.bytes, Uint8Array.from(text, (char) => char.charCodeAt(0)));
      case "name":
        return this.name(text);
      case "operator":
        return this.display(text);
      case "end":
        invariant(false, () => "expression expected");
    }
  }

  private name(name: string): Value {
    if (name === "None" || name === "True" || name === "False") return name === "None" ? null : name === "True";
    const value = this.names.has(name) ? this.names.get(name) : this.rt.builtins.getStr(name);
    if (value === undefined) throw this.rt.error("NameError", `name '${name}' is not defined`);
    return value;
  }

  private display(open: string): Value {
    if (open === "...") return ELLIPSIS;
    if (open === "[") return new PyList(types.list, this.items("]"));
    if (open === "{") return this.braces();
    invariant(open === "(", () => `unexpected ${open}`);
    if (this.take(")")) return tuple([]);
    const first = this.expression();
    const value = this.is(",") ? this.tupleFrom(first, ")") : first;
    this.expect(")");
    return value;
  }

  private braces(): Value {
    const dict = this.rt.dict();
    if (this.take("}")) return dict;
    const first = this.expression();
    if (!this.take(":")) {
      const items = this.is(",") ? (this.at++, [first, ...this.items("}")]) : (this.expect("}"), [first]);
      return this.rt.set(items);
    }
    dict.set(this.rt, first, this.expression());
    while (this.take(",") && !this.is("}")) {
      const key = this.expression();
      this.expect(":");
      dict.set(this.rt, key, this.expression());
    }
    this.expect("}");
    return dict;
  }
}

function numberLiteral(text: string): Value {
  const plain = text.replaceAll("_", "");
  if (plain.endsWith("j")) return new PyComplex(types.complex, 0, Number(plain.slice(0, -1)));
  return /^\d+$/.test(plain) ? BigInt(plain) : float(Number(plain));
}

/**
 * What a statement gives: the repr of an expression's value, `!Type: message` for an exception, undefined for an
 * assignment that went well. `names` keeps what is assigned.
 */
export function answer(rt: Runtime, statement: string, names: Map<string, Value>): string | undefined {
  try {
    const value = new Evaluator(rt, tokenize(statement), names).statement();
    return value === undefined ? undefined : rt.repr(value);
  } catch (thrown) {
    if (thrown instanceof Poison) return `poisoned: ${thrown.reason}`;
    if (thrown instanceof PyException) return `!${thrown.cls.name}: ${rt.str(thrown)}`;
    throw thrown;
  }
}
