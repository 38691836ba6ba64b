import { assertEquals } from "@std/assert";
import { PrngChoices } from "../../core/choices.ts";
import { codeObject, loadLines, type RecordedCode } from "../../golden/load.ts";
import { compileModule } from "../../python/compile/compile.ts";
import { parseModule } from "../../python/syntax/parse.ts";
import { partingOf } from "../../python/testing/recorded.ts";
import type { Draft } from "../draft/draft.ts";
import { generateDraft } from "../generate.ts";
import { isPrintable, printPython } from "../print/print.ts";
import { lower } from "./lower.ts";

/** What lowering must give as the compiler does; lines of a Draft mean nothing. */
const FIELDS = ["instructions", "exception table", "stack size", "constants", "names", "variables"];

Deno.test("recorded Drafts are lowered as the pin's compiler compiled their source", async () => {
  const lines = await loadLines(new URL("../../golden/drafts.jsonl.gz", import.meta.url));
  const differ: string[] = [];
  for (const line of lines) {
    const record = JSON.parse(line) as {
      readonly id: string;
      readonly draft: Draft;
      readonly source: string;
      readonly codes: RecordedCode[];
    };
    assertEquals(printPython(record.draft), record.source, `${record.id}: the source is another one now`);
    const parting = partingOf(lower(record.draft).codes, record.codes.map(codeObject), FIELDS);
    if (parting !== null) differ.push(`${record.id}: ${parting.what} of ${parting.code}`);
  }
  console.log(`${lines.length - differ.length} of ${lines.length} recorded Drafts equal`);
  assertEquals(differ, []);
});

Deno.test("drawn Drafts are lowered as their source is compiled", () => {
  const differ: string[] = [];
  let count = 0;
  for (let i = 0; i < 1000; i++) {
    const draft = generateDraft(new PrngChoices(19, i));
    if (!isPrintable(draft)) continue;
    count++;
    const parting = partingOf(lower(draft).codes, compileModule(parseModule(printPython(draft))), FIELDS);
    if (parting !== null) differ.push(`program ${i}: ${parting.what} of ${parting.code}`);
  }
  console.log(`${count - differ.length} of ${count} drawn Drafts equal`);
  assertEquals(differ, []);
});
