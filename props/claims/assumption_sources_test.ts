import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import { uop } from "../../src/optimizer/trace.ts";
import { Vm } from "../cpython/vm.ts";
import { Tier2Points } from "./assumptions/points.ts";
import { caseOf } from "./scenarios/sources/draw_site.ts";
import { compiledList } from "./scenarios/sources/unpack.ts";

/** Uops in which the program's own code may run and behind which traces look whether they are still valid. */
const RUN_CODE: readonly UopName[] = [
  "BEFORE_WITH",
  "BINARY_SLICE",
  "BINARY_SUBSCR_DICT",
  "BUILD_MAP",
  "BUILD_SET",
  "CALL_BUILTIN_CLASS",
  "CALL_BUILTIN_FAST",
  "CALL_BUILTIN_FAST_WITH_KEYWORDS",
  "CALL_BUILTIN_O",
  "CALL_INTRINSIC_1",
  "CALL_ISINSTANCE",
  "CALL_LEN",
  "CALL_METHOD_DESCRIPTOR_FAST",
  "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS",
  "CALL_METHOD_DESCRIPTOR_NOARGS",
  "CALL_METHOD_DESCRIPTOR_O",
  "CALL_STR_1",
  "CALL_TUPLE_1",
  "CALL_TYPE_1",
  "CONTAINS_OP",
  "CONVERT_VALUE",
  "DELETE_ATTR",
  "DELETE_DEREF",
  "DELETE_GLOBAL",
  "DELETE_NAME",
  "DELETE_SUBSCR",
  "DICT_MERGE",
  "DICT_UPDATE",
  "FORMAT_SIMPLE",
  "FORMAT_WITH_SPEC",
  "GET_AITER",
  "GET_ANEXT",
  "GET_ITER",
  "GET_LEN",
  "GET_YIELD_FROM_ITER",
  "IS_OP",
  "LIST_EXTEND",
  "LOAD_BUILD_CLASS",
  "LOAD_FROM_DICT_OR_DEREF",
  "LOAD_NAME",
  "LOAD_SUPER_ATTR_ATTR",
  "LOAD_SUPER_ATTR_METHOD",
  "MAP_ADD",
  "MATCH_CLASS",
  "MATCH_KEYS",
  "SET_ADD",
  "SET_UPDATE",
  "STORE_DEREF",
  "STORE_GLOBAL",
  "STORE_NAME",
  "STORE_SLICE",
  "STORE_SUBSCR_DICT",
  "STORE_SUBSCR_LIST_INT",
  "UNARY_INVERT",
  "UNARY_NEGATIVE",
  "UNPACK_EX",
  "_BINARY_OP",
  "_BINARY_SUBSCR",
  "_COMPARE_OP",
  "_GUARD_IS_NOT_NONE_POP",
  "_LOAD_ATTR",
  "_LOAD_GLOBAL",
  "_POP_FRAME",
  "_STORE_ATTR",
  "_STORE_ATTR_SLOT",
  "_STORE_SUBSCR",
  "_TO_BOOL",
  "_UNPACK_SEQUENCE",
];

Deno.test("sites come to points behind every uop in which the program's own code may run", () => {
  const unchecked = {
    name: "no checks",
    run: (trace: readonly ReturnType<typeof uop>[]) =>
      trace.map((each) => each.uop === UOPS._CHECK_VALIDITY.id ? uop("NOP") : each),
  };
  const points = new Tier2Points(new Vm(ALL_REPAIRS, { passes: [unchecked] }));
  const limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 32, maxTraceLength: 512 };
  const run = { count: 6, at: 5, which: 0, between: false, twice: false, calls: 1 };
  const met = new Set<UopName>();
  for (const site of compiledList("rewritten")) {
    if (!site.source.name.startsWith("other code within ")) continue;
    const { program } = caseOf({ site, run, limits });
    points.find(program, limits, ({ behind }) => behind !== null && met.add(behind));
  }
  assertEquals(RUN_CODE.filter((name) => !met.has(name)), []);
});
