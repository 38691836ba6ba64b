import { assertEquals, assertRejects } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { type Endless, inTime, watch } from "./apart.ts";

const ROOT = new URL("../../", import.meta.url);

/** A pass that says when it is at work, and never ends. */
const ENDLESS = "data:text/javascript," + encodeURIComponent(
  `export const pass = { name: "endless", run() { console.error("at work"); for (;;); } };`,
);

/** Runs a command on a hot loop under that pass, ends it by a signal as soon as the pass is at work. */
async function endedBy(signal: Deno.Signal, script: string): Promise<{ readonly code: number; readonly said: string }> {
  const args = ["run", "-A", "--quiet", "--no-check", script, "examples/loop.py", "--module", ENDLESS];
  const env = { NO_COLOR: "1", INIT_CWD: decodeURIComponent(ROOT.pathname) };
  const child = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env, stdout: "null", stderr: "piped" }).spawn();
  let said = "";
  let isAsked = false;
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (isAsked || !said.includes("at work\n")) continue;
    isAsked = true;
    child.kill(signal);
  }
  const { code } = await child.status;
  return { code, said };
}

Deno.test("signals end commands whose work never pauses, with a sentence", async () => {
  const [trace, replay] = await Promise.all([
    endedBy("SIGTERM", "props/cli/trace.ts"),
    endedBy("SIGINT", "props/cli/replay.ts"),
  ]);
  const sentence = (command: string, by: string): string =>
    `at work\n${command}: ended by ${by} while it was at work: there is nothing more to tell\n`;
  assertEquals(trace, { code: 143, said: sentence("trace", "SIGTERM") });
  assertEquals(replay, { code: 130, said: sentence("replay", "Ctrl-C") });
});

Deno.test("what waits for something that never comes is refused once it has had its time", async () => {
  assertEquals(await inTime(Promise.resolve(1), 60_000, "late"), 1);
  await assertRejects(() => inTime(new Promise(() => {}), 20, "late"), TierproofError, "late");
});

Deno.test("what comes to hold more memory than it may is ended, and said to be so, long before its time is over", async () => {
  const endless: Endless = { ms: 3_600_000, said: "time", out: "", code: 2 };
  const { error } = console;
  const said: unknown[] = [];
  console.error = (text: unknown) => said.push(text);
  try {
    let late: ReturnType<typeof setTimeout> | undefined;
    const ended = (bytes: number, patience: number): Promise<number | null> =>
      new Promise<number | null>((resolve) => {
        const unwatch = watch({ ...endless, held: { bytes, said: "memory" } }, resolve);
        late = setTimeout(() => {
          unwatch();
          resolve(null);
        }, patience);
      }).finally(() => clearTimeout(late));
    assertEquals(await ended(1, 60_000), 2);
    assertEquals(await ended(2 ** 50, 300), null);
  } finally {
    console.error = error;
  }
  assertEquals(said, ["memory"]);
});
