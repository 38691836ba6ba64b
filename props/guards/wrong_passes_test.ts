import { assert, assertEquals } from "@std/assert";
import { checkPass } from "../check.ts";
import { RIGHT_PASSES, WRONG_PASSES } from "./wrong_passes.ts";

const CHECKS = 600;

Deno.test("passes that are wrong in one way are found by functions that ask twice", () => {
  for (const pass of WRONG_PASSES) {
    const failure = checkPass(pass, { seed: 1, checks: CHECKS, claims: ["belief-sources"], shrinkCandidates: 0 });
    assert(failure !== null, `${pass.name} is missed`);
  }
});

Deno.test("nothing is found in bold passes that are right, though they change traces", () => {
  for (const pass of RIGHT_PASSES) {
    let changed = 0;
    const onReport = ({ changedTraces }: { readonly changedTraces: number }): void => void (changed = changedTraces);
    const claims = ["equivalence", "traces", "belief-sources"];
    assertEquals(checkPass(pass, { seed: 1, checks: 25, claims, shrinkCandidates: 0, onReport })?.text, undefined);
    assert(changed > 10, `${pass.name} changed ${changed} traces`);
  }
});
