import { assert, assertEquals } from "@std/assert";
import { TierproofError } from "../../../src/isa/errors.ts";
import { parseModule } from "../syntax/parse.ts";
import { partingOf, recordedSources } from "../testing/recorded.ts";
import { compileModule } from "./compile.ts";

/** Recordings, and the least share of sources that must be compiled as the pin's compiler did, line tables included. */
const FLOORS = { random: 0.98, traces: 1, corners: 1, language: 1, sources: 1 };

for (const [name, floor] of Object.entries(FLOORS)) {
  Deno.test(`recorded sources are compiled as the pin's compiler did: ${name}`, async () => {
    const sources = await recordedSources(new URL(`../../golden/${name}.jsonl.gz`, import.meta.url));
    const partings = new Map<string, string[]>();
    for (const { id, source, codes } of sources) {
      const what = partsAt(source, codes);
      if (what !== null) partings.set(what, [...partings.get(what) ?? [], id]);
    }
    const differ = [...partings.values()].flat().length;
    const rate = 1 - differ / sources.length;
    console.log(`${name}: ${sources.length - differ} of ${sources.length} equal (${(rate * 100).toFixed(1)} %)`);
    for (const [what, ids] of partings) console.log(`  ${ids.length} differ: ${what} (${ids.slice(0, 3).join(", ")})`);
    assert(rate >= floor, `${name}: ${rate} of the sources are equal, expected ${floor}`);
  });
}

/** What differs first, or why a source cannot be compiled. */
function partsAt(source: string, codes: Parameters<typeof partingOf>[1]): string | null {
  try {
    return partingOf(compileModule(parseModule(source)), codes)?.what ?? null;
  } catch (error) {
    if (!(error instanceof TierproofError)) throw error;
    return error.message.replace(/.*column \d+: /, "");
  }
}

Deno.test("a parting is seen", async () => {
  const [record] = await recordedSources(new URL("../../golden/language.jsonl.gz", import.meta.url));
  assert(record !== undefined);
  const ours = compileModule(parseModule(record.source));
  assertEquals(partingOf(ours, record.codes), null);
  const [module, ...rest] = ours;
  assert(module !== undefined);
  assertEquals(partingOf([{ ...module, stacksize: 99 }, ...rest], record.codes), {
    what: "stack size",
    code: "<module>",
  });
});
