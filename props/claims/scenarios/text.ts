/**
 * Assembler text of scenarios, written with names instead of numbers.
 *
 * @module
 */

import { CODE_FLAGS, type HostName } from "../../../src/isa/program.ts";

/** Opargs of COMPARE_OP with the mask that goes with each. */
export const COMPARE = { LT: 2, LE: 42, EQ: 72, NE: 103, GT: 132, GE: 172 } as const;
/** Bit of COMPARE_OP that asks for a bool. */
const AS_BOOL = 16;

/** A function in the making: locals, names and constants get their numbers as they are first used. */
export class FunctionText {
  readonly name: string;
  readonly #flags: number;
  readonly #params: number;
  readonly #keywords: number;
  readonly #locals: string[];
  readonly #names: string[] = [];
  readonly #consts: string[] = [];
  readonly #lines: string[] = [];
  #labels = 0;

  /** `flags` besides those of every function; the last `keywords` parameters are given by name only. */
  constructor(name: string, params: readonly string[] = [], flags = 0, keywords = 0) {
    this.name = name;
    this.#flags = 3 | flags;
    const stars = (flags & CODE_FLAGS.VARARGS) === 0 ? 0 : 1;
    this.#params = params.length - keywords - stars;
    this.#keywords = keywords;
    this.#locals = [...params];
    if ((flags & CODE_FLAGS.GENERATOR) === 0) this.op("RESUME 0");
  }

  #index(list: string[], entry: string): number {
    const at = list.indexOf(entry);
    return at >= 0 ? at : list.push(entry) - 1;
  }

  /** One line as it is. */
  op(...lines: readonly string[]): this {
    this.#lines.push(...lines);
    return this;
  }

  /** A label that no other place has. */
  fresh(): string {
    return `X${++this.#labels}`;
  }

  /** An instruction on a local. */
  onLocal(opcode: string, local: string): this {
    return this.op(`${opcode} ${this.#index(this.#locals, local)}`);
  }

  load(...locals: readonly string[]): this {
    for (const local of locals) this.onLocal("LOAD_FAST", local);
    return this;
  }

  store(local: string): this {
    return this.onLocal("STORE_FAST", local);
  }

  /** A constant, as a literal of the assembler. */
  constant(literal: string | number): this {
    return this.op(`LOAD_CONST ${this.#index(this.#consts, `${literal}`)}`);
  }

  returnConstant(literal: string | number): this {
    return this.op(`RETURN_CONST ${this.#index(this.#consts, `${literal}`)}`);
  }

  global(name: string): this {
    return this.op(`LOAD_GLOBAL ${2 * this.#index(this.#names, name)}`);
  }

  storeGlobal(name: string): this {
    return this.op(`STORE_GLOBAL ${this.#index(this.#names, name)}`);
  }

  /** A global that is called with what `args` leaves on the stack. */
  call(name: string, count: number, args: () => unknown = () => {}): this {
    this.op(`LOAD_GLOBAL ${2 * this.#index(this.#names, name) + 1}`);
    args();
    return this.op(`CALL ${count}`);
  }

  /** A method of the value on top. */
  method(name: string, count: number, args: () => unknown = () => {}): this {
    this.op(`LOAD_ATTR ${2 * this.#index(this.#names, name) + 1}`);
    args();
    return this.op(`CALL ${count}`);
  }

  storeAttribute(name: string): this {
    return this.op(`STORE_ATTR ${this.#index(this.#names, name)}`);
  }

  deleteAttribute(name: string): this {
    return this.op(`DELETE_ATTR ${this.#index(this.#names, name)}`);
  }

  deleteGlobal(name: string): this {
    return this.op(`DELETE_GLOBAL ${this.#index(this.#names, name)}`);
  }

  /** A method, with its self, of what is over super, a class and an object on top. */
  superMethod(name: string): this {
    return this.op(`LOAD_SUPER_ATTR ${4 * this.#index(this.#names, name) + 3}`);
  }

  attribute(name: string): this {
    return this.op(`LOAD_ATTR ${2 * this.#index(this.#names, name)}`);
  }

  /** Makes a class of the body in a code object of the program and leaves it on the stack. */
  makeClass(name: string, code: number, base: string | null, metaclass: string | null = null): this {
    this.op("LOAD_BUILD_CLASS", "PUSH_NULL").constant(`code(${code})`).op("MAKE_FUNCTION").constant(`"${name}"`);
    if (base !== null) this.global(base);
    const count = base === null ? 2 : 3;
    if (metaclass === null) return this.op(`CALL ${count}`);
    return this.global(metaclass).constant('("metaclass",)').op(`CALL_KW ${count + 1}`);
  }

  /** `emit` of what `value` leaves on the stack. */
  emit(value: () => unknown): this {
    return this.call("emit", 1, value).op("POP_TOP");
  }

  /** `total += ` what is left on the stack. */
  addTo(total: string, value: () => unknown): this {
    this.load(total);
    value();
    return this.op("BINARY_OP 13").store(total);
  }

  /** The body when the local equals the number. */
  onlyIn(local: string, value: number, body: () => unknown): this {
    const end = this.fresh();
    this.load(local).constant(value).op(`COMPARE_OP ${COMPARE.EQ | AS_BOOL}`, `POP_JUMP_IF_FALSE ${end}`);
    body();
    return this.op(`${end}:`);
  }

  /** A loop over the iterator that is on top; the body goes on with the next item at the end. */
  loop(variable: string, body: () => unknown): this {
    const top = this.fresh();
    const end = this.fresh();
    this.op(`${top}:`, `FOR_ITER ${end}`).store(variable);
    body();
    return this.op(`JUMP_BACKWARD ${top}`, `${end}:`, "END_FOR");
  }

  /** `for variable in range(count)`. */
  rounds(variable: string, count: number, body: () => unknown): this {
    return this.call("range", 1, () => this.constant(count)).op("GET_ITER").loop(variable, body);
  }

  /**
   * The body, and after it what is in `handler` when something is raised there, with the exception on top of `depth` items; both go
   * on at the same place. The handler stands in line, jumped over.
   */
  guarded(depth: number, body: () => unknown, handler: () => unknown): this {
    const [start, end, at, after] = [this.fresh(), this.fresh(), this.fresh(), this.fresh()];
    this.op(`${start}:`);
    body();
    this.op(`${end}:`, `JUMP_FORWARD ${after}`, `${at}:`);
    handler();
    return this.op(`${after}:`, `except ${start} ${end} ${at} depth ${depth}`);
  }

  /** Whether a global or an attribute has been named so. */
  names(name: string): boolean {
    return this.#names.includes(name);
  }

  /** The body right behind RESUME, whatever stands there by now. */
  first(body: () => unknown): this {
    const rest = this.#lines.splice(1);
    body();
    return this.op(...rest);
  }

  /** The assembler text. */
  text(): string {
    // Exception entries come in order of their ranges, which is the order in which guarded bodies begin.
    const excepts = this.#lines.filter((line) => line.startsWith("except "));
    const lines = this.#lines.filter((line) => !line.startsWith("except "));
    return [
      `code ${this.name}`,
      `  params ${this.#params} 0 ${this.#keywords}`,
      `  flags 0x${this.#flags.toString(16)}`,
      "  stacksize 12",
      ...(this.#locals.length > 0 ? [`  varnames ${this.#locals.join(" ")}`] : []),
      ...(this.#names.length > 0 ? [`  names ${this.#names.join(" ")}`] : []),
      ...this.#consts.map((literal) => `  const ${literal}`),
      "  begin",
      ...[...lines, ...excepts].map((line) => `    ${line}`),
      "  end",
      "",
    ].join("\n");
  }
}

/** A code object of a program: a function, or the body of a class. */
export interface CodeText {
  readonly name: string;
  /** Its assembler text. */
  text(): string;
}

/** The body of a class that gives code objects of the program, and literals, names. */
export function classBody(
  name: string,
  methods: Readonly<Record<string, number>>,
  values: Readonly<Record<string, string | number>> = {},
): CodeText {
  const functions = Object.keys(methods).length;
  const entries = [
    ...Object.entries(methods).map(([method, code]) => [method, `code(${code})`] as const),
    ...Object.entries(values),
  ];
  const body = entries.flatMap((_, i) => [
    `LOAD_CONST ${i}`,
    ...(i < functions ? ["MAKE_FUNCTION"] : []),
    `STORE_NAME ${i}`,
  ]);
  const lines = [
    `code ${name}`,
    "  stacksize 2",
    ...(entries.length === 0 ? [] : [`  names ${entries.map(([key]) => key).join(" ")}`]),
    ...entries.map(([, literal]) => `  const ${literal}`),
    "  const None",
    "  begin",
    ...["RESUME 0", ...body, `RETURN_CONST ${entries.length}`].map((line) => `    ${line}`),
    "  end",
    "",
  ];
  return { name, text: () => lines.join("\n") };
}

/** How a program is put together. */
export interface Assembly {
  readonly hosts?: readonly HostName[];
  /** Arguments of `f`, as literals. */
  readonly args?: readonly string[];
  /** Defaults of functions, as literals of tuples, by name. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** A program whose module makes each function under its name; `f` is called. */
export function programText(functions: readonly CodeText[], assembly: Assembly = {}): string {
  const { hosts = ["emit"], args = [], defaults = {} } = assembly;
  const literals = functions.map((_, i) => `code(${i + 1})`);
  const body = functions.flatMap(({ name }, i) => {
    const tuple = defaults[name];
    if (tuple === undefined) return [`LOAD_CONST ${i}`, "MAKE_FUNCTION", `STORE_NAME ${i}`];
    const at = literals.push(tuple) - 1;
    return [`LOAD_CONST ${at}`, `LOAD_CONST ${i}`, "MAKE_FUNCTION", "SET_FUNCTION_ATTRIBUTE 1", `STORE_NAME ${i}`];
  });
  const none = literals.push("None") - 1;
  return [
    "tierproof-assembly 1",
    `hosts ${hosts.join(" ")}`,
    "entry f",
    ...args.map((literal) => `arg ${literal}`),
    "code <module>",
    "  stacksize 2",
    `  names ${functions.map(({ name }) => name).join(" ")}`,
    ...literals.map((literal) => `  const ${literal}`),
    "  begin",
    ...["RESUME 0", ...body, `RETURN_CONST ${none}`].map((line) => `    ${line}`),
    "  end",
    "",
    ...functions.map((each) => each.text()),
  ].join("\n");
}
