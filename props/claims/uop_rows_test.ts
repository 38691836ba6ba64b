import { assert, assertEquals } from "@std/assert";
import { hasFlag } from "../../src/isa/flags.ts";
import { isTier2Uop, type Tier2UopName, UOP_NAMES, uopRow, UOPS } from "../../src/isa/uops.ts";
import { raise } from "../../src/object/exception/raise.ts";
import { TYPE_ERROR } from "../../src/object/exception/exception_types.ts";
import { BODY_OF } from "../../src/vm/bodies/table.ts";
import type { Body } from "../../src/vm/bodies/uop_body.ts";
import { DEOPT, EXIT, NEXT } from "../../src/vm/status.ts";
import { PrngChoices } from "../core/choices.ts";
import { placeText } from "../core/failure.ts";
import { Vm } from "../cpython/vm.ts";
import { uopRows } from "./uop_rows.ts";
import { runUop, type UopEnd } from "./uop_rows/run_uop.ts";
import { drawState } from "./uop_rows/states.ts";
import { WRONG_ROWS } from "./uop_rows/wrong_rows.ts";
import { World } from "./uop_rows/world.ts";

const choices = new PrngChoices(0);

Deno.test("the body of every uop does what its row says", () => {
  for (let index = 0; index < 1200; index++) {
    choices.reseed(20231114, index);
    const verdict = uopRows.check(choices, new Vm(new Set()));
    assert(verdict.kind !== "disagree", `index ${index}: ${JSON.stringify(verdict)}`);
  }
});

/** Only a lack of memory makes these raise at the pin. */
const ONLY_MEMORY =
  ("LOAD_BUILD_CLASS MAKE_FUNCTION BUILD_CONST_KEY_MAP BUILD_LIST BUILD_SLICE BUILD_STRING BUILD_TUPLE CALL_INTRINSIC_2 " +
    "LIST_APPEND MAKE_CELL STORE_GLOBAL CALL_METHOD_DESCRIPTOR_NOARGS _BINARY_OP_MULTIPLY_INT _BINARY_OP_ADD_INT " +
    "_BINARY_OP_SUBTRACT_INT _BINARY_OP_ADD_UNICODE _ITER_NEXT_RANGE").split(" ");
/** Nothing here can make it fail. */
const NEVER_FAILS = ["_CHECK_PEP_523"];

/** What the states ought to make a uop do. */
function expectedEnds(name: Tier2UopName): Set<UopEnd> {
  const { flags } = uopRow(name);
  const ends = new Set<UopEnd>([name === "_EXIT_TRACE" ? "exit" : name === "_JUMP_TO_TOP" ? "top" : "next"]);
  if (hasFlag(flags, "DEOPT") && !NEVER_FAILS.includes(name)) ends.add("deopt");
  if (hasFlag(flags, "ERROR") && !ONLY_MEMORY.includes(name)) ends.add("raised");
  return ends;
}

Deno.test("the states make every uop go on, and leave and raise where its row says so", () => {
  const STATES = 200;
  const missing: string[] = [];
  for (const name of UOP_NAMES.filter(isTier2Uop)) {
    const ends = expectedEnds(name);
    for (let i = 0; i < STATES && ends.size > 0; i++) {
      choices.reseed(7, i);
      const world = new World(choices);
      ends.delete(runUop(name, world, drawState(name, world)).end);
    }
    for (const end of ends) missing.push(`${name} ${end}`);
  }
  assertEquals(missing, []);
});

/** Places where the claim disagrees while a uop has another body. */
function placesWith(name: Tier2UopName, body: (right: Body) => Body): string[] {
  const bodies = BODY_OF as (Body | undefined)[];
  const { id } = UOPS[name];
  const right = bodies[id] as Body;
  const places = new Set<string>();
  bodies[id] = body(right);
  try {
    for (let index = 0; index < 4000 && places.size === 0; index++) {
      choices.reseed(3, index);
      const verdict = uopRows.check(choices, new Vm(new Set()));
      if (verdict.kind === "disagree") places.add(placeText(verdict.place));
    }
  } finally {
    bodies[id] = right;
  }
  return [...places];
}

Deno.test("a body that is wrong about depth, exits, exceptions or what lies below is found", () => {
  assertEquals(placesWith("POP_TOP", () => () => NEXT), ["depth (POP_TOP)"]);
  assertEquals(placesWith("LOAD_FAST", () => () => DEOPT), ["flags (LOAD_FAST)"]);
  assertEquals(placesWith("_SET_IP", () => () => EXIT), ["end (_SET_IP)"]);
  assertEquals(
    placesWith("_GUARD_BOTH_INT", () => (m) => {
      throw raise(m, TYPE_ERROR, "no");
    }),
    ["flags (_GUARD_BOTH_INT)"],
  );
  assertEquals(
    placesWith("_TO_BOOL", (right) => (m, oparg, operand) => {
      m.stack[m.sp - 2] = 1;
      return right(m, oparg, operand);
    }),
    ["stack (_TO_BOOL)"],
  );
  assertEquals(
    placesWith("_GUARD_BOTH_FLOAT", (right) => (m, oparg, operand) => {
      const status = right(m, oparg, operand);
      if (status === DEOPT) m.stack[m.sp - 1] = 1;
      return status;
    }),
    ["stack (_GUARD_BOTH_FLOAT)"],
  );
});

Deno.test("every row of the list of wrong ones must show, and lacks its flag", () => {
  for (const { uop, flag, why } of WRONG_ROWS) {
    assert(why !== "" && !hasFlag(uopRow(uop).flags, flag));
    const places = placesWith(uop, () => (m, oparg) => {
      m.sp -= uop === "_BINARY_OP" ? 1 : uop === "CONVERT_VALUE" ? 0 : oparg + 1;
      return NEXT;
    });
    assertEquals(places, [`list of wrong rows (${uop})`]);
  }
});
