import { assertEquals } from "@std/assert";
import { OPCODE_NAMES, opcodeKind, OPCODES } from "../../isa/opcodes.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import { EVENT_OF, INSTRUMENTED_OF, NO_EVENT } from "./instrumentation_tables.ts";

/** What instructions report, as the documentation of `sys.monitoring` names it. */
const REPORTED: readonly (readonly [event: keyof typeof EVENT, names: string])[] = [
  ["PY_START", "RESUME"],
  ["PY_RETURN", "RETURN_VALUE RETURN_CONST"],
  ["PY_YIELD", "YIELD_VALUE"],
  ["CALL", "CALL CALL_KW CALL_FUNCTION_EX LOAD_SUPER_ATTR"],
  ["JUMP", "JUMP_FORWARD JUMP_BACKWARD"],
  ["BRANCH", "POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE FOR_ITER"],
  ["STOP_ITERATION", "END_FOR END_SEND"],
];

Deno.test("EVENT_OF says what each base instruction reports, and that the others report nothing", () => {
  const reported = new Map(
    REPORTED.flatMap(([event, names]) => names.split(" ").map((name) => [name, event] as const)),
  );
  for (const name of OPCODE_NAMES) {
    if (opcodeKind(name) !== "base") continue;
    const event = reported.get(name);
    const { opcode } = OPCODES[name];
    assertEquals(EVENT_OF[opcode], event === undefined ? NO_EVENT : EVENT[event], name);
  }
});

Deno.test("INSTRUMENTED_OF names the instrumented form of what reports something", () => {
  for (const name of OPCODE_NAMES) {
    if (opcodeKind(name) !== "base") continue;
    const { opcode } = OPCODES[name];
    const form = `INSTRUMENTED_${name}` as keyof typeof OPCODES;
    const expected = EVENT_OF[opcode] === NO_EVENT ? 0 : OPCODES[form].opcode;
    assertEquals(INSTRUMENTED_OF[opcode], expected, name);
  }
});
