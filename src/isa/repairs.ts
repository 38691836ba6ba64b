/**
 * Repairs: named switches, each mending one known defect of the pin. None is on in the `pinned` target, all are in the
 * `repaired` one. The code that a repair guards is marked `FAITHFUL:` where it keeps the pin's behaviour.
 *
 * @module
 */

/** One row of {@linkcode REPAIRS}. */
export interface RepairRow {
  /** What the pin does and what the repaired target does instead. */
  readonly what: string;
  /** Where the defect was observed. */
  readonly evidence: string;
}

/** All repairs, by id. */
export const REPAIRS = {
  "handler-lookup": {
    what:
      "after an error in a trace, and for the caller of an inlined frame that unwinds, the exception table is searched one code unit before the failing instruction; repaired, the failing instruction itself is looked up",
    evidence:
      "recorded programs: an exception of the first instruction of a try block escapes it, one of the first instruction after it is caught",
  },
  "invalid-executor": {
    what:
      "ENTER_EXECUTOR does not look at the valid flag, so an invalid executor is entered at every iteration; repaired, the saved JUMP_BACKWARD runs instead",
    evidence: "recorded run: the executor stays installed and deopts at its first kept _CHECK_VALIDITY",
  },
  "depends-on-revives": {
    what:
      "in a debug build, adding a dependency to an invalid executor makes it valid again while it stays unlinked, so that nothing can invalidate it any more; repaired, it stays invalid",
    evidence: "recorded order of the executor list: the step that adds a dependency to an invalid, unlinked executor",
  },
  "self-replacement": {
    what:
      "replacing an installed executor by itself zeroes the opcode that it saved, so that the instruction under it is lost; repaired, nothing happens",
    evidence:
      "the hand-over copies the saved opcode from old to new, then zeroes the old one's, and both are the same object",
  },
  "nop-jump-target": {
    what:
      "packing a trace sends a jump to a NOP to the place that the NOP's own oparg names; repaired, it goes to the uop behind the NOP",
    evidence:
      "make_executor_from_uops reads the destination of a jump from the uop there, which it never wrote for a NOP; no trace that the translator makes has such a jump",
  },
  "version-collision": {
    what:
      "function versions and code versions come from two counters that both start at 1, so unrelated functions can share a version and the wrong body is inlined; repaired, both come from one counter",
    evidence: "recorded program: 1039 instead of 39000",
  },
  "metaclass-call": {
    what:
      "CALL of a class is specialized without looking at its metaclass, so from the second run of the site the metaclass's __call__ is skipped; repaired, only plain classes are specialized",
    evidence: "observed: run 1 gives the metaclass's result, later runs give instances",
  },
  "init-code-swap": {
    what:
      "CALL_ALLOC_AND_ENTER_INIT does not look at the version of __init__, so it runs code that was given to it later without a miss; repaired, such a change is a miss",
    evidence:
      "observed: after C.__init__.__code__ = ... the site runs the new code, LOAD_ATTR_PROPERTY in the same case misses",
  },
  "first-entry": {
    what:
      "the first entry of an executor, right after it is made, dispatches the jump again without its EXTENDED_ARG prefixes, so the instruction pointer is in the middle of the loop until the trace sets it; repaired, it is at the loop top",
    evidence:
      "measured: a destructor that runs in the first instruction of a loop of more than 255 units sees a line in the middle of the loop in the 17th round, and in no other",
  },
  "current-ip": {
    what:
      "uops that can run program code but neither fail nor deopt do not keep the instruction pointer current, so frames that the program looks at show an earlier line; repaired, the pointer is kept before every uop that escapes",
    evidence:
      "recorded programs that read sys._getframe().f_lineno in a hot loop give other lines with the optimizer on",
  },
  "lost-check": {
    what:
      "behind uops that call program code but are not marked so, and at the top of the trace, the check that the executor is still valid is removed, so events that such code asks for are lost until the next check; repaired, it is kept",
    evidence:
      "recorded program: a function that list(map()) calls in a hot loop asks for CALL events; tier 1 reports the next call, the trace does not",
  },
  "extended-arg-ip": {
    what:
      "in a trace the instruction pointer names the first EXTENDED_ARG prefix instead of the instruction: tracebacks give another offset, and a return from an inlined call to a padded CALL goes on inside its inline cache; repaired, it names the instruction",
    evidence:
      "the translator writes _SET_IP before it looks at prefixes, and counts the return offset from the instruction",
  },
  "lost-line": {
    what:
      "a trace is left with the instruction pointer at the instruction to come; a line event that starts there takes it for the instruction before, sees the same line and reports nothing; and list.append as a statement goes past its POP_TOP, and += of strings past its STORE_FAST, also where a line begins there by now; repaired, the pointer is at the instruction that ran before, and nothing is passed that reports",
    evidence:
      "recorded programs: with line events for a function that a hot loop calls, its first line is reported by tier 1 and lost with traces",
  },
} as const satisfies Record<string, RepairRow>;

/** Id of a repair. */
export type RepairId = keyof typeof REPAIRS;

/** All ids, in the order of the table. */
export const REPAIR_IDS: readonly RepairId[] = Object.keys(REPAIRS) as RepairId[];

/** The repairs of the `pinned` target: none. */
export const NO_REPAIRS: ReadonlySet<RepairId> = new Set();

/** The repairs of the `repaired` target: all. */
export const ALL_REPAIRS: ReadonlySet<RepairId> = new Set(REPAIR_IDS);
