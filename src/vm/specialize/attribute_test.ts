import { assertEquals } from "@std/assert";
import { getAttr, setAttr } from "../../object/type/attributes.ts";
import { call } from "../../object/call/call.ts";
import { importModule } from "../../object/modules/import.ts";
import { TYPE } from "../../object/type/types.ts";
import type { PyFunction } from "../../object/values/callable_values.ts";
import type { Value } from "../../object/values/value.ts";
import { ADAPTIVE_COOLDOWN } from "./adaptive_counter.ts";
import { functionText } from "../test_machine.ts";
import { dictOf, type Kind, list, property, siteFaults, tuple, unitOf, World } from "./test_sites.ts";

function noFaults(...site: Parameters<typeof siteFaults>): void {
  assertEquals(siteFaults(...site), []);
}

const SLOTS = { __slots__: tuple("b", "a") };

const ATTRIBUTES: readonly Kind[] = [
  ["an inline value", "LOAD_ATTR_INSTANCE_VALUE", (w) => [w.instance(w.cls("A", {}), { a: 1 })]],
  ["the second inline value", "LOAD_ATTR_INSTANCE_VALUE", (w) => [w.instance(w.cls("B", {}), { b: 1, a: 2 })], "other"],
  ["no attribute", null, (w) => [w.instance(w.cls("C", {}), { b: 1 })]],
  ["an entry of a dict", "LOAD_ATTR_WITH_HINT", (w) => [withDict(w, { a: 21 })]],
  ["a second entry of a dict", "LOAD_ATTR_WITH_HINT", (w) => [withDict(w, { b: 1, a: 22 })], "other"],
  ["no entry of a dict", null, (w) => [withDict(w, { b: 1 })]],
  ["a slot", "LOAD_ATTR_SLOT", (w) => [w.instance(w.cls("S", SLOTS), { a: 3, b: 4 })]],
  ["a property", "LOAD_ATTR_PROPERTY", (w) => [w.instance(w.cls("P", { a: property(w.func("getter")) }))]],
  [
    "another property",
    "LOAD_ATTR_PROPERTY",
    (w) => [w.instance(w.cls("P2", { a: property(w.func("other")) }))],
    "other",
  ],
  ["a property of no function", null, (w) => [w.instance(w.cls("P3", { a: property(w.builtin("callable")) }))]],
  ["its own look-up", "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN", (w) => [
    w.instance(w.cls("G", { __getattribute__: w.func("anything") })),
  ]],
  ["another look-up of its own", "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN", (w) => [
    w.instance(w.cls("G2", { __getattribute__: w.func("named") })),
  ], "other"],
  ["its own look-up of what is missing", null, (w) => [w.instance(w.cls("M", { __getattr__: w.func("anything") }))]],
  ["both look-ups", null, (w) => [
    w.instance(w.cls("MG", { __getattr__: w.func("anything"), __getattribute__: w.func("anything") })),
  ]],
  ["a property and its own look-up", null, (w) => [
    w.instance(w.cls("MP", { __getattr__: w.func("anything"), a: property(w.func("getter")) })),
  ]],
  ["a value of the class", "LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES", (w) => [w.instance(w.cls("V", { a: 7 }))]],
  [
    "a value of another class",
    "LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES",
    (w) => [w.instance(w.cls("V2", { a: 70 }))],
    "other",
  ],
  ["a value of a class without dict", "LOAD_ATTR_NONDESCRIPTOR_NO_DICT", (w) => [
    w.instance(w.cls("N", { a: 8, __slots__: tuple() })),
  ]],
  ["a method that is not called", null, (w) => [w.instance(w.cls("W", { a: w.func("one") }))]],
  ["a value that hides the class's", null, (w) => [w.instance(w.cls("H", { a: 7 }), { a: 9 })]],
  ["a class", "LOAD_ATTR_CLASS", (w) => [w.cls("V", { a: 7 })]],
  ["another class", "LOAD_ATTR_CLASS", (w) => [w.cls("V2", { a: 70 })], "other"],
  ["a class without the attribute", null, (w) => [w.cls("A", {})]],
  [
    "a class with a metaclass",
    null,
    (w) => [call(w.t.machine, w.cls("Meta", {}, [TYPE]), ["K", tuple(), dictOf({ a: 6 })])],
  ],
  ["a module", "LOAD_ATTR_MODULE", (w) => [moduleWith(w, "math", { a: 11 })]],
  ["a module without the attribute", null, (w) => [moduleWith(w, "sys", {})]],
  ["an int", null, () => [5]],
];

/** An instance whose attributes are in a dict, as more than thirty names of its class before made the shared keys full. */
function withDict(w: World, attributes: Readonly<Record<string, Value>>): Value {
  const cls = w.cls("D", {});
  const full: Record<string, Value> = {};
  for (let i = 0; i < 31; i++) full[`k${i}`] = i;
  w.instance(cls, full);
  return w.instance(cls, attributes);
}

function moduleWith(w: World, name: string, attributes: Readonly<Record<string, Value>>): Value {
  const module = importModule(w.t.machine, name, null, 0);
  for (const [key, value] of Object.entries(attributes)) setAttr(w.t.machine, module, key, value);
  return module;
}

Deno.test("LOAD_ATTR takes the form of what it finds, hits it again, and leaves it for anything else", () => {
  noFaults(
    "LOAD_ATTR",
    functionText("site", "x *y", "LOAD_FAST 0\nLOAD_ATTR 2\nRETURN_VALUE", "  names z a"),
    ATTRIBUTES,
  );
});

Deno.test("LOAD_ATTR of a method that is called", () => {
  const site = functionText("site", "x", "LOAD_FAST 0\nLOAD_ATTR 1\nCALL 0\nRETURN_VALUE", "  names __str__");
  const method = (w: World): Record<string, Value> => ({ __str__: w.func("getter") });
  noFaults("LOAD_ATTR", site, [
    ["a method", "LOAD_ATTR_METHOD_WITH_VALUES", (w) => [w.instance(w.cls("A", method(w)), { b: 1 })]],
    [
      "another method",
      "LOAD_ATTR_METHOD_WITH_VALUES",
      (w) => [w.instance(w.cls("B", { __str__: w.func("other") }))],
      "other",
    ],
    ["a builtin method", "LOAD_ATTR_METHOD_WITH_VALUES", (w) => [w.instance(w.cls("C", {}))]],
    ["a method of a class without dict", "LOAD_ATTR_METHOD_NO_DICT", (w) => [
      w.instance(w.cls("N", { ...method(w), __slots__: tuple() })),
    ]],
    ["a method of a builtin class", "LOAD_ATTR_METHOD_NO_DICT", () => [5]],
    ["a method of another builtin class", "LOAD_ATTR_METHOD_NO_DICT", () => ["text"], "other"],
    [
      "a method of what can have a dict",
      "LOAD_ATTR_METHOD_LAZY_DICT",
      (w) => [call(w.t.machine, w.builtin("KeyError"), [1])],
    ],
    ["a method of a function", "LOAD_ATTR_METHOD_LAZY_DICT", (w) => [w.func("getter")]],
    ["a method of what has a dict", null, (w) => {
      const error = call(w.t.machine, w.builtin("KeyError"), [2]);
      setAttr(w.t.machine, error, "__str__", w.builtin("dict"));
      return [error];
    }],
    ["a value that hides the method", null, (w) => [w.instance(w.cls("H", method(w)), { __str__: w.builtin("dict") })]],
    ["a property", null, (w) => [w.instance(w.cls("P", { __str__: property(w.builtin("callable")) }))]],
    ["a class", null, (w) => [w.cls("A", method(w))]],
  ]);
});

Deno.test("STORE_ATTR takes the form of where the value goes", () => {
  const site = functionText(
    "site",
    "x v",
    "LOAD_FAST_LOAD_FAST 16\nSTORE_ATTR 0\nLOAD_FAST 0\nLOAD_ATTR 0\nRETURN_VALUE",
    "  names a",
  );
  noFaults("STORE_ATTR", site, [
    ["a new inline value", "STORE_ATTR_INSTANCE_VALUE", (w) => {
      w.instance(w.cls("A", {}), { a: 0 });
      return [w.instance(w.cls("A", {})), 1];
    }],
    ["an inline value", "STORE_ATTR_INSTANCE_VALUE", (w) => [w.instance(w.cls("B", {}), { b: 1, a: 2 }), 3]],
    ["an entry of a dict", "STORE_ATTR_WITH_HINT", (w) => [withDict(w, { b: 0, a: 1 }), 4]],
    ["another entry of a dict", "STORE_ATTR_WITH_HINT", (w) => [withDict(w, { a: 1 }), 5], "other"],
    ["a new entry of a dict", null, (w) => [withDict(w, { b: 1 }), 6]],
    ["a slot", "STORE_ATTR_SLOT", (w) => [w.instance(w.cls("S", SLOTS), { b: 4 }), 7]],
    ["a property without setter", null, (w) => [w.instance(w.cls("P", { a: property(w.func("getter")) })), 8]],
    ["its own store", null, (w) => [w.instance(w.cls("O", { __setattr__: w.func("three") })), 9]],
    ["a class", null, (w) => [w.cls("C", {}), 10]],
    ["a module", null, (w) => [moduleWith(w, "sys", {}), 11]],
    ["a value of the class", null, (w) => [w.instance(w.cls("V", { a: 7 })), 12]],
    ["an int", null, () => [5, 13]],
  ]);
});

/** Attributes of builtin types, and the byte at which the specialized read and store find them; null where they take no such form. */
const FIELDS:
  readonly (readonly [name: string, read: number | null, store: number | null, owner: (w: World) => Value])[] = [
    ["__globals__", 16, null, (w) => w.func("one")],
    ["__doc__", 80, 80, (w) => w.func("one")],
    ["__code__", null, null, (w) => w.func("one")],
    ["co_name", 120, null, (w) => (w.func("one") as PyFunction).code],
    ["co_argcount", null, null, (w) => (w.func("one") as PyFunction).code],
    ["fget", 16, null, (w) => property(w.func("getter"))],
    ["step", 32, null, (w) => call(w.t.machine, w.builtin("range"), [5])],
    ["value", 72, 72, (w) => call(w.t.machine, w.builtin("StopIteration"), [5])],
    ["value", 72, 72, (w) => call(w.t.machine, w.cls("S", {}, [w.builtin("StopIteration")]), [5])],
    ["errno", 72, 72, (w) => call(w.t.machine, w.builtin("OSError"), [5, "text"])],
    ["args", null, null, (w) => call(w.t.machine, w.builtin("OSError"), [5, "text"])],
    ["message", 72, null, (w) => exceptionGroup(w)],
    ["a", 16, 16, (w) => w.instance(w.cls("A", SLOTS), { a: 5 })],
    ["b", 88, 88, (w) => w.instance(w.cls("E", SLOTS, [w.builtin("StopIteration")]), { a: 4, b: 5 })],
    ["b", 48, 48, (w) => w.instance(w.cls("L", SLOTS, [w.builtin("list")]), { a: 4, b: 5 })],
  ];

function exceptionGroup(w: World): Value {
  return call(w.t.machine, w.builtin("ExceptionGroup"), ["text", list(call(w.t.machine, w.builtin("KeyError"), []))]);
}

/** Byte that a site's cache has after four runs; null when the site has no form for slots. */
function byteOf(base: "LOAD_ATTR" | "STORE_ATTR", name: string, make: (w: World) => Value): number | null {
  const text = base === "LOAD_ATTR"
    ? functionText("site", "x", "LOAD_FAST 0\nLOAD_ATTR 0\nRETURN_VALUE", `  names ${name}`)
    : functionText("site", "x v", "LOAD_FAST_LOAD_FAST 16\nSTORE_ATTR 0\nLOAD_FAST 0\nRETURN_VALUE", `  names ${name}`);
  const w = new World(text);
  const owner = make(w);
  for (let run = 0; run < 4; run++) {
    if (base === "LOAD_ATTR") assertEquals(w.t.call("site", owner), getAttr(w.t.machine, owner, name));
    else {
      w.t.call("site", owner, run);
      assertEquals(getAttr(w.t.machine, owner, name), run);
    }
  }
  return w.form(base) === `${base}_SLOT` ? w.t.units("site")[unitOf(w, base) + 4] as number : null;
}

Deno.test("an object in the struct of a builtin type is read and stored by its byte offset, and slots lie behind it", () => {
  for (const [name, read, store, make] of FIELDS) {
    assertEquals(byteOf("LOAD_ATTR", name, make), read, `read of ${name}`);
    if (store !== null) assertEquals(byteOf("STORE_ATTR", name, make), store, `store of ${name}`);
  }
});

Deno.test("a field that is empty leaves the form of its site, one that holds None does not", () => {
  const counters = [[], [null]].map((args) => {
    const w = new World(functionText("site", "x", "LOAD_FAST 0\nLOAD_ATTR 0\nRETURN_VALUE", "  names code"));
    const exit = call(w.t.machine, w.builtin("SystemExit"), args);
    for (let run = 0; run < 4; run++) assertEquals(w.run([exit]), "None");
    return (w.t.units("site")[unitOf(w, "LOAD_ATTR") + 1] as number) === ADAPTIVE_COOLDOWN;
  });
  assertEquals(counters, [false, true]);
});
