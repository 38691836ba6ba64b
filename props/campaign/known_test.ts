import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { KNOWN_FILE, readKnown } from "./known.ts";

Deno.test("a list of what is known is read, and what is none says on one line what was found where", () => {
  const dir = Deno.makeTempDirSync();
  try {
    assertEquals(readKnown(dir).entries, []);
    const path = `${dir}/${KNOWN_FILE}`;
    const cases: readonly (readonly [text: string, says: string])[] = [
      ["nope\n", "expected JSON: "],
      ["[]", 'expected {"known": '],
      ['{ "known": [{ "signatur": "a" }] }', "known[0]: expected a signature"],
      ['{ "known": [{ "signature": "a", "link": 1 }] }', "known[0].link: expected text"],
    ];
    for (const [text, says] of cases) {
      Deno.writeTextFileSync(path, text);
      const { message } = assertThrows(() => readKnown(dir), TierproofError);
      assert(message.startsWith(`${path}: ${says}`) && !message.includes("\n"), message);
    }
    Deno.writeTextFileSync(path, '{ "known": [{ "signature": "a" }] }');
    assertEquals([readKnown(dir).of("a/form")?.link, readKnown(dir).of("ab")], ["", null]);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
});
