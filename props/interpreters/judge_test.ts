import { assertEquals } from "@std/assert";
import { lastWords } from "./judge.ts";
import { commonText, MESSAGES } from "./messages.ts";
import { compareReal } from "./judge.ts";
import type { RealOutcome } from "./protocol.ts";
import { versionRow, VERSIONS } from "./versions.ts";

/** Texts of the pin, and of the first version that says it otherwise. */
const CHANGED: readonly (readonly [since: readonly [number, number], pin: string, later: string])[] = [
  [[3, 13], "can only assign an iterable", "must assign iterable to extended slice"],
  [[3, 13], "property of 'C0' object has no setter", "property 'g1' of 'C0' object has no setter"],
  [[3, 14], "integer division or modulo by zero", "division by zero"],
  [[3, 14], "integer modulo by zero", "division by zero"],
  [[3, 14], "too many values to unpack (expected 2)", "too many values to unpack (expected 2, got 3)"],
  [[3, 14], "unhashable type: 'list'", "cannot use 'list' as a set element (unhashable type: 'list')"],
  [[3, 14], "unhashable type: 'list'", "cannot use 'tuple' as a dict key (unhashable type: 'list')"],
  [[3, 14], "argument of type 'int' is not iterable", "argument of type 'int' is not a container or iterable"],
  [
    [3, 15],
    "slice indices must be integers or None or have an __index__ method",
    "slice indices must be integers or have an __index__ method",
  ],
];

Deno.test("messages that changed since the pin are one from the version on that changed them, and two before", () => {
  for (const [since, pin, later] of CHANGED) {
    const common = commonText(since);
    assertEquals(common(`ValueError(${pin})`), common(`ValueError(${later})`));
    const before = commonText([since[0], since[1] - 1]);
    assertEquals(before(pin) === before(later), false, later);
  }
  assertEquals(MESSAGES.length, 7);
  const latest = commonText([3, 15]);
  assertEquals(latest("list index out of range"), "list index out of range");
});

function raised(type: string, message: string, offset = 0): RealOutcome {
  const module = { kind: "returned", text: "None", type: "NoneType" } as const;
  const result = { kind: "raised", type, message, frames: [["f", offset]] } as const;
  return { module, results: [result], log: [], globals: [], argsAfter: [] };
}

Deno.test("types of exceptions are compared always, messages by the table, offsets within one compiler", () => {
  const pin = raised("ZeroDivisionError", "integer modulo by zero", 3);
  const later = raised("ZeroDivisionError", "division by zero", 5);
  const version = [3, 14] as const;
  assertEquals(compareReal(pin, later, "tier1", { version, offsets: false }).kind, "agree");
  assertEquals(compareReal(pin, later, "tier1", { version: [3, 13], offsets: false }).kind, "disagree");
  assertEquals(compareReal(pin, raised("ValueError", "division by zero"), "tier1", { version, offsets: false }), {
    kind: "disagree",
    engine: "tier1",
    place: { what: "call", of: "type", index: 0 },
    left: "raises ZeroDivisionError: division by zero  [f]",
    right: "raises ValueError: division by zero  [f]",
  });
  assertEquals(compareReal(later, { ...later }, "tier2", { offsets: true }).kind, "agree");
  const moved = raised("ZeroDivisionError", "division by zero", 6);
  assertEquals(compareReal(later, moved, "tier2", { offsets: true }).kind, "disagree");
});

Deno.test("what a process says before it dies tells one death from another, without numbers", () => {
  const assertion =
    "python: Python/ceval.c:900: _PyEval_EvalFrameDefault: Assertion `STACK_LEVEL() >= level' failed.\nAborted";
  assertEquals(lastWords(assertion), "STACK_LEVEL() >= level");
  assertEquals(lastWords("Fatal Python error: Aborted\n\nThread 0x00007f"), "Aborted");
  assertEquals(
    lastWords("==123==ERROR: AddressSanitizer: heap-use-after-free on 0x6"),
    "==N==ERROR: AddressSanitizer: heap-use-after-free",
  );
  assertEquals(lastWords("nothing of note"), "");
});

Deno.test("the table of versions has the pin and all versions from 3.11 on, once each", () => {
  assertEquals(VERSIONS.map(({ version }) => version), ["pin", "3.11", "3.12", "3.13", "3.14", "3.15"]);
  assertEquals(versionRow("3.15")?.counterShift, 3);
  assertEquals([versionRow("2.7"), versionRow(null)], [null, null]);
});
