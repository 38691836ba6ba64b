/**
 * Faults of the projection of bytecode to a trace.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const JUMPS_TS = "src/vm/tier1/jumps.ts";

const fault = faults("listed", {
  component: "translate",
  difficulty: "easy",
  claims: ["recordings", "equivalence"],
  file: "src/optimizer/translate.ts",
});

/** Faults of the projection of bytecode to a trace. */
export const TRANSLATE: readonly Mutant[] = [
  fault("tr-backedge-code-identity", "Loop-closing test compares indexes across code objects", {
    difficulty: "medium",
    claims: ["equivalence", "traces"],
    find: " || this.code !== code) return",
    replace: ") return",
  }),
  fault("tr-backedge-ignores-cache", "Back-edge target computed without the cache entry", {
    real: "gh-112355 / gh-112377 (same arithmetic slip in dis)",
    find: "this.unit + 2 - this.oparg",
    replace: "this.unit + 1 - this.oparg",
  }),
  fault("tr-bailout-ip-nonzero", "Call bail-out resumes at the wrong callee instruction", {
    find: "this.builder.add(UOPS._SET_IP.id, 0, 0);",
    replace: "this.builder.add(UOPS._SET_IP.id, this.nextUnit(), 0);",
  }),
  fault("tr-branch-direction-by-address", "Direction inferred by comparing addresses", {
    difficulty: "hard",
    real: "gh-144681 / gh-144742, gh-141797",
    claims: ["translation"],
    find: "bitcount > UNLIKELY_AT_MOST;",
    replace: "bitcount > UNLIKELY_AT_MOST && oparg !== 0;",
  }),
  fault("tr-branch-target-missing-cache", "Taken-branch target computed from instr+1", {
    find: "this.unit += oparg;",
    replace: "this.unit += oparg - 1;",
  }),
  fault("tr-cache-operand-offset", "Inline-cache operand read one unit early", {
    difficulty: "medium",
    claims: ["recordings"],
    find: "const at = this.unit + 1 + expanded.offset;",
    replace: "const at = this.unit + expanded.offset;",
  }),
  fault("tr-cache-width", "32-bit cache read as 16 bits", {
    difficulty: "hard",
    claims: ["recordings"],
    find: "operand = readU32(units, at);",
    replace: "operand = units[at] as number;",
  }),
  fault("tr-code-not-restored-on-pop", "Trace state keeps the callee's code after _POP_FRAME", {
    find: `    this.code = caller.code;
`,
    replace: "",
  }),
  fault("tr-enter-executor-opaque", "Trace projection does not look through ENTER_EXECUTOR", {
    difficulty: "medium",
    real: "gh-106526",
    find: "oparg = (oparg & 0xffff_ff00) | executor.oparg;",
    replace: "oparg = oparg | 0;",
  }),
  fault("tr-extended-arg-ip-after-prefix", "_SET_IP emitted after decoding EXTENDED_ARG", {
    find: `    builder.add(UOPS._SET_IP.id, this.unit, 0);
    builder.add(UOPS._CHECK_VALIDITY.id, 0, 0);
    this.decode();
`,
    replace: `    this.decode();
    builder.add(UOPS._SET_IP.id, this.unit, 0);
    builder.add(UOPS._CHECK_VALIDITY.id, 0, 0);
`,
  }),
  fault("tr-guard-none-rows-swapped", "NONE and NOT_NONE rows of the branch table exchanged", {
    difficulty: "medium",
    claims: ["recordings", "translation"],
    edits: [{
      file: "src/isa/opcodes.ts",
      find: `_POP_JUMP_IF_TRUE", guard: ["_GUARD_IS_NOT_NONE_POP", "_GUARD_IS_NONE_POP"]`,
      replace: `_POP_JUMP_IF_TRUE", guard: ["_GUARD_IS_NONE_POP", "_GUARD_IS_NOT_NONE_POP"]`,
    }, {
      file: "src/isa/opcodes.ts",
      find: `_POP_JUMP_IF_FALSE", guard: ["_GUARD_IS_NONE_POP", "_GUARD_IS_NOT_NONE_POP"]`,
      replace: `_POP_JUMP_IF_FALSE", guard: ["_GUARD_IS_NOT_NONE_POP", "_GUARD_IS_NONE_POP"]`,
    }],
  }),
  fault("tr-inline-stale-code", "Inlines a function whose __code__ no longer matches its version", {
    difficulty: "hard",
    claims: ["translation"],
    find: `    if (callee.version !== version) return this.stopInCallee("code_version_mismatch");
`,
    replace: "",
  }),
  fault("tr-inner-backedge-as-top", "Every backward jump becomes _JUMP_TO_TOP", {
    find: `this.code !== code) return "inner_loop";`,
    replace: "this.code !== code) void 0;",
  }),
  fault("tr-iter-jump-not-replaced", "_ITER_JUMP_* kept as a jumping uop", {
    claims: ["recordings", "traces"],
    find: `        uop = REPLACEMENT_OF[uop] as number;
`,
    replace: "",
  }),
  fault("tr-missing-callee-dependency", "Inlined callee not recorded as dependency", {
    real: "gh-109369 (instrumentation of a callee ignored by the caller's executor)",
    claims: ["recordings", "invalidation"],
    find: `    request.dependencies.add(callee.address);
`,
    replace: "",
  }),
  fault("tr-missing-root-dependency", "Trace does not depend on its own code object", {
    claims: ["recordings", "invalidation"],
    find: `    dependencies.add(code.address);
`,
    replace: "",
  }),
  fault("tr-oparg-not-reset", "oparg carried from one uop of a macro to the next", {
    find: "    this.builder.add(uop, oparg, operand);",
    replace: `    this.oparg = oparg;
    this.builder.add(uop, oparg, operand);`,
  }),
  fault("tr-overflow-before-push-frame", "Trace-stack overflow leaves a half-emitted call sequence", {
    difficulty: "medium",
    real: "gh-117180 / gh-117184",
    find: "for (let i = 0; i < count; i++) this.addExpanded(expansion[i] as ExpandedUop);",
    replace: `for (let i = 0; i < count; i++) {
      const full = this.callers.length >= this.request.limits.traceStackSize;
      if (full && expansion[i]?.uop === UOPS._PUSH_FRAME.id) return "trace_stack_overflow";
      this.addExpanded(expansion[i] as ExpandedUop);
    }`,
  }),
  fault("tr-popcount-unmasked", "Branch history not truncated to 16 bits", {
    difficulty: "medium",
    claims: ["recordings", "translation"],
    edits: [{
      file: JUMPS_TS,
      find: "(((units[unit + 1] as number) << 1) & 0xffff)",
      replace: "((units[unit + 1] as number) << 1)",
    }, {
      find: `  let bits = history - ((history >>> 1) & 0x5555);
  bits = (bits & 0x3333) + ((bits >>> 2) & 0x3333);
  bits = (bits + (bits >>> 4)) & 0x0f0f;
  return (bits + (bits >>> 8)) & 0x1f;`,
      replace: `  let bits = 0;
  for (let rest = history; rest !== 0; rest >>>= 1) bits += rest & 1;
  return bits;`,
    }],
  }),
  fault("tr-recursion-bail-missing", "Direct recursion is inlined", {
    difficulty: "hard",
    claims: ["recordings", "translation"],
    find: `    if (callee === this.code) return this.stopInCallee("recursive_call");
`,
    replace: "",
  }),
  fault("tr-return-offset-short", "_SAVE_RETURN_OFFSET off by one", {
    difficulty: "medium",
    find: "oparg = expanded.offset + 1;",
    replace: "oparg = expanded.offset;",
  }),
  fault("tr-short-trace-accepted", "Traces that make no progress are accepted", {
    difficulty: "medium",
    claims: ["traces"],
    find: "export const LONGEST_SHORT_TRACE = 4;",
    replace: "export const LONGEST_SHORT_TRACE = 2;",
  }),
  fault("tr-super-bottom-mask", "Bottom half not masked to 4 bits", {
    find: "oparg &= 0xf;",
    replace: "oparg &= 0xff;",
  }),
  fault("tr-super-halves-swapped", "OPARG_TOP and OPARG_BOTTOM exchanged", {
    edits: [{ find: "oparg >>>= 4;", replace: "oparg &= 0x0f;" }, { find: "oparg &= 0xf;", replace: "oparg >>>= 4;" }],
  }),
  fault("tr-underflow-mid-instruction", "Return underflow detected after LOAD_CONST was emitted", {
    difficulty: "medium",
    find: `if (last === UOPS._POP_FRAME.id && this.callers.length === 0) return "trace_stack_underflow";
    for (let i = 0; i < count; i++) this.addExpanded(expansion[i] as ExpandedUop);`,
    replace: `for (const expanded of expansion) {
      if (expanded.uop === UOPS._POP_FRAME.id && this.callers.length === 0) return "trace_stack_underflow";
      this.addExpanded(expanded);
    }`,
  }),
  fault("tr-unsupported-skipped", "Unsupported opcode silently skipped", {
    find: `if (expansion.length === 0) return "unsupported_opcode";`,
    replace: `if (expansion.length === 0) {
          this.unit = this.nextUnit();
          return "continue";
        }`,
  }),
];
