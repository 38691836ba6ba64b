/**
 * A real Python interpreter as one more engine for Drafts that Python source exists for: one process for many programs.
 *
 * @module
 */

import type { CallOutcome, Outcome } from "../../src/isa/engine.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { literalSource } from "../generate/print/literals.ts";
import { printPython } from "../generate/print/print.ts";
import { DRIVER } from "./driver.ts";

/** What a call did, without the offsets of its traceback: they are those of another compiler. */
export type RealCall =
  | { readonly kind: "returned"; readonly text: string; readonly type: string }
  | {
    readonly kind: "raised";
    readonly type: string;
    readonly message: string;
    /** Names of the functions of the traceback, outermost first. */
    readonly names: readonly string[];
  };

/** What a program did, as far as another version of Python does the same. */
export interface RealOutcome {
  readonly module: RealCall;
  readonly results: readonly RealCall[];
  readonly log: readonly string[];
  readonly globals: readonly (readonly [name: string, text: string])[];
  readonly argsAfter: readonly string[];
}

/** Major and minor version of Python. */
export type PythonVersion = readonly [major: number, minor: number];

/** Commands that may start an interpreter, the likeliest first. */
const COMMANDS = ["python3", "python3.14", "python3.13", "python3.12"];

/** A process that runs programs, one at a time. */
export class RealPython {
  readonly version: PythonVersion;
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: LineReader;
  readonly #encoder = new TextEncoder();

  private constructor(process: Deno.ChildProcess, lines: LineReader, version: PythonVersion) {
    this.#process = process;
    this.#writer = process.stdin.getWriter();
    this.#lines = lines;
    this.version = version;
  }

  /** Starts the first interpreter on PATH that is new enough; null where there is none. */
  static async start(least: PythonVersion): Promise<RealPython | null> {
    for (const command of COMMANDS) {
      const found = await RealPython.#startCommand(command);
      if (found === null) continue;
      const [major, minor] = found.version;
      if (major > least[0] || (major === least[0] && minor >= least[1])) return found;
      await found.close();
    }
    return null;
  }

  static async #startCommand(command: string): Promise<RealPython | null> {
    let process: Deno.ChildProcess;
    try {
      // Isolated: no environment variable and no user's packages change what programs do.
      const options: Deno.CommandOptions = {
        args: ["-I", "-c", DRIVER],
        stdin: "piped",
        stdout: "piped",
        stderr: "null",
      };
      process = new Deno.Command(command, options).spawn();
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return null;
      throw error;
    }
    const lines = new LineReader(process.stdout);
    const first = await lines.next();
    if (first === null) {
      await process.stdin.close().catch(() => undefined);
      await process.status;
      return null;
    }
    return new RealPython(process, lines, JSON.parse(first) as PythonVersion);
  }

  /** Runs a printable Draft. */
  async run(draft: Draft): Promise<RealOutcome> {
    const args = literalSource({ t: "list", v: draft.args });
    return await this.runSource(printPython(draft), args, draft.calls);
  }

  /** Runs a module that defines `f`, then calls it with the arguments. */
  async runSource(source: string, args: string, calls: number): Promise<RealOutcome> {
    const request = JSON.stringify({ source, args, calls }) + "\n";
    await this.#writer.write(this.#encoder.encode(request));
    const line = await this.#lines.next();
    if (line === null) throw new Error(`Python ended while it ran:\n${source}`);
    return JSON.parse(line) as RealOutcome;
  }

  /** Ends the process. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => undefined);
    await this.#lines.cancel();
    await this.#process.status;
  }
}

/** Lines of a stream, one at a time. */
class LineReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next line without its end; null when the stream ended. */
  async next(): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf("\n");
      if (end >= 0) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return line;
      }
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#rest += value;
    }
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}

function withoutOffsets(call: CallOutcome): RealCall {
  if (call.kind === "returned") return call;
  return { kind: "raised", type: call.type, message: call.message, names: call.frames.map(([name]) => name) };
}

/** An engine's outcome in the terms of a real interpreter of another version. */
export function comparable(outcome: Outcome): RealOutcome {
  return {
    module: withoutOffsets(outcome.module),
    results: outcome.results.map(withoutOffsets),
    log: outcome.log,
    globals: outcome.globals,
    argsAfter: outcome.argsAfter,
  };
}
