/**
 * CALL_INTRINSIC_1 and CALL_INTRINSIC_2.
 *
 * @module
 */

import { InvariantError } from "../../isa/errors.ts";
import { dictOfObject, getAttr } from "../../object/type/attributes.ts";
import { PyDict } from "../../object/dict/dict.ts";
import type { PyException } from "../../object/exception/exception.ts";
import {
  IMPORT_ERROR,
  RUNTIME_ERROR,
  STOP_ASYNC_ITERATION,
  STOP_ITERATION,
  SYSTEM_ERROR,
} from "../../object/exception/exception_types.ts";
import { PyAsyncGenerator, PyAsyncGenWrapped, PyCoroutine } from "../../object/generator/generator.ts";
import { exceptionMatches, newException, raise } from "../../object/exception/raise.ts";
import { prepReraiseStar } from "../../object/exception/raise_and_except.ts";
import { makeTuple, type PyList, type PyTuple } from "../../object/values/sequence_values.ts";
import {
  GENERIC,
  PARAM_SPEC,
  PyGenericAlias,
  PyTypeAlias,
  PyTypeParameter,
  TYPE_VAR,
  TYPE_VAR_TUPLE,
} from "../../object/values/typing_values.ts";
import { unaryPositive } from "../../object/number/unary.ts";
import type { Value } from "../../object/values/value.ts";
import {
  expectException,
  expectFunction,
  expectHandled,
  expectList,
  expectString,
  expectTuple,
} from "../bodies/expect.ts";
import { undefinedAt } from "../../object/runtime.ts";
import type { Machine } from "../machine.ts";

/** Operations of CALL_INTRINSIC_1. */
const UNARY = {
  PRINT: 1,
  IMPORT_STAR: 2,
  STOPITERATION_ERROR: 3,
  ASYNC_GEN_WRAP: 4,
  UNARY_POSITIVE: 5,
  LIST_TO_TUPLE: 6,
  TYPEVAR: 7,
  PARAMSPEC: 8,
  TYPEVARTUPLE: 9,
  SUBSCRIPT_GENERIC: 10,
  TYPEALIAS: 11,
} as const;

/** Operations of CALL_INTRINSIC_2. */
const BINARY = {
  PREP_RERAISE_STAR: 1,
  TYPEVAR_WITH_BOUND: 2,
  TYPEVAR_WITH_CONSTRAINTS: 3,
  SET_FUNCTION_TYPE_PARAMS: 4,
} as const;

/** CALL_INTRINSIC_1. */
export function intrinsic1(m: Machine, operation: number, value: Value): Value {
  switch (operation) {
    case UNARY.PRINT:
      // The display hook writes to a terminal that nobody watches.
      return null;
    case UNARY.IMPORT_STAR:
      return importStar(m, value);
    case UNARY.STOPITERATION_ERROR:
      return stopIterationError(m, expectException(m, value, "CALL_INTRINSIC_1"));
    case UNARY.ASYNC_GEN_WRAP:
      return new PyAsyncGenWrapped(value);
    case UNARY.UNARY_POSITIVE:
      return unaryPositive(m, value);
    case UNARY.LIST_TO_TUPLE:
      return makeTuple(expectList(m, value, "CALL_INTRINSIC_1").items);
    case UNARY.TYPEVAR:
      return new PyTypeParameter(TYPE_VAR, expectString(m, value, "CALL_INTRINSIC_1"), undefined, undefined);
    case UNARY.PARAMSPEC:
      return new PyTypeParameter(PARAM_SPEC, expectString(m, value, "CALL_INTRINSIC_1"), undefined, undefined);
    case UNARY.TYPEVARTUPLE:
      return new PyTypeParameter(TYPE_VAR_TUPLE, expectString(m, value, "CALL_INTRINSIC_1"), undefined, undefined);
    case UNARY.SUBSCRIPT_GENERIC:
      return new PyGenericAlias(GENERIC, value as PyTuple);
    case UNARY.TYPEALIAS: {
      const [name, typeParams, compute, ...more] = expectTuple(m, value, "CALL_INTRINSIC_1").items;
      if (compute === undefined || more.length > 0) throw undefinedAt(m, "CALL_INTRINSIC_1: expected three parts");
      return new PyTypeAlias(expectString(m, name, "CALL_INTRINSIC_1"), typeParams, compute);
    }
    default:
      throw new InvariantError(`CALL_INTRINSIC_1: expected 1 to 11, found ${operation}`);
  }
}

/** CALL_INTRINSIC_2. */
export function intrinsic2(m: Machine, operation: number, first: Value, second: Value): Value {
  switch (operation) {
    case BINARY.PREP_RERAISE_STAR:
      for (const item of expectList(m, second, "CALL_INTRINSIC_2").items) expectHandled(m, item, "CALL_INTRINSIC_2");
      return prepReraiseStar(
        m,
        expectException(m, first, "CALL_INTRINSIC_2"),
        expectList(m, second, "CALL_INTRINSIC_2"),
      );
    case BINARY.TYPEVAR_WITH_BOUND:
      return new PyTypeParameter(TYPE_VAR, expectString(m, first, "CALL_INTRINSIC_2"), second, undefined);
    case BINARY.TYPEVAR_WITH_CONSTRAINTS:
      return new PyTypeParameter(TYPE_VAR, expectString(m, first, "CALL_INTRINSIC_2"), undefined, second);
    case BINARY.SET_FUNCTION_TYPE_PARAMS:
      expectFunction(m, first, "CALL_INTRINSIC_2").typeParams = expectTuple(m, second, "CALL_INTRINSIC_2");
      return first;
    default:
      throw new InvariantError(`CALL_INTRINSIC_2: expected 1 to 4, found ${operation}`);
  }
}

/** What kind of code a StopIteration left. */
function kindOf(m: Machine): string {
  const { generator } = m.frame;
  if (generator instanceof PyAsyncGenerator) return "async generator";
  return generator instanceof PyCoroutine ? "coroutine" : "generator";
}

/** A StopIteration that would leave a generator becomes a RuntimeError; others pass (`stopiteration_error`). */
function stopIterationError(m: Machine, exception: PyException): Value {
  const kind = kindOf(m);
  const isStop = exceptionMatches(exception, STOP_ITERATION);
  const isAsyncStop = kind === "async generator" && exceptionMatches(exception, STOP_ASYNC_ITERATION);
  if (!isStop && !isAsyncStop) return exception;
  const name = isStop ? "StopIteration" : "StopAsyncIteration";
  const error = newException(RUNTIME_ERROR, [`${kind} raised ${name}`]);
  error.cause = exception;
  error.context = exception;
  error.suppressContext = true;
  return error;
}

/** Copies the public names of a module into the locals (`import_from *`). */
function importStar(m: Machine, module: Value): Value {
  const { locals } = m.frame;
  if (!(locals instanceof PyDict)) throw raise(m, SYSTEM_ERROR, "no locals found during 'import *'");
  const names = dictOfObject(module);
  if (names === null) throw raise(m, IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__");
  const all = names.getStr("__all__");
  const wanted = all === undefined ? names.entryKeys : (all as PyList | PyTuple).items;
  for (const name of wanted) {
    if (typeof name !== "string" || (all === undefined && name.startsWith("_"))) continue;
    locals.setStr(name, getAttr(m, module, name));
  }
  return null;
}
