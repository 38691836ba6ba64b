import { assertEquals } from "@std/assert";
import { scratchFolder } from "./copy.ts";
import { StateFile } from "./state.ts";

Deno.test("a complete run leaves no file behind that nobody named, and marks one that was", async () => {
  const folder = await Deno.makeTempDir({ prefix: "tierproof-state-" });
  try {
    const [own, named] = [`${scratchFolder()}/state-test-${crypto.randomUUID()}.jsonl`, `${folder}/mine.jsonl`];
    for (const path of [own, named]) await (await StateFile.open(path)).complete();
    assertEquals(await Deno.readTextFile(named), '{"complete":true}\n');
    assertEquals(await Deno.stat(own).catch(({ name }) => name), "NotFound");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
