/**
 * CPython in Wasm, as the interpreter where none is installed. It has no tier 2, and no process of its own: a program that would not end
 * must not be handed to it, and none is that the reference gives up.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { childParts } from "./child/script.ts";
import type { Interpreter } from "./interpreter.ts";
import type { ChildProgram, Facts, Ran } from "./protocol.ts";

/** What it is called on command lines. */
export const PYODIDE = "pyodide";

/** The package, with CPython 3.13. Named in full, and in a variable: whoever does not use it does not load it. */
const PACKAGE = "npm:pyodide@0.29.5";

/** What is used of the package. */
interface PyodideModule {
  loadPyodide(options: { readonly env: Readonly<Record<string, string>> }): Promise<PyodideRuntime>;
}

interface PyodideRuntime {
  runPython(code: string): unknown;
}

/** Runs one program given as JSON. */
const ENTRY = String.raw`
gc.disable()
import json as _json
def run_json(given):
    sys.setrecursionlimit(RECURSION_LIMIT)
    try:
        return _json.dumps(run(_json.loads(given), lambda tier: None))
    except BaseException as e:
        return _json.dumps({"refused": type(e).__name__ + ": " + str(e)})
run_json
`;

/** The interpreter in this thread. */
class PyodideInterpreter implements Interpreter {
  readonly command: string = PYODIDE;
  readonly facts: Facts;
  readonly #run: (given: string) => string;

  constructor(facts: Facts, run: (given: string) => string) {
    this.facts = facts;
    this.#run = run;
  }

  run(programs: readonly ChildProgram[]): readonly Ran[] {
    return programs.map((program) => this.alone(program));
  }

  alone(program: ChildProgram): Ran {
    const answer = JSON.parse(this.#run(JSON.stringify(program)));
    return "refused" in answer ? { kind: "refused", message: answer.refused } : { kind: "ran", ...answer };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let started: Promise<Interpreter> | null = null;

async function load(): Promise<Interpreter> {
  let module: PyodideModule;
  try {
    module = await import(PACKAGE);
  } catch (error) {
    throw new TierproofError("option", `--python ${PYODIDE}: ${(error as Error).message.split("\n")[0]}`);
  }
  const runtime = await module.loadPyodide({ env: { PYTHONHASHSEED: "0", HOME: "/" } });
  runtime.runPython(childParts());
  const facts: Facts = JSON.parse(String(runtime.runPython("json.dumps(facts())")));
  return new PyodideInterpreter(facts, runtime.runPython(ENTRY) as (given: string) => string);
}

/** Starts it, once in a thread. */
export function startPyodide(): Promise<Interpreter> {
  return started ??= load();
}
