/**
 * Constructors of functions, methods and cells, as the module `types` names them.
 *
 * @module
 */

import { bindArguments, noKeywords } from "../builtins/arguments.ts";
import { constructor } from "../builtins/define.ts";
import { isCallable } from "../call/call.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { CELL, FUNCTION, METHOD, typeName } from "../type/types.ts";
import { PyCell, PyFunction, PyMethod } from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { builtinsFor } from "../values/frame_builtins.ts";
import { dictOf, strOf } from "../values/payload.ts";
import { PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

/** The closure that a code object needs, or nothing for one without free variables. */
function checkClosure(rt: Runtime, code: PyCode, closure: Value): PyTuple | null {
  if (closure !== null && !(closure instanceof PyTuple)) {
    throw raise(rt, TYPE_ERROR, "arg 5 (closure) must be None or tuple");
  }
  if (closure === null && code.freeCount > 0) throw raise(rt, TYPE_ERROR, "arg 5 (closure) must be tuple");
  const cells = closure?.items ?? [];
  if (cells.length !== code.freeCount) {
    throw raise(rt, VALUE_ERROR, `${code.name} requires closure of length ${code.freeCount}, not ${cells.length}`);
  }
  for (const cell of cells) {
    if (!(cell instanceof PyCell)) {
      throw raise(rt, TYPE_ERROR, `arg 5 (closure) expected cell, found ${typeName(cell)}`);
    }
  }
  return closure;
}

constructor(FUNCTION, (rt, _cls, args, kwnames) => {
  const [code, given, name = null, defaults = null, closure = null] = bindArguments(
    rt,
    { name: "function", names: ["code", "globals", "name", "argdefs", "closure"], required: 2, positional: 5 },
    args,
    kwnames,
  );
  if (!(code instanceof PyCode)) {
    throw raise(rt, TYPE_ERROR, `function() argument 'code' must be code, not ${typeName(code)}`);
  }
  const globals = dictOf(given);
  if (globals === undefined) {
    throw raise(rt, TYPE_ERROR, `function() argument 'globals' must be dict, not ${typeName(given)}`);
  }
  const text = strOf(name);
  if (name !== null && text === undefined) throw raise(rt, TYPE_ERROR, "arg 3 (name) must be None or string");
  if (defaults !== null && !(defaults instanceof PyTuple)) {
    throw raise(rt, TYPE_ERROR, "arg 4 (defaults) must be None or tuple");
  }
  const cells = checkClosure(rt, code, closure);
  const func = new PyFunction(code, globals, builtinsFor(globals, rt.currentFrame()?.builtins ?? rt.builtins));
  const doc = code.consts[0];
  if (typeof doc === "string") func.doc = doc;
  if (text !== undefined) func.name = text;
  func.defaults = defaults;
  func.closure = cells;
  return func;
});

constructor(METHOD, (rt, _cls, args) => {
  if (args.length !== 2) throw raise(rt, TYPE_ERROR, `method expected 2 arguments, got ${args.length}`);
  const [func, self] = args;
  if (!isCallable(func)) throw raise(rt, TYPE_ERROR, "first argument must be callable");
  if (self === null) throw raise(rt, TYPE_ERROR, "instance must not be None");
  return new PyMethod(func, self);
});

constructor(CELL, (rt, _cls, args, kwnames) => {
  noKeywords(rt, "cell", kwnames);
  if (args.length > 1) throw raise(rt, TYPE_ERROR, `cell expected at most 1 argument, got ${args.length}`);
  return new PyCell(args[0]);
});
