import { assertEquals } from "@std/assert";
import { replayCommand } from "./replay_command.ts";

const OWN = { token: "tp2.x", attacked: "mine", language: "cpython" };

Deno.test("the command that shows a finding again names the module that was attacked", () => {
  assertEquals(replayCommand({ ...OWN, attacked: "cpython" }, {}), "deno task replay tp2.x");
  assertEquals(
    replayCommand(OWN, { module: "file:///home/a/pass.ts" }),
    "deno task replay tp2.x --module /home/a/pass.ts",
  );
  assertEquals(
    replayCommand(OWN, { module: "https://example.org/pass.ts" }),
    "deno task replay tp2.x --module https://example.org/pass.ts",
  );
});

Deno.test("a path that a shell would take apart is quoted", () => {
  assertEquals(
    replayCommand(OWN, { module: "file:///home/a%20b/it's.ts" }),
    `deno task replay tp2.x --module '/home/a b/it'\\''s.ts'`,
  );
});

Deno.test("what was handed over in memory has a module that only its user knows", () => {
  assertEquals(replayCommand(OWN, {}), "deno task replay tp2.x --module FILE");
});
