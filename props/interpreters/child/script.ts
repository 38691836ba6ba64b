/**
 * The script that runs inside of a real interpreter: plain Python 3.11 or later, the standard library alone.
 *
 * It reads a program a line from standard input and answers with lines that begin with {@linkcode LINE_MARK}: one that says which
 * tier of which program begins, and one with what the program did. Everything that the program itself prints goes nowhere.
 *
 * @module
 */

import { OPCODE_NAMES, opcodeKind, opcodeRow } from "../../../src/isa/opcodes.ts";
import { VERSIONS } from "../versions.ts";
import { BYTECODE } from "./bytecode.ts";
import { RUNNING } from "./running.ts";
import { TEXTS } from "./texts.ts";
import { TIERS } from "./tiers.ts";

/** What every line of the child begins with; any other line is no answer. */
export const LINE_MARK = "tierproof ";

/** Bounds of a child; the supervisor has its own besides. */
export interface ChildLimits {
  /** Bytes of address space. */
  readonly memory: number;
  /** Seconds that one program may take before the child ends itself. */
  readonly seconds: number;
  /** Whether it says what it is: a second process of the same interpreter need not, which is faster. */
  readonly facts: boolean;
}

const LIMITS = String.raw`
def limit():
    try:
        import resource
    except ImportError:
        return
    def lower(name, value):
        which = getattr(resource, name, None)
        if which is None:
            return
        _, hard = resource.getrlimit(which)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(which, (value, hard))
        except (ValueError, OSError):
            pass
    lower("RLIMIT_AS", MEMORY)
    lower("RLIMIT_CORE", 0)
    lower("RLIMIT_FSIZE", 1 << 20)
    lower("RLIMIT_NOFILE", 64)

# What no program of ours does: reach out of its process.
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.remove", "os.rename",
             "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.kill", "shutil.")

def guard(event, args):
    if event.startswith(FORBIDDEN):
        raise PermissionError("programs of a hunt may not: " + event)
`;

const MAIN = String.raw`
def serve():
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    source = os.fdopen(os.dup(0), "rb")
    os.dup2(nowhere, 0)

    def say(data):
        write_all(out, (MARK + json.dumps(data) + "\n").encode("utf-8", "surrogatepass"))

    limit()
    try:
        import signal
        alarm = signal.setitimer
        REAL = signal.ITIMER_REAL
    except (ImportError, AttributeError):
        alarm = None
    say({"facts": facts() if FACTS else None})
    sys.addaudithook(guard)
    gc.disable()
    gc.collect()
    gc.freeze()
    done = 0
    for line in source:
        program = json.loads(line)
        number = program["id"]
        # Without a handler the alarm ends the process, whatever it is doing.
        if alarm is not None:
            alarm(REAL, SECONDS)
        answer = run(program, lambda tier: say({"at": number, "tier": tier}))
        if alarm is not None:
            alarm(REAL, 0)
        say({"id": number, **answer})
        forget_events()
        done += 1
        if done % 16 == 0:
            gc.collect()

def write_all(fd, data):
    while data:
        data = data[os.write(fd, data):]

`;

/** The parts that need nothing of an operating system: they define `facts` and `run`. */
export function childParts(): string {
  const rows = VERSIONS.map(({ version, counterShift }) => ({ version, counterShift }));
  const base = OPCODE_NAMES.filter((name) => opcodeKind(name) === "base");
  const pinOps = Object.fromEntries(base.map((name) => [name, opcodeRow(name).opcode]));
  return [
    "import functools, gc, json, os, sys, types",
    `ROWS = json.loads(${JSON.stringify(JSON.stringify(rows))})`,
    `PIN_OPS = json.loads(${JSON.stringify(JSON.stringify(pinOps))})`,
    TEXTS,
    TIERS,
    RUNNING,
    BYTECODE,
  ].join("\n");
}

/** The text of the script. */
export function childScript({ memory, seconds, facts }: ChildLimits): string {
  return [
    childParts(),
    `MARK = ${JSON.stringify(LINE_MARK)}`,
    `MEMORY = ${memory}`,
    `SECONDS = ${seconds}`,
    `FACTS = ${facts ? "True" : "False"}`,
    LIMITS,
    MAIN,
    "serve()",
    "",
  ].join("\n");
}
