/**
 * Builds the playground: one HTML file that holds its style sheet, its script and its worker's, so that it works from disk and from
 * any host of plain files.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { GALLERY } from "./gallery.ts";

/** The folder of this module. */
const HERE = new URL("./", import.meta.url);

/** What may not be asked for in vain: everything stands in the page, and nothing may be fetched by it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src data:",
].join("; ");

/** A built page. */
export interface Built {
  readonly html: string;
  /** Bytes of its parts. */
  readonly bytes: { readonly page: number; readonly worker: number; readonly style: number; readonly all: number };
}

/** Bundles a script for browsers. `deno bundle` leaves nothing behind. */
async function bundle(entry: string, folder: string): Promise<string> {
  const out = `${folder}/${entry.replaceAll("/", "-")}.js`;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", "--platform", "browser", "-o", out, entry],
    cwd: HERE,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) {
    throw new TierproofError("file", `deno bundle ${entry} failed: ${new TextDecoder().decode(stderr).trim()}`);
  }
  const script = await Deno.readTextFile(out);
  // Modules that name files beside them find none: a page's script has no address of its own.
  return `(() => {${script.replaceAll("import.meta.url", '"file:///nowhere/"')}\n})();`;
}

/** A script as it may stand inside an HTML element. */
function inElement(script: string): string {
  return script.replaceAll(/<(?=\/script|!--|script)/gi, "\\u003C");
}

/** Sources of the example passes that the gallery shows, by file, as JSON. */
async function examplePasses(): Promise<string> {
  const files = GALLERY.flatMap(({ pass }) => pass === null ? [] : [pass.file]);
  const read = (file: string) => Deno.readTextFile(new URL(`../../examples/passes/${file}`, HERE));
  return JSON.stringify(Object.fromEntries(await Promise.all(files.map(async (file) => [file, await read(file)]))));
}

/** Builds the page. */
export async function buildPlayground(): Promise<Built> {
  const folder = await Deno.makeTempDir();
  try {
    const [passes, page, worker, style] = await Promise.all([
      examplePasses(),
      bundle("page/main.ts", folder),
      bundle("worker/main.ts", folder),
      Deno.readTextFile(new URL("style.css", HERE)),
    ]);
    const html = htmlOf({ passes, page, worker, style });
    const size = (text: string): number => new TextEncoder().encode(text).length;
    return { html, bytes: { page: size(page), worker: size(worker), style: size(style), all: size(html) } };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Texts of the page's parts. */
interface Parts {
  readonly passes: string;
  readonly page: string;
  readonly worker: string;
  readonly style: string;
}

/**
 * Starts the first worker before the page's own script is read, so that both are read at once. A page on disk can start a worker
 * from a text that it holds, and from no file.
 */
const START = `var workerUrl = URL.createObjectURL(new Blob([document.getElementById("worker-script").textContent], ` +
  `{ type: "text/javascript" })), firstWorker = new Worker(workerUrl);`;

function htmlOf({ passes, page, worker, style }: Parts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="CPython's tier-2 optimizer of 14 November 2023 at work, and where it goes wrong">
<link rel="icon" href="data:,">
<title>Tierproof playground</title>
<style>
${style}</style>
</head>
<body>
<div id="app"><p>Loading ...</p><noscript>The playground needs JavaScript: it runs the optimizer in this page.</noscript></div>
<script type="text/plain" id="worker-script">${inElement(worker)}</script>
<script>${START}</script>
<script type="application/json" id="example-passes">${inElement(passes)}</script>
<script>${inElement(page)}</script>
</body>
</html>
`;
}
