import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { parseFinding, replayStored } from "../core/finding_file.ts";
import type { Finding } from "../core/finding.ts";
import { pinPlug } from "../cpython/plug.ts";
import { findingName, findingTest, writeFindingFolder, writeFindingTest } from "./finding_folder.ts";
import { findingMarkdown } from "./finding_markdown.ts";

const TEXT = Deno.readTextFileSync(new URL("../regressions/findings/invalid-executor.json", import.meta.url));
const PIN = pinPlug();
const FINDING = {
  ...replayStored(parseFinding(TEXT, "invalid-executor.json", PIN), PIN),
  token: "tp2.some.token",
} as Finding;

const IMPORTS = { specifier: "./mod.ts", module: null };

function programOf({ input }: Finding): unknown {
  return input.kind === "program" ? input.program : null;
}

async function withFolder(use: (dir: string) => Promise<void> | void): Promise<void> {
  const dir = Deno.makeTempDirSync();
  try {
    await use(dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

function namesIn(dir: string): string[] {
  return [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
}

Deno.test("a finding is a folder with all that shows it and runs it again", async () => {
  await withFolder((dir) => {
    const path = writeFindingFolder(`${dir}/new/deep`, FINDING, PIN);
    assertEquals(namesIn(`${dir}/new/deep`), [findingName(FINDING)], "nothing half-done is left beside it");
    assertEquals(namesIn(path), ["explanation.txt", "finding.json", "program.json", "report.md", "token.txt"]);
    const read = (name: string) => Deno.readTextFileSync(`${path}/${name}`);
    assertEquals(read("token.txt"), "tp2.some.token\n");
    assertEquals(PIN.language.codec.decode(JSON.parse(read("program.json")), "it"), programOf(FINDING));
    assertEquals(replayStored(parseFinding(read("finding.json"), "it", PIN), PIN)?.failure, FINDING.failure);
    assertEquals(read("report.md"), findingMarkdown(FINDING, PIN));
    assert(read("explanation.txt").includes("healed by invalid-executor"));
  });
});

Deno.test("a folder or test that exists is never touched", async () => {
  await withFolder((dir) => {
    const first = writeFindingFolder(dir, FINDING, PIN);
    Deno.writeTextFileSync(`${first}/token.txt`, "mine");
    const second = writeFindingFolder(dir, FINDING, PIN);
    assertEquals(second, `${first}-2`);
    assertEquals(Deno.readTextFileSync(`${first}/token.txt`), "mine");
    assertEquals(namesIn(dir).length, 2);
    const test = writeFindingTest(dir, FINDING, PIN, IMPORTS);
    Deno.writeTextFileSync(test, "mine");
    assertEquals(writeFindingTest(dir, FINDING, PIN, IMPORTS), test.replace("_test.ts", "-2_test.ts"));
    assertEquals(Deno.readTextFileSync(test), "mine");
  });
});

Deno.test("where nothing can be written, the finding is refused with the path and leaves nothing", async () => {
  await withFolder((dir) => {
    Deno.writeTextFileSync(`${dir}/file`, "");
    const error = assertThrows(() => writeFindingFolder(`${dir}/file`, FINDING, PIN), TierproofError);
    assert(error.message.startsWith(`${dir}/file/`));
    assertThrows(() => writeFindingTest(`${dir}/file`, FINDING, PIN, IMPORTS), TierproofError);
    assertEquals(namesIn(dir), ["file"]);
  });
});

Deno.test("a finding as a test runs from anywhere: it fails while the claim does, and holds with the repair", async () => {
  await withFolder(async (dir) => {
    const specifier = new URL("../mod.ts", import.meta.url).href;
    const path = writeFindingTest(dir, FINDING, PIN, { specifier, module: null });
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", path],
      env: { NO_COLOR: "1" },
      stderr: "null",
    }).output();
    const output = new TextDecoder().decode(stdout);
    assertEquals(code, 1, output);
    assert(/1 passed .*1 failed/.test(output), output);
    assert(output.includes("with invalid-executor mended it holds ... ok"), output);
    assert(output.includes("an invalid one"), output);
  });
});

Deno.test("the test of a finding that no repair heals has no second part, and texts cannot break out of it", () => {
  const cause = { key: 'odd\n`key`"', defects: [], form: "" } as const;
  const failure = { ...FINDING.failure, place: { what: "a\nb // c" }, right: { name: "x", text: "*/ `\n" } };
  const text = findingTest({ ...FINDING, cause, failure }, PIN, IMPORTS);
  assertEquals(text.match(/Deno\.test\(/g)?.length, 1);
  const comments = text.split("\n").slice(0, 4);
  assert(comments.every((line) => line.startsWith("//")), comments.join("\n"));
});
