import { assertEquals } from "@std/assert";
import { commandText } from "./command_text.ts";

Deno.test("a command is shown with the options that were given, and its paths as shells take them", () => {
  assertEquals(commandText(["campaign", "/home/a b/nächte"]), "deno task campaign '/home/a b/nächte'");
  assertEquals(
    commandText(["enumerate"], { events: true, quiet: false, module: "it's.ts", target: undefined, repair: "a,b" }),
    "deno task enumerate --events --module 'it'\\''s.ts' --repair a,b",
  );
});
