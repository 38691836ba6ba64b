/**
 * One process of a real interpreter with the child script in it.
 *
 * @module
 */

import { childScript, LINE_MARK } from "./child/script.ts";
import type { ChildProgram, ChildSpec, Facts, Ran, RealOutcome, Tier } from "./protocol.ts";

/** Seconds that an interpreter may take to start. */
const START_SECONDS = 20;
/** What the child may take longer than the supervisor waits, before it ends itself. */
const SPARE_SECONDS = 5;
/** Characters of a child's standard error and of its garbage that are kept: the last ones, and the first. */
const KEPT = 4000;
const KEPT_GARBAGE = 200;

/** Milliseconds to wait for the rest of what a dead child said. */
const SAID_MS = 1000;

/** An interpreter that cannot be started, or does not run the child. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** A line that the child wrote after its mark. */
type ChildLine =
  | { readonly facts: Facts | null }
  | { readonly at: number; readonly tier: Tier }
  | { readonly id: number; readonly outcomes: readonly RealOutcome[]; readonly executors: number }
  | { readonly id: number; readonly refused: string };

/** What comes next from a child. */
type Event =
  | { readonly kind: "line"; readonly line: ChildLine }
  | { readonly kind: "garbage"; readonly text: string }
  | { readonly kind: "end" }
  | { readonly kind: "late" };

/** How far a process came with what it was asked for. */
export interface Progress {
  /** Answers by number of the program, as far as they came. */
  readonly answers: Map<number, Ran>;
  /** The program that was under way when it went wrong, with what went wrong; null where all were answered. */
  readonly blamed: { readonly id: number | null; readonly ran: Ran } | null;
}

/** A process. */
export class PythonProcess {
  /** What it is. */
  readonly facts: Facts;
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: LineReader;
  readonly #said: Promise<string>;
  readonly #seconds: number;
  /** Told once it has ended. */
  readonly #status: Promise<Deno.CommandStatus>;

  private constructor(
    process: Deno.ChildProcess,
    lines: LineReader,
    said: Promise<string>,
    facts: Facts,
    seconds: number,
  ) {
    this.#process = process;
    this.#writer = process.stdin.getWriter();
    this.#lines = lines;
    this.#said = said;
    this.#status = process.status;
    this.#seconds = seconds;
    this.facts = facts;
  }

  /** Of the process. */
  get pid(): number {
    return this.#process.pid;
  }

  /**
   * Starts an interpreter in a folder; `known` is what it is, where that is known. Throws a {@linkcode StartError} where it does not
   * answer as it must.
   */
  static async start(
    { command, seconds, memory }: ChildSpec,
    folder: string,
    known: Facts | null = null,
  ): Promise<PythonProcess> {
    const script = childScript({ memory, seconds: seconds + SPARE_SECONDS, facts: known === null });
    let process: Deno.ChildProcess;
    try {
      process = new Deno.Command(command, {
        // Neither -I nor -E: they hide the variables that switch the JIT on.
        args: ["-c", script],
        cwd: folder,
        env: ENVIRONMENT,
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
        // A group of its own, so that what a wrapper started ends with it.
        detached: true,
      }).spawn();
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) throw error;
      throw new StartError(`${command}: cannot be started: ${error instanceof Error ? error.message : error}`);
    }
    const lines = new LineReader(process.stdout);
    const said = tailOf(process.stderr);
    const first = await nextEvent(lines, START_SECONDS);
    const facts = first.kind === "line" && "facts" in first.line ? first.line.facts ?? known : null;
    if (facts !== null) {
      return new PythonProcess(process, lines, said, facts, seconds);
    }
    const writer = process.stdin.getWriter();
    await end(process, writer, lines);
    const told = (await Promise.race([said, later(SAID_MS)]) ?? "").trim().split("\n").at(-1) ?? "";
    const how = first.kind === "line"
      ? "answered before it was asked"
      : first.kind === "late"
      ? `did not start within ${START_SECONDS} s`
      : first.kind === "garbage"
      ? `answered ${JSON.stringify(first.text)}`
      : `ended at once${told === "" ? "" : `: ${told}`}`;
    throw new StartError(`${command}: expected a Python interpreter, 3.11 or later; it ${how}`);
  }

  /** Runs programs one after the other; ends early where the process does not go on. It must not be used after that. */
  async run(programs: readonly ChildProgram[]): Promise<Progress> {
    const answers = new Map<number, Ran>();
    const text = programs.map((program) => `${JSON.stringify(program)}\n`).join("");
    // Written while answers are read: neither side waits for a full pipe. A process that is gone shows at the reading end.
    const written = this.#writer.write(new TextEncoder().encode(text)).catch(() => undefined);
    let at: number | null = null;
    let tier: Tier = 1;
    while (answers.size < programs.length) {
      const event = await nextEvent(this.#lines, this.#seconds);
      if (event.kind === "line") {
        const { line } = event;
        if ("at" in line) {
          at = line.at;
          tier = line.tier;
        } else if ("id" in line) {
          at = null;
          answers.set(line.id, ranOf(line));
        }
        continue;
      }
      const ran = await this.#gone(event, tier);
      await written;
      return { answers, blamed: { id: at, ran } };
    }
    await written;
    return { answers, blamed: null };
  }

  /** What went wrong; the process is ended. */
  async #gone(event: Exclude<Event, { readonly kind: "line" }>, tier: Tier): Promise<Ran> {
    if (event.kind === "late") {
      await this.kill();
      return { kind: "hung", tier, seconds: this.#seconds };
    }
    if (event.kind === "garbage") {
      await this.kill();
      return { kind: "garbage", tier, text: event.text };
    }
    const { code, signal } = await this.#status;
    await this.kill();
    const how = signal ?? `exit code ${code}`;
    // Somebody that the process started may hold its standard error open.
    const said = await Promise.race([this.#said, later(SAID_MS)]);
    return { kind: "died", tier, how, said: said ?? "" };
  }

  /** Ends it whatever it is doing, and whatever it started. */
  async kill(): Promise<void> {
    await end(this.#process, this.#writer, this.#lines);
  }

  /** Lets it end by itself. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => undefined);
    const ended = await Promise.race([this.#status, later(1000)]);
    if (ended === null) return await this.kill();
    await this.#lines.cancel();
    await this.#said;
  }
}

/** What a child sees besides the environment that it inherits. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  PYTHON_JIT: "1",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONIOENCODING: "utf-8",
};

function ranOf(line: Extract<ChildLine, { readonly id: number }>): Ran {
  if ("refused" in line) return { kind: "refused", message: line.refused };
  return { kind: "ran", outcomes: line.outcomes, executors: line.executors };
}

async function end(
  process: Deno.ChildProcess,
  writer: WritableStreamDefaultWriter<Uint8Array>,
  lines: LineReader,
): Promise<void> {
  try {
    Deno.kill(-process.pid, "SIGKILL");
  } catch {
    try {
      process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  await process.status;
  await writer.abort().catch(() => undefined);
  await lines.cancel();
}

/** A timer that gives null. */
function later(ms: number): Promise<null> & { readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  return Object.assign(promise, { stop: () => clearTimeout(timer) });
}

async function nextEvent(lines: LineReader, seconds: number): Promise<Event> {
  const timer = later(seconds * 1000);
  const line = await Promise.race([lines.next().then((text) => ({ text })), timer]);
  timer.stop();
  if (line === null) return { kind: "late" };
  if (line.text === null) return { kind: "end" };
  const garbage: Event = { kind: "garbage", text: line.text.slice(0, KEPT_GARBAGE) };
  if (!line.text.startsWith(LINE_MARK)) return garbage;
  try {
    return { kind: "line", line: JSON.parse(line.text.slice(LINE_MARK.length)) };
  } catch {
    return garbage;
  }
}

/** The end of what a stream says. */
async function tailOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  try {
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) text = (text + piece).slice(-KEPT);
  } catch {
    // What came so far is what it said.
  }
  return text;
}

/** Characters of one line at most: an interpreter that never ends a line is no answer, either. */
const LONGEST_LINE = 1 << 26;

/** Lines of a stream, one at a time. */
class LineReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #pieces: string[] = [];
  #length = 0;
  #ready: string[] = [];
  #ended = false;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next line without its end; null when the stream ended. What stands behind the last end of a line is a line, too. */
  async next(): Promise<string | null> {
    while (this.#ready.length === 0) {
      if (this.#ended) return null;
      await this.#more();
    }
    return this.#ready.shift() as string;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) {
      this.#ended = true;
      const rest = this.#pieces.join("");
      if (rest !== "") this.#ready.push(rest);
      return;
    }
    const lines = value.split("\n");
    if (lines.length === 1) {
      this.#pieces.push(value);
      this.#length += value.length;
      if (this.#length > LONGEST_LINE) this.#take("");
      return;
    }
    this.#take(lines[0] as string);
    for (let i = 1; i < lines.length - 1; i++) this.#ready.push(lines[i] as string);
    const rest = lines.at(-1) as string;
    this.#pieces = rest === "" ? [] : [rest];
    this.#length = rest.length;
  }

  #take(end: string): void {
    this.#ready.push(this.#pieces.join("") + end);
    this.#pieces = [];
    this.#length = 0;
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }
}
