/**
 * The plug of real interpreters. Workers import this module: what they load is written into the name of the module that they ask for.
 *
 * @module
 */

import { type Plug, plugOf, type PlugSource } from "../core/plug.ts";
import type { ShrinkBudget } from "../core/shrink.ts";
import { childSpec, type Interpreter, startInterpreter } from "./interpreter.ts";
import { pythonClaims } from "./claims.ts";
import type { Known } from "./known.ts";
import { BYTECODE, SOURCE } from "./language_names.ts";
import { PYODIDE, startPyodide } from "./pyodide.ts";
import { BYTECODE_LANGUAGE, sourceLanguage } from "./python_case.ts";
import { type AttackedPython, Pythons } from "./pythons.ts";
import { explainPython, findingScript } from "./report.ts";

/** What is attacked. */
export interface PythonsSpec {
  /** Paths or names of interpreters, or `pyodide`. */
  readonly commands: readonly string[];
  readonly known: readonly Known[];
  /** Seconds that a program may take; default the usual ones. */
  readonly seconds?: number;
}

/** Where workers find real interpreters. */
export function pythonSource(spec: PythonsSpec): PlugSource {
  return { host: import.meta.url, module: JSON.stringify(spec) };
}

/** Candidates cost milliseconds, not microseconds: about half a minute at most. */
const BUDGET: ShrinkBudget = { candidates: 6_000, work: 100_000_000 };

/** Starts one. */
function startPython(command: string, seconds?: number): Promise<Interpreter> {
  return command === PYODIDE ? startPyodide() : startInterpreter(childSpec(command, seconds));
}

/** A name for each: its version, with a letter where two have the same. */
function labelled(interpreters: readonly Interpreter[]): AttackedPython[] {
  if (interpreters.length === 1) return interpreters.map((interpreter) => ({ label: "", interpreter }));
  const seen = new Map<string, number>();
  return interpreters.map((interpreter) => {
    const version = interpreter.facts.version.join(".");
    const before = seen.get(version) ?? 0;
    seen.set(version, before + 1);
    return { label: before === 0 ? version : `${version}-${before + 1}`, interpreter };
  });
}

/** A plug with what it runs on. */
export interface PythonPlug {
  readonly plug: Plug;
  readonly pythons: Pythons;
}

/** By spec as JSON: whoever asks for the same interpreters again in this thread gets those that run. */
const plugs = new Map<string, Promise<PythonPlug>>();

/** The plug of some interpreters; started once in a thread. */
export function pythonPlug(spec: PythonsSpec): Promise<PythonPlug> {
  const key = JSON.stringify(spec);
  let plug = plugs.get(key);
  if (plug === undefined) plugs.set(key, plug = makePlug(spec));
  return plug;
}

/** Ends the interpreters of a plug. */
export async function closePythons(spec: PythonsSpec): Promise<void> {
  const key = JSON.stringify(spec);
  const plug = plugs.get(key);
  plugs.delete(key);
  if (plug === undefined) return;
  for (const { interpreter } of (await plug).pythons.pythons) await interpreter.close();
}

async function makePlug({ commands, known, seconds }: PythonsSpec): Promise<PythonPlug> {
  const interpreters: Interpreter[] = [];
  for (const command of commands) interpreters.push(await startPython(command, seconds));
  const isPin = interpreters.every(({ facts }) => facts.row === "pin");
  const heats = interpreters.every(({ facts }) => facts.tier2 === null || facts.heat);
  const pythons = new Pythons(labelled(interpreters), isPin ? "bytecode" : "source", known);
  const plug = plugOf({
    language: isPin ? BYTECODE_LANGUAGE : sourceLanguage(heats),
    target: {
      name: isPin ? BYTECODE : SOURCE,
      defects: [],
      variants: { none: "as-is", all: "as-is" },
      attacked: () => pythons,
    },
    claims: pythonClaims(pythons),
    budget: BUDGET,
    options: `--python ${commands.join(",")}`,
    explain: (finding) => explainPython(finding, pythons),
    files: (finding) => {
      const script = findingScript(finding, pythons);
      return new Map(script === null ? [] : [["reproduce.py", script]]);
    },
  });
  return { plug, pythons };
}

/** For workers: `module` is the spec as JSON. */
export async function loadPlug(module: string | null): Promise<Plug> {
  const spec: PythonsSpec = JSON.parse(module ?? "{}");
  return (await pythonPlug(spec)).plug;
}
