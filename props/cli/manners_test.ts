import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { recordsOf } from "../golden/load.ts";
import type { Plug } from "../core/plug.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { pinPlug } from "../cpython/plug.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import { BYTECODE_LANGUAGE, type PythonCase, sourceLanguage } from "../interpreters/python_case.ts";
import { programFile } from "./program_file.ts";
import { printable } from "./streams.ts";
import { tryUserFile, tryUserFolder, userPath, writeUserFile, writeWhole } from "./user_files.ts";

const ROOT = new URL("../../", import.meta.url);

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a script of the project from a folder, as a task that was called there. */
async function run(script: string, args: readonly string[], calledIn?: string): Promise<Ran> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", script, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", TIERPROOF_BUNDLE: "off", INIT_CWD: calledIn ?? decodeURIComponent(ROOT.pathname) },
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

async function withFolder(use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const PROGRAM = `tierproof-assembly 1
code <module>
  const None
  begin
    RESUME 0
    RETURN_CONST 0
  end
`;

Deno.test("an assembler file may begin with a byte order mark, blank lines and comments", () => {
  for (const head of ["", "\ufeff", "# a comment\n", "\n\n  # one\n# two\n", "\ufeff# both\n"]) {
    // Files are decoded without their mark; texts of a library user are not.
    assertEquals(programFile((head + PROGRAM).replace(/^\ufeff/, ""), "it", pinPlug()).kind, "program");
  }
});

Deno.test("a file of Python source is a program of the pin, and of real interpreters in the form that they take", () => {
  const text = "# calls: 3\ndef f():\n    return 1\n";
  const read = (language: { readonly name: string }): unknown => {
    const file = programFile(text, "a.py", { ...pinPlug(), language: language as Plug["language"] });
    assert(file.kind === "program");
    const { program, source } = file.program as PythonCase;
    return [program.calls, program.entry, source];
  };
  assertEquals(read(CPYTHON_LANGUAGE), [3, "f", undefined]);
  assertEquals(read(sourceLanguage(true)), [3, "f", text]);
  assertEquals(read(BYTECODE_LANGUAGE), [3, "f", ""]);
  assertThrows(() => read({ name: "stack" }), Error, "a.py: found");
});

Deno.test("a string literal of 16 MB is read", () => {
  const text = PROGRAM.replace("  const None", `  const "${"a".repeat(1 << 24)}"`);
  const file = programFile(text, "it", pinPlug());
  assert(file.kind === "program" && (file.program as ProgramCase).program.codes[0]?.consts[0]?.t === "str");
});

Deno.test("what is no program says on one line what was found where, with the name of the file", () => {
  const cases: [text: string, message: string][] = [
    ["", "a.txt: found nothing, expected a program (Python source, JSON or assembler text) or a finding"],
    ["hello\n", 'a.txt: found "hello\\n", expected a program'],
    ["\x1b[31m", 'a.txt: found "\\u001b[31m"'],
    ["{", "a.txt: no JSON document: "],
    ["[]", 'a.txt: found "[]"'],
    ["{}", "a.txt: program.format: found nothing"],
    [`{"format":"tierproof-finding","version":9}`, "a.txt: expected format"],
    [PROGRAM.replace("1", "2"), 'a.txt: line 1, column 1: found "tierproof-assembly 2"'],
    [PROGRAM.replace("RESUME", "RESUNE"), 'a.txt: line 5, column 5: found "RESUNE 0"'],
    [PROGRAM.replace("const None", 'const "a'), "a.txt: line 3, column 9: found"],
    [PROGRAM.replace("const None", `const ${"(".repeat(5000)}`), "nested literals"],
    [`${"[".repeat(100_000)}`, "a.txt: found"],
    [`{"format":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "a.txt: program.format: found an array of 1"],
  ];
  for (const [text, message] of cases) {
    const { message: told } = assertThrows(() => programFile(text, "a.txt", pinPlug()), Error, message);
    assert(told.startsWith("a.txt: ") && told.length < 400 && !told.includes("\n"), told);
  }
});

Deno.test("what is no recording says so with file and line", async () => {
  const gzip = new Uint8Array(
    await new Response(new Blob(["{}\n".repeat(100)]).stream().pipeThrough(new CompressionStream("gzip")))
      .arrayBuffer(),
  );
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const cases: [Uint8Array<ArrayBuffer>, string][] = [
    [gzip.slice(0, gzip.length - 12), "r.gz: gzip data that is cut or broken"],
    [bytes(""), "r.gz: expected recordings, found none"],
    [bytes("\n \n"), "r.gz: expected recordings, found none"],
    [bytes("null"), "r.gz:1: found null, expected an object"],
    [bytes("{}\n{"), "r.gz:1.id: found nothing, expected a string"],
    [bytes(`{"id":"a","calls":1,"codes":[{}],"args":[]}`), "r.gz:1.codes[0].name: found nothing"],
    [bytes(`{"id":"a","calls":1,"codes":[],"args":[]}`), 'r.gz:1: found nothing, expected "results" or "tier1"'],
  ];
  for (const [text, message] of cases) {
    let told = "";
    try {
      await recordsOf(text, "r.gz");
    } catch (error) {
      assert(error instanceof TierproofError);
      told = error.message;
    }
    assertStringIncludes(told, message);
  }
});

Deno.test("control characters are printed as what they are, colours only where they are wanted", () => {
  assertEquals(printable("a\x1b[31mb\x07\x9b\u202ec\td\n"), "a\\x1b[31mb\\x07\\x9b\\u202ec\td\n");
  assertEquals(printable("a\x1b[31mb\x1b]0;t\x07", true), "a\x1b[31mb\\x1b]0;t\\x07");
});

Deno.test("files are tried without leaving anything behind, and only files of one's own are replaced", async () => {
  await withFolder((folder) => {
    const path = `${folder}/new/deep/a.txt`;
    const file = { path, mark: /^mine/ };
    tryUserFile(file);
    assertEquals([...Deno.readDirSync(folder)], []);
    writeUserFile(file, "mine 1");
    writeUserFile(file, "mine 2");
    assertEquals(Deno.readTextFileSync(path), "mine 2");
    Deno.writeTextFileSync(path, "yours");
    assertThrows(() => writeUserFile(file, "mine 3"), TierproofError, "is not overwritten");
    assertEquals(Deno.readTextFileSync(path), "yours");
    assertThrows(() => tryUserFile({ ...file, path: folder }), TierproofError, "it is a folder");
    assertThrows(() => tryUserFolder(`${path}/under`), TierproofError, "no folder");
    assertThrows(() => tryUserFolder(path), TierproofError, `${path}: it is no folder`);
  });
});

Deno.test("relative paths begin where the user stands, for tasks, too", async () => {
  assertEquals(userPath("/a/b"), "/a/b");
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/it.tpasm`, PROGRAM);
    const found = await run("props/cli/replay.ts", ["it.tpasm"], folder);
    assertEquals([found.code, found.out.trim()], [0, "The claim holds: this finding does not show here."], found.err);
    const missing = await run("props/cli/trace.ts", ["it.tpasm"]);
    assertEquals(missing.code, 2);
    assertMatch(missing.err, /^trace: \/.*it\.tpasm: no such file; expected a program/);
    const bloom = await run("props/cli/bloom.ts", ["--filters", "1", "--svg", "plot.svg"], folder);
    assertEquals(bloom.code, 0, bloom.err);
    assertStringIncludes(await Deno.readTextFile(`${folder}/plot.svg`), "<svg");
  });
});

Deno.test("what cannot be written is refused before the work, on one line and with exit code 2", async () => {
  await withFolder(async (folder) => {
    const other = `${folder}/notes.txt`;
    await Deno.writeTextFile(other, "my notes\n");
    const quick = ["--only", "tr-backedge-ignores-cache", "--seeds", "1"];
    const cases: [script: string, args: string[], message: RegExp][] = [
      ["props/cli/hunt.ts", ["--out", other], /^hunt: .*notes\.txt: /],
      ["props/cli/hunt.ts", ["--write-test", other], /^hunt: .*notes\.txt: /],
      ["props/cli/hunt.ts", ["--all", "--out", "/dev/null/a"], /^hunt: \/dev\/null\/a: /],
      ["props/mutants/cli.ts", [...quick, "--state", folder], /^mutants: .*: it is a folder/],
      ["props/mutants/cli.ts", [...quick, "--state", other], /^mutants: .*notes\.txt: holds something else/],
      ["props/mutants/cli.ts", [...quick, "--report", other], /^mutants: .*notes\.txt: holds something else/],
      ["props/mutants/cli.ts", [...quick, "--html", "/dev/null/a"], /^mutants: \/dev\/null\/a: /],
      ["props/cli/bloom.ts", ["--svg", other], /^bloom: .*notes\.txt: holds something else/],
      ["props/tools/ok.ts", ["--quick"], /^ok: unknown option --quick/],
    ];
    for (const [script, args, message] of cases) {
      const { code, err } = await run(script, args);
      assertEquals(code, 2, `${script} ${args}: ${err}`);
      assertMatch(err, message);
      assert(err.trimEnd().split("\n").length <= 2, err);
    }
    assertEquals(await Deno.readTextFile(other), "my notes\n");
  });
});

Deno.test("SIGTERM ends a measurement with what there is so far and the exit code of shells", async () => {
  const cases: [script: string, args: string[], begun: string, told: RegExp][] = [
    ["props/cli/bloom.ts", ["--filters", "10000000"], "random ", /interrupted after [0-9,]+ filters[^]*\n +30 /],
    ["props/bench/bench.ts", ["--time", "10h"], "bench: ", /interrupted: /],
  ];
  await Promise.all(cases.map(async ([script, args, begun, told]) => {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", "--no-check", script, ...args],
      cwd: ROOT,
      stdout: "piped",
      stderr: "null",
    }).spawn();
    let out = "";
    let asked = false;
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      out += text;
      if (!asked && out.includes(begun)) {
        asked = true;
        // The line is printed before the first look at signals.
        setTimeout(() => child.kill("SIGTERM"), 300);
      }
    }
    const { code, signal } = await child.status;
    assertEquals([code, signal], [143, null], out);
    assertMatch(out, told);
  }));
});

Deno.test("a closed pipe and a full disk are told on standard error, with exit code 3", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", "props/cli/repairs.ts"],
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await child.stdout.cancel();
  const [{ code }, err] = await Promise.all([child.status, new Response(child.stderr).text()]);
  assertEquals([code, err], [3, "repairs: standard output was closed by its reader\n"]);
  if (Deno.build.os !== "linux") return;
  const full = await new Deno.Command("sh", {
    args: ["-c", `"${Deno.execPath()}" run -A --quiet --no-check props/cli/repairs.ts >/dev/full`],
    cwd: ROOT,
    stderr: "piped",
  }).output();
  assertEquals([full.code, new TextDecoder().decode(full.stderr)], [
    3,
    "repairs: cannot write to standard output: No space left on device\n",
  ]);
});

Deno.test("a file that is to be whole is under another name while it is written, and none is written over", () => {
  const dir = Deno.makeTempDirSync();
  try {
    const path = `${dir}/sub/whole.json`;
    const names = (): string[] => [...Deno.readDirSync(`${dir}/sub`)].map(({ name }) => name);
    writeWhole(path, () => {
      // A process that is killed by now leaves no file that reads as an empty one.
      assertEquals(names(), []);
      return "all";
    });
    // What one that was killed while it wrote has left behind.
    Deno.writeTextFileSync(`${dir}/sub/other.json.part`, "hal");
    writeWhole(`${dir}/sub/other.json`, () => "whole");
    writeWhole(path, () => "another one");
    assertEquals(names().sort(), ["other.json", "whole.json"]);
    assertEquals([path, `${dir}/sub/other.json`].map((each) => Deno.readTextFileSync(each)), ["all", "whole"]);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
});
