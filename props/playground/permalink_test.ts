import { assert, assertEquals, assertRejects } from "@std/assert";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { disassemble } from "../../src/isa/disassembler.ts";
import { PrngChoices } from "../core/choices.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { programSize } from "../cpython/program_size.ts";
import { deflate, fragmentOf, packSetup, readFragment } from "./permalink.ts";
import { DEFAULT_SETUP, type Setup } from "./setup.ts";

const FULL: Setup = {
  form: "assembly",
  text: "tierproof-assembly 1\n# ü\n",
  mended: ["handler-lookup", "lost-line"],
  limits: { ...DEFAULT_LIMITS, fuel: 4000, backedgeThreshold: 16 },
  claim: "exits",
  pass: "export const pass = { name: 'own', run: (trace) => trace };",
  step: 17,
  seed: 9,
  huntClaim: "traces",
};

async function link(setup: Setup): Promise<string> {
  return fragmentOf(await deflate(packSetup(setup)));
}

Deno.test("a link gives the setup back that it was made of", async () => {
  for (const setup of [FULL, DEFAULT_SETUP]) assertEquals(await readFragment(await link(setup)), setup);
});

Deno.test("a link to a program of 50 instructions has less than 1,500 characters", async () => {
  let longest = 0;
  let found = 0;
  for (let seed = 0; found < 5; seed++) {
    const { program, limits } = CPYTHON_LANGUAGE.lower(CPYTHON_LANGUAGE.generate(new PrngChoices(seed)));
    const { units } = programSize(program);
    if (units < 45 || units > 55) continue;
    found++;
    longest = Math.max(
      longest,
      (await link({ ...DEFAULT_SETUP, form: "assembly", text: disassemble(program), limits })).length,
    );
  }
  assert(longest < 1500, `${longest} characters`);
});

Deno.test("a link that is damaged at any place says so, or means the same still", async () => {
  const good = await link(FULL);
  let refused = 0;
  for (let at = 0; at < good.length; at++) {
    const damaged = good.slice(0, at) + (good[at] === "A" ? "B" : "A") + good.slice(at + 1);
    const read = await readFragment(damaged).catch((error: Error) => error);
    if (!(read instanceof Error)) assertEquals(read, FULL, damaged);
    else if (read.message.startsWith("this link is")) refused++;
  }
  // A few bits of a compressed text stand for nothing.
  assert(refused >= good.length - 3, `${refused} of ${good.length}`);
  for (const cut of [good.slice(0, 40), good.slice(0, -6), "#x", "#tp1.", "#tp1.!!"]) {
    await assertRejects(() => readFragment(cut), Error, "this link is damaged");
  }
});

Deno.test("a link of a later version says that this page is too old for it", async () => {
  const later = (await link(FULL)).replace("#tp1.", "#tp2.");
  await assertRejects(
    () => readFragment(later),
    Error,
    "this link is of version 2, this page reads links up to version 1",
  );
});

Deno.test("a link that asks for limits that there are not is refused", async () => {
  const setup = { ...FULL, limits: { ...FULL.limits, fuel: -1 } };
  const fragment = await link(setup);
  await assertRejects(() => readFragment(fragment), Error, "limits.fuel");
});

Deno.test("a link whose contents are no setup is damaged, and a repair of a later version is named", async () => {
  const refused = async (contents: unknown, says: string): Promise<void> => {
    const fragment = fragmentOf(await deflate(new TextEncoder().encode(JSON.stringify(contents))));
    await assertRejects(() => readFragment(fragment), Error, `this link is damaged: ${says}`);
  };
  for (const contents of [5, null, [], "x"]) await refused(contents, "expected an object");
  for (const limits of ["5", "null", "[]"]) await refused({ l: limits }, "expected limits by their names");
  await refused({ l: '{"nosuch":1}' }, "limits.nosuch");
  await refused({ r: "lost-line nosuch" }, "it knows a repair that is new here: nosuch");
  await refused({ n: -1 }, "expected a whole number as step");
  await refused({ t: 7 }, "expected a text as program");
});
