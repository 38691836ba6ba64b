import { assertEquals } from "@std/assert";
import { PyMethod } from "../../object/values/callable_values.ts";
import { getAttr } from "../../object/type/attributes.ts";
import type { Value } from "../../object/values/value.ts";
import { functionText } from "../test_machine.ts";
import { type Kind, list, siteFaults, tuple, type World } from "./test_sites.ts";

function noFaults(...site: Parameters<typeof siteFaults>): void {
  assertEquals(siteFaults(...site), []);
}

/** A class whose instances get what is called with as their `a`, and a str that shows it. */
function withInit(w: World, name: string, more: Readonly<Record<string, Value>> = {}): Value {
  return w.cls(name, { __init__: w.func("init"), __repr__: w.func("shown"), ...more });
}

/** A function of a method that is bound to 9. */
function bound(func: Value): Value {
  return new PyMethod(func as PyMethod["func"], 9);
}

Deno.test("CALL with one argument takes the form of what is called", () => {
  const site = functionText("site", "f x", "LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST 1\nCALL 1\nRETURN_VALUE");
  const kinds: Kind[] = [
    ["a function", "CALL_PY_EXACT_ARGS", (w) => [w.func("one"), 1]],
    ["another function", "CALL_PY_EXACT_ARGS", (w) => [w.func("getter"), 1], "other"],
    ["a function with a default", "CALL_PY_WITH_DEFAULTS", (w) => [w.func("two"), 2]],
    ["another function with a default", "CALL_PY_WITH_DEFAULTS", (w) => [w.func("pair"), 2], "other"],
    ["a function that takes more", null, (w) => [w.func("anything"), 3]],
    ["a function that takes more than its default", null, (w) => [w.func("three"), 3]],
    ["a function that takes less", null, (w) => [w.func("nothing"), 3]],
    ["a function that collects", null, (w) => [w.func("rest"), 3]],
    ["a bound method", "CALL_BOUND_METHOD_EXACT_ARGS", (w) => [bound(w.func("anything")), 4]],
    ["another bound method", "CALL_BOUND_METHOD_EXACT_ARGS", (w) => [bound(w.func("named")), 4], "other"],
    ["a bound method with a default", null, (w) => [bound(w.func("three")), 5]],
    ["a bound method of a builtin", null, (w) => [new PyMethod(w.builtin("len"), list()), 5]],
    ["len", "CALL_LEN", (w) => [w.builtin("len"), list(1, 2)]],
    ["len of what has none", "CALL_LEN", (w) => [w.builtin("len"), 5]],
    ["a builtin of one argument", "CALL_BUILTIN_O", (w) => [w.builtin("abs"), -7]],
    ["a builtin of a few arguments", "CALL_BUILTIN_FAST", (w) => [w.builtin("iter"), 5]],
    ["a builtin with keywords", "CALL_BUILTIN_FAST_WITH_KEYWORDS", (w) => [w.builtin("sorted"), list(3, 1)]],
    ["a builtin of another convention", null, (w) => [w.builtin("max"), list(3, 1)]],
    ["isinstance of too little", "CALL_BUILTIN_FAST", (w) => [w.builtin("isinstance"), 1]],
    ["str", "CALL_STR_1", (w) => [w.builtin("str"), 8]],
    ["type", "CALL_TYPE_1", (w) => [w.builtin("type"), 8]],
    ["tuple", "CALL_TUPLE_1", (w) => [w.builtin("tuple"), list(1)]],
    ["a builtin class", "CALL_BUILTIN_CLASS", (w) => [w.builtin("int"), "12"]],
    ["a builtin class of another convention", null, (w) => [w.builtin("complex"), 12]],
    ["a class with __init__", "CALL_ALLOC_AND_ENTER_INIT", (w) => [withInit(w, "A"), 9]],
    ["another class with __init__", "CALL_ALLOC_AND_ENTER_INIT", (w) => [withInit(w, "B"), 10], "other"],
    ["a class without __init__", null, (w) => [w.cls("C", {}), 11]],
    ["a class with __new__", null, (w) => [withInit(w, "N", { __new__: w.func("anything") }), 12]],
    ["a class without dict", null, (w) => [withInit(w, "S", { __slots__: tuple("a") }), 13]],
    ["a class with an __init__ of more", null, (w) => [withInit(w, "D", { __init__: w.func("three") }), 14]],
    ["an instance", null, (w) => [w.instance(w.cls("I", { __call__: w.func("anything") })), 15]],
    ["an int", null, () => [5, 5]],
  ];
  noFaults("CALL", site, kinds);
});

Deno.test("CALL with two arguments knows isinstance, and functions with defaults of which some are used", () => {
  const site = functionText("site", "f x y", "LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST_LOAD_FAST 18\nCALL 2\nRETURN_VALUE");
  noFaults("CALL", site, [
    ["isinstance", "CALL_ISINSTANCE", (w) => [w.builtin("isinstance"), 1, w.builtin("int")]],
    ["isinstance of no class", "CALL_ISINSTANCE", (w) => [w.builtin("isinstance"), 1, 2]],
    ["a builtin of a few arguments", "CALL_BUILTIN_FAST", (w) => [w.builtin("getattr"), 1, "real"]],
    ["len", null, (w) => [w.builtin("len"), 1, 2]],
    ["a function", "CALL_PY_EXACT_ARGS", (w) => [w.func("two"), 1, 2]],
    ["a function with a default", "CALL_PY_WITH_DEFAULTS", (w) => [w.func("three"), 1, 2]],
    ["a function that takes less", null, (w) => [w.func("one"), 1, 2]],
    ["str", null, (w) => [w.builtin("str"), 1, 2]],
    ["type", "CALL_BUILTIN_CLASS", (w) => [w.builtin("type"), 1, 2]],
    ["a builtin class", "CALL_BUILTIN_CLASS", (w) => [w.builtin("range"), 1, 2]],
    ["a bound method", "CALL_BOUND_METHOD_EXACT_ARGS", (w) => [bound(w.func("three")), 1, 2]],
    ["a class with an __init__ of less", null, (w) => [withInit(w, "A"), 1, 2]],
  ]);
});

Deno.test("CALL of a method with one argument; append as a statement takes the POP_TOP with it", () => {
  const site = (behind: string): string =>
    functionText(
      "site",
      "x v",
      `LOAD_FAST 0\nLOAD_ATTR 1\nLOAD_FAST 1\nCALL 1\n${behind}LOAD_FAST 0\nBUILD_TUPLE 2\nRETURN_VALUE`,
      "  names append\n  const None",
    );
  const kinds = (ofList: "CALL_LIST_APPEND" | "CALL_METHOD_DESCRIPTOR_O"): Kind[] => [
    ["a list", ofList, () => [list(1), 2]],
    [
      "a class derived from list",
      ofList,
      (w) => [w.instance(w.cls("L", {}, [w.builtin("list")])), 3],
      ofList === "CALL_LIST_APPEND" ? undefined : "misses",
    ],
    ["a bytearray", "CALL_METHOD_DESCRIPTOR_O", (w) => [w.instance(w.builtin("bytearray")), 4]],
    [
      "a method",
      "CALL_PY_EXACT_ARGS",
      (w) => [w.instance(w.cls("M", { append: w.func("anything"), __repr__: w.func("getter") })), 5],
    ],
    ["nothing", null, () => [7, 8]],
  ];
  noFaults("CALL", site(""), kinds("CALL_METHOD_DESCRIPTOR_O"));
  noFaults("CALL", site("POP_TOP\nLOAD_CONST 0\n"), kinds("CALL_LIST_APPEND"));
});

Deno.test("CALL of a builtin method takes the form of its convention", () => {
  const site = (name: string, argument: string): string =>
    functionText("site", "x v", `LOAD_FAST 0\nLOAD_ATTR 1\n${argument}RETURN_VALUE`, `  names ${name}`);
  noFaults("CALL", site("copy", "CALL 0\n"), [
    ["a list", "CALL_METHOD_DESCRIPTOR_NOARGS", () => [list(1), 0]],
    ["a set", "CALL_METHOD_DESCRIPTOR_NOARGS", (w) => [w.instance(w.builtin("set")), 0]],
    ["a method", "CALL_PY_EXACT_ARGS", (w) => [w.instance(w.cls("M", { copy: w.func("getter") })), 0]],
  ]);
  noFaults("CALL", site("copy", "LOAD_FAST 1\nCALL 1\n"), [["a list", null, () => [list(1), 2]]]);
  noFaults("CALL", site("pop", "LOAD_FAST 1\nCALL 1\n"), [
    ["a list", "CALL_METHOD_DESCRIPTOR_FAST", () => [list(4, 5), 0]],
    ["a set", null, (w) => [w.instance(w.builtin("set")), 0]],
  ]);
  noFaults("CALL", site("split", "LOAD_FAST 1\nCALL 1\n"), [
    ["a str", "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS", () => ["a b", " "]],
    ["a str by no str", "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS", () => ["a b", 1]],
  ]);
  // What the class gives is a bound builtin.
  const fetched = functionText("site", "f v", "LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST 1\nCALL 1\nRETURN_VALUE");
  noFaults("CALL", fetched, [
    ["a bound builtin", "CALL_BUILTIN_O", (w) => [getAttr(w.t.machine, list(4, 5), "count"), 4]],
    [
      "a descriptor",
      "CALL_METHOD_DESCRIPTOR_NOARGS",
      (w) => [getAttr(w.t.machine, w.builtin("list"), "copy"), list(6)],
    ],
    ["a descriptor on what it is not for", "CALL_METHOD_DESCRIPTOR_NOARGS", (w) => [
      getAttr(w.t.machine, w.builtin("list"), "copy"),
      6,
    ], "misses"],
  ]);
});
