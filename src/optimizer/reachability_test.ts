import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import { compact, computeUsed } from "./reachability.ts";
import { formatTrace, parseTrace } from "./trace.ts";

function used(text: string): string {
  const { used: bits, count } = computeUsed(parseTrace(text));
  return `${bits.join("")} ${count}`;
}

function compacted(text: string): string {
  return formatTrace(compact(parseTrace(text)));
}

Deno.test("computeUsed() skips NOPs but keeps what follows", () => {
  assertEquals(used("NOP\n_SET_IP 1\nNOP 3\nLOAD_FAST 1\n_EXIT_TRACE"), "01011 3");
});

Deno.test("computeUsed() does not count what follows a terminator", () => {
  assertEquals(used("_SET_IP 1\n_JUMP_TO_TOP\n_EXIT_TRACE\nLOAD_FAST 1"), "1100 2");
  assertEquals(used("_EXIT_TRACE\n_JUMP_TO_TOP"), "10 1");
});

Deno.test("computeUsed() marks the target of a jump, even behind a terminator", () => {
  assertEquals(used("_POP_JUMP_IF_FALSE 3\n_EXIT_TRACE\nLOAD_FAST 9\nLOAD_FAST 1\n_EXIT_TRACE"), "11011 4");
});

Deno.test("computeUsed() refuses a trace that runs past its end or jumps out of itself", () => {
  assertThrows(
    () => computeUsed(parseTrace("_SET_IP 1\nLOAD_FAST 1")),
    InvariantError,
    "expected a terminator at uop 1",
  );
  assertThrows(() => computeUsed(parseTrace("_POP_JUMP_IF_TRUE 2\n_EXIT_TRACE")), InvariantError, "found target 2");
  assertThrows(() => computeUsed(parseTrace("_POP_JUMP_IF_TRUE 0\n_EXIT_TRACE")), InvariantError, "found target 0");
});

Deno.test("an empty trace has no uops in use", () => {
  assertEquals(computeUsed([]), { used: [], count: 0 });
});

Deno.test("compact() drops NOPs and whatever follows the terminator, and keeps the rest in order", () => {
  assertEquals(
    compacted("NOP 0\nNOP\nLOAD_FAST 1\n_SET_IP 7\nNOP\n_GUARD_TYPE_VERSION 3 99\n_JUMP_TO_TOP\n_EXIT_TRACE"),
    "LOAD_FAST 1\n_SET_IP 7\n_GUARD_TYPE_VERSION 3 99\n_JUMP_TO_TOP",
  );
});

Deno.test("compact() moves the targets of jumps along", () => {
  assertEquals(
    compacted("NOP\n_POP_JUMP_IF_FALSE 5\nNOP\n_POP_JUMP_IF_TRUE 6\n_EXIT_TRACE\nLOAD_FAST 1\n_EXIT_TRACE"),
    "_POP_JUMP_IF_FALSE 3\n_POP_JUMP_IF_TRUE 4\n_EXIT_TRACE\nLOAD_FAST 1\n_EXIT_TRACE",
  );
});

Deno.test("compact() sends a jump to a NOP where that NOP's oparg says, as the pin does", () => {
  assertEquals(
    compacted("_POP_JUMP_IF_FALSE 2\n_EXIT_TRACE\nNOP 77\nLOAD_FAST 1\n_EXIT_TRACE"),
    "_POP_JUMP_IF_FALSE 77\n_EXIT_TRACE\nLOAD_FAST 1\n_EXIT_TRACE",
  );
});

Deno.test("compact() leaves the trace that it was given alone", () => {
  const before = parseTrace("NOP\n_POP_JUMP_IF_FALSE 3\n_EXIT_TRACE\n_EXIT_TRACE");
  const text = formatTrace(before);
  compact(before);
  assertEquals(formatTrace(before), text);
});
