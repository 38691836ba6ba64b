import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
// deno-lint-ignore no-import-prefix -- as in boss.ts
import pg from "npm:pg@8.23.1";
import { InvariantError, TierproofError } from "../../../src/isa/errors.ts";
import type { AnswerOf, Job, SliceJob, Workers } from "../jobs.ts";
import { newTally } from "../../core/tally.ts";
import { DIVISORS_MODULE, endOf, startCampaign } from "../testing/campaign_process.ts";
import { type QueueAddress, queueAddress, shownQueue, withoutPassword } from "./address.ts";
import { lead, openBoss, type Queue } from "./boss.ts";
import { checkedAnswer, openJob, type QueueNames, queueNames, sealed } from "./letters.ts";
import { QueueWorkers } from "./queue_workers.ts";
import { type ServeOptions, serveQueue } from "./serve.ts";
import { startPostgres } from "./testing/postgres.ts";

const postgres = await startPostgres();
if (postgres === null) console.log("no PostgreSQL here (apt-get install postgresql): queues are not tried on one");
Deno.test.afterAll(() => postgres?.stop());

type PostgresAddress = Extract<QueueAddress, { readonly kind: "postgres" }>;

const SETUP = { source: { host: "", module: null }, mended: ["b", "a"], specifier: "spec" };

function slice(number: number): SliceJob {
  const slice = { number, claim: "c\0\ud800", seed: 1, generator: 1, from: number, to: number + 1 };
  return { kind: "slice", slice, guide: { parents: [] } };
}

/** Workers that answer at once; a slice of a number in `bad` throws. */
class FakeWorkers implements Workers {
  readonly jobs = 1;
  ran: number[] = [];
  closed = 0;
  constructor(readonly bad: ReadonlySet<number> = new Set()) {}
  run<J extends Job>(job: J): Promise<AnswerOf<J>> {
    const { number } = (job as unknown as SliceJob).slice;
    this.ran.push(number);
    if (this.bad.has(number)) return Promise.reject(new Error(`bad ${number}`));
    const answer = { number, tally: newTally(), failures: [], casualties: [], features: [], seconds: 0.1 };
    return Promise.resolve(answer as unknown as AnswerOf<J>);
  }
  memory(): number {
    return 0;
  }
  underWay(): number {
    return 0;
  }
  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

/** A database for a test, with queues of its own; where there is none, the test has nothing to try. */
function onQueue(
  name: string,
  run: (address: PostgresAddress, names: QueueNames, open: () => Promise<Queue>) => Promise<void>,
): void {
  Deno.test({
    name,
    // The pool ends its connections a moment after it was told to.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      if (postgres === null) return;
      Deno.env.set("TIERPROOF_TEST_QUEUE", postgres.url);
      const address = await queueAddress("env:TIERPROOF_TEST_QUEUE") as PostgresAddress;
      const queues: Queue[] = [];
      try {
        await run(address, queueNames(crypto.randomUUID()), async () => {
          const queue = await openBoss(address, "", () => {});
          queues.push(queue);
          return queue;
        });
      } finally {
        await Promise.all(queues.map((queue) => queue.close()));
      }
    },
  });
}

interface Served {
  readonly trouble: string[];
  end(): Promise<void>;
}

function serve(queue: Queue, names: QueueNames, workersFor: ServeOptions["workersFor"], jobs = 1): Served {
  const abort = new AbortController();
  const trouble: string[] = [];
  const serving = serveQueue({
    queue,
    names,
    jobs,
    workersFor,
    signal: abort.signal,
    graceMs: 1000,
    onDone: () => {},
    onTrouble: (text) => trouble.push(text),
  });
  return {
    trouble,
    end: () => {
      abort.abort();
      return serving;
    },
  };
}

async function coordinate(queue: Queue, names: QueueNames, own: Workers = new FakeWorkers(), trouble: string[] = []) {
  const workers = await QueueWorkers.open({
    queue,
    names,
    jobs: 4,
    own: () => own,
    onTrouble: (text) => trouble.push(text),
  });
  return workers.for(SETUP);
}

onQueue(
  "jobs go out and answers come back; what one worker after another throws at is run by the coordinator",
  async (_, names, open) => {
    const own = new FakeWorkers();
    const trouble: string[] = [];
    const workers = await coordinate(await open(), names, own, trouble);
    const fake = new FakeWorkers(new Set([3]));
    const seen: unknown[] = [];
    const served = serve(await open(), names, (...setup) => {
      seen.push(setup);
      return fake;
    }, 2);
    const answers = await Promise.all([0, 1, 2, 3, 1].map((number) => workers.run(slice(number))));
    assertEquals(answers.map(({ number }) => number), [0, 1, 2, 3, 1]);
    assertEquals(seen[0], [["b", "a"], "spec"]);
    assertEquals(fake.ran.filter((number) => number === 1).length, 1, "equal jobs run once");
    assertEquals([fake.ran.filter((number) => number === 3).length, own.ran], [5, [3]]);
    assert(trouble.some((text) => text.includes("given up by 5 workers")), trouble.join());
    await served.end();
    assertEquals(fake.closed, 1);
    const waiting = assertRejects(() => workers.run(slice(9)), Error);
    await workers.close();
    await waiting;
  },
);

onQueue(
  "a worker that is gone loses its job to another one; its own late answer is dropped",
  async (_, names, open) => {
    const queue = await open();
    const workers = await coordinate(await open(), names);
    const answer = workers.run(slice(0));
    // The one that dies takes the job and never says a word again.
    let [taken] = await queue.take(names.jobs, 1);
    while (taken === undefined) [taken] = await queue.take(names.jobs, 1);
    await age();
    const fake = new FakeWorkers();
    const served = serve(await open(), names, () => fake);
    assertEquals((await answer).number, 0);
    // It was not dead but slow: what it says now changes nothing, and takes the job from nobody.
    const letter = openJob(taken.data, names.version);
    assert(letter !== null);
    await queue.send(names.answers, sealed({ key: letter.key, answer: { fails: true } as never }), 0);
    await queue.finish(names.jobs, [taken]);
    assertEquals((await workers.run(slice(1))).number, 1);
    assertEquals(fake.ran, [0, 1]);
    await served.end();
    await workers.close();
  },
);

/** Lets the last words of all workers be long ago: a heartbeat of pg-boss has no less than ten seconds. */
async function age(): Promise<void> {
  const client = new pg.Client({ connectionString: postgres?.url });
  await client.connect();
  await client.query("UPDATE tierproof.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active'");
  await client.end();
}

onQueue("a coordinator that was killed leaves answers, which the next one uses, and jobs, which it forgets", async (
  _,
  names,
  open,
) => {
  const first = await open();
  const killed = await coordinate(first, names);
  const lost = [killed.run(slice(0)), killed.run(slice(1))].map((each) => each.catch(() => "lost"));
  const worker = await open();
  const fake = new FakeWorkers();
  // It is gone before it has looked for the answer; what it asked the queue just now ends with its connection.
  killed.end(new Error("killed"));
  const [taken] = await worker.take(names.jobs, 1);
  await first.close();
  const letter = openJob(taken?.data, names.version);
  assert(taken !== undefined && letter !== null);
  await worker.send(names.answers, sealed({ key: letter.key, answer: await fake.run(letter.job) }), 0);
  await worker.finish(names.jobs, [taken]);
  const next = await coordinate(await open(), names);
  const { slice: { number } } = letter.job as SliceJob;
  assertEquals((await next.run(slice(number))).number, number, "nobody serves: the answer was there");
  assertEquals((await worker.take(names.jobs, 9)).length, 0);
  assertEquals(await Promise.all(lost), ["lost", "lost"]);
  await next.close();
});

onQueue("a worker takes no job of another version, and runs nothing that is none", async (_, names, open) => {
  const queue = await open();
  await coordinate(await open(), names);
  const fake = new FakeWorkers();
  const served = serve(await open(), names, () => fake);
  const letter = { version: "another", key: "k", mended: [], specifier: "", job: slice(0) };
  for (
    const data of [
      sealed(letter),
      { body: "{" },
      { other: 1 },
      sealed({ ...letter, version: names.version, job: {} as Job }),
    ]
  ) {
    await queue.send(names.jobs, data, 0);
  }
  while (served.trouble.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
  await served.end();
  assertEquals(fake.ran, []);
});

onQueue("of two coordinators one leads; the other one does once the first is gone, however that ended", async (
  address,
  { version },
) => {
  const first = await lead(address, version, undefined, () => {});
  let waits = 0;
  const second = lead(address, version, undefined, () => waits++);
  const elsewhere = await lead(address, `${version}x`, undefined, () => waits++);
  while (waits === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  // As when its process is killed: the server sees the connection end.
  const client = new pg.Client({ connectionString: address.url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
     AND objid = (hashtext($1)::bigint & 4294967295)::oid`,
    [version],
  );
  await client.end();
  assert(/terminat|end/.test((await first?.lost)?.message ?? ""));
  await (await second)?.release();
  await elsewhere?.release();
  const stopped = new AbortController();
  stopped.abort();
  assertEquals([await lead(address, version, stopped.signal, () => waits++), waits], [null, 1]);
});

onQueue("a server that is restarted loses nothing", async (_, names, open) => {
  const trouble: string[] = [];
  const workers = await coordinate(await open(), names, new FakeWorkers(), trouble);
  const fake = new FakeWorkers();
  const served = serve(await open(), names, () => fake);
  assertEquals((await workers.run(slice(0))).number, 0);
  const [answer] = await Promise.all([workers.run(slice(1)), postgres?.restart()]);
  assertEquals(answer.number, 1);
  assertEquals((await workers.run(slice(2))).number, 2);
  await served.end();
  await workers.close();
});

/** Command lines of all processes that this one may see; none where the system has no folder of them. */
function commandLines(): string[] {
  try {
    return [...Deno.readDirSync("/proc")].filter(({ name }) => /^\d+$/.test(name)).flatMap(({ name }) => {
      try {
        return [Deno.readTextFileSync(`/proc/${name}/cmdline`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

onQueue(
  "as commands: a worker does the work of a campaign, and the password is in no list of processes and in no output",
  async () => {
    const dir = await Deno.makeTempDir();
    const worker = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", new URL("./cli.ts", import.meta.url).href]
        .concat("--queue", "env:TIERPROOF_TEST_QUEUE", "--module", DIVISORS_MODULE, "--jobs", "1", "--json"),
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    try {
      const common = ["--module", DIVISORS_MODULE, "--claims", "first", "--seed", "3", "--checks", "1500"];
      const campaign = startCampaign(`${dir}/c`, ...common, "--queue", "env:TIERPROOF_TEST_QUEUE");
      const ended = endOf(campaign);
      const seen: string[] = [];
      const look = setInterval(() => seen.push(...commandLines()), 200);
      const { code, out, err } = await ended;
      clearInterval(look);
      worker.kill("SIGTERM");
      const { code: workerCode, stdout, stderr } = await worker.output();
      const said = [out, err, new TextDecoder().decode(stdout), new TextDecoder().decode(stderr)];
      assertEquals([code, workerCode], [1, 143], said.join("\n"));
      const { slices, checks } = JSON.parse(said[2] as string) as { readonly slices: number; readonly checks: number };
      assert(slices > 3 && checks >= 1500, said[2]);
      const secret = postgres?.password as string;
      assert(seen.length === 0 || seen.some((line) => line.includes("TIERPROOF_TEST_QUEUE")));
      const leaks = [...said, ...seen].filter((text) =>
        text.includes(secret) || text.includes(encodeURIComponent(secret))
      );
      assertEquals(leaks, []);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
);

Deno.test("answers that do not go with their job, or would be written elsewhere, are refused", () => {
  const finding = { folder: "f", files: { "a.json": "" }, cause: {} };
  const job = { kind: "casualty" } as Job;
  assertEquals(checkedAnswer(job, finding as never), finding as never);
  for (const wrong of [{ ...finding, folder: "../f" }, { ...finding, files: { "/etc/x": "" } }, {}]) {
    assertThrows(() => checkedAnswer(job, wrong as never), InvariantError, "a worker's answer");
  }
  assertThrows(() => checkedAnswer(slice(1), { number: 2, failures: [] } as never), InvariantError, "expected slice 1");
  assertThrows(() => checkedAnswer({ kind: "replay", document: 0 }, {} as never), InvariantError);
});

Deno.test("a password comes through the environment or a file of one's own alone, and is never said", async () => {
  const dir = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${dir}/url`, "postgres://me:s%25cret@host/db?password=other\n", { mode: 0o644 });
    const refused: string[] = [];
    for (
      const where of ["postgres://me:s%25cret@host/db", "postgres://me@host/db?password=s%25cret", `file:${dir}/url`]
    ) {
      refused.push((await assertRejects(() => queueAddress(where), TierproofError)).message);
    }
    assert(refused.every((text) => !/s%25cret|s%cret/.test(text)), refused.join("\n"));
    await Deno.chmod(`${dir}/url`, 0o600);
    const address = await queueAddress(`file:${dir}/url`);
    assertEquals(address.kind === "postgres" && address.shown, "postgres://me@host/db");
    assertEquals(withoutPassword("for s%cret and s%25cret", address), "for *** and ***");
    const shown = ["pglite", "env:NAME", "file:url", "postgres://me@host/db?sslkey=secret"].map(shownQueue);
    assertEquals(shown, ["pglite", "env:NAME", "file:url", "postgres://me@host/db"]);
    const bare = await queueAddress("postgres://me@host/db");
    assertEquals(bare, { kind: "postgres", url: "postgres://me@host/db", shown: "postgres://me@host/db" });
    for (const where of ["mysql://host/db", "nonsense", "env:TIERPROOF_NO_SUCH_NAME", `file:${dir}/none`]) {
      await assertRejects(() => queueAddress(where), TierproofError);
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
