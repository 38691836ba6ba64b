import { assert, assertEquals } from "@std/assert";
import { validateProgram } from "../../src/isa/validate.ts";
import { PrngChoices } from "../core/choices.ts";
import { PIN_WARM } from "./draft/draft.ts";
import { fixup } from "./fix/fixup.ts";
import { bytesOfDraft, draftFromBytes } from "./from_bytes.ts";
import { generateDraft } from "./generate.ts";
import { lower } from "./lower/lower.ts";
import { shrinkDraft } from "./shrink/shrink.ts";
import { programUnits } from "./lower/code_size.ts";

/** Byte strings of many lengths, not aligned to words. */
const STRINGS: readonly Uint8Array[] = Array.from({ length: 200 }, (_, index) => {
  const choices = new PrngChoices(3, index);
  return Uint8Array.from({ length: choices.below(1000) }, () => choices.below(256));
});

Deno.test("any byte string is a valid program, the same one each time", () => {
  const programs = new Set<string>();
  for (const bytes of [new Uint8Array(0), Uint8Array.of(255), new Uint8Array(64).fill(255), ...STRINGS]) {
    const draft = draftFromBytes(bytes);
    assert(fixup(draft) === draft);
    const program = lower(draft);
    validateProgram(program);
    assertEquals(draftFromBytes(bytes), draft);
    programs.add(JSON.stringify(program));
  }
  assert(programs.size > 190, `expected different programs of different strings, found ${programs.size}`);
});

Deno.test("the bytes of a random Draft stand for that Draft, under a given warm-up, too", () => {
  for (let index = 0; index < 100; index++) {
    const bytes = bytesOfDraft(new PrngChoices(8, index));
    assertEquals(draftFromBytes(bytes), generateDraft(new PrngChoices(8, index)));
    const hot = bytesOfDraft(new PrngChoices(8, index), PIN_WARM);
    assertEquals(draftFromBytes(hot, PIN_WARM), generateDraft(new PrngChoices(8, index), PIN_WARM));
  }
});

Deno.test("a program from bytes shrinks like all others", () => {
  const usesRange = (names: readonly string[]): boolean => names.includes("range");
  const bytes = STRINGS.find((each) => lower(draftFromBytes(each)).codes.some(({ names }) => usesRange(names)));
  assert(bytes !== undefined);
  const result = shrinkDraft(
    draftFromBytes(bytes),
    (draft) => lower(draft).codes.some(({ names }) => usesRange(names)),
  );
  const units = programUnits(lower(result.draft));
  assert(units <= 16, `expected at most 16 instructions, found ${units}`);
});

/** The share of one-byte mutations that change the program. */
function shareThatChanges(strings: readonly Uint8Array[], mutations: number): number {
  const random = new PrngChoices(11);
  const programOf = (bytes: Uint8Array): string => JSON.stringify(lower(draftFromBytes(bytes, PIN_WARM)));
  let changed = 0;
  for (const bytes of strings) {
    const before = programOf(bytes);
    for (let i = 0; i < mutations; i++) {
      const at = random.below(bytes.length);
      const mutated = bytes.with(at, ((bytes[at] as number) + 1 + random.below(255)) & 255);
      if (programOf(mutated) !== before) changed++;
    }
  }
  return changed / (strings.length * mutations);
}

Deno.test("at least four of five mutations of one byte change the program, whether strings are short or long", () => {
  const random = new PrngChoices(12);
  const strings = (length: number): Uint8Array[] =>
    Array.from({ length: 40 }, () => Uint8Array.from({ length }, () => random.below(256)));
  const seeds = Array.from({ length: 40 }, (_, i) => bytesOfDraft(new PrngChoices(13, i), PIN_WARM));
  const shares = [seeds, strings(8), strings(20), strings(64), strings(500)].map((each) => shareThatChanges(each, 6));
  assert(shares.every((share) => share >= 0.8), `shares of mutations that change the program: ${shares.join(", ")}`);
});

Deno.test("bytes that are left over change ints, and zeros after the end nothing", () => {
  const bytes = bytesOfDraft(new PrngChoices(13, 4), PIN_WARM);
  const draft = draftFromBytes(bytes, PIN_WARM);
  assertEquals(draftFromBytes(Uint8Array.from([...bytes, ...new Array(50).fill(0)]), PIN_WARM), draft);
  const longer = Uint8Array.from([...bytes, ...new Array(12).fill(0), 3]);
  const stretched = draftFromBytes(longer, PIN_WARM);
  const text = (each: unknown): string => JSON.stringify(each);
  assert(text(stretched) !== text(draft));
  assertEquals(text(stretched).replaceAll(/\d+/g, "0"), text(draft).replaceAll(/\d+/g, "0"));
});
