/**
 * For the tests of this folder: a machine with the functions of an assembled program, called by hand.
 *
 * @module
 */

import { assemble } from "../isa/assembler.ts";
import type { CodeUnits } from "../isa/code_unit.ts";
import { DEFAULT_LIMITS, type Limits, type Repairs, type TracebackEntry } from "../isa/engine.ts";
import { NO_REPAIRS } from "../isa/repairs.ts";
import { PyFunction } from "../object/values/callable_values.ts";
import type { PyCode } from "../object/values/code.ts";
import { PyDict } from "../object/dict/dict.ts";
import { catchRaised } from "../object/exception/raise.ts";
import { exceptionMessage } from "../object/text/str.ts";
import { typeName } from "../object/type/types.ts";
import type { Value } from "../object/values/value.ts";
import { uopOptimizer } from "../optimizer/uop_optimizer.ts";
import { newCallFrame } from "./frame/frame_stack.ts";
import { loadCodes, programLayout } from "./load.ts";
import { FIRST_CODE_VERSION, type Machine } from "./machine.ts";
import { WholeMachine } from "./whole_machine.ts";
import { runFrame } from "./enter.ts";

/** One function of a program in assembler text: names of parameters and locals, body, and what else its code needs. */
export function functionText(name: string, parameters: string, body: string, extra = ""): string {
  const names = parameters.split(" ").filter((word) => word !== "");
  const count = names.filter((word) => !word.startsWith("*")).length;
  const plain = names.map((word) => word.replace("*", ""));
  return [
    `code ${name}`,
    `  params ${count} 0 0`,
    "  flags 0x3",
    "  stacksize 10",
    ...(plain.length === 0 ? [] : [`  varnames ${plain.join(" ")}`]),
    extra,
    "  begin",
    "    RESUME 0",
    body,
    "  end",
    "",
  ].join("\n");
}

/** Code of a class body that gives its one method a name; not a function of its own. */
export function classBody(name: string, method: string, code: number): string {
  return [
    `code ${name}`,
    "  stacksize 2",
    `  names ${method}`,
    `  const code(${code})`,
    "  const None",
    "  begin",
    "    RESUME 0\n    LOAD_CONST 0\n    MAKE_FUNCTION\n    STORE_NAME 0\n    RETURN_CONST 1",
    "  end",
    "",
  ].join("\n");
}

/** Makes a class of the body in `code`; names the bases, then the metaclass if there is one. */
export function makeClass(name: string, code: number, bases: readonly string[], metaclass: boolean): string {
  const loads = bases.map((_, index) => `LOAD_GLOBAL ${2 * index}`).join("\n");
  const callIt = metaclass ? `LOAD_CONST 2\nCALL_KW ${2 + bases.length}` : `CALL ${2 + bases.length}`;
  return functionText(
    `make_${name}`,
    "",
    `LOAD_BUILD_CLASS\nPUSH_NULL\nLOAD_CONST 0\nMAKE_FUNCTION\nLOAD_CONST 1\n${loads}\n${callIt}\nSTORE_GLOBAL ${bases.length}\nRETURN_CONST 3`,
    `  names ${
      [...bases, name].join(" ")
    }\n  const code(${code})\n  const "${name}"\n  const ("metaclass",)\n  const None`,
  );
}

/** How a test machine differs from the usual one. */
export interface TestOptions {
  readonly repairs?: Repairs;
  /** Installs the uop optimizer. */
  readonly tier2?: boolean;
  readonly limits?: Limits;
  readonly firstCodeVersion?: number;
}

/** A machine that ran nothing yet, with functions by name. */
export class TestMachine {
  readonly machine: Machine;
  readonly globals: PyDict = new PyDict();
  readonly codes: readonly PyCode[];
  /** Traceback of the last exception. */
  frames: readonly TracebackEntry[] = [];

  /** `functions` are texts of {@linkcode functionText}; all become globals. */
  constructor(functions: readonly string[], options: TestOptions = {}) {
    const text = ["tierproof-assembly 1", "code <module>", "  begin", "    RESUME 0", "  end", "", ...functions].join(
      "\n",
    );
    this.machine = new WholeMachine(options.repairs ?? NO_REPAIRS);
    this.machine.firstCodeVersion = options.firstCodeVersion ?? FIRST_CODE_VERSION;
    this.machine.reset(options.limits ?? DEFAULT_LIMITS);
    if (options.tier2 === true) this.machine.optimizer.setOptimizer(uopOptimizer());
    this.codes = loadCodes(this.machine, programLayout(this.machine, assemble(text))).slice(1);
    for (const code of this.codes) this.define(code);
  }

  /** Makes a new function of a code object, as running its `def` does. */
  define(code: PyCode): PyFunction {
    const func = new PyFunction(code, this.globals, this.machine.builtins);
    func.version = code.version;
    this.machine.functionVersions.own(func);
    this.globals.setStr(code.name, func);
    return func;
  }

  func(name: string): PyFunction {
    return this.globals.getStr(name) as PyFunction;
  }

  units(name: string): CodeUnits {
    return this.func(name).code.units;
  }

  /** Calls a function; an exception becomes its text, `Type: message`. */
  call(name: string, ...args: Value[]): Value {
    const m = this.machine;
    try {
      return runFrame(m, newCallFrame(m, this.func(name), null, args, 0, args.length, null));
    } catch (error) {
      if (m.poisoned === "undefined") return `undefined: ${m.poisonDetail}`;
      const exception = catchRaised(m, error);
      this.frames = exception.traceback;
      return `${typeName(exception)}: ${exceptionMessage(m, exception)}`;
    }
  }
}
