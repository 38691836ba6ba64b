import { assertEquals, assertThrows } from "@std/assert";
import { gunzipSync, gzipSync } from "./gunzip.ts";
import { CORNER_RECORDINGS } from "./load.ts";
import { PackedLines } from "./packed_lines.ts";

function pack(text: string): PackedLines {
  return new PackedLines(gzipSync(new TextEncoder().encode(text)));
}

Deno.test("packed lines are those of the file, in their order, empty ones left out", () => {
  const packed = Deno.readFileSync(CORNER_RECORDINGS[2] as URL);
  const expected = new TextDecoder().decode(gunzipSync(packed)).split("\n").filter((line) => line !== "");
  const lines = new PackedLines(packed);
  assertEquals(Array.from({ length: lines.length }, (_, i) => lines.at(i)), expected);
  for (const count of [0, 1, 15, 16, 17, 32, 40]) {
    const numbered = Array.from({ length: count }, (_, i) => `line ${i}`);
    for (const text of [numbered.join("\n"), `\n${numbered.join("\n\n\n")}\n\n`]) {
      const found = pack(text);
      assertEquals(Array.from({ length: found.length }, (_, i) => found.at(i)), numbered, JSON.stringify(text));
      assertThrows(() => found.at(count), RangeError, `there are ${count}`);
    }
  }
});
