import { assert, assertEquals } from "@std/assert";
import { childSpec, startInterpreter } from "./interpreter.ts";
import type { Ran } from "./protocol.ts";
import { findPython, numberProgram, plantedPython } from "./testing/wrappers.ts";

const PYTHON = await findPython();

/** What a run gave, in a word. */
function summary(ran: Ran): string {
  switch (ran.kind) {
    case "ran": {
      const [call] = ran.outcomes[0]?.results ?? [];
      return call === undefined ? "nothing" : call.kind === "returned" ? call.text : call.type;
    }
    case "died":
      return ran.how;
    case "hung":
      return "hung";
    case "garbage":
      return `garbage ${ran.text}`;
    case "refused":
      return ran.message.split(":")[0] as string;
  }
}

/** Runs numbered programs on an interpreter that goes wrong, twice; none of its processes may be left afterwards. */
async function runPlanted(
  plant: string,
  count: number,
  texts: Readonly<Record<number, string>> = {},
): Promise<string[]> {
  const wrapper = await plantedPython(PYTHON as string, plant);
  const python = await startInterpreter(childSpec(wrapper.path, 1.5, 2 ** 30));
  try {
    const programs = Array.from({ length: count }, (_, id) => numberProgram(id, texts[id]));
    const first = python.run(programs).map(summary);
    const again = python.run([numberProgram(0)]).map(summary);
    assertEquals(again, ["0"], "the next batch meets a process that works");
    return first;
  } finally {
    await python.close();
    await wrapper.remove();
  }
}

/** Processes whose command line has a text, zombies included, by the system's folder of processes. */
async function processesWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const line = await Deno.readTextFile(`/proc/${name}/cmdline`);
      const stat = await Deno.readTextFile(`/proc/${name}/stat`);
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      const isZombie = stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z") && parent === Deno.pid;
      if (line.includes(text) || isZombie) found.push(`${name} ${line.slice(0, 80)}`);
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

function pythonTest(name: string, body: () => Promise<void>): void {
  Deno.test(name, async () => {
    if (PYTHON === null) {
      console.log("no python3 of 3.11 or later on PATH: real interpreters are not checked");
      return;
    }
    await body();
  });
}

pythonTest("a child that is killed: the program under way is blamed, all others are answered", async () => {
  const plant = `import signal
if "KILL" in source: signal.raise_signal(9)
return source`;
  assertEquals(await runPlanted(plant, 6, { 2: "KILL = 1", 4: "KILL = 2" }), [
    "0",
    "1",
    "SIGKILL",
    "3",
    "SIGKILL",
    "5",
  ]);
});

pythonTest("a child that hangs is ended, and so is one that ends by itself or aborts", async () => {
  const plant = `if "HANG" in source: time.sleep(1000)
if "ABORT" in source: os.abort()
if "EXIT" in source: os._exit(7)
return source`;
  const texts = { 1: "HANG = 1", 2: "ABORT = 1", 3: "EXIT = 1" };
  assertEquals(await runPlanted(plant, 5, texts), ["0", "hung", "SIGABRT", "exit code 7", "4"]);
});

pythonTest("a child that prints garbage: where its answers should be, in the middle of them, without end", async () => {
  const plant = `fds = [int(n) for n in os.listdir("/proc/self/fd")]
for fd in fds:
    if fd > 2 and "GARBAGE" in source:
        try: os.write(fd, b"no answer\\xff\\n")
        except OSError: pass
    if fd > 2 and "BROKEN" in source:
        try: os.write(fd, b'tierproof {"id":\\n')
        except OSError: pass
return source`;
  const got = await runPlanted(plant, 4, { 1: "GARBAGE = 1", 2: "BROKEN = 1" });
  assertEquals([got[0], got[3]], ["0", "3"]);
  assert(got[1]?.startsWith("garbage no answer"), got[1]);
  assert(got[2]?.startsWith("garbage tierproof"), got[2]);
});

pythonTest("a child that eats memory meets its limit and not the machine's", async () => {
  const plant = `if "EAT" in source: held = bytearray(1 << 33)
return source`;
  const got = await runPlanted(plant, 3, { 1: "EAT = 1" });
  assertEquals([got[0], got[2]], ["0", "2"]);
  assert(got[1] === "exit code 1" || got[1] === "SIGABRT", got[1]);
});

pythonTest("programs themselves that print, loop for ever, recurse or leave are answered or blamed", async () => {
  const texts = {
    0: "print('noise')",
    1: "while True: pass",
    2: "return f()",
    3: "raise SystemExit(3)",
    4: "raise KeyboardInterrupt",
    5: "__import__('socket').socket()",
  };
  const got = await runPlanted("return source", 7, texts);
  assertEquals(got, ["0", "hung", "RecursionError", "SystemExit", "KeyboardInterrupt", "PermissionError", "6"]);
});

pythonTest("no process and no zombie is left when interpreters are closed", async () => {
  const wrapper = await plantedPython(PYTHON as string, `if "HANG" in source: time.sleep(1000)\nreturn source`);
  const python = await startInterpreter(childSpec(wrapper.path, 0.5));
  python.run([numberProgram(0), numberProgram(1, "HANG = 1")]);
  python.alone(numberProgram(0, "HANG = 1"));
  await python.close();
  await wrapper.remove();
  assertEquals((await processesWith("tierproof ")).filter((line) => line.includes("sitecustomize")), []);
  assertEquals((await processesWith("(no process has this)")).length, 0);
});
