/**
 * Runs programs in a real interpreter, whatever it does: processes that die, hang or talk nonsense are ended, the program that was
 * under way is blamed, and the others run again in a new process, those before it too: what they were told may be wrong.
 *
 * @module
 */

import { PythonProcess, StartError } from "./child_process.ts";
import type { ChildProgram, ChildSpec, Facts, Ran } from "./protocol.ts";

/** Times that a process may go wrong without a program under way before the next program is blamed. */
const UNEXPLAINED = 2;

/** Keeps one process, and starts another one when it is gone. */
export class Supervisor {
  readonly #spec: ChildSpec;
  readonly #folder: string;
  #process: PythonProcess | null;
  /** What the interpreter is. */
  readonly facts: Facts;

  private constructor(spec: ChildSpec, folder: string, process: PythonProcess) {
    this.#spec = spec;
    this.#folder = folder;
    this.#process = process;
    this.facts = process.facts;
  }

  /** Starts an interpreter. Throws a {@linkcode StartError}. */
  static async start(spec: ChildSpec): Promise<Supervisor> {
    const folder = await Deno.makeTempDir({ prefix: "tierproof-" });
    try {
      return new Supervisor(spec, folder, await PythonProcess.start(spec, folder));
    } catch (error) {
      await Deno.remove(folder, { recursive: true });
      throw error;
    }
  }

  /** Of the process that runs; 0 for none. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Runs programs one after the other; one answer each, in their order. */
  async run(programs: readonly ChildProgram[]): Promise<Ran[]> {
    const answers = new Map<number, Ran>();
    let unexplained = 0;
    for (;;) {
      const open = programs.filter(({ id }) => !answers.has(id));
      if (open.length === 0) break;
      this.#process ??= await PythonProcess.start(this.#spec, this.#folder, this.facts);
      const progress = await this.#process.run(open);
      if (progress.blamed === null) {
        for (const [id, ran] of progress.answers) answers.set(id, ran);
        continue;
      }
      this.#process = null;
      const { id, ran } = progress.blamed;
      if (id !== null) {
        answers.set(id, ran);
        unexplained = 0;
        continue;
      }
      // It was between two programs: what one of them left behind, or somebody from outside.
      if (++unexplained <= UNEXPLAINED) continue;
      const next = open.find((program) => !progress.answers.has(program.id)) ?? open[0] as ChildProgram;
      answers.set(next.id, ran);
      unexplained = 0;
    }
    return programs.map(({ id }) => answers.get(id) as Ran);
  }

  /** Runs one program in a process of its own. */
  async alone(program: ChildProgram): Promise<Ran> {
    const process = await PythonProcess.start(this.#spec, this.#folder, this.facts);
    const { answers, blamed } = await process.run([program]);
    if (blamed !== null) return blamed.ran;
    await process.close();
    return answers.get(program.id) as Ran;
  }

  /** Forgets the process: the next program meets a new one. */
  async renew(): Promise<void> {
    await this.#process?.close();
    this.#process = null;
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.#process?.close();
    this.#process = null;
    await Deno.remove(this.#folder, { recursive: true }).catch(() => undefined);
  }
}

export { StartError };
