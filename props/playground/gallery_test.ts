import { assert, assertEquals, assertThrows } from "@std/assert";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { storyOf } from "./explain.ts";
import { GALLERY, setupOf } from "./gallery.ts";
import type { GalleryEntry } from "./gallery_entry.ts";
import { analyse, plugWith } from "./worker/analyse.ts";
import { huntFor } from "./worker/found.ts";
import { ownPart } from "./worker/own_part.ts";
import { readProgram } from "./worker/read_program.ts";
import { verdictOn } from "./worker/verdict.ts";

const FIRST = GALLERY[0] as GalleryEntry;

Deno.test("each known mistake has an example, and each example a name of its own", () => {
  const shown = new Set(GALLERY.flatMap(({ repair }) => repair === null ? [] : [repair]));
  assertEquals(REPAIR_IDS.filter((id) => !shown.has(id)), []);
  assertEquals(new Set(GALLERY.map(({ id }) => id)).size, GALLERY.length);
  assertEquals(new Set(GALLERY.map(({ title }) => title)).size, GALLERY.length);
});

Deno.test("an example of a mistake fails as the pin was, and its repair heals it", () => {
  for (const { id, setup, repair, hunts } of GALLERY) {
    if (repair === null || hunts) continue;
    const { verdict } = analyse(setup, null);
    assert(verdict.kind === "fails", id);
    assert(verdict.failure.healedBy[0] === repair, `${id}: ${verdict.failure.healedBy}`);
    const healed = verdictOn(readProgram(setup), plugWith(null), new Set([repair]), setup.claim);
    assertEquals(healed.kind, "agree", id);
  }
});

Deno.test("the example of a false positive has one, and runs well", () => {
  const entry = GALLERY.find(({ id }) => id === "false-positive") as GalleryEntry;
  const { list, verdict, record } = analyse(entry.setup, null);
  assertEquals(verdict.kind, "agree");
  const [filter] = list.filters;
  assertEquals(filter?.objects.map(({ name }) => name), ["f", "a", "b", "c", "d", "e"]);
  const hit = list.events.find(({ kind }) => kind === "invalidate");
  assertEquals([hit?.object, hit?.hits, hit?.after], ["spared", [{ executor: 1, truly: false }], []]);
  // Each of its bits is set by something else.
  for (const bit of hit?.bits ?? []) assert(filter?.objects.some(({ bits }) => bits.includes(bit)), `${bit}`);
  const { marks, origins } = record;
  const dropped = marks.find(({ kind }) => kind === "invalidate")?.at ?? Infinity;
  const isTier1 = origins.slice(dropped).every(({ kind }) => kind === "tier1");
  assert(isTier1 && origins.slice(0, dropped).some(({ kind }) => kind === "trace") && dropped < origins.length - 200);
});

Deno.test("an example of a hunt finds its mistake and no other in few checks", async () => {
  for (const { id, setup, repair, hunts } of GALLERY) {
    if (!hunts) continue;
    const { found, progress } = await huntFor(setup, plugWith(null), 0, () => {});
    assertEquals(found?.failure.healedBy, [repair as string], id);
    assert(progress.checks < 500, `${id}: ${progress.checks}`);
  }
});

Deno.test("an example of a pass fails with it, all mistakes mended, and not without", async () => {
  for (const entry of GALLERY) {
    const { pass, id } = entry;
    if (pass === null) continue;
    const source = await Deno.readTextFile(new URL(`../../examples/passes/${pass.file}`, import.meta.url));
    const setup = setupOf(entry, { [pass.file]: source });
    const analysis = analyse(setup, ownPart(setup.pass));
    assertEquals(analysis.verdict.kind, "fails", id);
    assert(storyOf(analysis).steps.join("\n").includes("To blame: "), id);
    assertEquals(analyse(setup, null).verdict.kind, "agree", id);
  }
});

Deno.test("the first example is explained from the hot loop to the known mistake", () => {
  const { headline, steps } = storyOf(analyse(FIRST.setup, null));
  assertEquals(headline, "The optimizer changes what this program does.");
  const told = steps.join("\n");
  const expected = [
    "The jump back at unit 37 of f (to unit 12, line 3) was taken so often that the optimizer made a trace",
    "Then ran _LOAD_GLOBAL 2.",
    "(both agree up to f, unit 16)",
    "An instruction raises an exception, so the trace ends",
    "What is wrong is who handles the exception: right is “at unit 26”, but the run has “none”.",
    "the place to look up is unit 16, which is handled at unit 26. The run looked up the unit before, 15, which nobody handles.",
    "handler-lookup: After an error in a trace",
  ];
  for (const part of expected) assert(told.includes(part), `${part} is not in\n${told}`);
});

Deno.test("a program that goes well is told how its traces were left, what is repaired, and what gives no verdict why", () => {
  const text = "def f(n=40):\n  for i in range(n):\n    pass\n";
  const { steps } = storyOf(analyse({ ...FIRST.setup, text, mended: ["lost-line"] }, null));
  const told = steps.join("\n");
  assert(told.includes("They were left once by a guard."), told);
  assert(told.includes("The repair lost-line is on."), told);
  const { headline, steps: [why] } = storyOf(analyse({ ...FIRST.setup, text: "def f():\n  open('x')\n" }, null));
  assertEquals(headline, "No verdict: the run was given up.");
  assert(why?.includes("do not have"), why);
});

Deno.test("a claim that compares no results does not say that results are equal", () => {
  const { headline } = storyOf(analyse({ ...FIRST.setup, claim: "traces" }, null));
  assertEquals(headline, "What was looked at holds: traces. Results were not compared.");
});

Deno.test("limits that there are not are refused", () => {
  assertThrows(
    () => analyse({ ...FIRST.setup, limits: { ...FIRST.setup.limits, fuel: -1 } }, null),
    Error,
    "limits.fuel: found -1",
  );
});

Deno.test("a claim that is not about programs is refused where a program is to be judged", () => {
  assertThrows(
    () => analyse({ ...FIRST.setup, claim: "executor-commands" }, null),
    Error,
    "the claim executor-commands is not about programs: hunt for it below",
  );
});

Deno.test("the record of a run holds the place where the engines part, inside the trace", () => {
  const { record } = analyse(FIRST.setup, null);
  assertEquals(record.origins[record.parting]?.kind, "error");
  assertEquals(record.traces.length, 1);
  assert(record.boundaries.length > 200 && !record.cut);
});

Deno.test("a program that is refused is refused with its place", () => {
  let message = "";
  try {
    analyse({ ...FIRST.setup, text: "def f(:\n  pass\n" }, null);
  } catch (error) {
    message = (error as Error).message;
  }
  assert(/line 1, column 6/.test(message), message);
});

Deno.test("the record of a deep recursion is cut, and what comes before it can be stepped through", () => {
  const { record } = analyse({ ...FIRST.setup, text: "def f():\n  return f()\n" }, null);
  const frames = record.boundaries.reduce((sum, each) => sum + each.frames.length, 0);
  assert(record.cut && frames < 25_000 && record.boundaries.length > 300, `${frames} ${record.boundaries.length}`);
});
