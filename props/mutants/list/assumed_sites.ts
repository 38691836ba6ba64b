/**
 * Faults of sites: what specialization takes for granted when it writes a form, what the forms of tier 1 compare, and what is
 * reported of lines and instructions.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["equivalence", "hot-sites", "scenarios"],
  file: "src/vm/specialize/attribute.ts",
});

/** Faults of sites. */
export const ASSUMED_SITES: readonly Mutant[] = [
  fault("assumed-property-without-getattr", "A getter is inlined although __getattr__ stands behind it", {
    find: 'return found.kind === "property" && hasGetattr ? OTHER : found;',
    replace: "return found;",
  }),
  fault("assumed-metaclass-unasked", "The metaclass is not asked where an attribute of a class is read", {
    find: "if (cls.cls !== TYPE || typeLookup(m, TYPE, name) !== undefined) return null;",
    replace: "if (typeLookup(m, TYPE, name) !== undefined) return null;",
  }),
  fault("assumed-new-unasked", "A class's own __new__ is passed by", {
    file: "src/vm/specialize/call.ts",
    find: '  if (lookupSpecial(cls, "__new__") !== lookupSpecial(OBJECT, "__new__")) return null;\n',
    replace: "",
  }),
  fault("assumed-append-result-used", "A call of list.append whose result is used is taken for a statement", {
    claims: ["steady-loops"],
    file: "src/vm/specialize/call.ts",
    find: ">>> 8 === 1 && isStatement;",
    replace: ">>> 8 === 1;",
  }),
  fault("assumed-len-unasked", "An object with a length is true whatever its length", {
    file: "src/vm/specialize/operators.ts",
    find: 'lookupSpecial(cls, "__bool__") !== undefined || lookupSpecial(cls, "__len__") !== undefined',
    replace: 'lookupSpecial(cls, "__bool__") !== undefined',
  }),
  fault("assumed-getter-of-any-class", "The class is not compared where a getter is entered", {
    file: "src/vm/tier1/calls.ts",
    find: "  if (typeOf(stack[sp - 1]).versionTag !== read32(units, unit + 2)) return DEOPT;\n  const getter",
    replace: "  const getter",
  }),
  fault("assumed-getattribute-of-any-class", "The class is not compared where __getattribute__ is entered", {
    file: "src/vm/tier1/calls.ts",
    find: "  if (typeOf(stack[sp - 1]).versionTag !== read32(units, unit + 2)) return DEOPT;\n  const getattribute",
    replace: "  const getattribute",
  }),
  fault("assumed-outer-frames-unmonitored", "The current frame alone is brought up to date when events are set", {
    file: "src/vm/monitor/instrument.ts",
    find: "for (let { frame } = this.#machine; frame !== root; frame = frame.previous as Frame) {",
    replace: "for (let { frame } = this.#machine; frame !== root; frame = root) {",
  }),
  fault("assumed-local-events-late", "Events of one code object are taken up at the next change for all", {
    file: "src/vm/monitor/instrument.ts",
    find:
      "if (code.instrumentationVersion === version) code.instrumentationVersion = version > 0 ? version - 1 : LAST_VERSION;",
    replace: "if (code.instrumentationVersion === version && version > 0) code.instrumentationVersion = version - 1;",
  }),
  fault("assumed-line-before", "A line event compares with the instruction itself", {
    file: "src/vm/tier1/instrumented.ts",
    find: "covering((m, unit) => m.instrumentation.line(unit, m.previousIp))",
    replace: "covering((m, unit) => m.instrumentation.line(unit, unit))",
  }),
  fault("assumed-branch-event-fallthrough", "The event of a branch names its target even where it is not taken", {
    file: "src/vm/tier1/instrumented.ts",
    find: "return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE + (taken ? oparg : 0));",
    replace:
      "reportAt(m, unit + WITH_ONE_CACHE + oparg, EVENT.BRANCH, unit, 2 * (unit + WITH_ONE_CACHE + oparg));\n    m.next = unit + WITH_ONE_CACHE + (taken ? oparg : 0);\n    return JUMP;",
  }),
];
