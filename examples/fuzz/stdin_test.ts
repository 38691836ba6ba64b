import { assert, assertEquals } from "@std/assert";

const SCRIPT = new URL("stdin.ts", import.meta.url).href;

async function run(args: readonly string[], input: Uint8Array, cwd: string): Promise<{ code: number; err: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-write", SCRIPT, ...args],
    cwd,
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(input);
  await writer.close();
  const { code, stderr } = await child.output();
  return { code, err: new TextDecoder().decode(stderr) };
}

Deno.test("a byte string from standard input is checked: 0 for nothing, 1 with what was found, 2 for a wrong name", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assertEquals((await run(["--seeds", "seeds", "5"], new Uint8Array(0), folder)).code, 0);
    const seeds = [...Deno.readDirSync(`${folder}/seeds`)].map(({ name }) => name).sort();
    assertEquals(seeds, ["0000", "0001", "0002", "0003", "0004"]);
    // The second of these seeds shows what this pass forgets.
    const bytes = Deno.readFileSync(`${folder}/seeds/0001`);
    assertEquals((await run(["constant-globals"], bytes, folder)).code, 0);
    const { code, err } = await run(["constant-globals-slip"], bytes, folder);
    assertEquals(code, 1, err);
    assert(err.includes("FIRST DIFFERENCE") || err.includes("reference"), err);
    assertEquals((await run(["no-such-pass"], bytes, folder)).code, 2);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
