import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { canary } from "../claims/canary.ts";
import { plugSource } from "../cpython/load.ts";
import { pinPlug } from "../cpython/plug.ts";
import { HUNT_OPTIONS, readSettings } from "./hunt_settings.ts";
import { parseCommandLine } from "./options.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const HERE = new URL(".", import.meta.url);

async function run(script: string, ...args: string[]): Promise<Ran> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL(script, HERE).href, ...args],
    env: { NO_COLOR: "1", TIERPROOF_BUNDLE: "off" },
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

Deno.test("repairs lists every repair with its evidence, as text and as JSON", async () => {
  const [text, json] = await Promise.all([run("repairs.ts"), run("repairs.ts", "--json")]);
  assertEquals([text.code, json.code], [0, 0]);
  for (const id of REPAIR_IDS) assertStringIncludes(text.out, id);
  const rows = JSON.parse(json.out) as { id: string; what: string; evidence: string }[];
  assertEquals(rows.map((row) => row.id), [...REPAIR_IDS]);
  assert(rows.every((row) => row.what !== "" && row.evidence !== ""));
});

/** Settings from a command line, as `deno task hunt` reads them. */
function settings(...args: string[]) {
  const spec = {
    name: "hunt",
    summary: "",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: HUNT_OPTIONS,
    examples: [],
  } as const;
  return readSettings(parseCommandLine(spec, args).options, {
    plug: pinPlug(),
    source: plugSource(),
    close: () => Promise.resolve(),
  });
}

Deno.test("a hunt in a module of one's own says at once how to see what failed, in words that a shell takes", async () => {
  const folder = await Deno.makeTempDir({ prefix: "own module " });
  try {
    const path = `${folder}/plug.ts`;
    const machine = new URL("../../examples/stack_machine/plug.ts", HERE).href;
    await Deno.writeTextFile(path, `export { plug } from "${machine}";`);
    const { code, err } = await run("hunt.ts", "--module", path, "--seed", "1", "--checks", "500");
    assertEquals(code, 1, err);
    const shown = /as it was found: deno task replay (tp2\.\S+) --module '(.*)'\n/.exec(err) ?? [];
    assertEquals(shown[2], path, err);
    const again = await run("replay.ts", shown[1] as string, "--module", path);
    assertEquals(again.code, 1, again.err);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a trace of a machine without the pin's tiers is refused before any program is read", async () => {
  const machine = new URL("../../examples/stack_machine/plug.ts", HERE).href;
  const { code, err } = await run("trace.ts", "--module", machine, "no-such-program");
  assertEquals(code, 2, err);
  assertStringIncludes(err, "folding makes no traces of the pin's");
});

Deno.test("hunt refuses bad usage with the nearest right word", async () => {
  const cases: [string[], string][] = [
    [["--sede", "1"], "did you mean --seed?"],
    [["--target", "pined"], "did you mean pinned?"],
    [["--repair", "handler-lokup"], "did you mean handler-lookup?"],
    [["--repair", "handler-lookup", "--target", "repaired"], "the repaired one has every repair already"],
    [["--claim", "equivalense"], "did you mean equivalence?"],
    [["--deep", "--all"], "--all has it among its claims"],
    [["--import", "./mod.ts"], "give both"],
    [["--checks", "many"], "--checks wants a whole number"],
    [["--checks", "0"], "--checks wants a whole number"],
    [["--time", "soon"], "--time wants a duration"],
    [["--jobs", "0"], "--jobs wants a whole number from 1 to 64"],
    [["--seed", "-1"], "--seed wants a whole number"],
  ];
  for (const [args, message] of cases) assertThrows(() => settings(...args), TierproofError, message);
  const { code, out, err } = await run("hunt.ts", "--sede", "1");
  assertEquals([code, out], [2, ""]);
  assertStringIncludes(err, "hunt: unknown option --sede; did you mean --seed?");
});

Deno.test("hunt runs for a minute unless it is told how long", () => {
  assertEquals([settings().timeMs, settings().checks], [60_000, Infinity]);
  const checks = settings("--checks", "5");
  assertEquals([checks.timeMs, checks.checks], [Infinity, 5]);
  const both = settings("--checks", "5", "--time", "2m");
  assertEquals([both.timeMs, both.checks], [120_000, 5]);
  assertEquals(settings().mended.size, 0);
  assertEquals([...settings("--repair", "version-collision").mended], ["version-collision"]);
  assertEquals(settings("--target", "repaired").mended.size, REPAIR_IDS.length);
  assert(settings().seed !== settings().seed, "seeds are random");
});

Deno.test("Ctrl-C ends a hunt with its summary and the exit code of shells", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL("hunt.ts", HERE).href, "--target", "repaired", "--seed", "1"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let out = "";
  let interrupted = false;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    out += text;
    // The first line is printed before the first check.
    if (!interrupted && out.includes("seed 1")) setTimeout(() => child.kill("SIGINT"), 300);
    interrupted ||= out.includes("seed 1");
  }
  const { code } = await child.status;
  assertEquals(code, 130, out);
  assertMatch(out, /interrupted after .* checks/);
});

Deno.test("hunt lists the claims, one of which must fail", async () => {
  const { code, out } = await run("hunt.ts", "--claim", "list", "--json");
  assertEquals(code, 0);
  const rows = JSON.parse(out) as { name: string; canary: boolean }[];
  assert(rows.some((row) => row.name === "equivalence" && !row.canary));
  assert(rows.some((row) => row.canary));
});

Deno.test("hunt finds the canary, prints how to see it again, and replay shows it", async () => {
  const { code, out, err } = await run(
    "hunt.ts",
    "--claim",
    canary.name,
    "--seed",
    "1",
    "--checks",
    "5000",
    "--json",
  );
  assertEquals(code, 1, err);
  const report = JSON.parse(lastLine(out)) as { findings: { token: string; claim: string; seconds: number }[] };
  const [finding] = report.findings;
  assertEquals(finding?.claim, canary.name);
  const token = finding?.token ?? "";
  assert(token.length > 0 && token.length <= 200);
  assertStringIncludes(err, `deno task replay ${token}`);
  const replayed = await run("replay.ts", token);
  assertEquals(replayed.code, 1, replayed.err);
  assertStringIncludes(replayed.out, "FOUND");
});

Deno.test("a hunt that finds nothing exits 0 with a summary and the promised object, alone or with workers", async () => {
  const options = ["--target", "repaired", "--checks", "200", "--seed", "1", "--quiet", "--json"];
  const [alone, two] = await Promise.all([run("hunt.ts", ...options), run("hunt.ts", ...options, "--jobs", "2")]);
  assertEquals([alone.code, two.code, alone.err, two.err], [0, 0, "", ""]);
  const report = JSON.parse(lastLine(alone.out));
  assertEquals([report.target, report.seed, report.checks, report.discarded, report.findings], [
    "repaired",
    1,
    200,
    0,
    [],
  ]);
  assert(report.tier2Share > 0 && report.tier2Share <= 1 && report.seconds > 0);
  const { seconds: _, memory: __, jobs, ...shared } = JSON.parse(lastLine(two.out));
  assertEquals(jobs, 2);
  assertEquals(shared, Object.fromEntries(Object.keys(shared).map((name) => [name, report[name]])));
});

Deno.test("a hunt that had no time for a single check exits 2, whatever it says of findings", async () => {
  const options = ["--target", "repaired", "--time", "1ms", "--seed", "1"];
  const [one, all] = await Promise.all([run("hunt.ts", ...options), run("hunt.ts", ...options, "--all")]);
  for (const { code, out, err } of [one, all]) {
    assertEquals(code, 2, err);
    assertMatch(out, /^nothing checked in .* 0 checks/m);
    assertMatch(err, /^hunt: no check came to its end in .*: nothing is known; give it more --time\n$/);
  }
});

Deno.test("replay refuses what is no token and no file, and broken tokens", async () => {
  const [missing, cut, none] = await Promise.all([
    run("replay.ts", "no-such-file.json"),
    run("replay.ts", "tp2.cpython.equivalence.g1"),
    run("replay.ts"),
  ]);
  assertEquals([missing.code, cut.code, none.code], [2, 2, 2]);
  assertMatch(missing.err, /no such file; expected a replay token/);
  assertMatch(cut.err, /was it cut/);
  assertMatch(none.err, /missing argument: TOKEN\|FILE/);
});

Deno.test("hunt --all lists root causes first, writes findings as it finds them, and replay shows one as Markdown", async () => {
  const dir = Deno.makeTempDirSync();
  try {
    const args = ["--all", "--claim", "invalidation", "--checks", "200", "--seed", "4", "--json"];
    const { code, out, err } = await run("hunt.ts", ...args, "--out", `${dir}/out`, "--write-test", `${dir}/tests`);
    assertEquals(code, 1, err);
    const report = JSON.parse(lastLine(out)) as {
      rootCauses: number;
      findings: { signature: string; duplicates: number; claims: string[] }[];
    };
    assertEquals([report.rootCauses, report.findings.length], [1, 1]);
    assertEquals([report.findings[0]?.signature, report.findings[0]?.claims], ["invalid-executor", ["invalidation"]]);
    assert(err.indexOf("ROOT CAUSES  1") < err.indexOf("FOUND  invalidation"), err);
    const folders = [...Deno.readDirSync(`${dir}/out`)].map(({ name }) => name);
    const tests = [...Deno.readDirSync(`${dir}/tests`)].map(({ name }) => name);
    assertEquals([folders.length, tests.length], [1, 1]);
    assertMatch(tests[0] ?? "", /^invalid-executor-invalidation-s4-c\d+_test\.ts$/);
    const markdown = await run("replay.ts", `${dir}/out/${folders[0]}/finding.json`, "--markdown");
    assertEquals(markdown.code, 1);
    assertMatch(markdown.out, /^## invalidation fails on the pinned target: /);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
});
