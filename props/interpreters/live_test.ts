import { assert, assertEquals } from "@std/assert";
import { hunt } from "../core/hunt.ts";
import { fittingClaims } from "../core/plug.ts";
import { noneMended } from "../core/target.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import { closePythons, pythonPlug } from "./load.ts";
import type { Facts } from "./protocol.ts";
import { selfTest } from "./self_test.ts";

/** An interpreter of the developer's own, as docs/REAL_INTERPRETERS.md says. */
const OWN = Deno.env.get("TIERPROOF_PYTHON");

/** Programs of each claim. */
const PROGRAMS = 400;

/** Claims that must fail on interpreters with known bugs: on the pin, whose tier 1 has one, too, and on a 3.13 with a tier 2. */
function mustFail({ row, tier2 }: Facts, claim: string): boolean {
  return tier2 === "optimizer" &&
    (claim === "tiers" || claim === "equivalence" || (row === "pin" && claim === "reference"));
}

Deno.test("the interpreter that TIERPROOF_PYTHON names passes the self-test, and every claim where its tier 2 is sound", async () => {
  if (OWN === undefined || OWN === "") {
    console.log("TIERPROOF_PYTHON is not set: no interpreter of one's own is checked");
    return;
  }
  const spec = { commands: [OWN], known: [] };
  try {
    const { plug, pythons } = await pythonPlug(spec);
    const { wrong } = selfTest(plug, pythons);
    assertEquals(wrong, []);
    const { facts } = (pythons.pythons[0] as typeof pythons.pythons[number]).interpreter;
    for (const claim of fittingClaims(plug)) {
      const { finding, tally } = await hunt({
        plug,
        claim,
        seed: 5,
        mended: noneMended(),
        checks: PROGRAMS,
        timeMs: Infinity,
        jobs: 1,
        budget: { candidates: 100, work: 50_000_000 },
      });
      const isUnsound = mustFail(facts, claim);
      if (isUnsound) {
        assert(finding !== null && !finding.flaky, `${claim}: a known bug was not found`);
      } else assertEquals(finding, null, finding === null ? "" : findingText(finding, plug, plain));
      if (!isUnsound) assertEquals(tally.checks, PROGRAMS);
    }
  } finally {
    await closePythons(spec);
  }
});
