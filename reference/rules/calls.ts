/**
 * Calls, functions, returns and intrinsic functions.
 *
 * @module
 */

import { stringPayload } from "../core/compare.ts";
import { functionText } from "../core/function_text.ts";
import { prepareReraiseStar } from "../core/exception_groups.ts";
import { stopIterationError } from "../core/exception_type.ts";
import { alias } from "../core/generic_alias.ts";
import { AsyncGeneratorWrapped } from "../core/async_generators.ts";
import { builtinsFor, type Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { tuple, typeOf, types } from "../types.ts";
import { type Kwargs, type PyDict, PyFunction, PyMethod, PyTypeAlias, PyTypeParameter, type Value } from "../values.ts";
import {
  expectAnnotations,
  expectCells,
  expectCode,
  expectDict,
  expectException,
  expectFunction,
  expectHandled,
  expectList,
  expectNames,
  expectString,
  expectTuple,
} from "./expect.ts";
import { looksIterable } from "./containers.ts";
import { importStar } from "./names.ts";
import { EXIT, type RuleSet } from "./rule.ts";

/**
 * Calls anything; Python functions run in this loop, so that their depth is not the host's. The arguments are used up. Where a method
 * is not taken apart, native code has it until it is done.
 */
function call(rt: Interpreter, f: Frame, callable: Value, args: Value[], kwargs: Kwargs, takesApart: boolean): void {
  if (callable instanceof PyFunction) {
    rt.pushFrame(rt.frameFor(callable, args, kwargs));
    return;
  }
  if (takesApart && callable instanceof PyMethod && callable.func instanceof PyFunction) {
    args.unshift(callable.self);
    rt.pushFrame(rt.frameFor(callable.func, args, kwargs));
    return;
  }
  f.push(rt.call(callable, args, kwargs));
}

/** Pops `count` arguments and the slot for self, which is the first of them unless it is NULL. */
function popArguments(f: Frame, count: number): Value[] {
  const stack = f.stack;
  let from = stack.length - count;
  if (stack[from - 1] !== undefined) from--;
  const args = stack.slice(from) as Value[];
  while (stack.length > from) stack.pop();
  if (args.length === count) stack.pop();
  return args;
}

/** Ends the running frame with a value. */
function leave(rt: Interpreter, f: Frame, value: Value): void | typeof EXIT {
  rt.popFrame();
  if (f.entry) {
    rt.returned = value;
    return EXIT;
  }
  (rt.frame as Frame).push(value);
}

function keywordsOf(rt: Interpreter, dict: Value): Kwargs {
  const kwargs = new Map<string, Value>();
  for (const entry of (dict as PyDict).entries()) {
    const name = stringPayload(entry.key);
    if (name === undefined) throw rt.typeError("keywords must be strings");
    kwargs.set(name, entry.value);
  }
  return kwargs.size === 0 ? null : kwargs;
}

/** The arguments of `f(*args)` as an array. */
export function starArguments(rt: Interpreter, callable: Value, args: Value): Value[] {
  const type = typeOf(args);
  if (!looksIterable(args)) {
    throw rt.typeError(`${functionText(rt, callable)} argument after * must be an iterable, not ${type.name}`);
  }
  return rt.toArray(args, true);
}

export const CALL_RULES = {
  CALL(rt, f, oparg) {
    const args = popArguments(f, oparg);
    const callable = f.pop();
    if (rt.callSites !== null) rt.hidden = rt.callSites.visit(f.code.code, f.at, callable, args.length);
    call(rt, f, callable, args, null, args.length === oparg);
  },
  CALL_KW(rt, f, oparg) {
    const names = expectNames(rt, f.pop(), oparg, "CALL_KW");
    const values = f.popMany(names.length);
    const kwargs = new Map<string, Value>();
    names.forEach((name, i) => kwargs.set(name, values[i] as Value));
    const args = popArguments(f, oparg - names.length);
    call(rt, f, f.pop(), args, kwargs.size === 0 ? null : kwargs, args.length === oparg - names.length);
  },
  CALL_FUNCTION_EX(rt, f, oparg) {
    const dict = (oparg & 1) !== 0 ? expectDict(rt, f.pop(), "CALL_FUNCTION_EX") : null;
    const star = f.pop();
    f.popSlot();
    const callable = f.pop();
    const args = starArguments(rt, callable, star);
    call(rt, f, callable, args, dict === null ? null : keywordsOf(rt, dict), false);
  },
  MAKE_FUNCTION(rt, f) {
    const code = expectCode(rt, f.pop(), "MAKE_FUNCTION");
    const made = new PyFunction(types.function, code, f.globals);
    made.builtins = builtinsFor(f.globals, f.func);
    made.module = f.globals.getStr("__name__") ?? null;
    const doc = code.consts[0];
    made.doc = typeof doc === "string" ? doc : null;
    f.push(made);
  },
  SET_FUNCTION_ATTRIBUTE(rt, f, oparg) {
    const of = "SET_FUNCTION_ATTRIBUTE";
    const fn = expectFunction(rt, f.pop(), of);
    const value = f.pop();
    switch (oparg) {
      case 1:
        fn.defaults = expectTuple(rt, value, of);
        break;
      case 2:
        fn.kwdefaults = expectDict(rt, value, of);
        break;
      case 4:
        fn.annotations = expectAnnotations(rt, value, of);
        break;
      default:
        fn.closure = expectCells(rt, value, fn.code.code.freevars.length, of);
    }
    f.push(fn);
  },
  RETURN_VALUE(rt, f) {
    return leave(rt, f, f.pop());
  },
  RETURN_CONST(rt, f, oparg) {
    return leave(rt, f, f.code.consts[oparg] as Value);
  },
  CALL_INTRINSIC_1(rt, f, oparg) {
    const value = f.pop();
    f.push(intrinsic1(rt, f, oparg, value));
  },
  CALL_INTRINSIC_2(rt, f, oparg) {
    const second = f.pop();
    const first = f.pop();
    f.push(intrinsic2(rt, oparg, first, second));
  },
} satisfies RuleSet;

/** Functions with one argument; the numbers are the oparg's. */
function intrinsic1(rt: Interpreter, f: Frame, which: number, value: Value): Value {
  switch (which) {
    case 1:
      // The display hook of an interactive session shows the value; there is none here.
      return null;
    case 2:
      importStar(rt, f, value);
      return null;
    case 3:
      return stopIterationError(rt, f, expectException(rt, value, "CALL_INTRINSIC_1"));
    case 4:
      return new AsyncGeneratorWrapped(value);
    case 5:
      return rt.positive(value);
    case 6:
      return tuple(expectList(rt, value, "CALL_INTRINSIC_1").items);
    case 7:
      return new PyTypeParameter(types.typeVar, expectString(rt, value, "CALL_INTRINSIC_1"), null, false);
    case 8:
      return new PyTypeParameter(types.paramSpec, expectString(rt, value, "CALL_INTRINSIC_1"), null, false);
    case 9:
      return new PyTypeParameter(types.typeVarTuple, expectString(rt, value, "CALL_INTRINSIC_1"), null, false);
    case 10:
      return alias(types.generic, value);
    case 11: {
      const [name, typeParams, compute, ...more] = expectTuple(rt, value, "CALL_INTRINSIC_1").items;
      if (typeParams === undefined || compute === undefined || more.length > 0) {
        return rt.undefinedAt("CALL_INTRINSIC_1: expected three parts");
      }
      return new PyTypeAlias(types.typeAliasType, expectString(rt, name, "CALL_INTRINSIC_1"), typeParams, compute);
    }
    default:
      return rt.unsupported(`intrinsic function 1/${which}`);
  }
}

/** What the clauses of an `except*` raised or left over. */
function raisedIn(rt: Interpreter, list: Value): readonly Value[] {
  return expectList(rt, list, "CALL_INTRINSIC_2").items.map((item) => expectHandled(rt, item, "CALL_INTRINSIC_2"));
}

/** Functions with two arguments. */
function intrinsic2(rt: Interpreter, which: number, first: Value, second: Value): Value {
  switch (which) {
    case 1:
      return prepareReraiseStar(rt, expectException(rt, first, "CALL_INTRINSIC_2"), raisedIn(rt, second));
    case 2:
      return new PyTypeParameter(types.typeVar, expectString(rt, first, "CALL_INTRINSIC_2"), second, false);
    case 3:
      return new PyTypeParameter(types.typeVar, expectString(rt, first, "CALL_INTRINSIC_2"), second, true);
    case 4:
      expectFunction(rt, first, "CALL_INTRINSIC_2").typeParams = expectTuple(rt, second, "CALL_INTRINSIC_2");
      return first;
    default:
      return rt.unsupported(`intrinsic function 2/${which}`);
  }
}
