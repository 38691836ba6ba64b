/**
 * `deno task playground`: builds the page, and serves it on the loopback interface.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import { EXIT, HELP_OPTION, parseInteger, runCommand, usageError } from "../cli/options.ts";
import { tryUserFile, writeUserFile } from "../cli/user_files.ts";
import { count } from "../report/text.ts";
import { buildPlayground, type Built } from "./build.ts";

const OPTIONS = {
  out: {
    kind: "path",
    value: "DIR",
    help: "only build, into this folder: index.html, which any host of plain files may serve",
  },
  port: { kind: "value", value: "N", help: "port to serve on (default: one that is free)" },
  json: { kind: "flag", help: "one JSON object on one line, last on stdout" },
  ...HELP_OPTION,
} as const;

/** A page of this command. */
const MARK = /^<!doctype html>[^]*Tierproof playground/;

function sizeText({ bytes: { page, worker, style, all } }: Built): string {
  const kib = (bytes: number): string => `${count(Math.round(bytes / 1024))} KiB`;
  return `index.html: ${kib(all)} (page ${kib(page)}, worker ${kib(worker)}, style ${kib(style)})`;
}

/** Starts a server; a port that cannot be had is refused. */
function listening<Server>(port: number, start: () => Server): Server {
  try {
    return start();
  } catch (error) {
    const isTaken = error instanceof Deno.errors.AddrInUse;
    if (!isTaken && !(error instanceof Deno.errors.PermissionDenied)) throw error;
    throw usageError(
      `--port ${port}: ${isTaken ? "somebody else serves there" : "not allowed"}; give another one, or none`,
    );
  }
}

/** Serves the page until a signal comes. */
async function serve({ html }: Built, port: number, onListen: (url: string) => void): Promise<void> {
  const { signal, release } = interruptible();
  const server = listening(port, () =>
    Deno.serve({
      hostname: "127.0.0.1",
      port,
      signal,
      onListen: ({ port: chosen }) => onListen(`http://127.0.0.1:${chosen}/`),
    }, (request) => {
      const { pathname } = new URL(request.url);
      return pathname === "/" || pathname === "/index.html"
        ? new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } })
        : new Response("not found", { status: 404 });
    }));
  await server.finished;
  release();
}

if (import.meta.main) {
  await runCommand({
    name: "playground",
    summary:
      "Builds a page that runs the optimizer in a browser and shows what it does, and serves it on the loopback interface until\n" +
      "Ctrl-C. The page is one file: it works from disk and from any host of plain files, and fetches nothing.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["playground", "playground --port 8000", "playground --out site"],
  }, async ({ options }) => {
    const { out, json } = options;
    const port = options.port === undefined ? 0 : parseInteger("port", options.port, 0, 65535);
    const say = json ? console.error : console.log;
    const file = out === undefined ? null : { path: `${out}/index.html`, mark: MARK };
    if (file !== null) tryUserFile(file);
    say("building ...");
    const built = await buildPlayground();
    say(sizeText(built));
    if (file !== null) {
      writeUserFile(file, built.html);
      say(`written: ${file.path}`);
      if (json) console.log(JSON.stringify({ path: file.path, bytes: built.bytes }));
      return EXIT.ok;
    }
    await serve(built, port, (url) => {
      say(`serving ${url} until Ctrl-C`);
      if (json) console.log(JSON.stringify({ url, bytes: built.bytes }));
    });
    return EXIT.interrupted;
  });
}
