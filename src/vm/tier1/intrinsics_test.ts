import { assert, assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../../isa/errors.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { PyAsyncGenWrapped } from "../../object/generator/generator.ts";
import {
  RUNTIME_ERROR,
  STOP_ASYNC_ITERATION,
  STOP_ITERATION,
  VALUE_ERROR,
} from "../../object/exception/exception_types.ts";
import type { PyException } from "../../object/exception/exception.ts";
import { importModule } from "../../object/modules/import.ts";
import type { PyModule } from "../../object/values/module.ts";
import { catchRaised, newException } from "../../object/exception/raise.ts";
import { makeTuple, PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { exceptionMessage } from "../../object/text/str.ts";
import { typeName } from "../../object/type/types.ts";
import {
  GENERIC,
  PARAM_SPEC,
  PyGenericAlias,
  PyTypeAlias,
  PyTypeParameter,
  TYPE_VAR,
  TYPE_VAR_TUPLE,
} from "../../object/values/typing_values.ts";
import type { Value } from "../../object/values/value.ts";
import { intrinsic1, intrinsic2 } from "./intrinsics.ts";
import type { Machine } from "../machine.ts";
import { functionText, TestMachine } from "../test_machine.ts";

const F = functionText("f", "", "RETURN_CONST 0", "  const None");

function machine(): TestMachine {
  return new TestMachine([F]);
}

function raised(m: Machine, run: () => Value): string {
  try {
    return `no exception, ${run()}`;
  } catch (error) {
    const exception = catchRaised(m, error);
    return `${typeName(exception)}: ${exceptionMessage(m, exception)}`;
  }
}

Deno.test("CALL_INTRINSIC_1 makes values of the kinds that only the compiler asks for", () => {
  const { machine: m } = machine();
  assertEquals(intrinsic1(m, 1, 5), null);
  const wrapped = intrinsic1(m, 4, 5);
  assert(wrapped instanceof PyAsyncGenWrapped);
  assertEquals(wrapped.value, 5);
  assertEquals(intrinsic1(m, 5, true), 1);
  assertEquals(raised(m, () => intrinsic1(m, 5, "a")), "TypeError: bad operand type for unary +: 'str'");
  const tuple = intrinsic1(m, 6, new PyList([1, 2]));
  assert(tuple instanceof PyTuple);
  assertEquals([...tuple.items], [1, 2]);
  for (const [operation, kind] of [[7, TYPE_VAR], [8, PARAM_SPEC], [9, TYPE_VAR_TUPLE]] as const) {
    const parameter = intrinsic1(m, operation, "T");
    assert(parameter instanceof PyTypeParameter);
    assertEquals([parameter.cls === kind, parameter.name], [true, "T"]);
    assertEquals([parameter.bound, parameter.constraints], [undefined, undefined]);
  }
  const generic = intrinsic1(m, 10, new PyTuple(["T"]));
  assert(generic instanceof PyGenericAlias);
  assertEquals([generic.origin === GENERIC, ...generic.args.items], [true, "T"]);
  const alias = intrinsic1(m, 11, new PyTuple(["A", null, 7]));
  assert(alias instanceof PyTypeAlias);
  assertEquals([alias.name, alias.typeParams, alias.compute], ["A", null, 7]);
  for (const operation of [0, 12]) {
    assertThrows(() => intrinsic1(m, operation, null), InvariantError, `1 to 11, found ${operation}`);
  }
});

Deno.test("CALL_INTRINSIC_2 makes type variables with bound or constraints, and gives functions their parameters", () => {
  const t = machine();
  const m = t.machine;
  const bounded = intrinsic2(m, 2, "T", 5);
  assert(bounded instanceof PyTypeParameter);
  assertEquals([bounded.cls === TYPE_VAR, bounded.name, bounded.bound, bounded.constraints], [true, "T", 5, undefined]);
  const constrained = intrinsic2(m, 3, "U", 6);
  assert(constrained instanceof PyTypeParameter);
  assertEquals([constrained.name, constrained.bound, constrained.constraints], ["U", undefined, 6]);
  const func = t.func("f");
  const parameters = makeTuple([8]);
  assertEquals(intrinsic2(m, 4, func, parameters) === func && func.typeParams === parameters, true);
  for (const operation of [0, 5]) {
    assertThrows(() => intrinsic2(m, operation, null, null), InvariantError, `1 to 4, found ${operation}`);
  }
});

Deno.test("StopIteration that would leave a generator becomes a RuntimeError that says what kind of code it was", () => {
  const { machine: m } = machine();
  const others = newException(VALUE_ERROR, []);
  assertEquals(intrinsic1(m, 3, others) === others, true);
  const asyncStop = newException(STOP_ASYNC_ITERATION, []);
  assertEquals(intrinsic1(m, 3, asyncStop) === asyncStop, true, "only asynchronous generators mind");
  const stop = newException(STOP_ITERATION, [1]);
  const error = intrinsic1(m, 3, stop) as PyException;
  assertEquals([error.cls === RUNTIME_ERROR, exceptionMessage(m, error)], [true, "generator raised StopIteration"]);
  assertEquals([error.cause === stop, error.context === stop, error.suppressContext], [true, true, true]);
});

Deno.test("import * copies the names without underscore, or those of __all__", () => {
  const { machine: m } = machine();
  const star = (module: Value): string[] => {
    const locals = new PyDict();
    m.frame.locals = locals;
    assertEquals(intrinsic1(m, 2, module), null);
    return locals.entryKeys.filter((key) => key !== undefined) as string[];
  };
  const module = importModule(m, "types", null, 0) as PyModule;
  const { dict } = module;
  dict.setStr("_hidden", 1);
  dict.setStr("shown", 2);
  const names = star(module);
  assertEquals([names.includes("shown"), names.includes("_hidden"), names.includes("__name__")], [true, false, false]);
  dict.setStr("__all__", new PyList(["_hidden"]));
  assertEquals(star(module), ["_hidden"]);
  dict.setStr("__all__", new PyTuple(["shown", "_hidden"]));
  assertEquals(star(module), ["shown", "_hidden"]);
  assertEquals(
    raised(m, () => intrinsic1(m, 2, 5)),
    "ImportError: from-import-* object has no __dict__ and no __all__",
  );
  m.frame.locals = null;
  assertEquals(raised(m, () => intrinsic1(m, 2, module)), "SystemError: no locals found during 'import *'");
});
