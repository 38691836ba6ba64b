import { assertEquals } from "@std/assert";
import { bareInterpreter, raisedBy } from "../testing.ts";
import { builtin, tuple, types } from "../types.ts";
import { PyGenericAlias, PyTypeAlias, PyTypeParameter, type Value } from "../values.ts";

const rt = bareInterpreter();
const read = (value: Value, name: string): string =>
  raisedBy(rt, () => rt.getattr(value, name)).replace("returned ", "");

let asked = 0;
/** What a compiler makes of a bound, of constraints and of the value of an alias: a function that is called when asked. */
const lazy = (value: Value) =>
  builtin("lazy", () => {
    asked++;
    return value;
  });

Deno.test("type parameters tell their name, bound, constraints and variance", () => {
  const names = [
    "__name__",
    "__bound__",
    "__constraints__",
    "__covariant__",
    "__contravariant__",
    "__infer_variance__",
  ];
  const of = (evaluate: Value, constrained: boolean) => new PyTypeParameter(types.typeVar, "T", evaluate, constrained);
  assertEquals(names.map((name) => read(of(null, false), name)), ["'T'", "None", "()", "False", "False", "True"]);
  const bound = of(lazy(types.int), false);
  assertEquals([read(bound, "__bound__"), read(bound, "__constraints__")], ["<class 'int'>", "()"]);
  const either = of(lazy(tuple([types.int, types.str])), true);
  assertEquals([read(either, "__bound__"), read(either, "__constraints__")], [
    "None",
    "(<class 'int'>, <class 'str'>)",
  ]);
  for (const type of [types.paramSpec, types.typeVarTuple]) {
    assertEquals(read(new PyTypeParameter(type, "P", null, false), "__name__"), "'P'");
  }
});

Deno.test("an alias computes its value once, when it is asked first", () => {
  const alias = new PyTypeAlias(types.typeAliasType, "A", null, lazy(types.int));
  asked = 0;
  assertEquals([read(alias, "__name__"), read(alias, "__type_params__"), asked], ["'A'", "()", 0]);
  assertEquals([read(alias, "__value__"), read(alias, "__value__"), asked], ["<class 'int'>", "<class 'int'>", 1]);
  const parameter = new PyTypeParameter(types.typeVar, "T", null, false);
  const generic = new PyTypeAlias(types.typeAliasType, "G", tuple([parameter]), null);
  assertEquals(rt.truth(rt.compare("==", rt.getattr(generic, "__type_params__"), tuple([parameter]))), true);
});

Deno.test("generic aliases and unions tell of what they are made, and unions grow by |", () => {
  const parameter = new PyTypeParameter(types.typeVar, "T", null, false);
  const alias = new PyGenericAlias(types.genericAlias, types.list, tuple([parameter, types.int]));
  assertEquals([read(alias, "__origin__"), rt.length(rt.getattr(alias, "__args__"))], ["<class 'list'>", 2n]);
  assertEquals(rt.truth(rt.compare("==", rt.getattr(alias, "__parameters__"), tuple([parameter]))), true);
  const bases = rt.callMethod(alias, "__mro_entries__", [tuple([alias])]);
  assertEquals(rt.repr(bases), "(<class 'list'>,)");
  const union = rt.binary("|", types.int, types.str);
  assertEquals(read(union, "__args__"), "(<class 'int'>, <class 'str'>)");
  assertEquals(raisedBy(rt, () => rt.callMethod(union, "__or__", [types.bytes])), "returned int | str | bytes");
  assertEquals(raisedBy(rt, () => rt.callMethod(union, "__ror__", [types.bytes])), "returned bytes | int | str");
});
