import { assertEquals } from "@std/assert";

/** fast-check's own symbols, which `props/mod.ts` passes on, and types that stand for it. */
const FOREIGN = /references private type 'Arbitrary'|fast-check|props\/deps\.ts/;

Deno.test("every symbol that an entry point gives is documented, and so is every type that it mentions", async () => {
  const { stderr, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", "mod.ts", "props/mod.ts"],
    cwd: new URL("../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  const errors = text.split(/^error\[/m).slice(1).map((each) => each.split("\n").slice(0, 2).join(" "));
  assertEquals(errors.filter((each) => !FOREIGN.test(each)), []);
});
