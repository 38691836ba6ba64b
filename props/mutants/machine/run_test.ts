import { assert, assertEquals } from "@std/assert";
import { runShell } from "./command.ts";
import { runMutations } from "./run.ts";
import { mutationsOf } from "./sites.ts";

const TEXT = "export const f = (a: number) => {\n  let b = a;\n  b++;\n  return b;\n};\n";

async function project(): Promise<string> {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(`${root}/src`);
  await Deno.writeTextFile(`${root}/src/a.ts`, TEXT);
  return root;
}

Deno.test("runMutations() tells killed, hanging and surviving mutants apart and leaves the project alone", async () => {
  const root = await project();
  const mutations = mutationsOf({ file: "src/a.ts", text: TEXT });
  // Survives without the return, hangs on the update, fails on everything else.
  const command = "grep -q 'b--' src/a.ts && sleep 20; grep -q return src/a.ts && exit 3; exit 0";
  // Long enough for a shell to start on a busy machine: one that does not would be taken for hanging.
  const results = await runMutations({ root, mutations, command, timeoutMs: 2000, jobs: 2 });
  const fates = results.map(({ mutation, fate }) => `${mutation.operator} ${fate}`);
  assertEquals(fates, ["dropped-statement killed", "update timeout", "dropped-jump survived"]);
  assertEquals(await Deno.readTextFile(`${root}/src/a.ts`), TEXT);
  await Deno.remove(root, { recursive: true });
});

Deno.test("runMutations() ends when it is interrupted", async () => {
  const root = await project();
  const mutations = mutationsOf({ file: "src/a.ts", text: TEXT });
  const signal = AbortSignal.timeout(200);
  const results = await runMutations({ root, mutations, command: "sleep 20", timeoutMs: 30_000, jobs: 1, signal });
  assertEquals(results, []);
  await Deno.remove(root, { recursive: true });
});

Deno.test("runShell() ends a command with all that it started", async () => {
  const folder = await Deno.makeTempDir();
  const result = await runShell("(sleep 1; echo alive > late) & sleep 20", folder, 200);
  assertEquals(result.code, null);
  assert(result.seconds < 5, `${result.seconds} s`);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assertEquals([...Deno.readDirSync(folder)].length, 0, "what ran in the background was ended, too");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("runShell() keeps the end of what was printed, and the exit code", async () => {
  const { code, tail } = await runShell("echo out; echo err >&2; exit 5", ".", 5000);
  assertEquals([code, tail], [5, "out\nerr\n"]);
});

/** Runs the command line tool. */
async function mutate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = new URL("./cli.ts", import.meta.url).href;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("mutate reports survivors with their diffs and exits 1", async () => {
  const root = await project();
  const test = "grep -q 'b++' src/a.ts";
  const { code, out, err } = await mutate("--dir", root, "--test", test, "--json");
  assertEquals(code, 1);
  assert(err.includes("-  return b;\n+  ;"), err);
  assert(err.includes("3 of 3 mutants of 1 file, seed 1"), err);
  const report = JSON.parse(out.trim().split("\n").at(-1) ?? "");
  assertEquals([report.killed, report.run, report.total], [2, 3, 3]);
  assertEquals(report.survived.map((each: { operator: string }) => each.operator), ["dropped-jump"]);
  assertEquals((await mutate("--dir", root, "--test", test, "--score", "60")).code, 0);
  await Deno.remove(root, { recursive: true });
});

Deno.test("mutate refuses tests that fail unchanged, and what it does not know", async () => {
  const root = await project();
  const failing = await mutate("--dir", root, "--test", "echo broken; exit 1");
  assertEquals(failing.code, 2);
  assert(failing.err.includes("broken"), failing.err);
  assertEquals((await mutate("--dir", `${root}/none`)).code, 2);
  const unknown = await mutate("--dir", root, "--operators", "relations");
  assertEquals(unknown.code, 2);
  assert(unknown.err.includes("did you mean relation?"), unknown.err);
  await Deno.remove(root, { recursive: true });
});
