/**
 * `deno task repairs`: the known defects of the pin, and what mends them.
 *
 * @module
 */

import { REPAIR_IDS, type RepairRow, REPAIRS } from "../../src/isa/repairs.ts";
import { EXIT, HELP_OPTION, painter, runCommand } from "./options.ts";
import { wrap } from "../report/text.ts";

if (import.meta.main) {
  await runCommand({
    name: "repairs",
    summary: "Lists the known defects of the pinned optimizer, each with the switch that mends it.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: {
      json: { kind: "flag", help: "print one JSON array on one line: id, what, evidence" },
      ...HELP_OPTION,
    },
    examples: ["repairs", "hunt --repair handler-lookup   # look behind the first defect"],
  }, ({ options }) => {
    const rows = REPAIR_IDS.map((id) => ({ id, ...(REPAIRS[id] as RepairRow) }));
    if (options.json) {
      console.log(JSON.stringify(rows.map(({ id, what, evidence }) => ({ id, what, evidence }))));
      return EXIT.ok;
    }
    const paint = painter();
    for (const { id, what, evidence } of rows) {
      console.log(paint("bold", id));
      console.log(wrap(what, 100, "  "));
      console.log(paint("dim", wrap(`evidence: ${evidence}`, 100, "  ")));
      console.log("");
    }
    console.log(
      `${rows.length} repairs. The target "pinned" has none, "repaired" has all; hunt --repair ID mends some.`,
    );
    return EXIT.ok;
  });
}
