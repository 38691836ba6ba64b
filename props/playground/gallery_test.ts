import { assert, assertEquals } from "@std/assert";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { storyOf } from "./explain.ts";
import { GALLERY } from "./gallery.ts";
import { analyse } from "./worker/analyse.ts";

Deno.test("every example of the gallery fails as its title says, and its repair heals it", () => {
  for (const { id, setup } of GALLERY) {
    const { verdict } = analyse(setup, null);
    assert(verdict.kind === "fails", id);
    assertEquals(verdict.failure.healedBy, [id]);
    assertEquals(analyse({ ...setup, mended: [id] }, null).verdict.kind, "agree", id);
    assertEquals(analyse({ ...setup, mended: REPAIR_IDS }, null).verdict.kind, "agree", id);
  }
});

Deno.test("the first example is explained from the hot loop to the known mistake", () => {
  const [first] = GALLERY;
  assert(first !== undefined);
  const { headline, steps } = storyOf(analyse(first.setup, null));
  assertEquals(headline, "The optimizer changes what this program does.");
  const told = steps.join("\n");
  const expected = [
    "The loop of f at unit 12, line 3 ran so often that the optimizer made a trace of it: 14 micro-ops",
    "Then ran _LOAD_GLOBAL 2.",
    "an instruction raises an exception, so the trace ends",
    "they part in who handles the exception (handler): right is “at unit 26”",
    "handler-lookup: After an error in a trace",
  ];
  for (const part of expected) assert(told.includes(part), `${part} is not in\n${told}`);
});

Deno.test("the record of a run holds the place where the engines part, inside the trace", () => {
  const { record } = analyse(GALLERY[0]?.setup as typeof GALLERY[number]["setup"], null);
  assertEquals(record.origins[record.parting]?.kind, "error");
  assertEquals(record.traces.length, 1);
  assert(record.boundaries.length > 200 && !record.cut);
});

Deno.test("a program that is refused is refused with its place", () => {
  const setup = { ...(GALLERY[0] as typeof GALLERY[number]).setup, text: "def f(:\n  pass\n" };
  let message = "";
  try {
    analyse(setup, null);
  } catch (error) {
    message = (error as Error).message;
  }
  assert(/line 1, column 6/.test(message), message);
});
