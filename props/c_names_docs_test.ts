import { assertEquals } from "@std/assert";
import { C_NAMES } from "../src/optimizer/c_names.ts";

/** The table of docs/OPTIMIZER.md as the table of names gives it, one row a function or type of the pin. */
function tableLines(): string[][] {
  return C_NAMES.map(({ c, ours, file, deviation }) => [`\`${c}\``, `\`${ours}\``, `\`${file}\``, deviation ?? ""]);
}

Deno.test("docs/OPTIMIZER.md lists every function and type of the pin's file", async () => {
  const text = await Deno.readTextFile(new URL("../docs/OPTIMIZER.md", import.meta.url));
  const rows = text.split("\n").filter((line) => line.startsWith("| `")).map((line) =>
    line.slice(1, -1).split(" | ").map((cell) => cell.trim())
  );
  assertEquals(rows, tableLines());
});
