import { assertEquals } from "@std/assert";
import { uopPage } from "./uop_page.ts";

/** Text without the spaces that formatting adds to tables, and with paragraphs in one line. */
function bare(text: string): string {
  return text.replaceAll(/[ \n]+/g, " ").replaceAll(/-{3,}/g, "---").replaceAll(/-+:/g, "--:");
}

Deno.test("docs/UOPS.md is what the table of uops and their sentences give", async () => {
  assertEquals(bare(await Deno.readTextFile(new URL("../../docs/UOPS.md", import.meta.url))), bare(uopPage()));
});
