import { assert } from "@std/assert";
import { ROOT } from "./testing/import_graph.ts";
import { runFrom, withServedFiles } from "./testing/serve_files.ts";

/** Examples that run by themselves, with arguments that keep them short, and a text that they print. */
const EXAMPLES: readonly (readonly [args: readonly string[], prints: string])[] = [
  [
    ["passes/check.ts", "--checks", "200", "constant-globals", "dead-stores-slip"],
    "dead-stores-slip         seed 3  found at check",
  ],
];

/** A code block of the README, by the heading before it. */
async function readmeExample(heading: string): Promise<string> {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  const section = readme.slice(readme.indexOf(`\n${heading}\n`));
  return /```ts\n([^]*?)```/.exec(section)?.[1] ?? "";
}

Deno.test("entry points, the README's own pass and all examples run by URL from an empty folder", async (t) => {
  await withServedFiles(async (base, folder) => {
    await t.step("both entry points run a check", async () => {
      const script = await Deno.readTextFile(new URL("props/testing/url_script.ts", ROOT));
      await Deno.writeTextFile(`${folder}/check.ts`, script.replaceAll("../../", `${base}/`));
      // The port may have served other files once.
      const printed = await runFrom(folder, [`--reload=${base}`, "check.ts"]);
      assert(printed.includes("agree"), printed);
    });
    await t.step("the README's own pass", async () => {
      const example = await readmeExample("## Your own pass");
      await Deno.writeTextFile(`${folder}/own.ts`, example.replaceAll('"./', `"${base}/`));
      const printed = await runFrom(folder, ["own.ts"]);
      assert(printed.includes("unguarded"), printed);
    });
    await t.step("a hunt in the foreign machine of examples/stack_machine", async () => {
      const module = `${base}/examples/stack_machine/plug.ts`;
      const hunt = [`${base}/props/cli/hunt.ts`, "--module", module, "--seed", "1", "--checks", "500"];
      const printed = await runFrom(folder, [`--reload=${module}`, ...hunt], 1);
      assert(printed.includes("healed by maybe-skipped"), printed);
    });
    for (const [[path, ...args], prints] of EXAMPLES) {
      await t.step(`examples/${path}`, async () => {
        const url = `${base}/examples/${path}`;
        const printed = await runFrom(folder, [`--reload=${url}`, url, ...args]);
        assert(printed.includes(prints), printed);
      });
    }
  });
});
