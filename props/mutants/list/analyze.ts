/**
 * Faults of the pass that cleans a trace, and of what traces rely on.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const UOP_OPTIMIZER_TS = "src/optimizer/uop_optimizer.ts";
const ANALYZE_TS = "src/optimizer/passes/analyze.ts";
const CALL_TS = "src/vm/bodies/call.ts";

/** Faults of the pass that cleans a trace, and of what traces rely on. */
export const ANALYZE: readonly Mutant[] = [
  {
    // The pin itself, whose flags say that these uops do not escape; its repair lists them.
    id: "an-decref-not-escaping",
    component: "analyze",
    title: "Dropping a reference is not treated as escaping",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-124483 / gh-128678",
    claims: ["finalizers"],
    edits: [{
      file: "src/optimizer/passes/current_ip.ts",
      find: `new Set(["STORE_FAST", "POP_TOP", "END_SEND", "DELETE_FAST"])`,
      replace: `new Set(["END_SEND"])`,
    }],
    without: null,
  },
  {
    id: "an-disabled-pass-path",
    component: "analyze",
    title: "Skipping the optimization pass breaks an invariant it used to establish",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-127083",
    claims: ["without-passes"],
    edits: [{
      file: UOP_OPTIMIZER_TS,
      find: "compact(runPasses(",
      replace: "(this.passes.length === 0 ? <T>(trace: T): T => trace : compact)(runPasses(",
    }],
    without: null,
  },
  {
    id: "an-flags-wrong-table",
    component: "analyze",
    title: "Uop flags looked up in the bytecode table",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-113657",
    claims: ["recordings", "equivalence"],
    edits: [{
      file: ANALYZE_TS,
      find: `import { UOP_NAMES, uopRow, UOPS } from "../../isa/uops.ts";`,
      replace: `import { opcodeNameOf, opcodeRow } from "../../isa/opcodes.ts";
import { UOP_NAMES, uopRow, UOPS } from "../../isa/uops.ts";`,
    }, {
      file: ANALYZE_TS,
      find: "const { id, flags } = uopRow(name);",
      replace: `const { id } = uopRow(name);
    const same = opcodeNameOf(id);
    const flags = same === undefined ? "" : opcodeRow(same).flags;`,
    }],
    without: null,
  },
  {
    id: "an-nops-terminator",
    component: "analyze",
    title: "Cleaning pass erases or runs past the terminator",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["traces", "recordings"],
    edits: [{
      file: ANALYZE_TS,
      find: `      } else if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) {
        break;`,
      replace: `      } else if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) {
        if (uop === EXIT_TRACE && !needIp && !maybeInvalid) result[i] = nop(trace[i] as UopInstruction);
        break;`,
    }],
    without: null,
  },
  {
    id: "an-setip-dropped-before-error",
    component: "analyze",
    title: "_SET_IP removed in front of an erroring uop",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-106290 / gh-106319",
    claims: ["recordings", "equivalence"],
    edits: [{ file: ANALYZE_TS, find: "(FLAG_BITS.ERROR | FLAG_BITS.DEOPT)", replace: "FLAG_BITS.DEOPT" }],
    without: null,
  },
  {
    id: "an-setip-dropped-before-push",
    component: "analyze",
    title: "_SET_IP removed in front of _PUSH_FRAME",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-109214 (gh-110755, fixed by gh-111001)",
    claims: ["recordings", "equivalence"],
    edits: [{
      file: ANALYZE_TS,
      find: "(table[UOPS._PUSH_FRAME.id] as number) | NEEDS_IP",
      replace: "table[UOPS._PUSH_FRAME.id] as number",
    }],
    without: null,
  },
  {
    id: "an-setip-ignores-validity",
    component: "analyze",
    title: "A kept _CHECK_VALIDITY is not considered an exit",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "traces"],
    edits: [{
      file: ANALYZE_TS,
      find: `          maybeInvalid = false;
          needIp = true;
`,
      replace: `          maybeInvalid = false;
`,
    }],
    without: null,
  },
  {
    id: "an-stack-space-check-dropped",
    component: "analyze",
    title: "Combined stack-space check too small",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-120437 / gh-120712",
    claims: ["equivalence"],
    edits: [{
      file: CALL_TS,
      find: "m.dataStack.hasSpace(code.dataStackWords) && m.limits.recursionLimit - m.depth > 1 ? NEXT",
      replace: "m.dataStack.hasSpace(code.dataStackWords) ? NEXT",
    }],
    without: null,
  },
  {
    id: "an-version-guard-overremoved",
    component: "analyze",
    title: "Version guard replaced by a watcher for an object only observed",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-146018",
    claims: ["recordings", "equivalence"],
    edits: [{
      file: ANALYZE_TS,
      find: "if ((effect & NEEDS_IP) !== 0) needIp = true;",
      replace: `if ((effect & NEEDS_IP) !== 0) needIp = true;
        if (uop === UOPS._CHECK_FUNCTION_EXACT_ARGS.id) result[i] = nop(trace[i] as UopInstruction);`,
    }],
    without: null,
  },
];
