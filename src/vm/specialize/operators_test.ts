import { assertEquals } from "@std/assert";
import type { OpcodeName } from "../../isa/opcodes.ts";
import type { Value } from "../../object/values/value.ts";
import { functionText } from "../test_machine.ts";
import { dictOf, float, type Kind, list, siteFaults, tuple } from "./test_sites.ts";

function noFaults(...site: Parameters<typeof siteFaults>): void {
  assertEquals(siteFaults(...site), []);
}

Deno.test("BINARY_SUBSCR and STORE_SUBSCR take the form of the container and its index", () => {
  const load = functionText("site", "x i", "LOAD_FAST_LOAD_FAST 1\nBINARY_SUBSCR\nRETURN_VALUE");
  const subscripts: Kind[] = [
    ["a list", "BINARY_SUBSCR_LIST_INT", () => [list(1, 2), 1]],
    ["a list from its end", null, () => [list(1, 2), -1]],
    ["a list by a large index", null, () => [list(1, 2), 2 ** 40]],
    ["a list behind its end", "BINARY_SUBSCR_LIST_INT", () => [list(), 0], "misses"],
    ["a tuple", "BINARY_SUBSCR_TUPLE_INT", () => [tuple(3, 4), 0]],
    ["a tuple from its end", null, () => [tuple(3, 4), -2]],
    ["a str", "BINARY_SUBSCR_STR_INT", () => ["ab", 1]],
    ["a str from its end", null, () => ["ab", -1]],
    ["a dict", "BINARY_SUBSCR_DICT", () => [dictOf({ k: 5 }), "k"]],
    ["a dict without the key", "BINARY_SUBSCR_DICT", () => [dictOf({ k: 5 }), 1]],
    [
      "its own look-up",
      "BINARY_SUBSCR_GETITEM",
      (w) => [w.instance(w.cls("G", { __getitem__: w.func("anything") })), 6],
    ],
    ["another look-up of its own", "BINARY_SUBSCR_GETITEM", (w) => [
      w.instance(w.cls("H", { __getitem__: w.func("named") })),
      7,
    ]],
    ["a look-up with defaults", null, (w) => [w.instance(w.cls("T", { __getitem__: w.func("three") })), 8]],
    ["a list by a bool", null, () => [list(1, 2), true]],
    ["an int", null, () => [1, 1]],
  ];
  noFaults("BINARY_SUBSCR", load, subscripts);
  const store = functionText(
    "site",
    "v x i",
    "LOAD_FAST 0\nLOAD_FAST_LOAD_FAST 18\nSTORE_SUBSCR\nLOAD_FAST_LOAD_FAST 18\nBINARY_SUBSCR\nRETURN_VALUE",
  );
  noFaults("STORE_SUBSCR", store, [
    ["a list", "STORE_SUBSCR_LIST_INT", () => [9, list(1, 2), 1]],
    ["a list from its end", null, () => [9, list(1, 2), -1]],
    ["a list behind its end", null, () => [9, list(1, 2), 2]],
    ["a dict", "STORE_SUBSCR_DICT", () => [9, dictOf({ k: 5 }), "k"]],
    ["a new key of a dict", "STORE_SUBSCR_DICT", () => [9, dictOf({ k: 5 }), 3]],
    ["a tuple", null, () => [9, tuple(1, 2), 1]],
    ["its own store", null, (w) => [9, w.instance(w.cls("O", { __setitem__: w.func("three") })), 1]],
  ]);
});

const BIG = 1n << 70n;

Deno.test("BINARY_OP has forms for +, - and * of two ints or two floats, in place or not, and for + of two strs", () => {
  const names: Readonly<Record<number, string>> = { 0: "ADD", 5: "MULTIPLY", 10: "SUBTRACT" };
  for (const operator of [0, 5, 9, 10]) {
    for (const oparg of [operator, operator + 13]) {
      const site = functionText("site", "a b", `LOAD_FAST_LOAD_FAST 1\nBINARY_OP ${oparg}\nRETURN_VALUE`);
      const name = names[operator];
      const form = (type: string): OpcodeName | null =>
        name === undefined ? null : `BINARY_OP_${name}_${type}` as OpcodeName;
      noFaults("BINARY_OP", site, [
        ["ints", form("INT"), () => [7, 3]],
        ["a large int", form("INT"), () => [BIG, 3]],
        ["floats", form("FLOAT"), () => [float(1.5), float(2)]],
        ["an int and a float", null, () => [1, float(2)]],
        ["a float and an int", null, () => [float(1), 2]],
        ["bools", null, () => [true, false]],
        ["strs", operator === 0 ? "BINARY_OP_ADD_UNICODE" : null, () => ["a", "b"]],
        ["a str and an int", null, () => ["a", 2]],
        ["lists", null, () => [list(1), list(2)]],
      ]);
    }
  }
});

Deno.test("+ of strs that goes back into its left operand takes the STORE_FAST with it", () => {
  const into = (target: number): string =>
    functionText(
      "site",
      "a b",
      `LOAD_FAST_LOAD_FAST 1\nBINARY_OP 13\nSTORE_FAST ${target}\nLOAD_FAST_LOAD_FAST 1\nBUILD_TUPLE 2\nRETURN_VALUE`,
    );
  const kinds = (form: OpcodeName): Kind[] => [
    ["strs", form, () => ["a", "b"]],
    ["ints", "BINARY_OP_ADD_INT", () => [1, 2]],
    ["lists", null, () => [list(1), list(2)]],
  ];
  noFaults("BINARY_OP", into(0), kinds("BINARY_OP_INPLACE_ADD_UNICODE"));
  noFaults("BINARY_OP", into(1), kinds("BINARY_OP_ADD_UNICODE"));
});

Deno.test("COMPARE_OP has forms for floats, small ints, and strs by == and !=", () => {
  [2, 10, 8, 7, 4, 12].forEach((mask, relation) => {
    const site = functionText("site", "a b", `LOAD_FAST_LOAD_FAST 1\nCOMPARE_OP ${relation << 5 | mask}\nRETURN_VALUE`);
    const forStrs = relation === 2 || relation === 3 ? "COMPARE_OP_STR" : null;
    noFaults("COMPARE_OP", site, [
      ["ints", "COMPARE_OP_INT", () => [1, 2]],
      ["equal ints", "COMPARE_OP_INT", () => [2, 2]],
      ["a large left int", null, () => [2 ** 30, 1]],
      ["a large right int", null, () => [1, -(2 ** 30)]],
      ["floats", "COMPARE_OP_FLOAT", () => [float(1), float(2)]],
      ["unordered floats", "COMPARE_OP_FLOAT", () => [float(NaN), float(NaN)]],
      ["an int and a float", null, () => [1, float(1)]],
      ["a float and an int", null, () => [float(2), 1]],
      ["strs", forStrs, () => ["a", "b"]],
      ["equal strs", forStrs, () => ["b", "b"]],
      ["a str and an int", null, () => ["a", 1]],
      ["bools", null, () => [true, false]],
    ]);
  });
});

Deno.test("TO_BOOL has forms for what is common, and for classes whose instances are always true", () => {
  const site = functionText("site", "a", "LOAD_FAST 0\nTO_BOOL\nRETURN_VALUE");
  noFaults("TO_BOOL", site, [
    ["True", "TO_BOOL_BOOL", () => [true]],
    ["False", "TO_BOOL_BOOL", () => [false]],
    ["0", "TO_BOOL_INT", () => [0]],
    ["a large int", "TO_BOOL_INT", () => [BIG]],
    ["a list", "TO_BOOL_LIST", () => [list(1)]],
    ["an empty list", "TO_BOOL_LIST", () => [list()]],
    ["None", "TO_BOOL_NONE", () => [null]],
    ["a str", "TO_BOOL_STR", () => ["a"]],
    ["an empty str", "TO_BOOL_STR", () => [""]],
    ["a float", null, () => [float(0)]],
    ["a tuple", null, () => [tuple()]],
    ["a dict", null, () => [dictOf({})]],
    ["an instance", "TO_BOOL_ALWAYS_TRUE", (w) => [w.instance(w.cls("A", {}))]],
    ["an instance of another class", "TO_BOOL_ALWAYS_TRUE", (w) => [w.instance(w.cls("B", {}))], "other"],
    ["an instance with __len__", null, (w) => [w.instance(w.cls("L", { __len__: w.builtin("callable") }))]],
    ["an instance with __bool__", null, (w) => [w.instance(w.cls("C", { __bool__: w.builtin("callable") }))]],
  ]);
});

Deno.test("UNPACK_SEQUENCE has forms for lists and tuples of the right length", () => {
  for (const count of [1, 2, 3]) {
    const site = functionText("site", "a", `LOAD_FAST 0\nUNPACK_SEQUENCE ${count}\nBUILD_TUPLE ${count}\nRETURN_VALUE`);
    const ofTuples = count === 2 ? "UNPACK_SEQUENCE_TWO_TUPLE" : "UNPACK_SEQUENCE_TUPLE";
    const items = (length: number): Value[] => Array.from({ length }, (_, i) => i + 1);
    noFaults("UNPACK_SEQUENCE", site, [
      ["a tuple", ofTuples, () => [tuple(...items(count))]],
      ["a list", "UNPACK_SEQUENCE_LIST", () => [list(...items(count))]],
      ["a tuple that is too long", null, () => [tuple(...items(count + 1))]],
      ["a tuple that is too short", null, () => [tuple(...items(count - 1))]],
      ["a list that is too long", null, () => [list(...items(count + 1))]],
      ["a list that is too short", null, () => [list(...items(count - 1))]],
      ["a str", null, () => ["xyz".slice(0, count)]],
      ["an int", null, () => [1]],
    ]);
  }
});
