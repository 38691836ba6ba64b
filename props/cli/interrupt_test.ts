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

Deno.test({
  name: "the end of its terminal ends a command as Ctrl-C does",
  ignore: Deno.build.os === "windows",
  async fn() {
    const script = `data:text/javascript,${encodeURIComponent(HUNG_UP)}`;
    const args = ["run", "-A", "--quiet", "--no-check", script, import.meta.resolve("./interrupt.ts")];
    const { code, stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
    assertEquals([new TextDecoder().decode(stdout), code], ["SIGHUP\n", 129]);
  },
});
