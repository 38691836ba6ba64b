import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { runBatch } from "../core/batch.ts";
import { type Finding, investigate } from "../core/finding.ts";
import * as files from "../core/finding_file.ts";
import { pinPlug } from "./plug.ts";
import { replayFinding } from "./replay.ts";

const PIN = pinPlug();
const parseFinding = (text: string, path: string) => files.parseFinding(text, path, PIN);
const replayStored = (read: files.StoredFinding) => files.replayStored(read, PIN);
const stringifyFinding = (finding: Finding) => files.stringifyFinding(finding, PIN);

const TEXT = Deno.readTextFileSync(
  new URL("../regressions/findings/handler-lookup-trace-escapes.json", import.meta.url),
);

Deno.test("a file of version 1 is read and runs as it did", async () => {
  const { cause: _cause, choices: _choices, python: _python, ...rest } = JSON.parse(TEXT) as Record<string, unknown>;
  const old = JSON.stringify({ ...rest, version: 1, signature: "equivalence:handler-lookup" });
  const read = parseFinding(old, "old.json");
  assertEquals([read.signature, read.healing], ["handler-lookup", ["handler-lookup"]]);
  assertEquals({ ...read, signature: "", healing: [] }, {
    ...parseFinding(TEXT, "new.json"),
    signature: "",
    healing: [],
  });
  assertEquals(replayStored(read)?.failure, (await replayFinding(JSON.parse(TEXT)))?.failure);
});

Deno.test("a target, limits and numbers that cannot be are refused with the name of the file", () => {
  const document = JSON.parse(TEXT) as { limits: Record<string, unknown> };
  const { maxExecutors: _maxExecutors, ...limits } = document.limits;
  const cases: [Record<string, unknown>, string][] = [
    [{ target: "moon" }, 'it.json: expected target "pinned" or "repaired", found "moon"'],
    [{ limits }, "it.json: limits.maxExecutors: found nothing"],
    [{ limits: { ...limits, maxExecutors: 1e9 } }, "it.json: limits.maxExecutors: found 1000000000"],
    [{ seed: -1 }, "it.json: expected seed to be a whole number from 0 on, found -1"],
    [{ index: "3" }, "it.json: expected index to be a whole number"],
    [{ version: 4 }, "version 1 or 2 or 3"],
    [{ repairs: ["moon"] }, "it.json: expected repairs among"],
    [{ program: { format: "tierproof-program", version: 7 } }, "it.json: program.version: found 7"],
  ];
  for (const [wrong, message] of cases) {
    assertThrows(() => parseFinding(JSON.stringify({ ...document, ...wrong }), "it.json"), Error, message);
  }
});

Deno.test("a file is read back as what it was written from, and its text is small", () => {
  const finding = replayStored(parseFinding(TEXT, "it")) as Finding;
  const text = stringifyFinding(finding);
  assertEquals(stringifyFinding(replayStored(parseFinding(text, "it")) as Finding), text);
  assert(text.length < 4000 && text.split("\n").every((line) => line.length < 1200));
});

Deno.test("a finding of a claim that is not about programs is kept by its choices", () => {
  const claim = "executor-commands";
  const { failedAt } = runBatch(PIN, { claim, seed: 1, from: 0, to: 50 }, new Set());
  const budget = { candidates: 50, work: 1_000_000 };
  const found = investigate({
    plug: PIN,
    subject: PIN.subject(claim),
    seed: 1,
    index: failedAt,
    mended: new Set(),
    budget,
  });
  assert(found?.input.kind === "choices");
  const again = replayStored(parseFinding(stringifyFinding(found), "it"));
  assertEquals([again?.failure, again?.cause], [found.failure, found.cause]);
});

Deno.test("a claim is not run on what it is not about", async () => {
  const document = { ...(JSON.parse(TEXT) as Record<string, unknown>), claim: "executor-commands" };
  await assertRejects(() => replayFinding(document), Error, "not about programs");
  const choices = { ...document, claim: "equivalence", program: null, choices: "00" };
  await assertRejects(() => replayFinding(choices), Error, "about programs");
});

Deno.test("repairs can be added to those of a finding", async () => {
  assert(await replayFinding(JSON.parse(TEXT)) !== null);
  assertEquals(await replayFinding(JSON.parse(TEXT), { mended: ["handler-lookup"] }), null);
});
