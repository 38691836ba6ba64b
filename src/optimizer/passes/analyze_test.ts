import { assertEquals } from "@std/assert";
import { UOP_NAMES, uopRow, UOPS } from "../../isa/uops.ts";
import { PASSES, runPasses } from "../passes.ts";
import { testContext } from "../test_code.ts";
import { formatTrace, parseTrace, type Trace, uop } from "../trace.ts";
import { analyze } from "./analyze.ts";

const context = testContext();

function assertAnalyzed(before: string, after: string): void {
  assertEquals(formatTrace(analyze.run(parseTrace(before), context)), formatTrace(parseTrace(after)));
}

Deno.test("the only pass of the pin is the analysis", () => {
  assertEquals(PASSES.map((pass) => pass.name), ["analyze"]);
});

Deno.test("a _SET_IP goes when another one follows before anything can leave the trace", () => {
  assertAnalyzed(
    `_SET_IP 0
     LOAD_FAST 1
     _SET_IP 1
     LOAD_FAST 2
     _SET_IP 2
     _BINARY_OP
     _SET_IP 3
     _EXIT_TRACE`,
    `NOP 0
     LOAD_FAST 1
     NOP 1
     LOAD_FAST 2
     _SET_IP 2
     _BINARY_OP
     _SET_IP 3
     _EXIT_TRACE`,
  );
});

Deno.test("the first _SET_IP stays when the uop behind it can leave, the last one always", () => {
  assertAnalyzed(
    "_SET_IP 0\n_GUARD_BOTH_INT\n_SET_IP 1\n_EXIT_TRACE",
    "_SET_IP 0\n_GUARD_BOTH_INT\n_SET_IP 1\n_EXIT_TRACE",
  );
  assertAnalyzed(
    "_SET_IP 0\nLOAD_FAST 1\n_JUMP_TO_TOP\n_EXIT_TRACE",
    "_SET_IP 0\nLOAD_FAST 1\n_JUMP_TO_TOP\n_EXIT_TRACE",
  );
});

Deno.test("a _CHECK_VALIDITY goes unless something escaped since the one before; the first always goes", () => {
  assertAnalyzed(
    `_CHECK_VALIDITY
     LOAD_FAST 1
     _CHECK_VALIDITY
     _BINARY_SUBSCR
     _CHECK_VALIDITY
     LOAD_FAST 2
     _CHECK_VALIDITY
     _EXIT_TRACE`,
    `NOP
     LOAD_FAST 1
     NOP
     _BINARY_SUBSCR
     _CHECK_VALIDITY
     LOAD_FAST 2
     NOP
     _EXIT_TRACE`,
  );
});

Deno.test("a _CHECK_VALIDITY that stays keeps the _SET_IP before it, one that goes does not", () => {
  assertAnalyzed(
    `_SET_IP 0
     _CHECK_VALIDITY
     _ITER_NEXT_LIST
     _SET_IP 1
     _CHECK_VALIDITY
     STORE_FAST 1
     _SET_IP 2
     _CHECK_VALIDITY
     LOAD_FAST 1
     _SET_IP 3
     _EXIT_TRACE`,
    `NOP 0
     NOP
     _ITER_NEXT_LIST
     _SET_IP 1
     _CHECK_VALIDITY
     STORE_FAST 1
     NOP 2
     NOP
     LOAD_FAST 1
     _SET_IP 3
     _EXIT_TRACE`,
  );
});

Deno.test("_PUSH_FRAME keeps the caller's instruction pointer, an escaping uop alone does not", () => {
  assertAnalyzed(
    "_SET_IP 0\n_INIT_CALL_PY_EXACT_ARGS\n_PUSH_FRAME\n_SET_IP 0\n_EXIT_TRACE",
    "_SET_IP 0\n_INIT_CALL_PY_EXACT_ARGS\n_PUSH_FRAME\n_SET_IP 0\n_EXIT_TRACE",
  );
  assertAnalyzed(
    "_SET_IP 0\n_INIT_CALL_PY_EXACT_ARGS\n_SET_IP 1\n_EXIT_TRACE",
    "NOP 0\n_INIT_CALL_PY_EXACT_ARGS\n_SET_IP 1\n_EXIT_TRACE",
  );
});

Deno.test("what stands behind the terminator is left alone", () => {
  for (const terminator of ["_JUMP_TO_TOP", "_EXIT_TRACE"]) {
    const text = `_SET_IP 0\n${terminator}\n_CHECK_VALIDITY\n_SET_IP 1\n_SET_IP 2\n_EXIT_TRACE`;
    assertAnalyzed(text, text);
  }
});

Deno.test("every uop acts on the bookkeeping as its flags say", () => {
  const special = ["_SET_IP", "_CHECK_VALIDITY", "_JUMP_TO_TOP", "_EXIT_TRACE"];
  for (const name of UOP_NAMES) {
    if (special.includes(name)) continue;
    const trace: Trace = [
      uop("_SET_IP", 0),
      uop(name),
      uop("_SET_IP", 1),
      uop("_CHECK_VALIDITY"),
      uop("_SET_IP", 2),
      uop("_EXIT_TRACE"),
    ];
    const after = analyze.run(trace, context).map((instruction) => instruction.uop !== UOPS.NOP.id);
    const { flags } = uopRow(name);
    const leaves = /ERROR|DEOPT/.test(flags) || name === "_PUSH_FRAME";
    const escapes = flags.includes("ESCAPES");
    assertEquals(after, [leaves, name !== "NOP", escapes, escapes, true, true], name);
  }
});

Deno.test("the analysis leaves the trace that it was given alone, and passes run in order", () => {
  const before = parseTrace("_SET_IP 0\n_SET_IP 1\n_SET_IP 2\n_EXIT_TRACE");
  const text = formatTrace(before);
  const seen: string[] = [];
  const drop = { name: "drop", run: (trace: Trace) => trace.slice(1) };
  const after = runPasses(before, [drop, analyze], context, {
    observe: (event) => {
      if (event.kind === "pass") seen.push(`${event.name} ${event.before.length} ${event.after.length}`);
    },
  });
  assertEquals(seen, ["drop 4 3", "analyze 3 3"]);
  assertEquals(formatTrace(before), text);
  // The state begins with a needed instruction pointer, so the first _SET_IP is no reason to drop anything.
  assertEquals(formatTrace(after), "NOP 1\n_SET_IP 2\n_EXIT_TRACE");
});
