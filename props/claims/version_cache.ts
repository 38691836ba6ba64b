/**
 * Functions by version, as a plain model keeps them: one place for every version modulo the size of the cache.
 *
 * @module
 */

import { codeUnit } from "../../src/isa/code_unit.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { CODE_FLAGS, type CodeObject } from "../../src/isa/program.ts";
import { PyDict } from "../../src/object/dict/dict.ts";
import { PyFunction } from "../../src/object/values/callable_values.ts";
import { PyCode } from "../../src/object/values/code.ts";
import { setFunctionVersion, versionForCurrentState } from "../../src/vm/frame/function_versions.ts";
import type { Choices } from "../core/choices.ts";
import { TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, onRig, type Verdict } from "./claim.ts";

/** Places of the pin's cache (`FUNC_VERSION_CACHE_SIZE`). */
const PLACES = 4096;
/** Functions, and the versions that they take turns at: some share a place. */
const FUNCTIONS = 5;
const VERSIONS = [1, 2, 1 + PLACES, 2 + PLACES, 1 + 2 * PLACES, PLACES - 1, PLACES, 2 ** 32 - 1];
const COMMANDS = 24;
/** The last version, behind which there is none, and how many are left where they run out. */
const LAST = 2 ** 32 - 1;
const LEFT = 4;

const SOURCE: CodeObject = {
  name: "f",
  qualname: "f",
  argcount: 0,
  posonlyargcount: 0,
  kwonlyargcount: 0,
  flags: CODE_FLAGS.OPTIMIZED,
  stacksize: 1,
  firstlineno: 1,
  varnames: [],
  cellvars: [],
  freevars: [],
  names: [],
  consts: [{ t: "None" }],
  code: [codeUnit(OPCODES.RESUME.opcode, 0), codeUnit(OPCODES.RETURN_CONST.opcode, 0)],
  exceptionTable: [],
  lineTable: "",
};

function functionOf(index: number): PyFunction {
  return new PyFunction(new PyCode(SOURCE, index, [null], 16, 0), new PyDict(), new PyDict());
}

/** A machine that these checks have for themselves. */
export function machineOf(vm: Vm): TieredMachine {
  return new TieredMachine(vm);
}

/** Gives functions versions, takes them away, asks for versions, and looks functions up by them. */
export function checkVersionCache(choices: Choices, vm: Vm): Verdict {
  return onRig(vm, machineOf, ({ machine }) => {
    machine.reset();
    const functions = Array.from({ length: FUNCTIONS }, (_, index) => functionOf(index));
    const places = new Map<number, PyFunction>();
    const versions = new Map<PyFunction, number>();
    const give = (func: PyFunction, version: number): void => {
      const place = (versions.get(func) ?? 0) % PLACES;
      if (places.get(place) === func) places.delete(place);
      versions.set(func, version);
      if (version !== 0) places.set(version % PLACES, func);
    };
    const runsOut = choices.chance(1, 4);
    let next = LAST - choices.below(LEFT);
    if (runsOut) machine.nextFunctionVersion = machine.nextCodeVersion = next;
    for (let step = 0; step < COMMANDS; step++) {
      const func = functions[choices.below(FUNCTIONS)] as PyFunction;
      const version = VERSIONS[choices.below(VERSIONS.length)] as number;
      switch (choices.below(4)) {
        case 0:
          // What is given by hand could be one of the last.
          if (runsOut) break;
          setFunctionVersion(machine, func, version);
          give(func, version);
          break;
        case 1:
          setFunctionVersion(machine, func, 0);
          give(func, 0);
          break;
        case 2: {
          const had = versions.get(func) ?? 0;
          const found = versionForCurrentState(machine, func);
          if (had !== 0 && found !== had) return disagree("version of a function that has one", `${had}`, `${found}`);
          if (had === 0 && runsOut) {
            const expected = next > LAST ? 0 : next++;
            if (found !== expected) return disagree("one of the last versions of functions", `${expected}`, `${found}`);
          } else if (had === 0 && [...versions.values()].includes(found)) {
            return disagree("version of a function that has none", "a fresh one", `${found}`);
          }
          if (had === 0) give(func, found);
          break;
        }
      }
      const asked = choices.bool() ? version : versions.get(func) ?? version;
      const kept = places.get(asked % PLACES);
      const expected = kept !== undefined && versions.get(kept) === asked ? kept.code : null;
      const found = machine.functionVersions.lookup(asked);
      if (found === expected) continue;
      const text = (code: unknown): string => {
        const index = functions.findIndex((each) => each.code === code);
        return index < 0 ? "none" : `function ${index}`;
      };
      return disagree({ what: "function by its version", index: step }, text(expected), text(found));
    }
    return AGREE;
  });
}
