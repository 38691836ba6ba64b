/**
 * A PostgreSQL of one's own for a test: in a scratch folder, on loopback alone, gone afterwards.
 *
 * @module
 */

/** A server that runs. */
export interface Postgres {
  /** Its URL, with the password. */
  readonly url: string;
  readonly password: string;
  /** Ends it, and begins it again: connections are lost. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Folders where Debian keeps the programs of each version. */
const DEBIAN = "/usr/lib/postgresql";

/** The folder of the programs; null where there are none. */
function binaries(): string | null {
  const folders: string[] = (Deno.env.get("PATH") ?? "").split(":");
  try {
    const versions = [...Deno.readDirSync(DEBIAN)].map(({ name }) => name).sort((a, b) => Number(b) - Number(a));
    folders.push(...versions.map((version) => `${DEBIAN}/${version}/bin`));
  } catch {
    // Not Debian's.
  }
  for (const folder of folders) {
    try {
      if (Deno.statSync(`${folder}/initdb`).isFile && Deno.statSync(`${folder}/postgres`).isFile) return folder;
    } catch {
      // Not here.
    }
  }
  return null;
}

async function output(command: string, args: string[], options: Deno.CommandOptions = {}): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, ...options }).output();
  if (!success) throw new Error(`${command} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim();
}

/** PostgreSQL does not run as root: there is a user for it. */
async function asUser(): Promise<{ uid?: number; gid?: number }> {
  if (Deno.uid() !== 0) return {};
  return { uid: Number(await output("id", ["-u", "postgres"])), gid: Number(await output("id", ["-g", "postgres"])) };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

/** Starts a server; null where PostgreSQL is not installed. */
export async function startPostgres(): Promise<Postgres | null> {
  const programs = binaries();
  if (programs === null) return null;
  const dir = await Deno.makeTempDir({ prefix: "tierproof-postgres-" });
  const user = await asUser();
  const password = "s3cret/%:word";
  await Deno.writeTextFile(`${dir}/password`, password);
  if (user.uid !== undefined) {
    for (const path of [dir, `${dir}/password`]) await Deno.chown(path, user.uid, user.gid ?? null);
  }
  const data = `${dir}/data`;
  await output(`${programs}/initdb`, [
    ...["-D", data, "-U", "tester", "--auth=scram-sha-256", `--pwfile=${dir}/password`],
    ...["-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
  ], { ...user, cwd: dir });
  const port = freePort();
  const settings = ["fsync=off", "listen_addresses=127.0.0.1", `unix_socket_directories=${dir}`, "shared_buffers=16MB"];
  const launch = (): Deno.ChildProcess =>
    new Deno.Command(`${programs}/postgres`, {
      args: ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
      ...user,
      cwd: dir,
      stdout: "null",
      stderr: "null",
    }).spawn();
  let server = launch();
  await listening(port);
  const end = async (): Promise<void> => {
    // As its "fast shutdown": connections are ended.
    server.kill("SIGINT");
    await server.status;
  };
  return {
    url: `postgres://tester:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    password,
    async restart() {
      await end();
      server = launch();
      await listening(port);
    },
    async stop() {
      await end();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (tries > 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
