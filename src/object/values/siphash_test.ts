import { assertEquals } from "@std/assert";
import { siphash, siphashText } from "./siphash.ts";

Deno.test("texts and bytes are hashed as CPython does under PYTHONHASHSEED=0", () => {
  const known: readonly (readonly [string, bigint])[] = [
    ["", 0n],
    ["a", 4644417185603328019n],
    ["abcdefgh", 4574395652268504554n],
    ["abcdefghi", -532774252720507163n],
    ["\u00e9", 6047309291227476195n],
    ["\u0100", 75343234424780393n],
    ["\u{1f600}x", -8926728262118538918n],
    ["x".repeat(100), 1359644457043326220n],
  ];
  for (const [text, hash] of known) assertEquals(BigInt(siphashText(text)), hash, text);
  assertEquals(siphash(new TextEncoder().encode("abc")), -4594863902769663758n);
});
