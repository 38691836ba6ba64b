/**
 * When objects die. Programs see it through `__del__` and through the `finally` of an abandoned generator, so it must
 * happen at the instruction that drops the last reference.
 *
 * CPython counts references. Here, after each instruction that may drop one, everything reachable from the frames is
 * looked over for those few objects whose death shows; what is not found dies. Differences: members of a cycle die at once
 * instead of at the next collection, and what dies while native code runs Python code (a `key=` function, `__init__`, ...)
 * dies when that native code is done.
 *
 * @module
 */

import { searchWork } from "../../src/isa/work.ts";
import { type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import { type Frame, Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { RangeIterator } from "../iterators.ts";
import {
  PyBuiltin,
  PyCode,
  PyDict,
  PyException,
  PyFloat,
  PyFunction,
  PyObject,
  PyRange,
  PyType,
  type Slot,
  type Value,
} from "../values.ts";
import { closeGenerator } from "./generator_types.ts";

/** Keeps the objects of a run whose death shows, and ends those that nothing reaches any more. */
export class Finalizer {
  /** In order of creation. */
  private readonly tracked: Set<PyObject> = new Set();
  private collecting = false;

  /** True while some object's death would show. */
  active = false;

  /** A new instance: its death shows when its class has `__del__`. */
  track(v: Value): void {
    if (v instanceof PyObject && v.cls.heap && v.cls.lookup("__del__") !== undefined) this.add(v);
  }

  /** A generator was suspended where a handler of its own would see it closed. */
  trackGenerator(generator: Generator): void {
    this.add(generator);
  }

  private add(object: PyObject): void {
    this.tracked.add(object);
    this.active = true;
  }

  private remove(object: PyObject): void {
    this.tracked.delete(object);
    this.active = this.tracked.size !== 0;
  }

  /** A generator runs again or has ended. */
  untrack(generator: Generator): void {
    this.remove(generator);
  }

  /** Ends what neither the frames nor `roots` reach. */
  collect(rt: Interpreter, roots: readonly unknown[]): void {
    if (this.collecting) return;
    this.collecting = true;
    try {
      for (let dead = this.unreachable(rt, roots); dead.length > 0; dead = this.unreachable(rt, roots)) {
        for (const object of dead) this.finish(rt, object);
      }
    } finally {
      this.collecting = false;
    }
  }

  private finish(rt: Interpreter, object: PyObject): void {
    // Once only, even if the destructor makes it reachable again.
    this.remove(object);
    try {
      if (object instanceof Generator) this.close(rt, object);
      else rt.callSpecial(object, "__del__", []);
    } catch (thrown) {
      // What a destructor raises is reported on a stream that does not exist here.
      if (!(thrown instanceof PyException)) throw thrown;
    }
  }

  /** Closes a generator; one that refuses is dropped all the same. */
  private close(rt: Interpreter, generator: Generator): void {
    try {
      closeGenerator(rt, generator);
    } finally {
      generator.frame = null;
      this.remove(generator);
    }
  }

  /** Tracked objects that nothing outside of them reaches: those held by a dying one die after it. */
  private unreachable(rt: Interpreter, roots: readonly unknown[]): PyObject[] {
    const search = new Search(this.tracked);
    for (let frame = rt.frame; frame !== null && search.missing > 0; frame = frame.back) {
      search.from(frame.stack, frame.fast, frame.locals, frame.func, frame.object, frame.generator);
    }
    if (search.missing > 0) search.from(...roots, ...rt.extraRoots());
    for (let frame = rt.frame; frame !== null && search.missing > 0; frame = frame.back) search.from(frame.globals);
    rt.spend(searchWork(search.seen.size));
    if (search.missing === 0) return [];
    const dead = [...this.tracked].filter((object) => !search.seen.has(object));
    const wanted = new Set(dead);
    const held = new Set<unknown>();
    for (const object of dead) {
      const inner = new Search(wanted);
      inner.from(...Object.values(object));
      rt.spend(searchWork(inner.seen.size));
      for (const other of inner.seen) if (other !== object) held.add(other);
    }
    const free = dead.filter((object) => !held.has(object));
    // Of those that hold each other in a ring the oldest goes first.
    return free.length > 0 ? free : dead.slice(0, 1);
  }
}

/** True for a value that may hold others, so that dropping it may end them. */
function holds(v: Slot): boolean {
  if (typeof v !== "object" || v === null) return false;
  if (v instanceof PyFloat || v instanceof PyRange || v instanceof RangeIterator) return false;
  if (v instanceof PyType) return v.heap;
  if (v instanceof PyBuiltin) return holds(v.self);
  if (v instanceof PyFunction) return v.closure !== null || v.defaults !== null || v.attrs !== null;
  return !(v instanceof PyCode);
}

const opcode = Object.fromEntries(Object.entries(OPCODES).map(([name, row]) => [name, row.opcode])) as Record<
  OpcodeName,
  number
>;

/** Instructions that release at most the entries they pop, and how many those are. */
const POPPED: ReadonlyMap<number, number> = new Map([
  [opcode.POP_TOP, 1],
  [opcode.TO_BOOL, 1],
  [opcode.UNARY_NEGATIVE, 1],
  [opcode.UNARY_INVERT, 1],
  [opcode.POP_JUMP_IF_NONE, 1],
  [opcode.POP_JUMP_IF_NOT_NONE, 1],
  [opcode.LOAD_ATTR, 1],
  [opcode.GET_ITER, 1],
  [opcode.BINARY_OP, 2],
  [opcode.COMPARE_OP, 2],
  [opcode.IS_OP, 2],
  [opcode.CONTAINS_OP, 2],
  [opcode.BINARY_SUBSCR, 2],
]);

/** Instructions that release nothing, or only constants and bools. */
const DROPS_NOTHING: ReadonlySet<number> = new Set(
  "NOP RESUME LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_GLOBAL LOAD_NAME LOAD_DEREF PUSH_NULL COPY SWAP JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE UNARY_NOT MAKE_CELL COPY_FREE_VARS BUILD_LIST BUILD_TUPLE PUSH_EXC_INFO GET_LEN LIST_APPEND"
    .split(" ").map((name) => opcode[name as OpcodeName]),
);

/** Whether the instruction that the frame is about to execute may drop the last reference to something. */
export function mayDrop(frame: Frame, instruction: number, oparg: number): boolean {
  if (DROPS_NOTHING.has(instruction)) return false;
  const { stack, fast } = frame;
  const popped = POPPED.get(instruction);
  if (popped !== undefined) return stack.slice(-popped).some(holds);
  switch (instruction) {
    case opcode.STORE_FAST:
      return holds(fast[oparg]);
    case opcode.STORE_FAST_LOAD_FAST:
      return holds(fast[oparg >> 4]);
    case opcode.STORE_FAST_STORE_FAST:
      return holds(fast[oparg >> 4]) || holds(fast[oparg & 15]);
    case opcode.CALL: {
      const callable = stack[stack.length - oparg - 2];
      return !(callable instanceof PyFunction) && stack.slice(-oparg - 2).some(holds);
    }
    case opcode.RETURN_VALUE:
    case opcode.RETURN_CONST:
      return fast.some(holds);
    default:
      return true;
  }
}

/** A walk over objects that ends when all wanted ones were met. */
class Search {
  readonly seen: Set<unknown> = new Set();
  /** Wanted objects not met yet. */
  missing: number;

  constructor(private readonly wanted: ReadonlySet<PyObject>) {
    this.missing = wanted.size;
  }

  from(...starts: readonly unknown[]): void {
    const open: unknown[] = [...starts];
    while (open.length > 0 && this.missing > 0) {
      const next = open.pop();
      if (typeof next !== "object" || next === null || this.seen.has(next)) continue;
      // Code and built-in types hold nothing that can die.
      if (next instanceof PyCode || (next instanceof PyType && !next.heap)) continue;
      this.seen.add(next);
      if (next instanceof PyObject && this.wanted.has(next)) this.missing--;
      this.open(next, open);
    }
  }

  private open(next: object, open: unknown[]): void {
    if (Array.isArray(next) || next instanceof Set) {
      for (const item of next) open.push(item);
    } else if (next instanceof Map) {
      for (const [key, item] of next) open.push(key, item);
    } else if (next instanceof PyDict) {
      for (const entry of next.entries()) open.push(entry.key, entry.value);
      open.push(next.attrs, next.slots, next.cls);
    } else {
      for (const item of Object.values(next)) open.push(item);
    }
  }
}
