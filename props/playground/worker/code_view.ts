/**
 * Code objects for the page: instructions with what a run made of them.
 *
 * @module
 */

import { decodeAt } from "../../../src/isa/code_unit.ts";
import { formatCode } from "../../../src/isa/format_program.ts";
import { bytesOfHex } from "../../../src/isa/hex.ts";
import { listCode, type ListingItem } from "../../../src/isa/listing.ts";
import { decodeLocationTable } from "../../../src/isa/location_table.ts";
import { baseOf, opcodeNameOf, OPCODES } from "../../../src/isa/opcodes.ts";
import { fastLocalNames, opargText, operandText } from "../../../src/isa/operand_text.ts";
import type { CodeObject, Program } from "../../../src/isa/program.ts";
import type { PyCode } from "../../../src/object/values/code.ts";
import { BRANCH_HISTORY } from "../../../src/object/values/code.ts";
import type { CodeView, InstructionRow } from "../view.ts";

/** All code objects of a program; `codes` as a run left them. */
export function codeViews(program: Program, codes: readonly PyCode[]): CodeView[] {
  return program.codes.map((code, index) => codeView(code, index, codes[index]));
}

function codeView(code: CodeObject, index: number, after: PyCode | undefined): CodeView {
  const { items } = listCode(code);
  const locals = fastLocalNames(code);
  const lines = code.lineTable === "" ? [] : decodeLocationTable(bytesOfHex(code.lineTable), code.firstlineno);
  const rows = items.map((item) => rowOf(item, code, locals, after, lines[placeOf(item)]?.line ?? null));
  return {
    index,
    name: code.qualname,
    head: formatCode(code).split("  ")[0] ?? code.name,
    rows,
    handlers: code.exceptionTable.map(({ start, length, target, depth }) => ({
      from: start,
      to: start + length - 1,
      target,
      depth,
    })),
    locals,
  };
}

function placeOf(item: ListingItem): number {
  return item.kind === "unit" ? item.start : item.instruction.at;
}

function rowOf(
  item: ListingItem,
  code: CodeObject,
  locals: readonly string[],
  after: PyCode | undefined,
  line: number | null,
): InstructionRow {
  if (item.kind === "unit") {
    const name = `unit 0x${item.unit.toString(16).padStart(4, "0")}`;
    const { start } = item;
    return { start, at: start, name, oparg: "", meaning: "", target: null, line, became: "", counter: "" };
  }
  const { name, instruction, target } = item;
  return {
    start: instruction.start,
    at: instruction.at,
    name,
    oparg: opargText(name, instruction.oparg),
    meaning: operandText(code, locals, name, instruction.oparg),
    target,
    line,
    ...(after === undefined ? NOTHING_WRITTEN : adaptive(after, instruction.at, instruction.next)),
  };
}

/** What a run made of an instruction. */
export type Written = Pick<InstructionRow, "became" | "counter">;

/** Of an instruction as it was compiled. */
export const NOTHING_WRITTEN: Written = { became: "", counter: "" };

/** What tier 1 wrote over an instruction whose cache ends at `next`, and its inline cache's first entry. */
export function adaptive({ units, source }: PyCode, at: number, next: number): Written {
  const { opcode } = decodeAt(units, at);
  const compiled = decodeAt(source.code, at).opcode;
  const became = opcode === compiled ? "" : opcodeNameOf(opcode) ?? String(opcode);
  return { became, counter: next > at + 1 ? counterText(compiled, opcode, units[at + 1] as number) : "" };
}

const { POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, JUMP_BACKWARD, ENTER_EXECUTOR } =
  OPCODES;
const BRANCHES: ReadonlySet<number> = new Set(
  [POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE].map(({ opcode }) => opcode),
);

/** A counter as people read it: jumps back count up by 16, branches keep their last 16 ways, others count down to the next try. */
function counterText(compiled: number, opcode: number, counter: number): string {
  if (BRANCHES.has(compiled)) {
    return counter === BRANCH_HISTORY ? "" : `took ${counter.toString(2).padStart(16, "0")}`;
  }
  if (compiled === JUMP_BACKWARD.opcode) {
    return opcode === ENTER_EXECUTOR.opcode || counter === 0 ? "" : `counter ${counter}`;
  }
  return baseOf(opcode) === opcode ? `tries again in ${counter >> 4}` : `misses left ${counter >> 4}`;
}
