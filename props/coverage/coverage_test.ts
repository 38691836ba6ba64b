import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { HUNT_LIMITS } from "../cpython/limits.ts";
import { parseCommandLine } from "../cli/options.ts";
import { PrngChoices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { countingReference, reference } from "../../reference/engine.ts";
import { newExecutionCounts } from "../../src/isa/execution_counts.ts";
import { Coverage } from "../../src/vm/coverage.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";
import { huntReport, judgeHunt, judgeSample, sampleReport } from "./check.ts";
import { COVERAGE_OPTIONS, readCoverageSettings } from "./cli.ts";
import { percentOf, reportCoverage } from "./report.ts";
import { reportText } from "./report_text.ts";
import { CoverageRig } from "./rig.ts";

const sample = await sampleReport();

Deno.test("a sample of the recordings and a few programs execute everything that can occur, on every engine", () => {
  assertEquals(judgeSample(sample), []);
});

Deno.test("a short hunt stays above its floors", async () => assertEquals(judgeHunt(await huntReport()), []));

Deno.test("nothing that was run is below every floor, and each says what is missing", () => {
  const nothing = reportCoverage(new CoverageRig());
  assertEquals(judgeSample(nothing).length, 10);
  assertEquals(judgeHunt(nothing).length, 5);
  assert(nothing.shares.every((share) => share.reached === 0));
  assert(judgeSample(nothing)[0]?.includes(" BINARY_OP "));
});

Deno.test("what is said to be impossible is a problem when it happens, but where a defect of the pin does it", () => {
  const rig = new CoverageRig();
  rig.opcodes.tier1.executed[OPCODES.RESERVED.opcode] = 1;
  rig.opcodes.tier2.executed[OPCODES.CACHE.opcode] = 1;
  rig.uops.executed[UOPS._INSERT.id] = 1;
  rig.uops.errored[UOPS._GUARD_BOTH_INT.id] = 1;
  assertEquals(reportCoverage(rig).shares.flatMap(({ unexpected }) => unexpected), [
    "RESERVED",
    "_INSERT",
    "_GUARD_BOTH_INT",
  ]);
});

Deno.test("engines that count do what the others do, and count it", () => {
  const counts = newExecutionCounts(256);
  const [first, second] = [new Coverage(), new Coverage()];
  const pairs = [
    [reference, countingReference(counts)],
    [tier1(), tier1({ coverage: first })],
    [tier2(), tier2({ coverage: second })],
  ] as const;
  let instructions = 0;
  let [inTier1, inTier2, uops, deopts, errors, seen] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < 60; index++) {
    const program = lower(generateDraft(new PrngChoices(3, index)));
    for (const [plain, counting] of pairs) {
      const outcome = plain.run(program, HUNT_LIMITS);
      assertEquals(counting.run(program, HUNT_LIMITS), outcome);
      const { statistics } = outcome;
      if (plain === reference) instructions += statistics.instructions;
      else if (plain.name === "tier1") inTier1 += statistics.instructions;
      else {
        inTier2 += statistics.instructions;
        uops += statistics.uops;
        deopts += statistics.deopts;
        errors += statistics.errors;
        // Something new comes up less and less often, but never takes anything back.
        assert(second.fresh >= seen);
        seen = second.fresh;
      }
    }
  }
  const total = (list: Float64Array): number => list.reduce((sum, times) => sum + times, 0);
  const prefixes = counts.executed[OPCODES.EXTENDED_ARG.opcode] as number;
  assert(instructions > 0 && total(counts.executed) - prefixes === instructions);
  // A specialization or a miss dispatches the same instruction again.
  assert(total(first.opcodes.executed) >= inTier1 && total(second.opcodes.executed) >= inTier2);
  assertEquals(total(second.uops.executed), uops);
  assertEquals(total(second.uops.deopted), deopts);
  assertEquals(total(second.uops.errored), errors);
  assert(uops > 0 && deopts > 0 && seen > 0);
  assert([...second.ends.values()].reduce((sum, times) => sum + times, 0) > 0);
});

Deno.test("the report names every opcode and uop, in the tables or among what cannot occur", () => {
  const text = reportText(sample, 95, false);
  for (const { name } of [...sample.opcodes, ...sample.uops]) assert(text.includes(name), name);
  const brief = reportText(sample, 95, true);
  assert(brief.length < text.length / 3);
  assert(brief.includes("base opcodes executed on reference"));
});

Deno.test("a share of nothing that can occur is whole", () => {
  const [first] = sample.shares;
  assert(first !== undefined);
  assertEquals(percentOf({ ...first, reached: 0, possible: 0 }), 100);
  assertEquals(percentOf({ ...first, reached: 1, possible: 4 }), 25);
});

function settings(...args: string[]) {
  const spec = {
    name: "coverage",
    summary: "",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: COVERAGE_OPTIONS,
    examples: [],
  } as const;
  return readCoverageSettings(parseCommandLine(spec, args).options);
}

Deno.test("options choose what is counted and the floor", () => {
  assertEquals(settings(), { recordings: true, hunt: { seed: 1, checks: Infinity, timeMs: 60_000 }, floor: 95 });
  assertEquals(settings("--recordings"), { recordings: true, hunt: null, floor: 95 });
  assertEquals(settings("--checks", "10", "--seed", "4"), {
    recordings: false,
    hunt: { seed: 4, checks: 10, timeMs: Infinity },
    floor: 0,
  });
  assertEquals(settings("--time", "2s", "--floor", "40").floor, 40);
  for (const args of [["--recordings", "--seed", "3"], ["--floor", "101"], ["--check", "--floor", "3"]]) {
    assertThrows(() => settings(...args), TierproofError);
  }
});

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", new URL("./cli.ts", import.meta.url).href, ...args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("the command says what is missing and fails below its floor", async () => {
  const [low, high, wrong] = await Promise.all([
    run("--checks", "20", "--brief", "--json", "--quiet"),
    run("--checks", "20", "--floor", "99", "--json", "--quiet"),
    run("--recordngs"),
  ]);
  assertEquals([low.code, high.code, wrong.code], [0, 1, 2]);
  const { met, programs, seed } = JSON.parse(low.out) as { met: boolean; programs: unknown; seed: number };
  assertEquals([met, programs, seed], [true, { recordings: 0, own: 0, hunt: 20 }, 1]);
  assertEquals((JSON.parse(high.out) as { met: boolean }).met, false);
  assert(high.err.includes("below the floor of 99 %: base opcodes executed on reference"));
  assert(wrong.err.includes("did you mean --recordings?"));
});
