/**
 * One run of a program on a machine that was reset: module code, then the calls of the entry.
 *
 * @module
 */

import type { CallOutcome, Outcome } from "../isa/engine.ts";
import { isStackOverflow } from "../isa/errors.ts";
import type { HostName, Literal, Program } from "../isa/program.ts";
import { entryCallWork } from "../isa/work.ts";
import { call } from "../object/call/call.ts";
import { PyBuiltin, PyFunction } from "../object/values/callable_values.ts";
import type { PyCode } from "../object/values/code.ts";
import { PyDict } from "../object/dict/dict.ts";
import type { PyException } from "../object/exception/exception.ts";
import { NAME_ERROR } from "../object/exception/exception_types.ts";
import { PyAnyGenerator } from "../object/generator/generator.ts";
import { PyModule } from "../object/values/module.ts";
import { decodeLiteral } from "../object/values/program_values.ts";
import { catchRaised, newException } from "../object/exception/raise.ts";
import { POISONED } from "../object/runtime.ts";
import { canonicalText } from "../object/text/canonical.ts";
import { repr } from "../object/text/repr.ts";
import { exceptionMessage } from "../object/text/str.ts";
import { PyType } from "../object/type/type.ts";
import { typeName, typeOf } from "../object/type/types.ts";
import { PyTypeAlias } from "../object/values/typing_values.ts";
import type { Value } from "../object/values/value.ts";
import { newCallFrame } from "./frame/frame_stack.ts";
import { loadCodes, programLayout } from "./load.ts";
import type { Machine } from "./machine.ts";
import { runFrame } from "./enter.ts";

/** What a run did, and the code objects as it left them. */
export interface ProgramRun {
  readonly outcome: Outcome;
  readonly codes: readonly PyCode[];
}

/** Data of an outcome while it is being gathered. */
interface Gathered {
  module: CallOutcome;
  results: CallOutcome[];
  globals: (readonly [string, string])[];
  argsAfter: string[];
}

const NOTHING: CallOutcome = { kind: "returned", text: "None", type: "NoneType" };

/** Runs a program. Never throws for what the program does. */
export function runProgram(m: Machine, program: Program): ProgramRun {
  const gathered: Gathered = { module: NOTHING, results: [], globals: [], argsAfter: [] };
  let codes: readonly PyCode[] = [];
  try {
    const layout = programLayout(m, program);
    m.showsDeaths = layout.showsDeaths;
    if (m.showsDeaths) m.newborn = (instance) => m.deaths.hand(m, instance);
    m.keepsFrames = layout.keepsFrames;
    codes = loadCodes(m, layout);
    runModuleAndCalls(m, program, codes[0] as PyCode, gathered);
  } catch (error) {
    if (!notePoison(m, error)) throw error;
  }
  const { poisoned } = m;
  return {
    codes,
    outcome: {
      status: poisoned === null ? "finished" : poisoned === "undefined" ? poisoned : "poisoned",
      reason: poisoned === "undefined" ? null : poisoned,
      detail: m.poisonDetail,
      module: gathered.module,
      results: gathered.results,
      globals: gathered.globals,
      argsAfter: gathered.argsAfter,
      log: m.log,
      statistics: m.statistics,
    },
  };
}

function runModuleAndCalls(m: Machine, program: Program, code: PyCode, gathered: Gathered): void {
  const globals = new PyDict();
  globals.setStr("__name__", program.moduleName);
  for (let i = 0; i < program.hosts.length; i++) {
    const host = program.hosts[i] as HostName;
    globals.setStr(host, m.hosts[host]);
  }
  globals.setStr("__builtins__", m.builtins);
  m.programRoots = [globals];
  const module = new PyFunction(code, globals, m.builtins);
  gathered.module = outcomeOf(m, () => runFrame(m, newCallFrame(m, module, globals, [], 0, 0, null))).outcome;
  let args: Value[] = [];
  let kept: Value;
  if (gathered.module.kind === "returned") {
    const callWork = entryCallWork(program.args);
    for (let i = 0; i < program.calls; i++) {
      m.burn(callWork);
      args = [];
      for (let at = 0; at < program.args.length; at++) args.push(decodeLiteral(m, program.args[at] as Literal));
      // A loop: spreading them takes longer than a short call.
      const roots: Value[] = [globals, kept];
      for (let at = 0; at < args.length; at++) roots.push(args[at]);
      m.programRoots = roots;
      const { outcome, left } = callOutcome(m, program.entry, globals.getStr(program.entry), args);
      gathered.results.push(outcome);
      m.result = undefined;
      if (!m.showsDeaths) continue;
      // The caller keeps a result until it has the next one, an exception until it has told of it.
      const letGo = outcome.kind === "raised" ? left : kept;
      if (outcome.kind !== "raised") kept = left;
      m.programRoots = [globals, kept, ...args];
      m.deaths.collectAfter(m, [letGo]);
    }
    if (m.showsDeaths && kept !== undefined) {
      m.programRoots = [globals, ...args];
      m.deaths.collectAfter(m, [kept]);
    }
  }
  gathered.argsAfter = args.map((value) => canonicalText(m, value));
  gathered.globals = listGlobals(m, globals);
}

function callOutcome(m: Machine, name: string, entry: Value, args: readonly Value[]): Ended {
  if (entry === undefined) return raised(m, newException(NAME_ERROR, [`name '${name}' is not defined`]));
  return outcomeOf(m, () => call(m, entry, args, null));
}

/** How a call ended, and the value or exception that it left. */
interface Ended {
  readonly outcome: CallOutcome;
  readonly left: Value;
}

function outcomeOf(m: Machine, run: () => Value): Ended {
  try {
    const value = run();
    const text = m.limits.resultText === "repr" ? repr(m, value) : canonicalText(m, value);
    return { outcome: { kind: "returned", text, type: typeOf(value).shortName }, left: value };
  } catch (error) {
    return raised(m, catchRaised(m, error));
  }
}

function raised(m: Machine, exception: PyException): Ended {
  const frames = exception.traceback;
  const message = exceptionMessage(m, exception);
  return { outcome: { kind: "raised", type: typeName(exception), message, frames }, left: exception };
}

/** Names that a program's own code gave values to, other than definitions. */
function listGlobals(m: Machine, globals: PyDict): (readonly [string, string])[] {
  const listed: (readonly [string, string])[] = [];
  const { entryKeys, entryValues } = globals;
  for (let entry = 0; entry < entryKeys.length; entry++) {
    const name = entryKeys[entry];
    const value = entryValues[entry];
    if (typeof name !== "string" || name.startsWith("__") || isDefinition(m, value)) continue;
    listed.push([name, canonicalText(m, value)]);
  }
  return listed;
}

function isDefinition(m: Machine, value: Value): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof PyFunction || value instanceof PyType || value instanceof PyModule ||
    value instanceof PyAnyGenerator || value instanceof PyTypeAlias ||
    (value instanceof PyBuiltin && m.hostSet.has(value));
}

/** Whether the run was given up; what JavaScript throws for lack of room counts, too. */
function notePoison(m: Machine, error: unknown): boolean {
  if (error === POISONED) return true;
  const deep = isStackOverflow(error);
  if (!deep && !(error instanceof RangeError)) return false;
  m.poisoned = deep ? "depth" : "size";
  m.poisonDetail = (error as Error).message;
  return true;
}
