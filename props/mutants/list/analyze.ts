/**
 * Faults of the pass that cleans a trace, and of what traces rely on.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const UOP_OPTIMIZER_TS = "src/optimizer/uop_optimizer.ts";
const CALL_TS = "src/vm/bodies/call.ts";

const fault = faults("listed", {
  component: "analyze",
  difficulty: "medium",
  claims: ["recordings", "equivalence"],
  file: "src/optimizer/passes/analyze.ts",
});

/** Faults of the pass that cleans a trace, and of what traces rely on. */
export const ANALYZE: readonly Mutant[] = [
  fault("an-decref-not-escaping", "Dropping a reference is not treated as escaping", {
    // The pin itself, whose flags say that these uops do not escape; its repair lists them.
    real: "gh-124483 / gh-128678",
    claims: ["finalizers"],
    file: "src/optimizer/passes/current_ip.ts",
    find: `new Set(["STORE_FAST", "POP_TOP", "END_SEND", "DELETE_FAST"])`,
    replace: `new Set(["END_SEND"])`,
  }),
  fault("an-disabled-pass-path", "Skipping the optimization pass breaks an invariant it used to establish", {
    difficulty: "easy",
    real: "gh-127083",
    claims: ["without-passes"],
    file: UOP_OPTIMIZER_TS,
    find: "compact(runPasses(",
    replace: "(this.passes.length === 0 ? <T>(trace: T): T => trace : compact)(runPasses(",
  }),
  fault("an-flags-wrong-table", "Uop flags looked up in the bytecode table", {
    difficulty: "easy",
    real: "gh-113657",
    edits: [{
      find: `import { UOP_NAMES, uopRow, UOPS } from "../../isa/uops.ts";`,
      replace: `import { opcodeNameOf, opcodeRow } from "../../isa/opcodes.ts";
import { UOP_NAMES, uopRow, UOPS } from "../../isa/uops.ts";`,
    }, {
      find: "const { id, flags } = uopRow(name);",
      replace: `const { id } = uopRow(name);
    const same = opcodeNameOf(id);
    const flags = same === undefined ? "" : opcodeRow(same).flags;`,
    }],
  }),
  fault("an-nops-terminator", "Cleaning pass erases or runs past the terminator", {
    claims: ["traces", "recordings"],
    find: `      } else if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) {
        break;`,
    replace: `      } else if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) {
        if (uop === EXIT_TRACE && !needIp && !maybeInvalid) result[i] = nop(trace[i] as UopInstruction);
        break;`,
  }),
  fault("an-setip-dropped-before-error", "_SET_IP removed in front of an erroring uop", {
    real: "gh-106290 / gh-106319",
    find: "(FLAG_BITS.ERROR | FLAG_BITS.DEOPT)",
    replace: "FLAG_BITS.DEOPT",
  }),
  fault("an-setip-dropped-before-push", "_SET_IP removed in front of _PUSH_FRAME", {
    real: "gh-109214 (gh-110755, fixed by gh-111001)",
    find: "(table[UOPS._PUSH_FRAME.id] as number) | NEEDS_IP",
    replace: "table[UOPS._PUSH_FRAME.id] as number",
  }),
  fault("an-setip-ignores-validity", "A kept _CHECK_VALIDITY is not considered an exit", {
    claims: ["recordings", "traces"],
    find: `          maybeInvalid = false;
          needIp = true;
`,
    replace: `          maybeInvalid = false;
`,
  }),
  fault("an-stack-space-check-dropped", "Combined stack-space check too small", {
    real: "gh-120437 / gh-120712",
    claims: ["equivalence"],
    file: CALL_TS,
    find: "m.dataStack.hasSpace(code.dataStackWords) && m.limits.recursionLimit - m.depth > 1 ? NEXT",
    replace: "m.dataStack.hasSpace(code.dataStackWords) ? NEXT",
  }),
  fault("an-version-guard-overremoved", "Version guard replaced by a watcher for an object only observed", {
    difficulty: "easy",
    real: "gh-146018",
    find: "if ((effect & NEEDS_IP) !== 0) needIp = true;",
    replace: `if ((effect & NEEDS_IP) !== 0) needIp = true;
        if (uop === UOPS._CHECK_FUNCTION_EXACT_ARGS.id) result[i] = nop(trace[i] as UopInstruction);`,
  }),
];
