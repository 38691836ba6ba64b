/** Real findings of the pin, each replayed as found, with its root cause mended, and on the repaired target. */

import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { parseFinding, replayStored } from "../core/finding_file.ts";
import { pinPlug } from "../cpython/plug.ts";

const PIN = pinPlug();
const FOLDER = new URL("./findings/", import.meta.url);

/** Short, so that one reads them. */
const MAX_UNITS = 40;

const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) => name.endsWith(".json")).sort();

Deno.test("the known defects that hunts of the pin meet are among the regressions", () => {
  const forms = ["trace-escapes", "trace-catches", "caller-escapes", "caller-catches"];
  const lookups = forms.map((form) => `handler-lookup-${form}`);
  for (const known of [...lookups, "invalid-executor", "version-collision", "extended-arg-ip", "lost-line"]) {
    assert(names.includes(`${known}.json`), known);
  }
});

for (const name of names) {
  const read = parseFinding(Deno.readTextFileSync(new URL(name, FOLDER)), name, PIN);

  Deno.test(`regression ${name}: fails as found, for the same root cause`, () => {
    const found = replayStored(read, PIN);
    assert(found !== null, "the claim holds now");
    assertEquals([found.signature, found.cause.defects, found.flaky], [read.signature, read.healing, false]);
    assert(found.units <= MAX_UNITS);
  });

  Deno.test(`regression ${name}: holds with ${read.healing.join(" + ")}, and on the repaired target`, () => {
    assert(read.healing.length > 0);
    assertEquals(replayStored(read, PIN, new Set([...read.mended, ...read.healing])), null);
    assertEquals(replayStored(read, PIN, ALL_REPAIRS), null);
  });
}
