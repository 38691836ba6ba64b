import { assert, assertEquals } from "@std/assert";
import { type Pass, PASSES, tier2, UOPS } from "../../mod.ts";
import { ALL_REPAIRS } from "../../mod.ts";
import { checkEngine, checkPass } from "../../props/mod.ts";
import { type Row, row } from "./check.ts";
import { RIGHT, SLIPS } from "./mod.ts";

/** Checks of a right pass here; `deno task passes` does 20,000. */
const CHECKS = 150;
/** Stores that are dead are rare. */
const CHECKS_OF: Readonly<Record<string, number>> = { "dead-stores": 500 };

for (const pass of RIGHT) {
  Deno.test(`the example pass ${pass.name} keeps the meaning of random programs`, () => {
    let changed = 0;
    const counting: Pass = {
      name: pass.name,
      run(trace, context) {
        const after = pass.run(trace, context);
        const nop = UOPS.NOP.id;
        const left = trace.filter((each) => each.uop !== nop);
        const right = after.filter((each) => each.uop !== nop);
        if (left.length !== right.length || left.some((each, i) => each.uop !== right[i]?.uop)) changed++;
        return after;
      },
    };
    assertEquals(checkPass(counting, { seed: 1, checks: CHECKS_OF[pass.name] ?? CHECKS })?.text, undefined);
    assert(changed > 0, "the pass changed no trace, so nothing was checked");
  });
}

Deno.test("the example passes keep the meaning of random programs together", () => {
  const engine = tier2({ passes: [...PASSES, ...RIGHT], repairs: ALL_REPAIRS });
  assertEquals(checkEngine(engine, { seed: 2, checks: CHECKS })?.text, undefined);
});

const SEEDS: readonly number[] = [1, 2, 3];
/** Seeds that show it within 200 checks: others take up to 850, `deno task passes` goes through those. */
const SEEDS_OF: Readonly<Record<string, readonly number[]>> = { "constant-folding-slip": [4, 5, 8] };

const found = new Map<string, Row>();

/** What is found about a slip; looked for once. */
function slipFound(pass: Pass, seed: number): Row["found"] {
  const key = `${pass.name} ${seed}`;
  let known = found.get(key);
  if (known === undefined) found.set(key, known = row(pass, seed, 20_000));
  return known.found;
}

for (const pass of SLIPS) {
  Deno.test(`the slip of the example pass ${pass.name} is found`, () => {
    // The right one passes; so it is the slip that is found.
    for (const seed of SEEDS_OF[pass.name] ?? SEEDS) assert(slipFound(pass, seed) !== null, `seed ${seed}`);
  });
}

Deno.test("a pass that confuses types is told with its name, the uop that broke down, and the place", () => {
  const slip = SLIPS[0] as Pass;
  const assumed = slipFound(slip, 1)?.text ?? "";
  assert(assumed.includes(`target ${slip.name}`), assumed);
  const belief = /assumption \(_GUARD_BOTH_\w+\), removed: .*; relied on by _BINARY_OP_\w+; broken before f\+\d+, /;
  assert(belief.test(assumed), assumed);
  // What the program itself does wrong, when the claim that breaks assumptions is left out.
  const claims = ["equivalence"];
  const texts = [1, 3, 4].map((seed) => checkPass(slip, { seed, checks: 20_000, claims })?.text ?? "");
  for (const text of texts) {
    assert(/made by the pass redundant-guards-slip, which at uop \d+ takes away _GUARD_BOTH_\w+/.test(text), text);
    assert(/then ran uops \d+ to \d+: .*_BINARY_OP_\w+/.test(text), text);
  }
  // In some of them the uop only gives nonsense.
  const crash = texts.find((text) => /crash in _BINARY_OP_\w+/.test(text));
  assert(crash !== undefined, texts.join("\n\n"));
  assert(/FIRST DIFFERENCE {2}\w+ at unit \d+, in a trace: crash in _BINARY_OP_\w+, uop \d+/.test(crash), crash);
});

Deno.test("a pass that drops the _SET_IP before calls is found within 2,000 checks", () => {
  const isCall = (id: number): boolean =>
    Object.entries(UOPS).some(([name, row]) => row.id === id && /^CALL_/.test(name));
  const noPointer: Pass = {
    name: "no-pointer",
    run: (trace) =>
      trace.map((each, i) => {
        const next = trace.findIndex((other, j) => j > i && other.uop === UOPS._SET_IP.id);
        const until = trace.slice(i + 1, next < 0 ? trace.length : next);
        return each.uop === UOPS._SET_IP.id && until.some(({ uop }) => isCall(uop))
          ? { ...each, uop: UOPS.NOP.id }
          : each;
      }),
  };
  assert(checkPass(noPointer, { seed: 1 }) !== null);
});

Deno.test("a reader that goes away is no verdict on the passes", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", new URL("./check.ts", import.meta.url).href, "--checks", "1"],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await child.stdout.cancel();
  const [{ code }, err] = await Promise.all([child.status, new Response(child.stderr).text()]);
  assertEquals([code, err.startsWith("passes: ")], [3, true], err);
});
