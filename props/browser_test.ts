import { assertEquals } from "@std/assert";
import { findBrowser } from "./mutants/report/browser.ts";
import { ROOT } from "./testing/import_graph.ts";
import { serveFolder } from "./testing/serve_files.ts";

/** What each bundle does in the page: runs in the browser, so it sees nothing of this file. */
const CHECKS: Readonly<Record<string, string>> = {
  "mod.ts": `
    const { assemble, reference, tier2, validateProgram, ALL_REPAIRS } = library;
    const program = assemble(\`tierproof-assembly 1
code <module>
  stacksize 1
  names f
  const code(1)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    RETURN_CONST 1
  end
code f
  flags 0x3
  stacksize 2
  const 42
  begin
    RESUME 0
    RETURN_CONST 0
  end
\`);
    validateProgram(program);
    return [reference, tier2({ repairs: ALL_REPAIRS })].map((engine) => engine.run(program).results[0].text).join(" ");`,
  "props/mod.ts": `
    const { checkPass } = library;
    // Behind 250 checks functions written as Python come, which are unpacked.
    const right = checkPass({ name: "right", run: (trace) => trace }, { seed: 1, checks: 270 });
    // The uop 304 is _GUARD_BOTH_INT, 30 is NOP.
    const unguarded = (trace) => trace.map((each) => each.uop === 304 ? { ...each, uop: 30 } : each);
    const wrong = checkPass({ name: "unguarded", run: unguarded }, { seed: 1, checks: 500, claims: ["equivalence"] });
    return (right === null) + " " + (wrong === null) + " " + wrong.text.includes("made by the pass unguarded");`,
};

const EXPECTED: Readonly<Record<string, string>> = { "mod.ts": "42 42", "props/mod.ts": "true false true" };

/** Bundles an entry point for browsers into a folder. */
async function bundle(entry: string, folder: string): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "-o", `${folder}/${entry.replace("/", "-")}.js`, entry],
    cwd: ROOT,
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
}

Deno.test("bundles of both entry points load and run a check in a browser", async () => {
  const browser = await findBrowser();
  if (browser === null) {
    console.log("no Chromium here (apt-get install chromium): bundles are not tried in a browser");
    return;
  }
  const { withPage } = await import("./testing/chromium.ts");
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/index.html`, "<!doctype html><title>Tierproof</title>");
  await Promise.all(Object.keys(CHECKS).map((entry) => bundle(entry, folder)));
  const server = serveFolder(new URL(`file://${folder}/`));
  try {
    const base = `http://127.0.0.1:${server.addr.port}`;
    await withPage(browser, async (page, errors) => {
      for (const [entry, check] of Object.entries(CHECKS)) {
        await page.goto(`${base}/index.html`);
        const url = JSON.stringify(`${base}/${entry.replace("/", "-")}.js`);
        const found = await page.evaluate(`import(${url}).then((library) => {${check}})`);
        assertEquals(found, EXPECTED[entry], entry);
      }
      assertEquals(errors, []);
    });
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
