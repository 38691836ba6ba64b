/**
 * Signatures of functions written here: how their arguments are counted, bound and converted, and the pin's words for what is
 * wrong with them (C: `Python/getargs.c`, and what Argument Clinic makes of a signature).
 *
 * A signature is a list of parameters; the calling convention, and with it the wording, follows from it as in C:
 *
 * | parameters | C | wording of a wrong count |
 * | --- | --- | --- |
 * | none | `METH_NOARGS` | `list.clear() takes no arguments (1 given)` |
 * | one, required, positional only | `METH_O` | `list.append() takes exactly one argument (0 given)` |
 * | positional only | `_PyArg_CheckPositional` | `insert expected 2 arguments, got 1` |
 * | some with names | `_PyArg_UnpackKeywords` | `split() takes at most 2 arguments (3 given)` |
 *
 * Others are asked for by name, see {@linkcode Convention}.
 *
 * @module
 */

import { assertNever } from "../src/isa/errors.ts";
import type { Runtime } from "./runtime.ts";
import type { Kwargs, Slot, Value } from "./values.ts";

/** Makes of an argument what a function works with, or raises. */
export type Convert<T> = (rt: Runtime, v: Value, argument: ArgumentName) => T;

/** How complaints name an argument: `function() which must be ...`, with `which` such as `argument 2`. */
export interface ArgumentName {
  readonly function: string;
  readonly which: string;
}

/** Takes an argument as it is. */
export const same: Convert<Value> = (_rt, v) => v;

/** One parameter of a signature; `T` is what the function gets. */
export interface Parameter<T> {
  /** Empty: by position only. */
  readonly name: string;
  readonly required: boolean;
  readonly keywordOnly: boolean;
  readonly convert: Convert<T> | null;
  /** What stands for an argument that was not given. */
  readonly fallback: T;
}

function parameter<T>(
  name: string,
  required: boolean,
  keywordOnly: boolean,
  convert: Convert<T> | null,
  fallback: unknown,
): Parameter<T> {
  return { name, required, keywordOnly, convert, fallback: fallback as T };
}

/** A required positional argument, as it is. */
export const value: Parameter<Value> = parameter<Value>("", true, false, null, undefined);

/** An optional positional argument as it is, undefined where not given. */
export const optional: Parameter<Slot> = parameter<Slot>("", false, false, null, undefined);

/** A required positional argument, converted. */
export function as<T>(convert: Convert<T>): Parameter<T> {
  return parameter("", true, false, convert, undefined);
}

/** An optional positional argument, converted. */
export function or<T>(fallback: T, convert: Convert<T>): Parameter<T> {
  return parameter("", false, false, convert, fallback);
}

/** A required argument by position or name. */
export function needed(name: string): Parameter<Value>;
export function needed<T>(name: string, convert: Convert<T>): Parameter<T>;
export function needed<T>(name: string, convert: Convert<T> | null = null): Parameter<T> {
  return parameter(name, true, false, convert, undefined);
}

/** An optional argument by position or name; undefined, or the fallback, where not given. */
export function named(name: string): Parameter<Slot>;
export function named<T>(name: string, fallback: T, convert: Convert<T>): Parameter<T>;
export function named<T>(name: string, fallback?: T, convert: Convert<T> | null = null): Parameter<T> {
  return parameter(name, false, false, convert, fallback);
}

/** The same by name only. */
export function keyword(name: string): Parameter<Slot>;
export function keyword<T>(name: string, fallback: T, convert: Convert<T>): Parameter<T>;
export function keyword<T>(name: string, fallback?: T, convert: Convert<T> | null = null): Parameter<T> {
  return parameter(name, false, true, convert, fallback);
}

/** All positional arguments, as an array; what follows it is by name only. */
export const REST: Parameter<readonly Value[]> = parameter<readonly Value[]>("*", false, false, null, undefined);

/** All arguments by name; stands last, behind positional ones. */
export const KEYWORDS: Parameter<Kwargs> = parameter<Kwargs>("**", false, true, null, null);

/**
 * Conventions that the parameters do not tell.
 *
 * | convention | C | wording of a wrong count |
 * | --- | --- | --- |
 * | `tuple` | `METH_VARARGS`, `PyArg_ParseTuple` | `find() takes at least 1 argument (0 given)` |
 * | `slot` | the wrapper of a slot | `expected 1 argument, got 0` |
 * | `index` | the wrapper of a slot that takes a count | ` expected 1 argument, got 0` |
 * | `unpack` | `_PyArg_CheckPositional`, whatever the parameters | `list expected at most 1 argument, got 2` |
 */
export type Convention = "clinic" | "tuple" | "slot" | "index" | "unpack";

/** What a function of such parameters gets. */
export type Values<P extends readonly Parameter<unknown>[]> = {
  [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

/** `append` of `list.append`. */
function lastName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf(".") + 1);
}

/** An argument of a function, which is asked for its name where there is something to complain. */
class Argument implements ArgumentName {
  constructor(
    private readonly qualified: string,
    private readonly parameters: readonly Parameter<unknown>[],
    private readonly at: number,
  ) {}

  get function(): string {
    return lastName(this.qualified);
  }

  get which(): string {
    const { name } = this.parameters[this.at] as Parameter<unknown>;
    return name !== "" ? `argument '${name}'` : this.parameters.length === 1 ? "argument" : `argument ${this.at + 1}`;
  }
}

function plural(count: number, kind = ""): string {
  return `${count} ${kind}argument${count === 1 ? "" : "s"}`;
}

/** What arguments must be like for a function, and how they are read. */
export class Signature {
  private readonly rest: boolean;
  /** How many may be given by position, how many must be given, how many have no name. */
  private readonly most: number;
  private readonly least: number;
  private readonly nameless: number;
  /** No argument is given by name. */
  readonly positionalOnly: boolean;
  /** Each parameter is given, and taken as it is. */
  private readonly asGiven: boolean;

  constructor(private readonly parameters: readonly Parameter<unknown>[], private readonly convention: Convention) {
    this.rest = parameters[0] === REST;
    let most = 0;
    let least = 0;
    let nameless = 0;
    let converted = 0;
    // Not three filters: a start makes more than a thousand signatures, and what filters give would be a third of a megabyte.
    for (let i = 0; i < parameters.length; i++) {
      const { name, required, keywordOnly, convert } = parameters[i] as Parameter<unknown>;
      if (!keywordOnly) most++;
      if (convert !== null) converted++;
      if (required) least++;
      if (name === "") nameless++;
    }
    this.most = most;
    this.least = least;
    this.nameless = nameless;
    this.positionalOnly = nameless === parameters.length || (this.rest && parameters.length === 1);
    this.asGiven = nameless === least && least === parameters.length && converted === 0;
  }

  /** What the function gets; `qualified` is its name in some complaints, as in `list.append`. */
  read(rt: Runtime, qualified: string, args: readonly Value[], kwargs: Kwargs): readonly unknown[] {
    const slots = this.bind(rt, qualified, args, kwargs);
    if (this.asGiven) return slots;
    const values: unknown[] = [];
    for (let i = 0; i < this.parameters.length; i++) {
      const { convert, fallback } = this.parameters[i] as Parameter<unknown>;
      const slot = slots[i];
      if (slot === undefined) values.push(fallback);
      else if (convert === null) values.push(slot);
      else values.push(convert(rt, slot as Value, new Argument(qualified, this.parameters, i)));
    }
    return values;
  }

  /** Arguments in the order of the parameters, undefined where not given; all positional ones as an array for a rest. */
  private bind(rt: Runtime, qualified: string, args: readonly Value[], kwargs: Kwargs): readonly unknown[] {
    if (this.positionalOnly) {
      if (kwargs !== null && kwargs.size > 0) {
        const caller = this.convention === "slot" || this.convention === "index"
          ? `wrapper ${lastName(qualified)}`
          : qualified;
        throw rt.typeError(`${caller}() takes no keyword arguments`);
      }
      if (this.rest) return [args];
      this.checkCount(rt, qualified, args.length);
      return args;
    }
    if (this.parameters.at(-1) === KEYWORDS) {
      if (this.rest) return [args, kwargs];
      this.checkCount(rt, qualified, args.length);
      return [...args, ...new Array<undefined>(this.most - args.length), kwargs];
    }
    if (this.rest) return [args, ...this.unpackKeywords(rt, qualified, [], kwargs).slice(1)];
    this.checkKeywordCount(rt, qualified, args.length, kwargs?.size ?? 0);
    return this.unpackKeywords(rt, qualified, args, kwargs);
  }

  private checkCount(rt: Runtime, qualified: string, given: number): void {
    const { least, most } = this;
    if (given >= least && given <= most) return;
    const wanted = given < least ? least : most;
    const bound = least === most ? "" : given < least ? "at least " : "at most ";
    throw rt.typeError(this.countComplaint(qualified, bound, wanted, given));
  }

  private countComplaint(qualified: string, bound: string, wanted: number, given: number): string {
    const name = lastName(qualified);
    switch (this.convention) {
      case "slot":
      case "index":
        return `${this.most > 1 || this.convention === "index" ? " " : ""}expected ${bound}${
          plural(wanted)
        }, got ${given}`;
      case "tuple":
        return `${name}() takes ${bound === "" ? "exactly " : bound}${plural(wanted)} (${given} given)`;
      case "clinic":
        if (this.most === 0) return `${qualified}() takes no arguments (${given} given)`;
        if (this.least === 1 && this.most === 1) return `${qualified}() takes exactly one argument (${given} given)`;
        return `${name} expected ${bound}${plural(wanted)}, got ${given}`;
      case "unpack":
        return `${name} expected ${bound}${plural(wanted)}, got ${given}`;
      default:
        return assertNever(this.convention);
    }
  }

  private checkKeywordCount(rt: Runtime, qualified: string, positional: number, byName: number): void {
    const { parameters, least, most } = this;
    const given = positional + byName;
    const complain = (text: string) => rt.typeError(`${lastName(qualified)}() takes ${text}`);
    if (given > parameters.length) {
      throw complain(`at most ${plural(parameters.length, positional === 0 ? "keyword " : "")} (${given} given)`);
    }
    if (positional > most) {
      if (most === 0) throw complain("no positional arguments");
      const bound = least < most ? "at most" : "exactly";
      throw complain(`${bound} ${plural(most, "positional ")} (${positional} given)`);
    }
    const leastPositional = Math.min(least, this.nameless);
    if (positional < leastPositional) {
      const bound = leastPositional < most ? "at least" : "exactly";
      throw complain(`${bound} ${plural(leastPositional, "positional ")} (${positional} given)`);
    }
  }

  /** C: `_PyArg_UnpackKeywords`. */
  private unpackKeywords(rt: Runtime, qualified: string, args: readonly Value[], kwargs: Kwargs): Slot[] {
    const { parameters } = this;
    const complain = (text: (name: string) => string) => rt.typeError(text(lastName(qualified)));
    const bound: Slot[] = [];
    for (let i = 0; i < parameters.length; i++) {
      const { name } = parameters[i] as Parameter<unknown>;
      const byPosition = args[i];
      const byName = kwargs === null || name === "" ? undefined : kwargs.get(name);
      if (byPosition !== undefined && byName !== undefined) {
        throw complain((of) => `argument for ${of}() given by name ('${name}') and position (${i + 1})`);
      }
      bound.push(byPosition === undefined ? byName : byPosition);
    }
    for (let i = 0; i < parameters.length; i++) {
      const { name, required } = parameters[i] as Parameter<unknown>;
      if (required && bound[i] === undefined) {
        throw complain((of) => `${of}() missing required argument '${name}' (pos ${i + 1})`);
      }
    }
    for (const key of kwargs?.keys() ?? []) {
      if (key === "" || !parameters.some((parameter) => parameter.name === key)) {
        throw complain((of) => `'${key}' is an invalid keyword argument for ${of}()`);
      }
    }
    return bound;
  }
}

type MethodBody<S> = (rt: Runtime, self: S, ...values: never[]) => Value | void;
type FunctionBody = (rt: Runtime, ...values: never[]) => Value | void;

/** A function with its signature; whoever defines it names it. What gives nothing gives None. */
export class Native<S> {
  constructor(
    readonly signature: Signature,
    private readonly body: { readonly method: MethodBody<S> } | { readonly function: FunctionBody },
  ) {}

  call(rt: Runtime, qualified: string, self: S, args: readonly Value[], kwargs: Kwargs): Value {
    const values = this.signature.read(rt, qualified, args, kwargs) as readonly never[];
    const { body } = this;
    return ("method" in body ? body.method(rt, self, ...values) : body.function(rt, ...values)) ?? null;
  }
}

/** A method, slot or constructor; `self` is the object, or the class of a class method or constructor. */
export function method<S, P extends readonly Parameter<unknown>[]>(
  parameters: readonly [...P],
  body: (rt: Runtime, self: S, ...values: Values<P>) => Value | void,
  convention: Convention = "clinic",
): Native<S> {
  return new Native(new Signature(parameters, convention), { method: body as MethodBody<S> });
}

/** A function of a module or of the builtins, or a static method. */
export function fn<P extends readonly Parameter<unknown>[]>(
  parameters: readonly [...P],
  body: (rt: Runtime, ...values: Values<P>) => Value | void,
  convention: Convention = "clinic",
): Native<null> {
  return new Native(new Signature(parameters, convention), { function: body as FunctionBody });
}

/** A slot method without arguments besides its object. */
export function slot<S>(body: (rt: Runtime, self: S) => Value | void): Native<S> {
  return method<S, []>([], body, "slot");
}
