/**
 * Tier 1: what fits no other theme, and the forms that have no uops.
 *
 * @module
 */

import { getAttr } from "../../object/type/attributes.ts";
import { IMPORT } from "../../object/builtins/builtins.ts";
import { call } from "../../object/call/call.ts";
import { KEYS } from "../../object/dict/dict.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { importFrom, importModule } from "../../object/modules/import.ts";
import { checkSize, undefinedAt } from "../../object/runtime.ts";
import { typeOf } from "../../object/type/types.ts";
import { IMPORT_ERROR, SYSTEM_ERROR } from "../../object/exception/exception_types.ts";
import { raise } from "../../object/exception/raise.ts";
import { ForeignBuiltins } from "../../object/values/frame_builtins.ts";
import { dictOf } from "../../object/values/payload.ts";
import type { Value } from "../../object/values/value.ts";
import type { Executor } from "../../optimizer/executor.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { codeUnit, opcodeOf } from "../../isa/code_unit.ts";
import { describe, describeThrown } from "../../isa/describe.ts";
import { isBadInput, isBrokenInvariant, isStackOverflow, TierproofError } from "../../isa/errors.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { executorAt } from "../../optimizer/code_view.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { read32 } from "../specialize/caches.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, JUMP, NEXT, type Status } from "../status.ts";
import { enterExecutor } from "../tier2/tier2.ts";
import { mayPass } from "./passed.ts";

/** Byte distance between two object slots, and of the first one; see LOAD_ATTR_SLOT. */
const BINARY_OP_LENGTH = 2;
const INSTRUMENTED_LINE = OPCODES.INSTRUMENTED_LINE.opcode;

/** Handles what is pending, then becomes RESUME_CHECK. */
export const RESUME: Handler = (m, oparg, unit) => {
  const { units } = m.frame.code;
  if (m.instrument(m.frame.code)) return AGAIN;
  units[unit] = codeUnit(OPCODES.RESUME_CHECK.opcode, oparg);
  return NEXT;
};

const STORE_FAST = OPCODES.STORE_FAST.opcode;

/** Adds to the left operand's own variable, and does the STORE_FAST that follows as well. */
export const BINARY_OP_INPLACE_ADD_UNICODE: Handler = (m, _oparg, unit) => {
  const { stack, sp } = m;
  const left = stack[sp - 2];
  const right = stack[sp - 1];
  if (typeof left !== "string" || typeof right !== "string") return DEOPT;
  const target = (m.frame.code.units[unit + BINARY_OP_LENGTH] as number) >>> 8;
  if (stack[target] !== left || !mayPass(m, unit + BINARY_OP_LENGTH, STORE_FAST)) return DEOPT;
  checkSize(m, left.length + right.length);
  stack[target] = left + right;
  m.sp = sp - 2;
  m.next = unit + BINARY_OP_LENGTH + 1;
  return JUMP;
};

export const STORE_ATTR_WITH_HINT: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  const { units, names } = m.frame.code;
  const owner = stack[sp - 1];
  if (typeOf(owner).versionTag !== read32(units, unit + 2)) return DEOPT;
  if (!(owner instanceof PyInstance) || owner.dict === null || owner.dict.kind === KEYS.SPLIT) return DEOPT;
  const { dict } = owner;
  const hint = units[unit + 4] as number;
  if (dict.entryKeys[hint] !== names[oparg] || dict.entryValues[hint] === undefined) return DEOPT;
  dict.setEntry(hint, stack[sp - 2]);
  m.sp = sp - 2;
  return NEXT;
};

/** The generic LOAD_SUPER_ATTR, after its counter: makes the super object. */
export function loadSuperAttr(m: Machine, oparg: number): Status {
  const { stack, sp } = m;
  const args = (oparg & 2) !== 0 ? [stack[sp - 2], stack[sp - 1]] : [];
  const object = call(m, stack[sp - 3], args, null);
  stack[sp - 3] = getAttr(m, object, m.frame.code.names[oparg >> 2] as string);
  m.sp = sp - 2;
  if ((oparg & 1) !== 0) stack[m.sp++] = undefined;
  return NEXT;
}

/** The function that imports for the code of the frame. Of builtins that are no dict, an item in a dict behind them only (`import_name`). */
function importerOf(m: Machine): Value {
  const { builtins } = m.frame;
  const dict = builtins instanceof ForeignBuiltins ? dictOf(builtins.object) : builtins;
  if (dict === undefined) {
    throw raise(m, SYSTEM_ERROR, "Objects/dictobject.c:1761: bad argument to internal function");
  }
  const importer = dict.getStr("__import__");
  if (importer === undefined) throw raise(m, IMPORT_ERROR, "__import__ not found");
  return importer;
}

export const IMPORT_NAME: Handler = (m, oparg) => {
  const { stack, sp } = m;
  const name = m.frame.code.names[oparg] as string;
  const importer = importerOf(m);
  stack[sp - 2] = importer === IMPORT
    ? importModule(m, name, stack[sp - 1], stack[sp - 2])
    : call(m, importer, [name, m.frame.globals, m.frame.locals ?? null, stack[sp - 1], stack[sp - 2]], null);
  m.sp = sp - 1;
  return NEXT;
};

export const IMPORT_FROM: Handler = (m, oparg) => {
  m.stack[m.sp] = importFrom(m, m.stack[m.sp - 1], m.frame.code.names[oparg] as string);
  m.sp++;
  return NEXT;
};

/** The unit where an executor that is no trace goes on. It may be a user's own, which is told what it does wrong. */
function executeOther(executor: Executor, units: number): number {
  let unit: unknown;
  try {
    unit = executor.execute();
  } catch (cause) {
    if (isBadInput(cause) || isBrokenInvariant(cause) || isStackOverflow(cause)) throw cause;
    // What the interpreter says with symbols, that an exception was raised, is not a mistake of the executor's.
    if (typeof cause === "symbol") throw cause;
    throw slip(executor, `it threw ${describeThrown(cause)}`, { cause });
  }
  if (typeof unit === "number" && Number.isInteger(unit) && unit >= 0 && unit < units) return unit;
  throw slip(executor, `found ${describe(unit)}, of ${units} units`);
}

function slip({ type }: Executor, found: string, options?: ErrorOptions): TierproofError {
  return new TierproofError("optimizer", `executor ${type}: expected the unit to go on at, ${found}`, options);
}

/** Leaves for tier 2. FAITHFUL: the valid flag of the executor is not looked at, unless the repair asks for it. */
export const ENTER_EXECUTOR: Handler = (m, oparg, unit) => {
  const { code } = m.frame;
  const executor = executorAt(code, unit);
  const distance = executor.oparg | (oparg & 0xfff_ff00);
  m.burnFuel();
  m.next = unit + 2 - distance;
  if (!executor.valid && m.repairInvalidExecutor) return JUMP;
  executor.retain();
  if (executor.type === "uop_executor") return enterExecutor(m, executor as UopExecutor);
  m.statistics.entered++;
  m.next = executeOther(executor, code.units.length);
  // FAITHFUL: as behind a trace, a line event at the loop top takes the pointer for the instruction before; the repair leaves it at the jump.
  const isLineEvent = code.lineOpcodes !== null && opcodeOf(code.units[m.next] as number) === INSTRUMENTED_LINE;
  if (!isLineEvent || !m.repairLostLine) m.frame.ip = m.next;
  return JUMP;
};

/**
 * No instruction: an inline cache, or what it holds. Only a return that went astray comes here; what the pin does then is
 * undefined.
 */
export const unreachable: Handler = (m) => {
  throw undefinedAt(m, `${m.frame.code.name}: a return into the inside of an instruction`);
};
