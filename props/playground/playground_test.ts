import { assert, assertEquals } from "@std/assert";
import { findBrowser } from "../mutants/report/browser.ts";
import { buildPlayground } from "./build.ts";

/** Bytes that the page and its worker may have: what grows beyond is to be looked at. */
const MOST = { page: 680_000, worker: 2_000_000, style: 16_000, all: 2_750_000 };

Deno.test("the playground runs from disk: program, trace, steps, repair, link", async (t) => {
  const built = await buildPlayground();
  await t.step("the bundle keeps to its size", () => {
    console.log(`playground: ${JSON.stringify(built.bytes)} bytes`);
    for (const [part, most] of Object.entries(MOST)) {
      assert(
        built.bytes[part as keyof typeof MOST] <= most,
        `${part}: ${built.bytes[part as keyof typeof MOST]} bytes`,
      );
    }
  });
  const browser = await findBrowser();
  if (browser === null) {
    console.log("no Chromium here (apt-get install chromium): the playground is not tried in a browser");
    return;
  }
  const { withPage } = await import("../testing/chromium.ts");
  const folder = await Deno.makeTempDir();
  const file = `file://${folder}/index.html`;
  await Deno.writeTextFile(`${folder}/index.html`, built.html);
  try {
    await withPage(browser, async (page, errors) => {
      const logged: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") logged.push(message.text());
      });
      page.on("request", (request) => requests.push(request.url().replace(/#.*/, "").replace(/^blob:.*/, "blob:")));
      const headline = page.locator(".headline");
      const said = (text: string) => headline.filter({ hasText: text }).filter({ hasNotText: "(" }).waitFor();

      await t.step("opens with an example that goes wrong, and says why", async () => {
        await page.goto(file);
        await said("The optimizer changes what this program does.");
        const verdict = await page.locator("#verdict").innerText();
        assert(verdict.includes("handler-lookup: After an error in a trace"), verdict);
      });
      await t.step("a repair switched on heals it", async () => {
        await page.getByRole("checkbox", { name: "handler-lookup" }).check();
        await said("All engines agree on this program.");
        await page.getByRole("checkbox", { name: "handler-lookup" }).uncheck();
        await said("The optimizer changes what this program does.");
      });
      await t.step("a program that is typed is run, and its trace is shown", async () => {
        await page.getByRole("textbox", { name: "Program" }).fill(
          "def f():\n  t = 0\n  for i in range(40):\n    t += i\n  return t\n",
        );
        await said("All engines agree on this program.");
        assert((await page.locator("#trace").innerText()).includes("_BINARY_OP_ADD_INT"));
        assert((await page.locator("#bytecode").innerText()).includes("ENTER_EXECUTOR"));
        assert((await page.locator("#verdict").innerText()).includes("780"));
      });
      await t.step("steps go into the trace and back", async () => {
        await page.getByRole("button", { name: "Into the trace" }).click();
        const where = page.locator(".where");
        await where.filter({ hasText: "inside the trace" }).waitFor();
        const inside = await where.innerText();
        assertEquals(await page.locator("#trace tr.current").count(), 1);
        await page.getByRole("button", { name: "Back", exact: true }).click();
        await where.filter({ hasText: "in the plain interpreter" }).waitFor();
        await page.getByRole("button", { name: "Forward" }).click();
        assertEquals(await where.innerText(), inside);
      });
      await t.step("its link gives the same state after a reload", async () => {
        await page.waitForFunction(() => location.hash.length > 20);
        const step = await page.locator(".where").innerText();
        await page.waitForTimeout(500);
        await page.reload();
        await said("All engines agree on this program.");
        await page.locator(".where").filter({ hasText: "inside the trace" }).waitFor();
        assertEquals(await page.locator(".where").innerText(), step);
        assert((await page.locator(".cm-content").first().innerText()).includes("range(40)"));
      });
      await t.step("a damaged link and one that is too new say so", async () => {
        await page.goto(`${file}#tp9.abc`);
        await page.locator(".notice").filter({ hasText: "this link is of version 9" }).waitFor();
        await page.goto(`${file}#tp1.abc`);
        await page.locator(".notice").filter({ hasText: "this link is damaged" }).waitFor();
      });
      await t.step("a slip of the pen is marked in place, and what ran before stays", async () => {
        await page.getByRole("textbox", { name: "Program" }).fill("def f(:\n  pass\n");
        await page.locator(".complaint").filter({ hasText: "line 1, column 6" }).waitFor();
        assertEquals(await page.locator(".cm-lintRange-error").count(), 1);
        await headline.filter({ hasText: "of the last program that ran" }).waitFor();
      });
      await t.step("a hunt finds the handler defect, shrinks it, and it opens in the panes", async () => {
        const pane = page.locator("#hunt");
        await pane.getByRole("button", { name: "Hunt", exact: true }).click();
        await pane.locator(".found").waitFor();
        const text = await pane.innerText();
        assert(text.includes("Healed by handler-lookup.") && /Shrunk from \d+ to \d+ instructions/.test(text), text);
        await pane.getByRole("button", { name: "Open it in the panes" }).click();
        await page.locator("#program .cm-content").filter({ hasText: "tierproof-assembly 1" }).waitFor();
        await said("The optimizer changes what this program does.");
      });
      await t.step("the README's own pass runs as it is, and what its check finds opens in the panes", async () => {
        const pane = page.locator("#pass");
        await pane.getByRole("button", { name: "Begin with an example" }).click();
        await pane.getByRole("button", { name: "Run it" }).click();
        await pane.locator(".found").waitFor();
        assert((await pane.textContent())?.includes("made by the pass unguarded"));
        await pane.getByRole("button", { name: "Open it in the panes" }).click();
        const opened = page.locator("#verdict").filter({ hasText: "made by the pass unguarded" });
        await opened.filter({ hasNotText: "running anew" }).waitFor();
        await page.locator("#trace td").filter({ hasText: "unguarded" }).first().waitFor();
      });
      await t.step("an example from the gallery brings its pass, which is blamed", async () => {
        await page.getByRole("combobox", { name: "Example" }).selectOption("constantGlobalsSlip");
        await page.locator("#verdict").filter({ hasText: "made by the pass constant-globals-slip" }).waitFor();
        await page.locator("#executors").filter({ hasText: "Executor 1 depends on f, h." }).waitFor();
      });
      await t.step(
        "axe-core finds no serious violation, wide or on a phone, light or dark, and a phone need not scroll sideways",
        async () => {
          const { seriousViolations } = await import("../testing/axe.ts");
          await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
          for (const [width, height, colorScheme] of [[1600, 1000, "dark"], [390, 844, "light"]] as const) {
            await page.setViewportSize({ width, height });
            await page.emulateMedia({ colorScheme });
            assertEquals(await seriousViolations(page), []);
            assertEquals(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
          }
        },
      );
      await t.step("nothing is logged as wrong, and nothing is fetched but the page itself", () => {
        assertEquals(errors, []);
        assertEquals(logged, []);
        assertEquals([...new Set(requests)].sort(), ["blob:", file].sort());
      });
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
