/**
 * What can occur on which engine, and why the rest cannot.
 *
 * @module
 */

import { hasFlag } from "../../src/isa/flags.ts";
import { OPCODE_NAMES, opcodeKind, type OpcodeName } from "../../src/isa/opcodes.ts";
import { isTier2Uop, type Tier2UopName, UOP_NAMES, uopRow } from "../../src/isa/uops.ts";
import { ENGINE_NAMES, type EngineName } from "./rig.ts";

/** Why something never occurs. */
interface Impossible {
  readonly engines: readonly EngineName[];
  readonly why: string;
}

/** Unspecialized opcodes that some engine never executes. */
const IMPOSSIBLE_OPCODES: Readonly<Partial<Record<OpcodeName, Impossible>>> = {
  RESERVED: { engines: ENGINE_NAMES, why: "stands for no instruction; no program may hold it" },
  INTERPRETER_EXIT: {
    engines: ENGINE_NAMES,
    why:
      "is the code of the pin's outermost frame alone; no program may hold it, and the engines leave their loops without",
  },
  CACHE: {
    engines: ENGINE_NAMES,
    why: "is the room for inline caches, jumped over; tier 2 runs into it after the pin's defect extended-arg-ip only",
  },
  ENTER_EXECUTOR: { engines: ["reference", "tier1"], why: "is what an optimizer installs; no program may hold it" },
  EXIT_INIT_CHECK: {
    engines: ["reference"],
    why: "is in the hidden frame below an inlined __init__ alone, which specialized calls push; no program may hold it",
  },
};

/** Instrumented opcodes that no engine executes. */
const IMPOSSIBLE_INSTRUMENTED: Readonly<Partial<Record<OpcodeName, string>>> = {
  INSTRUMENTED_INSTRUCTION: "monitoring of single instructions is not offered",
};

/** Uops that tier 2 could execute but never finds in a trace. */
const IMPOSSIBLE_UOPS: Readonly<Partial<Record<Tier2UopName, string>>> = {
  _INSERT: "no instruction expands to it",
  _IS_NONE: "its two instructions are branches, which the translator turns into guards",
  NOP: "traces are rid of it before they become executors",
  EXIT_INIT_CHECK:
    "no trace leads into the hidden frame that holds it: the call that pushes the frame has no expansion",
};

/** Uops with DEOPT in their row that never leave a trace. */
const NEVER_DEOPT: Readonly<Partial<Record<Tier2UopName, string>>> = {
  _CHECK_PEP_523: "no other evaluation function can be installed here",
  _LOAD_GLOBAL_MODULE: "the guard of the keys' version before it has seen that the name is bound",
  _LOAD_GLOBAL_BUILTINS: "the guard of the keys' version before it has seen that the name is bound",
  _LOAD_ATTR_MODULE: "the guard of the keys' version before it has seen that the name is bound",
};

/** Uops with ERROR in their row that only a lack of memory makes raise, which gives a run up here. */
const ONLY_MEMORY: ReadonlySet<string> = new Set(
  ("LOAD_BUILD_CLASS MAKE_FUNCTION BUILD_CONST_KEY_MAP BUILD_LIST BUILD_SLICE BUILD_STRING BUILD_TUPLE LIST_APPEND MAKE_CELL " +
    "STORE_GLOBAL _BINARY_OP_MULTIPLY_INT _BINARY_OP_ADD_INT _BINARY_OP_SUBTRACT_INT _BINARY_OP_ADD_UNICODE _ITER_NEXT_RANGE")
    .split(" "),
);

/** Groups of the table; each has a share of its own. */
export const GROUPS = ["base", "specialized", "instrumented", "uop"] as const;

/** Name of a group. */
export type Group = (typeof GROUPS)[number];

/** The engines whose executions of a group are counted. */
export function enginesOf(group: Group): readonly EngineName[] {
  return group === "base" ? ENGINE_NAMES : group === "uop" ? ["tier2"] : ["tier1", "tier2"];
}

/** Members of a group, by name. */
export function membersOf(group: Exclude<Group, "uop">): readonly OpcodeName[] {
  return OPCODE_NAMES.filter((name) => opcodeKind(name) === group);
}

/** The uops that tier 2 can execute. */
export const TIER2_UOPS: readonly Tier2UopName[] = UOP_NAMES.filter(isTier2Uop);

/** Why an opcode never occurs on an engine; null where it can. */
export function whyNoOpcode(name: OpcodeName, engine: EngineName): string | null {
  if (engine === "reference" && opcodeKind(name) !== "base") return "the reference runs unspecialized code";
  const row = IMPOSSIBLE_OPCODES[name];
  return row !== undefined && row.engines.includes(engine) ? row.why : IMPOSSIBLE_INSTRUMENTED[name] ?? null;
}

/** Whether what whyNoOpcode() says has the one exception of a defect. */
export function occursByDefect(name: OpcodeName, engine: EngineName): boolean {
  return name === "CACHE" && engine === "tier2";
}

/** Why a uop is never executed; null where it can be. */
export function whyNoUop(name: Tier2UopName): string | null {
  return IMPOSSIBLE_UOPS[name] ?? null;
}

/** Why a uop never leaves a trace by its guard; null where it can. */
export function whyNoDeopt(name: Tier2UopName): string | null {
  if (!hasFlag(uopRow(name).flags, "DEOPT")) return "its row has no DEOPT";
  return IMPOSSIBLE_UOPS[name] ?? NEVER_DEOPT[name] ?? null;
}

/** Why no exception comes up at a uop; null where one can. */
export function whyNoError(name: Tier2UopName): string | null {
  if (!hasFlag(uopRow(name).flags, "ERROR")) return "its row has no ERROR";
  return IMPOSSIBLE_UOPS[name] ?? (ONLY_MEMORY.has(name) ? "only a lack of memory raises there" : null);
}
