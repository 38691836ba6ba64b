import { assert, assertEquals } from "@std/assert";
import { ROOT } from "./testing/import_graph.ts";

const TYPES: Readonly<Record<string, string>> = { ts: "application/typescript", json: "application/json" };

/** Serves the files of the project as plain files on the loopback interface. */
function serveFiles(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    try {
      const body = await Deno.readFile(new URL(path, ROOT));
      const type = TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream";
      return new Response(body, { headers: { "content-type": type } });
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
}

Deno.test("both entry points run a check when imported by URL from an empty folder", async () => {
  const folder = await Deno.makeTempDir();
  const server = serveFiles();
  try {
    const base = `http://127.0.0.1:${server.addr.port}`;
    const script = await Deno.readTextFile(new URL("props/testing/url_script.ts", ROOT));
    await Deno.writeTextFile(`${folder}/check.ts`, script.replaceAll("../../", `${base}/`));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--no-config", `--reload=${base}`, "check.ts"],
      cwd: folder,
    }).output();
    const text = new TextDecoder();
    assertEquals(code, 0, text.decode(stderr));
    assert(text.decode(stdout).includes("agree"), text.decode(stdout));
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
