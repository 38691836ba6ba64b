import { assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../isa/errors.ts";
import { UOP_NAMES, UOPS } from "../isa/uops.ts";
import { formatTrace, parseTrace, type Trace, uop, uopLabel } from "./trace.ts";

Deno.test("the text of a trace reads back as the same trace", () => {
  const trace: Trace = UOP_NAMES.flatMap((name, index) => [
    uop(name),
    uop(name, index),
    uop(name, 0, 2 ** 32 + index),
    uop(name, 0xffff_ffff, (1n << 63n) + BigInt(index)),
  ]);
  assertEquals(parseTrace(formatTrace(trace)), trace);
});

Deno.test("zeros at the end are not written", () => {
  assertEquals(
    formatTrace([uop("_EXIT_TRACE"), uop("_SET_IP", 3), uop("_CHECK_ATTR_CLASS", 0, 5)]),
    [
      "_EXIT_TRACE",
      "_SET_IP 3",
      "_CHECK_ATTR_CLASS 0 5",
    ].join("\n"),
  );
});

Deno.test("comments and empty lines do not count", () => {
  assertEquals(parseTrace("\n  _SET_IP 3 # here\n# all\n\n_EXIT_TRACE\n").length, 2);
});

Deno.test("malformed text is refused with the line and what was expected", () => {
  assertThrows(() => parseTrace("_SET_IP 3\n_SET_PI 4"), TierproofError, "trace, line 2: _SET_PI is not a uop");
  for (const line of ["_SET_IP x", "_SET_IP -1", "_SET_IP 1 2 3", "_SET_IP 1 0x2"]) {
    assertThrows(() => parseTrace(line), TierproofError, 'line 1: expected "NAME [oparg [operand]]"');
  }
  assertThrows(() => parseTrace("toString"), TierproofError, "toString is not a uop");
});

Deno.test("an id without a row is called <nil>", () => {
  assertEquals([uopLabel(UOPS._SET_IP.id), uopLabel(511), uopLabel(219)], ["_SET_IP", "<nil>", "<nil>"]);
});
