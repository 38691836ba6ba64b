/**
 * Counting copies of the two inner loops, made from the text of the loops themselves: whatever is done to those is done to these.
 *
 * @module
 */

/** Replaces a piece of text that must be there exactly once. */
function replaceOnce(text: string, find: string, replacement: string): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new Error(`expected ${JSON.stringify(find)} once in the loop, found it ${parts.length - 1} times`);
  }
  return parts.join(replacement);
}

/** Text of `src/vm/tier1/counting_loop.ts`, from that of `loop.ts`. */
export function countingTier1Loop(loop: string): string {
  let text = replaceOnce(loop, " * Tier 1: the loop that runs adaptive bytecode.", " * Tier 1: the loop, counting.");
  text = replaceOnce(
    text,
    'import type { Handler } from "../bodies/uop_body.ts";',
    'import type { Handler } from "../bodies/uop_body.ts";\nimport type { Coverage } from "../coverage.ts";',
  );
  text = replaceOnce(text, "/** Runs the current frame", "/** Counts what it runs. Runs the current frame");
  text = replaceOnce(
    text,
    "function interpret(m: Machine): Value {",
    "function interpretCounting(m: Machine, coverage: Coverage): Value {",
  );
  text = replaceOnce(
    text,
    "      unit = units[++ip] as number;",
    "      coverage.opcode(opcode);\n      unit = units[++ip] as number;",
  );
  text = replaceOnce(
    text,
    "    let status: Status;",
    "    coverage.opcode(opcode);\n    let status: Status;",
  );
  text = replaceOnce(
    text,
    "      if (status === DEOPT) {",
    "      if (status === DEOPT) {\n        coverage.missed(opcode);",
  );
  return replaceOnce(
    text,
    "      }\n      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);",
    "      }\n      coverage.opcode(opcode);\n      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);",
  );
}

/** Text of `src/vm/tier2/counting_loop.ts`, from that of `loop.ts`. */
export function countingTier2Loop(loop: string): string {
  let text = replaceOnce(loop, " * Tier 2: the loop that runs a trace.", " * Tier 2: the loop, counting.");
  text = replaceOnce(
    text,
    'import type { Machine } from "../machine.ts";',
    'import { type Coverage, NO_UOP } from "../coverage.ts";\nimport type { Machine } from "../machine.ts";',
  );
  text = replaceOnce(text, "/** Runs the uops", "/** Counts what it runs. Runs the uops");
  text = replaceOnce(
    text,
    "function runTrace(m: Machine, executor: UopExecutor): Status {",
    "function runTraceCounting(m: Machine, executor: UopExecutor, coverage: Coverage): Status {\n  let previous = NO_UOP;",
  );
  return replaceOnce(
    text,
    "    let status: Status;",
    "    coverage.uop(previous, previous = uops[index] as number);\n    let status: Status;",
  );
}
