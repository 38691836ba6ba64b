import { assertEquals, assertThrows } from "@std/assert";
import { userPath, writeUserFile } from "./user_files.ts";

const PAGE = /page/;

/** Runs something with a folder that is gone afterwards. */
async function inFolder(work: (folder: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a file of the user's is replaced, never written over: a disk that is full leaves the one that was there", () =>
  inFolder((folder) => {
    const path = `${folder}/new/report.html`;
    writeUserFile({ path, mark: PAGE }, "page one");
    using before = Deno.openSync(path);
    writeUserFile({ path, mark: PAGE }, "page two");
    const bytes = new Uint8Array(100);
    assertEquals(new TextDecoder().decode(bytes.subarray(0, before.readSync(bytes) ?? 0)), "page one");
    assertEquals(Deno.readTextFileSync(path), "page two");
    assertEquals([...Deno.readDirSync(`${folder}/new`)].map(({ name }) => name), ["report.html"]);
  }));

Deno.test("what a link leads to is written, and the link stays", () =>
  inFolder((folder) => {
    Deno.symlinkSync(`${folder}/there.html`, `${folder}/here.html`);
    writeUserFile({ path: `${folder}/here.html`, mark: PAGE }, "page");
    assertEquals(Deno.readTextFileSync(`${folder}/there.html`), "page");
    assertEquals(Deno.lstatSync(`${folder}/here.html`).isSymlink, true);
  }));

Deno.test("a file that holds something else is left alone", () =>
  inFolder((folder) => {
    const path = `${folder}/notes.txt`;
    Deno.writeTextFileSync(path, "mine");
    assertThrows(() => writeUserFile({ path, mark: PAGE }, "page"), Error, "holds something else");
    assertEquals(Deno.readTextFileSync(path), "mine");
  }));

Deno.test("a path that is no UTF-8 is refused, as Deno would take another one for it", () => {
  assertThrows(() => userPath("n\ufffdme"), Error, "expected a path in UTF-8");
});
