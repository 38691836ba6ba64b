import { assertEquals, assertRejects } from "@std/assert";
import { AnswersFolder } from "./answers_folder.ts";

/** Names in a folder, without locks. */
function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => !name.endsWith(".lock")).sort();
}

Deno.test("answers of other sources go when those of new ones are kept, but for the latest and for those in use", async () => {
  const folder = await Deno.makeTempDir();
  const keep = async (digest: string, time: number): Promise<AnswersFolder> => {
    const answers = await AnswersFolder.open(digest, folder);
    const at = new Date(time);
    for (const path of [`${answers.path}-1-0.json`, `${answers.path}-1-0.json.77`, `${answers.path}.lock`]) {
      await Deno.writeTextFile(path, "[]");
      await Deno.utime(path, at, at);
    }
    return answers;
  };
  const used = await keep("aa", 1000);
  (await keep("bb", 2000)).close();
  assertEquals(namesIn(folder).map((name) => name.slice(0, 2)), ["aa", "aa", "bb", "bb"]);
  (await keep("cc", 3000)).close();
  (await keep("dd", 4000)).close();
  assertEquals(namesIn(folder), ["aa", "cc", "dd"].flatMap((name) => [`${name}-1-0.json`, `${name}-1-0.json.77`]));
  used.close();
  (await keep("dd", 5000)).close();
  assertEquals(namesIn(folder).map((name) => name.slice(0, 2)), ["cc", "cc", "dd", "dd"]);
  assertEquals([...Deno.readDirSync(folder)].length, 6);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("where nothing can be written is told in a sentence", async () => {
  const file = await Deno.makeTempFile();
  await assertRejects(() => AnswersFolder.open("aa", `${file}/answers`), Error, `${file}/answers: `);
  await Deno.remove(file);
});
