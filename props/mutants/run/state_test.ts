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

Deno.test("what nobody named goes where a run ends with nothing to go on from, and where it is of long ago", async () => {
  const folder = scratchFolder();
  const name = (): string => `${folder}/state-${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}.jsonl`;
  const [empty, begun, old, recent] = [name(), name(), name(), name()] as const;
  const foreign = `${folder}/state-of-somebody.jsonl`;
  const isThere = (path: string): Promise<boolean> => Deno.stat(path).then(() => true, () => false);
  try {
    await Deno.mkdir(folder, { recursive: true });
    for (const path of [old, recent, foreign]) await Deno.writeTextFile(path, "{}\n");
    const past = new Date(Date.now() - 8 * 24 * 3600 * 1000);
    for (const path of [old, foreign]) await Deno.utime(path, past, past);
    await (await StateFile.open(empty)).leave();
    const state = await StateFile.open(begun);
    await Deno.writeTextFile(begun, '{"key":"k","seeds":[]}\n', { append: true });
    await state.leave();
    assertEquals(await Promise.all([empty, begun, old, recent, foreign].map(isThere)), [
      false,
      true,
      false,
      true,
      true,
    ]);
  } finally {
    for (const path of [empty, begun, old, recent, foreign]) await Deno.remove(path).catch(() => {});
  }
});
