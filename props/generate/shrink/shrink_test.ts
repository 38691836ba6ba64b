import { assert, assertEquals } from "@std/assert";
import { decodeAll } from "../../../src/isa/code_unit.ts";
import { OPCODES } from "../../../src/isa/opcodes.ts";
import type { Program } from "../../../src/isa/program.ts";
import { PrngChoices } from "../../core/choices.ts";
import type { Draft } from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { generateDraft } from "../generate.ts";
import { lower } from "../lower/lower.ts";
import { shrink, shrinkDraft } from "./shrink.ts";
import { programUnits } from "../lower/code_size.ts";
import { draftWeight } from "./weight.ts";

function draftsOf(count: number): Draft[] {
  const choices = new PrngChoices(0);
  return Array.from({ length: count }, (_, index) => {
    choices.reseed(4, index);
    return generateDraft(choices);
  });
}

/** Whether a handler's range starts with the load of a global. */
function startsWithGlobal(program: Program): boolean {
  return program.codes.some((code) => {
    const starts = new Set(code.exceptionTable.filter(({ lasti }) => !lasti).map(({ start }) => start));
    const loop = decodeAll(code.code).some(({ opcode }) => opcode === OPCODES.FOR_ITER.opcode);
    return loop &&
      decodeAll(code.code).some(({ start, opcode }) => starts.has(start) && opcode === OPCODES.LOAD_GLOBAL.opcode);
  });
}

Deno.test("every candidate is valid and strictly lighter", () => {
  for (const draft of draftsOf(20)) {
    const weight = draftWeight(draft);
    let index = 0;
    for (const candidate of shrink(draft)) {
      if (index++ % 7 !== 0) continue;
      assertEquals(fixup(candidate), candidate);
      assert(draftWeight(candidate) < weight);
    }
  }
});

Deno.test("a program that fails by its shape shrinks to little more than that shape", () => {
  let shrunk = 0;
  for (const draft of draftsOf(300)) {
    if (!startsWithGlobal(lower(draft))) continue;
    const result = shrinkDraft(draft, (candidate) => startsWithGlobal(lower(candidate)));
    assert(result.minimal);
    const units = programUnits(lower(result.draft));
    assert(units <= 30, `expected at most 30 instructions, found ${units}: ${JSON.stringify(result.draft)}`);
    if (++shrunk >= 12) break;
  }
  assert(shrunk >= 3, `expected some programs of that shape, found ${shrunk}`);
});

/** Whether a loop holds a call with a prefix. */
function hasPaddedCall({ codes }: Program): boolean {
  return codes.some(({ code }) => {
    const instructions = decodeAll(code);
    const back = instructions.findLast(({ opcode }) => opcode === OPCODES.JUMP_BACKWARD.opcode);
    return back !== undefined &&
      instructions.some(({ opcode, start, at }) =>
        opcode === OPCODES.CALL.opcode && start < at && at < back.at && at > back.next - back.oparg
      );
  });
}

Deno.test("a twist stays where it is while everything around it goes, and what costs rounds gets less", () => {
  let shrunk = 0;
  for (const draft of draftsOf(600)) {
    if (!hasPaddedCall(lower(draft))) continue;
    const result = shrinkDraft(draft, (candidate) => hasPaddedCall(lower(candidate)));
    const units = programUnits(lower(result.draft));
    assert(units <= 20, `expected at most 20 instructions, found ${units}: ${JSON.stringify(result.draft)}`);
    assertEquals(result.draft.warm, 1);
    if (++shrunk >= 6) break;
  }
  assert(shrunk >= 3, `expected some programs of that shape, found ${shrunk}`);
});

Deno.test("shrinking may be stopped at any time and gives the best so far", () => {
  const [draft] = draftsOf(1);
  assert(draft !== undefined);
  const result = shrinkDraft(draft, () => true, { candidates: 3 });
  assertEquals(result.tried, 3);
  assert(!result.minimal && draftWeight(result.draft) < draftWeight(draft));
  const expired = shrinkDraft(draft, () => true, { candidates: 1000, expired: () => true });
  assertEquals([expired.draft, expired.tried], [draft, 0]);
});
