/**
 * Makes `docs/UOPS.md` from the table of uops and their sentences: `deno run -A props/tools/uop_page.ts`.
 *
 * @module
 */

import { FLAG_BITS, flagBits } from "../../src/isa/flags.ts";
import { UOP_SENTENCES } from "../../src/isa/uop_sentences.ts";
import { isTier2Uop, UOP_NAMES, type UopName, uopRow } from "../../src/isa/uops.ts";

const HEAD = `# What each uop does

All uops of the pin by number. Made by \`deno run -A props/tools/uop_page.ts\` from \`src/isa/uops.ts\` and
\`src/isa/uop_sentences.ts\`; a test fails when this page is not current.

- **stack**: what it takes \`--\` what it leaves, bottom first.
- **may**: \`deopt\` leaves the trace by a guard, \`raise\` leaves it by an error, \`run\` may run other code. As the pin's flags say it,
  which are careful and sometimes wrong; they steer its analysis.
- **operand**: the inline-cache entry that travels with it.
`;

function mayText(name: UopName): string {
  const bits = flagBits(uopRow(name).flags);
  const may: string[] = [];
  if ((bits & FLAG_BITS.DEOPT) !== 0) may.push("deopt");
  if ((bits & FLAG_BITS.ERROR) !== 0) may.push("raise");
  if ((bits & FLAG_BITS.ESCAPES) !== 0) may.push("run");
  return may.join(", ");
}

function section(title: string, names: readonly UopName[]): string {
  const rows = names.map((name) => {
    const { id, effect, operand = "" } = uopRow(name);
    return `| ${id} | \`${name}\` | ${UOP_SENTENCES[name]} | \`${effect}\` | ${mayText(name)} | ${operand} |`;
  });
  const head = "| number | uop | does | stack | may | operand |\n| --: | --- | --- | --- | --- | --- |";
  return `## ${title}\n\n${head}\n${rows.join("\n")}\n`;
}

/** The page, before it is formatted. */
export function uopPage(): string {
  return [
    HEAD,
    section("In traces", UOP_NAMES.filter(isTier2Uop)),
    section("In tier 1 alone", UOP_NAMES.filter((name) => !isTier2Uop(name))),
  ].join("\n");
}

if (import.meta.main) {
  const path = new URL("../../docs/UOPS.md", import.meta.url);
  Deno.writeTextFileSync(path, uopPage());
  new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", path.pathname] }).outputSync();
}
