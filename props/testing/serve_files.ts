/**
 * For tests of imports by URL: serves files on the loopback interface.
 *
 * @module
 */

import { ROOT } from "./import_graph.ts";

const TYPES: Readonly<Record<string, string>> = {
  ts: "application/typescript",
  json: "application/json",
  js: "text/javascript",
  html: "text/html",
};

/** Serves the files of a folder, as they are, on the loopback interface. */
export function serveFolder(root: URL): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    try {
      const body = await Deno.readFile(new URL(path, root));
      const type = TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream";
      return new Response(body, { headers: { "content-type": type } });
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
}

/** Runs something in an empty folder while the project's files are served under the URL that it gets. */
export async function withServedFiles(run: (base: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const server = serveFolder(ROOT);
  try {
    await run(`http://127.0.0.1:${server.addr.port}`, folder);
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a module with Deno in a folder; gives what it printed, and fails unless it ends with this exit code. */
export async function runFrom(folder: string, args: readonly string[], expected = 0): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-config", ...args],
    cwd: folder,
  }).output();
  const text = new TextDecoder();
  if (code !== expected) {
    throw new Error(`${args.join(" ")} ended with ${code}: ${text.decode(stderr)}${text.decode(stdout)}`);
  }
  return text.decode(stdout);
}
