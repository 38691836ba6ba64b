import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InvariantError, TierproofError } from "../../src/isa/errors.ts";
import {
  editDistance,
  EXIT,
  exitCodeOf,
  HELP_OPTION,
  helpText,
  meant,
  parseCommandLine,
  parseDuration,
  parseInteger,
  parseWords,
  unknownWord,
} from "./options.ts";

const SPEC = {
  name: "demo",
  summary: "A command for tests.",
  positionals: "[FILE]",
  minPositionals: 0,
  maxPositionals: 1,
  options: {
    target: { kind: "value", value: "NAME", help: "what to aim at" },
    seed: { kind: "value", value: "S", help: "where to begin" },
    quiet: { kind: "flag", help: "say less" },
    ...HELP_OPTION,
  },
  examples: ["demo --seed 1"],
} as const;

Deno.test("options parse in every usual form", () => {
  const parsed = parseCommandLine(SPEC, ["--target", "a", "--seed=7", "--quiet", "file"]);
  assertEquals(parsed.options, { target: "a", seed: "7", quiet: true, help: false });
  assertEquals(parsed.positionals, ["file"]);
  assertEquals(parseCommandLine(SPEC, []).options.quiet, false);
});

Deno.test("a wrong option is refused with the one that was meant", () => {
  const cases: [string[], string][] = [
    [["--taget", "a"], "unknown option --taget; did you mean --target?"],
    [["--tar", "a"], "did you mean --target?"],
    [["--sede", "1"], "did you mean --seed?"],
    [["-q"], "unknown option -q; did you mean --quiet?"],
    [["--seed"], "--seed needs a value: --seed S"],
    [["--seed", "--quiet"], "--seed needs a value"],
    [["--quiet=yes"], "--quiet takes no value"],
    [["--seed", "1", "--seed", "2"], "--seed is given twice"],
    [["a", "b"], 'unexpected argument "b"'],
    [["a", "target"], "did you mean --target?"],
  ];
  for (const [args, message] of cases) {
    assertThrows(() => parseCommandLine(SPEC, args), TierproofError, message);
  }
  assertEquals(assertThrows(() => parseCommandLine(SPEC, ["--all"])).message, "unknown option --all");
  assertThrows(() => parseCommandLine({ ...SPEC, minPositionals: 1 }, []), TierproofError, "missing argument: [FILE]");
  // As of a variable that a shell does not know: no path, not that of the folder where the user stands.
  assertThrows(() => parseCommandLine(SPEC, [""]), TierproofError, "missing argument: [FILE]");
});

Deno.test("numbers, durations and lists say what they want", () => {
  assertEquals(parseInteger("n", "50_000", 1, 1e9), 50_000);
  assertEquals(["30s", "2m", "500ms", "1h", "45", "1.5s"].map((text) => parseDuration("time", text)), [
    30_000,
    120_000,
    500,
    3_600_000,
    45_000,
    1500,
  ]);
  for (const wrong of ["", "-1", "1e3", "x", "1.5", "0"]) {
    assertThrows(() => parseInteger("n", wrong, 1, 9), TierproofError, "--n wants a whole number from 1 to 9");
  }
  for (const wrong of ["", "0", "-1s", "1d", "s"]) {
    assertThrows(() => parseDuration("time", wrong), TierproofError, "--time wants a duration");
  }
  assertEquals(parseWords("pet", "cat, dog", ["dog", "cat"]), ["cat", "dog"]);
  assertThrows(() => parseWords("pet", "cow", ["dog", "cat"]), TierproofError, 'unknown pet "cow"; did you mean');
});

Deno.test("a word that is near to none of many is told some of them, and how many there are", () => {
  const many = Array.from({ length: 50 }, (_, i) => `record${i}`);
  const { message } = unknownWord("record", "x", many);
  assert(
    message.startsWith('unknown record "x"; known: record0, record1,') && message.endsWith("record39 and 10 more"),
  );
  assertEquals(unknownWord("pet", "gnu", ["dog", "elephant"]).message, 'unknown pet "gnu"; known: dog, elephant');
});

Deno.test("the meant word is the one with the fewest edits", () => {
  assertEquals(editDistance("kitten", "sitting"), 3);
  assertEquals(editDistance("ab", "ba"), 1);
  assertEquals(meant("repiared", ["pinned", "repaired"]), "repaired");
  assertEquals([meant("x", []), meant("all", ["hang"])], [undefined, undefined]);
});

Deno.test("the help text names every option and example", () => {
  const text = helpText(SPEC);
  for (const part of ["--target NAME", "--seed S", "--quiet", "--help", "deno task demo --seed 1", "[FILE]"]) {
    assertStringIncludes(text, part);
  }
});

Deno.test("exit codes tell bad usage from broken invariants", async () => {
  const original = console.error;
  const said: string[] = [];
  console.error = (text: string) => said.push(text);
  try {
    assertEquals(await exitCodeOf(SPEC, () => EXIT.found, []), 1);
    assertEquals(await exitCodeOf(SPEC, () => EXIT.ok, ["--sede", "1"]), 2);
    assertEquals(
      await exitCodeOf(SPEC, () => {
        throw new InvariantError("bent");
      }, []),
      3,
    );
  } finally {
    console.error = original;
  }
  assertStringIncludes(said.join("\n"), "did you mean --seed?");
  assertStringIncludes(said.join("\n"), "Try: deno task demo --help");
  assertStringIncludes(said.join("\n"), "broken invariant of Tierproof: bent");
});

Deno.test("a command ends with its own exit code, though what is attacked may not end the process meanwhile", async () => {
  const script = `
    const { runCommand, usageError } = await import(Deno.args[0]);
    const spec = { name: "x", summary: "", positionals: "", minPositionals: 0, maxPositionals: 9, options: {}, examples: [] };
    await runCommand(spec, async () => {
      (await import(Deno.args[1])).refuseExit();
      throw usageError("loading it has not ended");
    });`;
  const args = ["run", "-A", "--quiet", "--no-check", `data:text/javascript,${encodeURIComponent(script)}`];
  const modules = [import.meta.resolve("./options.ts"), import.meta.resolve("../core/stay.ts")];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args: [...args, ...modules] }).output();
  const [first] = new TextDecoder().decode(stderr).split("\n");
  assertEquals([code, first], [2, "x: loading it has not ended"]);
});
