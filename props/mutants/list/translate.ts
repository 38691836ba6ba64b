/**
 * Faults of the projection of bytecode to a trace.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const TRANSLATE_TS = "src/optimizer/translate.ts";
const JUMPS_TS = "src/vm/tier1/jumps.ts";

/** Faults of the projection of bytecode to a trace. */
export const TRANSLATE: readonly Mutant[] = [
  {
    id: "tr-backedge-code-identity",
    component: "translate",
    title: "Loop-closing test compares indexes across code objects",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "traces"],
    edits: [{ file: TRANSLATE_TS, find: " || this.code !== code) return", replace: ") return" }],
    without: null,
  },
  {
    id: "tr-backedge-ignores-cache",
    component: "translate",
    title: "Back-edge target computed without the cache entry",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-112355 / gh-112377 (same arithmetic slip in dis)",
    claims: ["recordings", "equivalence"],
    edits: [{ file: TRANSLATE_TS, find: "this.unit + 2 - this.oparg", replace: "this.unit + 1 - this.oparg" }],
    without: null,
  },
  {
    id: "tr-bailout-ip-nonzero",
    component: "translate",
    title: "Call bail-out resumes at the wrong callee instruction",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: "this.builder.add(UOPS._SET_IP.id, 0, 0);",
      replace: "this.builder.add(UOPS._SET_IP.id, this.nextUnit(), 0);",
    }],
    without: null,
  },
  {
    id: "tr-branch-direction-by-address",
    component: "translate",
    title: "Direction inferred by comparing addresses",
    origin: "listed",
    difficulty: "hard",
    real: true,
    source: "gh-144681 / gh-144742, gh-141797",
    claims: ["translation"],
    edits: [{
      file: TRANSLATE_TS,
      find: "bitcount > UNLIKELY_AT_MOST;",
      replace: "bitcount > UNLIKELY_AT_MOST && oparg !== 0;",
    }],
    without: null,
  },
  {
    id: "tr-branch-target-missing-cache",
    component: "translate",
    title: "Taken-branch target computed from instr+1",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{ file: TRANSLATE_TS, find: "this.unit += oparg;", replace: "this.unit += oparg - 1;" }],
    without: null,
  },
  {
    id: "tr-cache-operand-offset",
    component: "translate",
    title: "Inline-cache operand read one unit early",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings"],
    edits: [{
      file: TRANSLATE_TS,
      find: "const at = this.unit + 1 + expanded.offset;",
      replace: "const at = this.unit + expanded.offset;",
    }],
    without: null,
  },
  {
    id: "tr-cache-width",
    component: "translate",
    title: "32-bit cache read as 16 bits",
    origin: "listed",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["recordings"],
    edits: [{ file: TRANSLATE_TS, find: "operand = readU32(units, at);", replace: "operand = units[at] as number;" }],
    without: null,
  },
  {
    id: "tr-code-not-restored-on-pop",
    component: "translate",
    title: "Trace state keeps the callee's code after _POP_FRAME",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: `    this.code = caller.code;
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "tr-enter-executor-opaque",
    component: "translate",
    title: "Trace projection does not look through ENTER_EXECUTOR",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-106526",
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: "oparg = (oparg & 0xffff_ff00) | executor.oparg;",
      replace: "oparg = oparg | 0;",
    }],
    without: null,
  },
  {
    id: "tr-extended-arg-ip-after-prefix",
    component: "translate",
    title: "_SET_IP emitted after decoding EXTENDED_ARG",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: `    builder.add(UOPS._SET_IP.id, this.unit, 0);
    builder.add(UOPS._CHECK_VALIDITY.id, 0, 0);
    this.decode();
`,
      replace: `    this.decode();
    builder.add(UOPS._SET_IP.id, this.unit, 0);
    builder.add(UOPS._CHECK_VALIDITY.id, 0, 0);
`,
    }],
    without: null,
  },
  {
    id: "tr-guard-none-rows-swapped",
    component: "translate",
    title: "NONE and NOT_NONE rows of the branch table exchanged",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "translation"],
    edits: [{ file: TRANSLATE_TS, find: "put(POP_JUMP_IF_NONE.opcode,", replace: "put(POP_JUMP_IF_NOT_NONE.opcode," }, {
      file: TRANSLATE_TS,
      find: "put(POP_JUMP_IF_NOT_NONE.opcode,",
      replace: "put(POP_JUMP_IF_NONE.opcode,",
    }],
    without: null,
  },
  {
    id: "tr-inline-stale-code",
    component: "translate",
    title: "Inlines a function whose __code__ no longer matches its version",
    origin: "listed",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["translation"],
    edits: [{
      file: TRANSLATE_TS,
      find: `    if (callee.version !== version) return this.stopInCallee("code_version_mismatch");
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "tr-inner-backedge-as-top",
    component: "translate",
    title: "Every backward jump becomes _JUMP_TO_TOP",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: `this.code !== code) return "inner_loop";`,
      replace: "this.code !== code) void 0;",
    }],
    without: null,
  },
  {
    id: "tr-iter-jump-not-replaced",
    component: "translate",
    title: "_ITER_JUMP_* kept as a jumping uop",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "traces"],
    edits: [{
      file: TRANSLATE_TS,
      find: `        uop = REPLACEMENT_OF[uop] as number;
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "tr-missing-callee-dependency",
    component: "translate",
    title: "Inlined callee not recorded as dependency",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-109369 (instrumentation of a callee ignored by the caller's executor)",
    claims: ["recordings", "invalidation"],
    edits: [{
      file: TRANSLATE_TS,
      find: `    request.dependencies.add(callee.address);
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "tr-missing-root-dependency",
    component: "translate",
    title: "Trace does not depend on its own code object",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "invalidation"],
    edits: [{
      file: TRANSLATE_TS,
      find: `    dependencies.add(code.address);
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "tr-oparg-not-reset",
    component: "translate",
    title: "oparg carried from one uop of a macro to the next",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: "    this.builder.add(uop, oparg, operand);",
      replace: `    this.oparg = oparg;
    this.builder.add(uop, oparg, operand);`,
    }],
    without: null,
  },
  {
    id: "tr-overflow-before-push-frame",
    component: "translate",
    title: "Trace-stack overflow leaves a half-emitted call sequence",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-117180 / gh-117184",
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: "for (let i = 0; i < count; i++) this.addExpanded(expansion[i] as ExpandedUop);",
      replace: `for (let i = 0; i < count; i++) {
      const full = this.callers.length >= this.request.limits.traceStackSize;
      if (full && expansion[i]?.uop === UOPS._PUSH_FRAME.id) return "trace_stack_overflow";
      this.addExpanded(expansion[i] as ExpandedUop);
    }`,
    }],
    without: null,
  },
  {
    id: "tr-popcount-unmasked",
    component: "translate",
    title: "Branch history not truncated to 16 bits",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "translation"],
    edits: [{
      file: JUMPS_TS,
      find: "(((units[unit + 1] as number) << 1) & 0xffff)",
      replace: "((units[unit + 1] as number) << 1)",
    }, {
      file: TRANSLATE_TS,
      find: `  let bits = history - ((history >>> 1) & 0x5555);
  bits = (bits & 0x3333) + ((bits >>> 2) & 0x3333);
  bits = (bits + (bits >>> 4)) & 0x0f0f;
  return (bits + (bits >>> 8)) & 0x1f;`,
      replace: `  let bits = 0;
  for (let rest = history; rest !== 0; rest >>>= 1) bits += rest & 1;
  return bits;`,
    }],
    without: null,
  },
  {
    id: "tr-recursion-bail-missing",
    component: "translate",
    title: "Direct recursion is inlined",
    origin: "listed",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["recordings", "translation"],
    edits: [{
      file: TRANSLATE_TS,
      find: `    if (callee === this.code) return this.stopInCallee("recursive_call");
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "tr-return-offset-short",
    component: "translate",
    title: "_SAVE_RETURN_OFFSET off by one",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{ file: TRANSLATE_TS, find: "oparg = expanded.offset + 1;", replace: "oparg = expanded.offset;" }],
    without: null,
  },
  {
    id: "tr-short-trace-accepted",
    component: "translate",
    title: "Traces that make no progress are accepted",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["traces"],
    edits: [{
      file: TRANSLATE_TS,
      find: "export const LONGEST_SHORT_TRACE = 4;",
      replace: "export const LONGEST_SHORT_TRACE = 2;",
    }],
    without: null,
  },
  {
    id: "tr-super-bottom-mask",
    component: "translate",
    title: "Bottom half not masked to 4 bits",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{ file: TRANSLATE_TS, find: "oparg &= 0xf;", replace: "oparg &= 0xff;" }],
    without: null,
  },
  {
    id: "tr-super-halves-swapped",
    component: "translate",
    title: "OPARG_TOP and OPARG_BOTTOM exchanged",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{ file: TRANSLATE_TS, find: "oparg >>>= 4;", replace: "oparg &= 0x0f;" }, {
      file: TRANSLATE_TS,
      find: "oparg &= 0xf;",
      replace: "oparg >>>= 4;",
    }],
    without: null,
  },
  {
    id: "tr-underflow-mid-instruction",
    component: "translate",
    title: "Return underflow detected after LOAD_CONST was emitted",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: `if (last === UOPS._POP_FRAME.id && this.callers.length === 0) return "trace_stack_underflow";
    for (let i = 0; i < count; i++) this.addExpanded(expansion[i] as ExpandedUop);`,
      replace: `for (const expanded of expansion) {
      if (expanded.uop === UOPS._POP_FRAME.id && this.callers.length === 0) return "trace_stack_underflow";
      this.addExpanded(expanded);
    }`,
    }],
    without: null,
  },
  {
    id: "tr-unsupported-skipped",
    component: "translate",
    title: "Unsupported opcode silently skipped",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: TRANSLATE_TS,
      find: `if (expansion.length === 0) return "unsupported_opcode";`,
      replace: `if (expansion.length === 0) {
          this.unit = this.nextUnit();
          return "continue";
        }`,
    }],
    without: null,
  },
];
