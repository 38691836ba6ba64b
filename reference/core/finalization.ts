/**
 * When objects die. Programs see it through `__del__` and through the `finally` of an abandoned generator, so it must
 * happen at the instruction that drops the last reference.
 *
 * CPython counts references. Here, after each instruction that may drop one, everything reachable from the frames is
 * looked over for those few objects whose death shows; what is not found dies, in the order that counted references give. Differences:
 * nothing ever ends a ring, as if no collection came, and what Python code gives back to native code that runs it (a `key=`
 * function, ...) lives until that native code is done.
 *
 * @module
 */

import { copyWork, searchWork } from "../../src/isa/work.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { type Frame, Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { typeOf } from "../types.ts";
import { PyException, PyObject, PyType, type Value } from "../values.ts";
import { closeGenerator } from "./generator_types.ts";
import { mayLetGo, operandsOf } from "./let_go.ts";
import { type Holders, holds as holdsDirectly, isStillHeld, neverEnds, Search } from "./live_search.ts";
import { HANDS_ON, RUNS_NO_CODE } from "./may_drop.ts";
import { Teardown } from "./teardown.ts";

/** What native code may hold while it runs Python code, of the instruction that runs it. */
interface Held {
  /** What the instruction may let go of. */
  letGo: readonly unknown[];
  /** Its operands, until it is done. */
  operands: readonly unknown[];
  /** Which instruction it is. */
  turn: number;
  /** What Python code gave back to it, and instances that it made. */
  handed: unknown[];
}

/** Keeps the objects of a run whose death shows, and ends those that nothing reaches any more. */
export class Finalizer {
  /** In order of creation. */
  private readonly tracked: Set<PyObject> = new Set();
  /** Whose destructor was called: it is never called again. */
  private readonly finished: WeakSet<PyObject> = new WeakSet();
  /** By depth of loops over instructions. */
  private readonly held: Held[] = [];
  /** What is ending, innermost last. */
  private readonly teardowns: Teardown[] = [];
  /** Objects whose destructors run. */
  private readonly ending: PyObject[] = [];
  /** Exceptions that unwind frames. */
  private readonly raised: PyException[] = [];
  /** What held objects when they were last looked for. */
  private readonly holders: Map<PyObject, Holders | null> = new Map();
  /** What was dead when something began to end: it is not for what runs meanwhile. */
  private readonly known: ReadonlySet<PyObject>[] = [];
  /** During which instruction an iterator last gave something that it uses again. */
  private readonly given: WeakMap<PyObject, { held: Held; turn: number }> = new WeakMap();

  /** How often something came to be tracked. */
  private additions = 0;
  /** True while some object's death would show. */
  active = false;

  /** A new instance: its death shows when its class has `__del__`. Whoever makes it holds it. */
  track(v: Value): void {
    if (!(v instanceof PyObject) || !v.cls.heap) return;
    this.held.at(-1)?.handed.push(v);
    if (v.cls.lookup("__del__") !== undefined && !this.finished.has(v)) this.add(v);
  }

  /** Instances that live may have come to have a destructor. */
  discover(rt: Interpreter): void {
    const nowhere = new PyObject(typeOf(null));
    const { seen } = this.look(rt, new Set([nowhere]), this.heldOutside(true));
    for (const object of seen) {
      const made = object instanceof PyObject && object.cls.heap && !(object instanceof PyType);
      if (made && !this.finished.has(object) && object.cls.lookup("__del__") !== undefined) this.add(object);
    }
  }

  /** A generator was suspended where a handler of its own would see it closed. */
  trackGenerator(generator: Generator): void {
    this.add(generator);
  }

  private add(object: PyObject): void {
    this.tracked.add(object);
    this.additions++;
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

  /** A loop over instructions begins. */
  enter(): void {
    this.held.push({ letGo: NOTHING, operands: NOTHING, turn: 0, handed: [] });
  }

  /** It ends; native code outside of it gets the value, or has the namespace of a class body. */
  hand(values: readonly unknown[]): void {
    this.held.at(-2)?.handed.push(...values);
  }

  /** The loop is over, with a value or without. */
  left(): void {
    this.held.pop();
  }

  /** Looks at what the instruction that the frame is about to execute may let go of, where that can matter: see {@linkcode mayDrop}. */
  before(rt: Interpreter, frame: Frame, instruction: number, oparg: number, drops: boolean): void {
    const held = this.held[this.held.length - 1] as Held;
    held.turn++;
    held.operands = NOTHING;
    if ((!drops && !HANDS_ON.has(instruction)) || (!this.active && RUNS_NO_CODE.has(instruction))) {
      held.letGo = NOTHING;
    } else {
      held.letGo = mayLetGo(frame, instruction, oparg);
      held.operands = operandsOf(frame, instruction, oparg);
      // What is being handled goes with the last word about it.
      if (instruction === OPCODES.POP_EXCEPT.opcode) held.letGo = [rt.handled.value, ...held.letGo];
    }
    if (held.handed.length > 0) held.handed = [];
  }

  /** An exception takes things off the stack of the running frame, after what the instruction that raised it had taken. */
  unwind(rt: Interpreter, dropped: readonly unknown[], raised: PyException): void {
    const { letGo = [], handed = [] } = this.held.at(-1) ?? {};
    // Native code that fails lets go of what it was given meanwhile, last first.
    this.whileRaised(raised, () => this.collect(rt, [...handed.toReversed(), ...letGo, ...dropped]));
  }

  /** Does something while an exception is on its way, which lives on meanwhile. */
  whileRaised(raised: PyException, work: () => void): void {
    this.raised.push(raised);
    try {
      work();
    } finally {
      this.raised.pop();
    }
  }

  /** Ends what nothing reaches any more, after an instruction or after something outside of the program let go of `letGo`. */
  collect(rt: Interpreter, letGo: readonly unknown[] = this.held.at(-1)?.letGo ?? []): void {
    const innermost = this.held.at(-1);
    if (innermost !== undefined) innermost.letGo = innermost.operands = NOTHING;
    for (let known = letGo;;) {
      const search = this.search(rt, this.tracked);
      if (search.missing === 0) return;
      const dead = [...this.tracked].filter((object) => !search.seen.has(object));
      this.takeDown(rt, known, search, new Set(dead));
      // What else died was let go of in passing, oldest first, with the outermost of what held it.
      const oldest = dead.find((object) => this.tracked.has(object) && !this.known.some((other) => other.has(object)));
      if (oldest === undefined) return;
      // While native code runs or something ends, what no object was known to hold may be theirs.
      const free = this.teardowns.length === 0 && this.held.length <= 1;
      if (!free && (this.holders.get(oldest)?.outer ?? null) === null) return;
      const holder = this.deadHolder(oldest, search);
      this.holders.delete(oldest);
      known = [holder ?? oldest];
    }
  }

  /** The outermost of what held a dead object and is dead with it. */
  private deadHolder(object: PyObject, search: Search): PyObject | null {
    let outermost: PyObject | null = null;
    let held: object = object;
    for (let link = this.holders.get(object) ?? null; link !== null; link = link.outer) {
      const { holder } = link;
      if (search.seen.has(holder) || neverEnds(holder) || !holdsDirectly(holder, held)) break;
      if (holder instanceof PyObject) outermost = holder;
      held = holder;
    }
    return outermost;
  }

  /** Native code holds what nothing else may, until its instruction is done. */
  hold(values: readonly unknown[]): void {
    if (this.active) this.held.at(-1)?.handed.push(...values);
  }

  /** A failing instruction lets go of some of what it takes in an order of its own, before the rest. */
  failsWith(first: readonly unknown[]): void {
    const held = this.held.at(-1);
    if (!this.active || held === undefined) return;
    const rest = [...held.letGo];
    for (const value of first) {
      const at = rest.lastIndexOf(value);
      if (at >= 0) rest.splice(at, 1);
    }
    held.letGo = [...first, ...rest];
  }

  /** Whether anything but an iterator has what it gave last; native code that it was given to has it until it is done. */
  isShared(rt: Interpreter, given: PyObject, iterator: PyObject): boolean {
    const held = this.held.at(-1);
    if (held === undefined) return true;
    const last = this.given.get(iterator);
    this.given.set(iterator, { held, turn: held.turn });
    if (last !== undefined && last.held.turn === last.turn && this.held.includes(last.held)) return true;
    return this.look(rt, new Set([given]), this.heldOutside(true), iterator).missing === 0;
  }

  /** Native code let go of something before it is done: what only that held ends, all else waits. */
  dropped(rt: Interpreter, value: unknown): void {
    if (!this.active) return;
    const { handed = [] } = this.held.at(-1) ?? {};
    const at = handed.lastIndexOf(value);
    if (at >= 0) handed.splice(at, 1);
    const search = this.search(rt, this.tracked, true);
    if (search.missing === 0) return;
    this.takeDown(rt, [value], search, new Set([...this.tracked].filter((object) => !search.seen.has(object))));
  }

  private takeDown(rt: Interpreter, letGo: readonly unknown[], search: Search, dead: Set<PyObject>): void {
    let ranCode = false;
    const end = (object: PyObject): boolean => {
      if (!dead.has(object) || !this.tracked.has(object)) return false;
      // A destructor may have made others live again.
      if (ranCode && this.lives(rt, object)) return true;
      ranCode = true;
      const before = this.additions;
      this.finish(rt, object);
      if (this.lives(rt, object)) return true;
      // New objects that its destructor put into it die with it.
      if (before !== this.additions) {
        latest = this.search(rt, this.tracked);
        if (latest.missing > 0) { for (const late of this.tracked) if (!latest.seen.has(late)) dead.add(late); }
        else latest = search;
      }
      return false;
    };
    let latest = search;
    const teardown = new Teardown((holder) => latest.seen.has(holder) || neverEnds(holder), end);
    this.teardowns.push(teardown);
    this.known.push(dead);
    try {
      teardown.run(letGo);
      rt.spend(searchWork(dead.size));
    } finally {
      this.teardowns.pop();
      this.known.pop();
    }
    // What a ring holds stays for ever: no count of references ends it. After destructors the counts say little.
    if (!ranCode) { for (const object of dead) if (teardown.strands(object)) this.remove(object); }
  }

  private lives(rt: Interpreter, object: PyObject): boolean {
    return this.search(rt, new Set([object])).missing === 0;
  }

  /** Ends an object, once only. */
  private finish(rt: Interpreter, object: PyObject): void {
    this.remove(object);
    this.finished.add(object);
    try {
      if (object instanceof Generator) this.close(rt, object);
      else this.destroy(rt, object);
    } catch (thrown) {
      // What a destructor raises is reported on a stream that does not exist here.
      if (!(thrown instanceof PyException)) throw thrown;
    }
  }

  /** What is ending outlives the frame of its destructor, whose locals go first. */
  private destroy(rt: Interpreter, object: PyObject): void {
    this.ending.push(object);
    const handed = this.held.at(-1)?.handed;
    const others = handed?.length ?? 0;
    try {
      const result = rt.callSpecial(object, "__del__", []);
      if (handed !== undefined) handed.length = others;
      this.dropped(rt, result);
    } catch (thrown) {
      this.dropped(rt, thrown);
      throw thrown;
    } finally {
      this.ending.pop();
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

  /** Looks for objects in all that lives. When some are missing, it has seen all of that. */
  private search(rt: Interpreter, wanted: ReadonlySet<PyObject>, inside = false): Search {
    const outOfSight = this.outOfSight(rt, wanted);
    if (outOfSight.size === 0) return ALL_FOUND;
    return this.look(rt, outOfSight, this.heldOutside(inside));
  }

  private look(
    rt: Interpreter,
    wanted: ReadonlySet<PyObject>,
    outside: readonly unknown[],
    leftOut: PyObject | null = null,
  ): Search {
    const search = new Search(wanted, (object, holders) => this.holders.set(object, holders));
    if (leftOut !== null) search.seen.add(leftOut);
    // What the builtins had at the start never ends.
    if (rt.builtins.changes === 0) search.seen.add(rt.builtins);
    for (let frame = rt.frame; frame !== null && search.missing > 0; frame = frame.back) {
      search.from(frame.stack, frame.fast, frame.locals, frame.func, frame.object, frame.generator);
    }
    if (search.missing > 0) search.from(...rt.extraRoots(), ...outside);
    for (let frame = rt.frame; frame !== null && search.missing > 0; frame = frame.back) search.from(frame.globals);
    rt.spend(search.work);
    return search;
  }

  /** Most objects that live are still held by what held them the last time, a local, or on a stack: these are the others. */
  private outOfSight(rt: Interpreter, wanted: ReadonlySet<PyObject>): ReadonlySet<PyObject> {
    // For many, or in large containers, one walk costs less than a look at the holders of each.
    if (wanted.size > MANY) return notInFrames(rt, wanted);
    const most = wanted.size > FEW ? SMALL : Infinity;
    let missing = NONE;
    // Often the same container holds one after the other.
    let living: Holders | null = null;
    for (const object of wanted) {
      const holders = this.holders.get(object);
      if (holders !== undefined && isStillHeld(rt, object, holders, living, most)) {
        living = holders;
      } else if (!isInFrames(rt, object)) {
        if (missing === NONE) missing = new Set();
        missing.add(object);
      }
    }
    return missing;
  }

  /** What native code holds, that of the innermost loop only on demand, and what is ending. */
  private heldOutside(inside: boolean): unknown[] {
    const outside: unknown[] = [];
    const loops = this.held.length - (inside ? 0 : 1);
    for (let i = 0; i < loops; i++) {
      const { operands, handed } = this.held[i] as Held;
      outside.push(operands, handed);
    }
    outside.push(...this.ending, ...this.raised);
    for (const { pending, deferred } of this.teardowns) outside.push([pending, deferred]);
    return outside;
  }
}

/** So many objects are looked for one by one. */
const MANY = 32;
/** So many are looked for in what holds much; more of them only in what holds little. */
const FEW = 4;
const SMALL = 64;

const NONE: Set<PyObject> = new Set();
const ALL_FOUND: Search = new Search(NONE, () => {});

/** Whether an object is a local variable or on the stack of a running frame. */
function isInFrames(rt: Interpreter, object: PyObject): boolean {
  let entries = 0;
  let found = false;
  for (let { frame } = rt; frame !== null && !found; frame = frame.back) {
    found = frame.fast.includes(object) || frame.stack.includes(object);
    entries += frame.fast.length + frame.stack.length;
  }
  rt.spend(copyWork(entries));
  return found;
}

/** Those of many objects for which {@linkcode isInFrames} says no. */
function notInFrames(rt: Interpreter, wanted: ReadonlySet<PyObject>): Set<PyObject> {
  const missing = new Set(wanted);
  let entries = 0;
  for (let { frame } = rt; frame !== null && missing.size > 0; frame = frame.back) {
    for (const value of frame.fast) missing.delete(value as PyObject);
    for (const value of frame.stack) missing.delete(value as PyObject);
    entries += frame.fast.length + frame.stack.length;
  }
  rt.spend(copyWork(entries));
  return missing;
}

const NOTHING: readonly unknown[] = [];
