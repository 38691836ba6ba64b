/**
 * Small programs for tests, from lines of Python: expressions, assignments, and one level of `for NAME in EXPRESSION:`.
 *
 * Known: names, numbers, strings, `b"..."`, tuples, lists, calls, attributes, subscripts, unary `-`, binary operators, comparisons
 * and `in`. Every name is a local once it is assigned, else a global.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import { formatLiteral } from "../../src/isa/literal_text.ts";
import { oneFunction } from "../../src/isa/one_function.ts";
import type { Literal, Program } from "../../src/isa/program.ts";

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|(b?"(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(\*\*|\/\/|<<|>>|<=|>=|==|!=|[-+*\/%@&|^<>=()[\],.:]))/y;

/** Loosest first; the operand of BINARY_OP. */
const LEVELS: readonly Readonly<Record<string, number>>[] = [
  { "|": 7 },
  { "^": 12 },
  { "&": 1 },
  { "<<": 3, ">>": 9 },
  { "+": 0, "-": 10 },
  { "*": 5, "//": 2, "/": 11, "%": 6, "@": 4 },
];
const COMPARISONS: Readonly<Record<string, number>> = { "<": 2, "<=": 42, "==": 72, "!=": 103, ">": 132, ">=": 172 };

/** One function: constants, names, and its instructions as lines of assembler text. */
class Body {
  readonly lines: string[] = ["RESUME 0"];
  readonly consts: string[] = ["None"];
  readonly names: string[] = [];
  #tokens: string[] = [];
  #at = 0;

  constructor(readonly locals: readonly string[]) {}

  statement(line: string): void {
    this.#tokens = tokensOf(line);
    this.#at = 0;
    if (this.#tokens[1] === "=") {
      this.#at = 2;
      this.#expression();
      this.lines.push(`STORE_FAST ${this.locals.indexOf(this.#tokens[0] as string)}`);
    } else {
      this.#expression();
      this.lines.push("POP_TOP");
    }
  }

  /** Pushes the value of an expression. */
  value(text: string): void {
    this.#tokens = tokensOf(text);
    this.#at = 0;
    this.#expression();
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #need(token: string): void {
    if (!this.#take(token)) throw new InvariantError(`expected ${token} at ${this.#tokens.slice(this.#at).join(" ")}`);
  }

  #expression(): void {
    this.#binary(0);
    const token = this.#tokens[this.#at] ?? "";
    if (Object.hasOwn(COMPARISONS, token)) {
      this.#at++;
      this.#binary(0);
      this.lines.push(`COMPARE_OP ${COMPARISONS[token]}`);
    } else if (this.#take("in")) {
      this.#binary(0);
      this.lines.push("CONTAINS_OP 0");
    }
  }

  #binary(level: number): void {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    this.#binary(level + 1);
    for (;;) {
      const token = this.#tokens[this.#at] ?? "";
      if (!Object.hasOwn(operators, token)) return;
      this.#at++;
      this.#binary(level + 1);
      this.lines.push(`BINARY_OP ${operators[token]}`);
    }
  }

  #unary(): void {
    if (this.#take("-")) {
      this.#unary();
      this.lines.push("UNARY_NEGATIVE");
      return;
    }
    this.#postfix();
    if (!this.#take("**")) return;
    this.#unary();
    this.lines.push("BINARY_OP 8");
  }

  #postfix(): void {
    this.#atom();
    for (;;) {
      if (this.#take(".")) {
        this.lines.push(`LOAD_ATTR ${2 * this.#name(this.#tokens[this.#at++] as string)}`);
      } else if (this.#take("[")) {
        this.#subscript();
        this.lines.push("BINARY_SUBSCR");
      } else if (this.#take("(")) {
        // Stack of every call: callable, self or NULL, arguments.
        this.lines.push("PUSH_NULL");
        const count = this.#list(")");
        this.lines.push(`CALL ${count}`);
      } else return;
    }
  }

  /** A key, a tuple of keys, or a slice. */
  #subscript(): void {
    let parts = 1;
    const part = (): void => {
      if ([":", "]"].includes(this.#tokens[this.#at] ?? "")) this.#constant({ t: "None" });
      else this.#expression();
    };
    part();
    if (this.#take(",")) {
      this.lines.push(`BUILD_TUPLE ${1 + this.#list("]")}`);
      return;
    }
    while (this.#take(":")) {
      part();
      parts++;
    }
    this.#need("]");
    if (parts > 1) this.lines.push(`BUILD_SLICE ${parts}`);
  }

  #list(close: string): number {
    let count = 0;
    while (!this.#take(close)) {
      this.#expression();
      count++;
      if (!this.#take(",")) {
        this.#need(close);
        return count;
      }
    }
    return count;
  }

  #atom(): void {
    const token = this.#tokens[this.#at++] ?? "";
    if (token === "(") {
      const from = this.#at;
      const count = this.#list(")");
      const isTuple = count !== 1 || this.#tokens.slice(from, this.#at).at(-2) === ",";
      if (isTuple) this.lines.push(`BUILD_TUPLE ${count}`);
    } else if (token === "[") this.lines.push(`BUILD_LIST ${this.#list("]")}`);
    else if (/^\d/.test(token)) this.#constant({ t: token.includes(".") ? "float" : "int", v: Number(token) });
    else if (token.startsWith('"')) this.#constant({ t: "str", v: JSON.parse(token) });
    else if (token.startsWith('b"')) {
      const bytes = new TextEncoder().encode(JSON.parse(token.slice(1)));
      this.#constant({ t: "bytes", v: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") });
    } else if (token === "None") this.#constant({ t: "None" });
    else if (token === "True" || token === "False") this.#constant({ t: "bool", v: token === "True" });
    else if (this.locals.includes(token)) this.lines.push(`LOAD_FAST_CHECK ${this.locals.indexOf(token)}`);
    else this.lines.push(`LOAD_GLOBAL ${2 * this.#name(token)}`);
  }

  #constant(literal: Literal): void {
    const text = formatLiteral(literal);
    if (!this.consts.includes(text)) this.consts.push(text);
    this.lines.push(`LOAD_CONST ${this.consts.indexOf(text)}`);
  }

  #name(name: string): number {
    if (!this.names.includes(name)) this.names.push(name);
    return this.names.indexOf(name);
  }
}

function tokensOf(line: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (line.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(line);
    if (match === null) throw new InvariantError(`no token at ${line.slice(at)}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** The program of a function `f` of these lines, separated by `;` or line feeds; it returns the value of a last line `return EXPRESSION`. */
export function smallProgram(source: string): Program {
  const lines = source.split(/[;\n]/).map((line) => line.trim()).filter((line) => line !== "");
  const locals = lines.flatMap((line) => {
    const [name] = /^(?:for )?([A-Za-z_]\w*)(?= in .*:$| = )/.exec(line) ?? [];
    return name === undefined ? [] : [name.replace("for ", "")];
  });
  const body = new Body([...new Set(locals)]);
  let loops = 0;
  for (const line of lines) {
    const loop = /^for (\w+) in (.*):$/.exec(line);
    if (loop !== null) {
      body.value(loop[2] as string);
      body.lines.push(
        "GET_ITER",
        `L${loops}: FOR_ITER E${loops}`,
        `STORE_FAST ${body.locals.indexOf(loop[1] as string)}`,
      );
      loops++;
    } else if (line.startsWith("return ")) {
      for (; loops > 0; loops--) body.lines.push(`JUMP_BACKWARD L${loops - 1}`, `E${loops - 1}: END_FOR`);
      body.value(line.slice("return ".length));
    } else body.statement(line);
  }
  const returns = lines.at(-1)?.startsWith("return ") === true;
  for (; loops > 0; loops--) body.lines.push(`JUMP_BACKWARD L${loops - 1}`, `E${loops - 1}: END_FOR`);
  body.lines.push(returns ? "RETURN_VALUE" : "RETURN_CONST 0");
  return assemble(oneFunction(
    `  flags 0x3
  stacksize 60
  varnames ${body.locals.join(" ")}
  names ${body.names.join(" ")}
${body.consts.map((text) => `  const ${text}`).join("\n")}
  begin
    ${body.lines.join("\n    ")}
  end
`,
    "hosts emit",
  ));
}
