import { assertEquals } from "@std/assert";

/** Sends itself the signal, and lives on for a second unless that asks it to end. */
const HUNG_UP = `
  const { interruptedBy, interruptedCode, interruptible } = await import(Deno.args[0]);
  interruptible().signal.addEventListener("abort", () => {
    console.log(interruptedBy());
    Deno.exit(interruptedCode());
  });
  Deno.kill(Deno.pid, "SIGHUP");
  setTimeout(() => Deno.exit(7), 2000);
`;

/** What it says, and how it ends; `before` is run by the shell that becomes it. */
async function hungUp(before: string): Promise<[said: string, code: number]> {
  const args = ["run", "-A", "--quiet", "--no-check"];
  const script = `data:text/javascript,${encodeURIComponent(HUNG_UP)}`;
  const { code, stdout } = await new Deno.Command("sh", {
    args: ["-c", `${before} exec "$@"`, "sh", Deno.execPath(), ...args, script, import.meta.resolve("./interrupt.ts")],
    stdin: "null",
  }).output();
  return [new TextDecoder().decode(stdout), code];
}

Deno.test({
  name: "the end of its terminal ends a command as Ctrl-C does, unless it was started to outlive it",
  ignore: Deno.build.os === "windows",
  async fn() {
    const ends = await Promise.all([hungUp(""), hungUp("trap '' HUP;")]);
    assertEquals(ends, [["SIGHUP\n", 129], ["", 7]]);
  },
});
