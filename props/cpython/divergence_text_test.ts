import { assert, assertEquals } from "@std/assert";
import { scenarios } from "../claims/scenarios.ts";
import { investigate } from "../core/finding.ts";
import { newTally } from "../core/tally.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import { stateTable } from "./divergence_text.ts";
import { pinPlug } from "./plug.ts";
import { explainFinding } from "./report.ts";

Deno.test("long cells that differ show what differs, in both", () => {
  const state = (text: string) => ({
    frames: [{ name: "f", unit: 1, code: 0, locals: [text], stack: null }],
    exception: null,
    handler: null,
    effects: 0,
  });
  const same = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, ";
  const table = stateTable(
    {
      left: "tier1",
      right: "tier2",
      expected: state(`${same}18, 19]`),
      found: state(`${same}True, 19]`),
      difference: { what: "local" },
    } as unknown as Divergence,
    null,
  );
  assertEquals(table[2], "!=  local 0  …15, 16, 17, 18, 19]  …15, 16, 17, True, 19]");
});

Deno.test("a scenario in which engines part says where they do first", () => {
  const plug = pinPlug();
  const subject = plug.subject(scenarios.name);
  for (let index = 0; index < 60; index++) {
    const mended = new Set(["first-entry"]);
    const failure = subject.check(subject.generate(1, index), mended, newTally());
    if (failure === null || failure.engine === null) continue;
    const finding = investigate({ plug, subject, seed: 1, index, mended, failure });
    assert(finding !== null);
    const [section] = explainFinding(finding).before;
    assertEquals(section?.title, "FIRST DIFFERENCE");
    return;
  }
  throw new Error("expected a scenario that shows a defect of the pin, found none");
});
