/**
 * Objects whose death a program sees: instances with `__del__`, and generators that are suspended inside a handler of their own.
 *
 * A run whose code has neither costs nothing: it never gets here. In the others, whatever may have dropped the last reference is
 * followed by a search. Differences from counting references: members of a cycle die at once instead of at the next collection,
 * and what dies while native code runs Python code dies when that native code is done.
 *
 * @module
 */

import { opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, DEOPT_OF, type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { copyWork } from "../../isa/work.ts";
import { CODE_FLAGS, type Program } from "../../isa/program.ts";
import { type Tier2UopName, UOPS } from "../../isa/uops.ts";
import { callSpecial } from "../../object/call/call.ts";
import { GENERATOR_STATE, PyAnyGenerator } from "../../object/generator/generator.ts";
import { generatorClose } from "../../object/generator/generator_ops.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { lookupSpecial } from "../../object/type/lookup.ts";
import { catchRaised } from "../../object/exception/raise.ts";
import type { PyObject } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";
import { heldByFrames, isHeldByFrame, Search, unreachable } from "./live_objects.ts";

/** Bit of RESUME's oparg: only the handler that every generator has encloses it. */
const RESUME_DEPTH1 = 4;

/** Whether some object of the program may die visibly: it defines `__del__`, or a generator has a handler of its own. */
export function showsDeaths(program: Program): boolean {
  return program.codes.some((code) =>
    code.name === "__del__" ||
    ((code.flags & (CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR)) !== 0 &&
      hasOwnHandler(code.code))
  );
}

/** Whether a generator can be suspended inside a handler of its own. */
function hasOwnHandler(units: readonly number[]): boolean {
  for (let unit = 0; unit < units.length; unit++) {
    const instruction = units[unit] as number;
    const opcode = opcodeOf(instruction);
    if (opcode === OPCODES.RESUME.opcode && (opargOf(instruction) & 3) !== 0) {
      if ((opargOf(instruction) & RESUME_DEPTH1) === 0) return true;
    }
    unit += CACHE_UNITS_OF[opcode] as number;
  }
  return false;
}

/** Whether a suspended generator's own handlers would run when it is closed. */
function seesClosing(generator: PyAnyGenerator): boolean {
  if (generator.state !== GENERATOR_STATE.SUSPENDED) return false;
  const { code, ip } = generator.frame;
  const resume = code.units[ip] as number;
  return (resume >>> 8 & RESUME_DEPTH1) === 0;
}

/** As many objects are looked up one by one. */
const FEW = 4;

/** The objects of a run whose death shows. */
export class Deaths {
  /** In order of creation. */
  readonly #tracked: Set<PyObject> = new Set();
  readonly #ended: WeakSet<PyObject> = new WeakSet();
  #busy = false;

  /** Forgets everything, for the next run. */
  reset(): void {
    if (this.#tracked.size > 0) this.#tracked.clear();
    this.#busy = false;
  }

  /** Looks at the value on top of the stack: that is where new objects and generators appear. */
  notice(m: Machine): void {
    const value = m.stack[m.sp - 1];
    if (value instanceof PyInstance) {
      if (this.#tracked.has(value) || this.#ended.has(value) || !value.cls.isHeap) return;
      if (lookupSpecial(value.cls, "__del__") !== undefined) this.#tracked.add(value);
    } else if (value instanceof PyAnyGenerator) {
      this.#tracked.add(value);
    }
  }

  /** Ends what nothing holds any more; only between instructions of the outermost run loop. */
  collect(m: Machine): void {
    if (this.#busy || this.#tracked.size === 0 || m.nesting > 1) return;
    this.#busy = true;
    try {
      for (let dead = this.#dead(m); dead.length > 0; dead = this.#dead(m)) {
        for (const object of dead) this.#end(m, object);
      }
    } finally {
      this.#busy = false;
    }
  }

  /** What died, without what another dead object still holds: that dies after it. */
  #dead(m: Machine): PyObject[] {
    const suspects = this.#suspects(m);
    if (suspects.length === 0) return suspects;
    const missing = unreachable(m, suspects);
    const dead = suspects.filter((object) => missing.has(object));
    return dead.filter((object) => {
      const search = new Search([object]);
      for (const other of dead) if (other !== object) search.from(...Object.values(other));
      m.burn(search.work + copyWork(dead.length));
      return search.missing.size > 0;
    });
  }

  /** What would show if it died now, and is not seen to live at once. A search costs as much as a hundred instructions. */
  #suspects(m: Machine): PyObject[] {
    const suspects: PyObject[] = [];
    m.burn(copyWork(this.#tracked.size * m.depth));
    const holders: PyAnyGenerator[] = [];
    const held = this.#tracked.size > FEW ? heldByFrames(m, this.#tracked) : null;
    for (const object of this.#tracked) {
      if (object instanceof PyAnyGenerator && object.state === GENERATOR_STATE.CLEARED) this.#tracked.delete(object);
      else if (!(held === null ? isHeldByFrame(m, object) : held.has(object))) suspects.push(object);
      else if (object instanceof PyAnyGenerator) holders.push(object);
    }
    // A coroutine that another one awaits is on the stack of that one.
    for (let next = 0; next < holders.length && suspects.length > 0; next++) {
      const { stack, sp } = (holders[next] as PyAnyGenerator).frame;
      for (let i = 0; i < sp; i++) {
        const at = suspects.indexOf(stack[i] as PyObject);
        if (at < 0) continue;
        const [held] = suspects.splice(at, 1);
        if (held instanceof PyAnyGenerator) holders.push(held);
      }
    }
    return suspects.filter((object) => !(object instanceof PyAnyGenerator) || seesClosing(object));
  }

  #end(m: Machine, object: PyObject): void {
    this.#tracked.delete(object);
    this.#ended.add(object);
    try {
      if (object instanceof PyAnyGenerator) {
        if (seesClosing(object)) generatorClose(m, object);
        return;
      }
      const destructor = lookupSpecial(object.cls, "__del__");
      if (destructor !== undefined) callSpecial(m, destructor, object, []);
    } catch (error) {
      // What a destructor raises is reported on a stream that does not exist here.
      catchRaised(m, error);
    }
  }
}

/** Instructions that release nothing that can die. */
const DROPS_NOTHING: ReadonlySet<number> = new Set(
  ("NOP RESUME LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_GLOBAL LOAD_NAME LOAD_DEREF " +
    "PUSH_NULL COPY SWAP JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE UNARY_NOT " +
    "MAKE_CELL COPY_FREE_VARS BUILD_LIST BUILD_TUPLE PUSH_EXC_INFO GET_LEN LIST_APPEND ENTER_EXECUTOR")
    .split(" ").map((name) => OPCODES[name as OpcodeName].opcode),
);

/** Uops that release nothing that can die. */
const UOP_DROPS_NOTHING: ReadonlySet<number> = new Set(
  ("NOP _SET_IP _CHECK_VALIDITY LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_AND_CLEAR LOAD_DEREF PUSH_NULL COPY SWAP RESUME_CHECK " +
    "_GUARD_BOTH_INT _GUARD_BOTH_FLOAT _GUARD_TYPE_VERSION _GUARD_GLOBALS_VERSION _GUARD_BUILTINS_VERSION _LOAD_GLOBAL_MODULE " +
    "_LOAD_GLOBAL_BUILTINS _GUARD_IS_TRUE_POP _GUARD_IS_FALSE_POP UNARY_NOT COMPARE_OP_INT _BINARY_OP_ADD_INT " +
    "_BINARY_OP_SUBTRACT_INT _BINARY_OP_MULTIPLY_INT _ITER_CHECK_RANGE _GUARD_NOT_EXHAUSTED_RANGE _ITER_NEXT_RANGE " +
    "_ITER_CHECK_LIST _GUARD_NOT_EXHAUSTED_LIST _ITER_NEXT_LIST _SAVE_RETURN_OFFSET _CHECK_PEP_523 " +
    "_CHECK_FUNCTION_EXACT_ARGS _CHECK_STACK_SPACE _INIT_CALL_PY_EXACT_ARGS _PUSH_FRAME")
    .split(" ").map((name) => UOPS[name as Tier2UopName].id),
);

/** Whether the instruction may drop the last reference to something. */
export function mayDrop(opcode: number): boolean {
  return !DROPS_NOTHING.has(DEOPT_OF[opcode] as number);
}

/** The same of a uop. */
export function uopMayDrop(uop: number): boolean {
  return !UOP_DROPS_NOTHING.has(uop);
}
