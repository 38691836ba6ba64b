import { assert } from "@std/assert";
import { dispatchFiles } from "./generate_dispatch.ts";

Deno.test("the committed loops are what the tool makes of the tables", () => {
  for (const [path, made] of dispatchFiles()) {
    // Without a diff of hundreds of lines.
    const committed = Deno.readTextFileSync(new URL(path, import.meta.url));
    assert(committed === made, `${path} is not what props/tools/generate_dispatch.ts makes; run it`);
  }
});
