/**
 * Interpreters that go wrong on purpose: a real one whose `compile` is replaced before the child starts.
 *
 * @module
 */

import { childSpec, startInterpreter } from "../interpreter.ts";
import type { ChildProgram } from "../protocol.ts";

/** Commands that may start an interpreter. */
const COMMANDS = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"];

/** The first interpreter on PATH that runs the child and is right for a test; null where there is none. */
export async function findPython(fits: (minor: number) => boolean = () => true): Promise<string | null> {
  for (const command of COMMANDS) {
    try {
      const python = await startInterpreter(childSpec(command));
      await python.close();
      const { version, executable } = python.facts;
      // Not a wrapper that looks for it anew every time.
      if (fits(version[1])) return executable === "" ? command : executable;
    } catch {
      // There is none of this name, or an old one.
    }
  }
  return null;
}

/** A wrapper: its path, and what takes it away. */
export interface Wrapper {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A wrapper around an interpreter. `plant` is Python: the body of a function of `source`, the text of a program, and `nth`, its number
 * in the process, which gives the text that is compiled in its place.
 */
export async function plantedPython(command: string, plant: string): Promise<Wrapper> {
  const folder = await Deno.makeTempDir({ prefix: "planted-" });
  const body = plant.trim().split("\n").map((line) => `    ${line}`).join("\n");
  const custom = `import builtins, os, time
real = builtins.compile
count = 0
def planted(source, nth):
${body}
def compile(source, name, mode, *args, **kwargs):
    global count
    if name == "<program>":
        count += 1
        source = planted(source, count)
    return real(source, name, mode, *args, **kwargs)
builtins.compile = compile
`;
  await Deno.writeTextFile(`${folder}/sitecustomize.py`, custom);
  const path = `${folder}/python`;
  await Deno.writeTextFile(path, `#!/bin/sh\nPYTHONPATH="${folder}" exec ${command} "$@"\n`, { mode: 0o755 });
  return { path, remove: () => Deno.remove(folder, { recursive: true }) };
}

/** A small program that gives its number back. */
export function numberProgram(id: number, text = ""): ChildProgram {
  const source = `def f():\n    ${text === "" ? "pass" : text}\n    return ${id}\n`;
  return { id, tiers: [1], warm: 16, calls: 1, entry: "f", source, args: "[]" };
}
