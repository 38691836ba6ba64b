import { assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../../src/isa/repairs.ts";
import { UOP_NAMES, UOPS } from "../../../src/isa/uops.ts";
import { tier2 } from "../../../src/vm/engine.ts";
import { CPYTHON_LANGUAGE } from "../../cpython/language.ts";
import { PrngChoices, weights } from "../../core/choices.ts";
import { fixup } from "../fix/fixup.ts";
import { generate } from "../generate.ts";
import { DEFAULT_PROFILE, IDIOMS, THEMES } from "./profile.ts";

/** Guards that nothing but this theme makes fail in a hunt of reasonable length. */
const FAIL =
  ("_CHECK_ATTR_WITH_HINT STORE_SUBSCR_DICT BINARY_SUBSCR_DICT CALL_BUILTIN_FAST CALL_BUILTIN_O CALL_TUPLE_1 " +
    "UNPACK_SEQUENCE_TUPLE UNPACK_SEQUENCE_LIST _GUARD_BOTH_UNICODE _CHECK_ATTR_MODULE _ITER_CHECK_RANGE").split(" ");
/** Operations that are refused in traces. */
const RAISE =
  ("BEFORE_WITH BUILD_MAP DELETE_ATTR DELETE_GLOBAL DICT_MERGE DICT_UPDATE SET_ADD MAP_ADD UNPACK_EX CALL_LEN " +
    "CALL_ISINSTANCE CALL_TUPLE_1 LOAD_SUPER_ATTR_ATTR LOAD_SUPER_ATTR_METHOD STORE_SUBSCR_DICT _STORE_SUBSCR _STORE_ATTR " +
    "CALL_BUILTIN_FAST_WITH_KEYWORDS CALL_METHOD_DESCRIPTOR_FAST CALL_METHOD_DESCRIPTOR_NOARGS _TO_BOOL").split(" ");

Deno.test("guards fail late and operations are refused in traces, of each kind that the theme is for", () => {
  const themes = weights(...THEMES.map((theme) => (theme === "lateFailure" ? 1 : 0)));
  const statements = weights(...IDIOMS.map((kind) => (kind === "augment" ? 3 : kind === "theme" ? 1 : 0)));
  const profile = { ...DEFAULT_PROFILE, themes, statements };
  const deopted = new Set<string>();
  const raised = new Set<string>();
  const engine = tier2({
    repairs: ALL_REPAIRS,
    observe: {
      exit({ kind, executor, uopIndex }) {
        const { uop } = executor.trace[uopIndex] ?? { uop: UOPS.NOP.id };
        const name = UOP_NAMES.find((each) => UOPS[each].id === uop) ?? "";
        if (kind === "deopt") deopted.add(name);
        if (kind === "error") raised.add(name);
      },
    },
  });
  for (let index = 0; index < 1200; index++) {
    const draft = generate(new PrngChoices(5, index), profile);
    assertEquals(fixup(draft) === draft, true);
    const { program, limits } = CPYTHON_LANGUAGE.lower(draft);
    engine.run(program, limits);
  }
  assertEquals(FAIL.filter((name) => !deopted.has(name)), []);
  assertEquals(RAISE.filter((name) => !raised.has(name)), []);
});
