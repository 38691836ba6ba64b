import { assertEquals } from "@std/assert";
import { pathOf, withPaths } from "./file_urls.ts";

Deno.test("a file is told by its path, whatever is elsewhere by its URL", () => {
  assertEquals(
    ["file:///a%20b/it's(1).ts", "file:///a/100%.ts", "https://example.org/a%20b.ts", "your pass"].map(pathOf),
    ["/a b/it's(1).ts", "/a/100%.ts", "https://example.org/a%20b.ts", "your pass"],
  );
  assertEquals(
    withPaths('Module not found "file:///a%20b/c.ts".\n    at file:///a%20b/d.ts:1:19, http://x/a%20b'),
    'Module not found "/a b/c.ts".\n    at /a b/d.ts:1:19, http://x/a%20b',
  );
});
