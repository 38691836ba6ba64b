/**
 * What a pass is told is so, and what it asks for is done: constants, names, namespaces, dependencies.
 *
 * @module
 */

import type { Engine } from "../../src/isa/engine.ts";
import { UOPS } from "../../src/isa/uops.ts";
import type { Namespace, PassContext } from "../../src/optimizer/pass_context.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { type Trace, uop, type UopInstruction } from "../../src/optimizer/trace.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { compare, disagree, needsPasses, onRig, type ProgramClaim } from "./claim.ts";

const {
  NOP,
  LOAD_CONST,
  _SET_IP,
  _PUSH_FRAME,
  _GUARD_GLOBALS_VERSION,
  _GUARD_BUILTINS_VERSION,
  _LOAD_GLOBAL_MODULE,
  _LOAD_GLOBAL_BUILTINS,
} = UOPS;

/** Engines whose last pass believes what it is told, and where that was wrong. */
interface Rig {
  readonly engine: Engine;
  wrong: string | null;
}

/** The name and the value of a global that stands at an index must be those of the instruction that reads it. */
function misplaced(context: PassContext, from: Namespace, { oparg, operand }: UopInstruction): string | null {
  const name = context.names[oparg >> 1];
  const found = from.nameAt(Number(operand));
  if (name !== found) return `${name} at index ${operand} of its namespace, found ${found}`;
  const [seen, asked] = [from.valueAt(Number(operand)), from.get(name)];
  return seen?.value === asked?.value ? null : `one value of ${name} by its index and by its name, found two`;
}

/** Reads of globals and constants become constants of the trace; it depends on the namespaces. */
function believe(rig: Rig, trace: Trace, context: PassContext): Trace {
  const kept = trace.filter(({ uop }) => uop !== NOP.id);
  const { globals, builtins } = context;
  const out: UopInstruction[] = [];
  let room = context.limits.maxTraceLength - kept.length;
  let sure: Namespace[] = [];
  let inRoot = true;
  for (const instruction of kept) {
    const { uop: id, oparg, operand } = instruction;
    const isGlobal = id === _LOAD_GLOBAL_MODULE.id;
    const from = isGlobal ? globals : builtins;
    if (id === _SET_IP.id) sure = [];
    if (id === _PUSH_FRAME.id) inRoot = false;
    if (id === _GUARD_GLOBALS_VERSION.id && Number(operand) === globals.version) sure.push(globals);
    if (id === _GUARD_BUILTINS_VERSION.id && Number(operand) === builtins.version) sure.push(builtins);
    const isName = isGlobal || id === _LOAD_GLOBAL_BUILTINS.id;
    if (inRoot && isName && sure.includes(from)) rig.wrong ??= misplaced(context, from, instruction);
    const value = isName && sure.includes(from) ? from.valueAt(Number(operand)) : null;
    const constant = inRoot && id === LOAD_CONST.id ? context.constants[oparg] : undefined;
    if (value !== null && room >= 2) {
      context.dependOn(from);
      // Something since the last check may have changed the namespace.
      out.push(uop("_CHECK_VALIDITY"), context.addConstant(value));
      if ((oparg & 1) !== 0) out.push(uop("PUSH_NULL"));
      room -= 2;
    } else if (constant !== undefined && (constant.t === "int" || constant.t === "str" || constant.t === "float")) {
      out.push(context.addConstant(constant));
    } else out.push(instruction);
  }
  return out;
}

function believing(vm: Vm): Rig {
  const last: Pass = { name: "believing", run: (trace, context) => believe(rig, trace, context) };
  const rig: Rig = { engine: vm.tier2({ passes: [...vm.passes, last] }), wrong: null };
  return rig;
}

/** A right pass that uses all that passes are given changes nothing. */
export const passContext: ProgramClaim = {
  kind: "program",
  name: "pass-context",
  what:
    "constants, names and namespaces that passes see are those of the program, and a trace whose globals a pass made constants " +
    "ends when the namespace changes",
  unfit: needsPasses,
  check: ({ program, limits }: ProgramCase, vm: Vm) =>
    onRig(vm, believing, (rig) => {
      rig.wrong = null;
      const found = rig.engine.run(program, limits);
      vm.observe(found);
      if (rig.wrong !== null) return disagree("what passes see", "what the program has", rig.wrong);
      const usual = vm.engines.at(-1) as Engine;
      return compare(usual.run(program, limits), found, null);
    }),
};
