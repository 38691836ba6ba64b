/**
 * Objects whose death a program sees: instances with `__del__`, and generators that are suspended inside a handler of their own.
 *
 * A run whose code has neither costs nothing: it never gets here. In the others, whatever may have dropped the last reference is
 * followed by a search, and what died ends in the order that counted references give. Differences: nothing ever ends a ring, as if no
 * collection came, and what Python code gives back to native code that runs it lives until that native code is done.
 *
 * @module
 */

import { copyWork, searchWork } from "../../isa/work.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { callSpecial } from "../../object/call/call.ts";
import { GENERATOR_STATE, PyAnyGenerator } from "../../object/generator/generator.ts";
import { generatorClose } from "../../object/generator/generator_ops.ts";
import { CLASS_NUMBER } from "../../object/type/class_numbers.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { lookupSpecial } from "../../object/type/lookup.ts";
import { PyException } from "../../object/exception/exception.ts";
import { catchRaised } from "../../object/exception/raise.ts";
import { PyObject, type Value } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";
import { coveredBase } from "../monitor/code_monitoring.ts";
import { consumed, type Entries, type Held, HeldNatively, NOTHING, operands, without } from "./held.ts";
import { entersFunction, ENTRIES, holds, mayLetGo, spares, UOP_ENTRIES, uopMayLetGo, uopSpares } from "./let_go.ts";
import { forgetWalks, heldByFrames, isHeldByFrame, type Search, searchFor, Standing } from "./live_objects.ts";
import { type Holders, Proofs, stillHolds } from "./proof.ts";
import { heldBy, Teardown } from "./teardown.ts";
import { Tracked } from "./tracked.ts";
import { seesClosing } from "./visible.ts";

/** As many objects are looked up one by one. */
const FEW = 4;
/** What holds as many objects is noted. */
const SOME = 64;

const NONE: readonly PyObject[] = [];
const { INSTANCE, GENERATOR } = CLASS_NUMBER;

/** The objects of a run whose death shows. */
export class Deaths {
  private readonly tracked: Tracked = new Tracked();
  private readonly ended: WeakSet<PyObject> = new WeakSet();
  private readonly native: HeldNatively = new HeldNatively();
  /** What was found dead when each of these began. */
  private readonly dead: ReadonlySet<PyObject>[] = [];
  /** Counts what came to be tracked. */
  private additions = 0;
  /** What held objects when they were last searched for: most are still held by that, and a search costs much more. */
  private readonly standing: Standing = new Standing(this.native);
  private readonly proofs: Proofs = new Proofs(this.standing);
  private readonly note = (object: PyObject, holders: Holders): void => this.proofs.note(object, holders);
  /** When iterators gave something last that they use again. */
  private readonly given: WeakMap<PyObject, { held: Held; count: number }> = new WeakMap();

  /** Forgets everything, for the next run. */
  reset(): void {
    this.tracked.clear();
    forgetWalks();
    this.proofs.clear();
    this.native.reset();
    if (this.dead.length > 0) this.dead.length = 0;
  }

  /** Looks at the value on top of the stack: that is where new objects and generators appear. */
  notice(m: Machine): void {
    const value = m.stack[m.sp - 1];
    if (typeof value !== "object" || value === null) return;
    if (value.classNumber === INSTANCE) this.track(value as PyInstance);
    else if (value.classNumber === GENERATOR) this.add(value);
  }

  private add(object: PyObject): void {
    if (this.tracked.add(object)) this.additions++;
  }

  /** Instances that live may have come to have a destructor. */
  discover(m: Machine): void {
    const nowhere = new PyDict();
    for (const object of searchFor(m, [nowhere], this.native.roots(m.nesting + 1)).all()) {
      if (object instanceof PyInstance || object instanceof PyException) this.track(object);
    }
  }

  /** Keeps an instance in mind if its death shows. */
  track(instance: PyInstance | PyException): void {
    if (this.tracked.has(instance) || this.ended.has(instance) || !instance.cls.isHeap) return;
    if (lookupSpecial(instance.cls, "__del__") !== undefined) this.add(instance);
  }

  /** A new instance, or what a run loop gives back to native code: that holds it until its instruction ends. */
  hand(m: Machine, value: Value): void {
    if (typeof value !== "object" || value === null) return;
    if (value instanceof PyInstance || value instanceof PyException) this.track(value);
    this.native.at(m.nesting).handed.push(value);
  }

  /** Looks at what the next instruction may let go of. */
  before(m: Machine, opcode: number, oparg: number): void {
    const base = coveredBase(m.frame.code, m.frame.ip, opcode);
    const held = this.next(m, ENTRIES, base, oparg);
    if (this.tracked.size === 0) return;
    held.spares = spares(m, base, oparg);
    if (held.spares) return;
    const entries = operands(m, ENTRIES.taken(base, oparg));
    this.takes(m, held, entries, mayLetGo(m, base, oparg, entries));
    held.spares = entersFunction(m, base, oparg);
  }

  /** {@linkcode before} a uop. */
  beforeUop(m: Machine, uop: number, oparg: number): void {
    const held = this.next(m, UOP_ENTRIES, uop, oparg);
    if (this.tracked.size === 0) return;
    held.spares = uopSpares(m, uop, oparg);
    if (held.spares) return;
    const entries = operands(m, UOP_ENTRIES.taken(uop, oparg));
    this.takes(m, held, entries, uopMayLetGo(m, uop, oparg, entries));
  }

  /** The instruction that is held takes these entries of the stack, and may let go of those. */
  private takes(m: Machine, held: Held, entries: readonly Value[], letGo: readonly Value[]): void {
    m.burn(copyWork(letGo.length));
    held.letGo = letGo;
    held.operands = without(entries, held.entries.left(held.number, held.oparg));
  }

  private next(m: Machine, entries: Entries, number: number, oparg: number): Held {
    const held = this.native.at(m.nesting);
    if (held.handed.length > 0) held.handed.length = 0;
    held.letGo = held.operands = NOTHING;
    held.count++;
    held.spares = false;
    held.entries = entries;
    held.number = number;
    held.oparg = oparg;
    held.frame = m.frame;
    held.ip = m.frame.ip;
    return held;
  }

  /**
   * The instruction of the current frame raised, or its callee did: the stack goes down to `sp`. What the instruction takes goes first,
   * in order, then the rest from its top.
   */
  unwind(m: Machine, sp: number): void {
    const held = this.native.at(m.nesting);
    const raises = held.frame === m.frame && held.ip === m.frame.ip;
    const rest = m.stack.slice(sp, Math.max(sp, m.sp - (raises ? consumed(held) : 0))).reverse();
    held.frame = null;
    held.spares = false;
    m.sp = sp;
    if (this.tracked.size === 0) return;
    // Destructors know nothing of the exception.
    const { exception, next } = m;
    m.exception = null;
    // Native code that fails lets go of what it was given meanwhile, last first.
    const letGo = raises ? [...held.handed.toReversed(), ...held.letGo, ...rest] : rest;
    this.native.whileRaised(exception, () => this.collectAfter(m, letGo));
    m.exception = exception;
    m.next = next;
  }

  /** {@linkcode unwind}, but for what the instruction that raised left on the stack. */
  fail(m: Machine): void {
    const held = this.native.at(m.nesting);
    this.unwind(m, m.sp - (held.frame === m.frame && held.ip === m.frame.ip ? consumed(held) : 0));
  }

  /** Does something while an exception is on its way, which lives on with all that it leads to. */
  whileRaised(raised: PyException, work: () => void): void {
    this.native.whileRaised(raised, work);
  }

  /** {@linkcode collect} after somebody outside of the program let go of something. */
  collectAfter(m: Machine, letGo: readonly Value[]): void {
    const held = this.native.at(m.nesting);
    held.letGo = letGo;
    held.spares = false;
    this.collect(m);
  }

  /** Native code let go of something before it is done: what only that held ends, all else waits. */
  dropped(m: Machine, value: Value): void {
    if (this.tracked.size === 0) return;
    const { handed } = this.native.at(m.nesting);
    const at = handed.lastIndexOf(value);
    if (at >= 0) handed.splice(at, 1);
    if (!holds(value)) return;
    // What the running instruction takes is still its own.
    const search = this.findDead(m, m.nesting + 1);
    if (search !== null) this.takeDown(m, [value], search);
  }

  /** Native code holds something until the instruction is done. */
  hold(m: Machine, values: readonly Value[]): void {
    if (this.tracked.size > 0) this.native.at(m.nesting).handed.push(...values);
  }

  /** The order in which a failing instruction lets go of some of what it takes, before all the rest. */
  failsWith(m: Machine, first: readonly Value[]): void {
    const held = this.native.at(m.nesting);
    if (held.letGo.length === 0) return;
    const rest = [...held.letGo];
    for (const value of first) {
      const at = rest.lastIndexOf(value);
      if (at >= 0) rest.splice(at, 1);
    }
    held.letGo = [...first, ...rest];
  }

  /** Whether anything but an iterator holds what it gave last. Native code that it was given to is taken to hold it until it is done. */
  isShared(m: Machine, given: PyObject, iterator: PyObject): boolean {
    const held = this.native.at(m.nesting);
    const last = this.given.get(iterator);
    this.given.set(iterator, { held, count: held.count });
    if (last !== undefined && last.held.count === last.count && this.native.nestingOf(last.held) <= m.nesting) {
      return true;
    }
    return searchFor(m, [given], this.native.roots(m.nesting + 1), null, iterator).missing.size === 0;
  }

  /** A run loop ends and gives a value to native code outside of it, which has the namespace of a class body, too. */
  leave(m: Machine, locals: Value, value: Value, suspended: boolean): void {
    const { handed } = this.native.at(m.nesting - 1);
    if (typeof value === "object" && value !== null) handed.push(value);
    if (typeof locals === "object" && locals !== null) handed.push(locals);
    m.result = undefined;
    // What is suspended lets go of nothing.
    if (!suspended) this.collect(m);
  }

  /** Ends what nothing holds any more, between two instructions of a run loop. */
  collect(m: Machine): void {
    if (this.tracked.size === 0) return;
    const held = this.native.at(m.nesting);
    const { letGo } = held;
    held.letGo = held.operands = NOTHING;
    if (held.spares) {
      held.spares = false;
      return;
    }
    let search = this.findDead(m);
    if (search === null) return;
    this.takeDown(m, letGo, search);
    search.release();
    // What else died was let go of in passing, oldest first, with the outermost of what held it.
    while ((search = this.findDead(m)) !== null) {
      // What was dead before a destructor began ends after it.
      const oldest = search.missing.values().find((object) => !this.dead.some((dead) => dead.has(object)));
      if (oldest === undefined) return;
      // While native code runs or something ends, what no object was known to hold may be theirs.
      const free = this.native.teardowns.length === 0 && m.nesting <= 1;
      if (!free && (this.proofs.of(oldest)?.holder?.holder ?? null) === null) return;
      const holder = this.outermostDead(oldest, search);
      this.proofs.forget(oldest);
      this.takeDown(m, [holder ?? oldest], search);
      search.release();
    }
  }

  /** The outermost of what held a dead object and is dead itself; null where that is not known. */
  private outermostDead(object: PyObject, search: Search): PyObject | null {
    let outermost: PyObject | null = null;
    for (let link = this.proofs.of(object); link !== undefined && link.holder !== null; link = link.holder) {
      const holder = link.holder.object;
      if (search.met(holder) || !stillHolds(link)) break;
      if (holder instanceof PyObject) outermost = holder;
    }
    return outermost;
  }

  /** The exhausted search for what died; null when nothing that shows did. */
  private findDead(m: Machine, levels: number = m.nesting): Search | null {
    this.standing.machine = m;
    this.standing.nesting = levels;
    const suspects = this.suspects(m);
    if (suspects.length === 0) return null;
    const search = searchFor(m, suspects, this.native.roots(levels), suspects.length <= SOME ? this.note : null);
    if (search.missing.size > 0) return search;
    search.release();
    return null;
  }

  private takeDown(m: Machine, letGo: readonly Value[], search: Search): void {
    const dead = search.missing;
    let ranCode = false;
    const end = (object: PyObject): boolean => {
      if (!dead.has(object) || !this.tracked.has(object)) return false;
      // A destructor may have made others live again.
      if (ranCode && this.lives(m, object)) return true;
      ranCode = true;
      const additions = this.additions;
      const revived = this.end(m, object);
      // Its destructor may have put new objects into it, which die with it.
      const late = revived || additions === this.additions ? null : this.findDead(m);
      if (late !== null) {
        latest = late;
        for (const found of late.missing) dead.add(found);
      }
      return revived;
    };
    let latest = search;
    const teardown = new Teardown(letGo, (value) => latest.met(value), end);
    m.burn(searchWork(teardown.size));
    this.native.teardowns.push(teardown);
    this.dead.push(dead);
    try {
      teardown.run();
    } finally {
      this.native.teardowns.pop();
      this.dead.pop();
    }
    // What a ring holds stays for ever: no count of references ends it. After destructors the counts say little.
    if (!ranCode) { for (const object of dead) if (teardown.strands(object)) this.tracked.delete(object); }
  }

  /** What would show if it died now, and is not seen to live at once. A search costs as much as a hundred instructions. */
  private suspects(m: Machine): readonly PyObject[] {
    const { list } = this.tracked;
    const proofs = this.proofs;
    proofs.begin();
    let suspects: PyObject[] | null = null;
    for (let i = 0; i < list.length; i++) {
      const object = list[i] as PyObject;
      if (object.classNumber === GENERATOR) {
        if ((object as PyAnyGenerator).state === GENERATOR_STATE.CLEARED) {
          this.tracked.delete(object);
          i--;
          continue;
        }
        if (!seesClosing(object as PyAnyGenerator)) continue;
      }
      if (proofs.lives(object)) continue;
      (suspects ??= []).push(object);
    }
    m.burn(copyWork(list.length + proofs.work + (suspects?.length ?? 0) * m.depth));
    return suspects === null ? NONE : this.heldByNoFrame(m, suspects);
  }

  /** Those that neither running frames nor native code hold, nor the stack of a coroutine that frames hold. */
  private heldByNoFrame(m: Machine, objects: readonly PyObject[]): readonly PyObject[] {
    const held = objects.length > FEW ? heldByFrames(m, new Set(objects)) : null;
    const suspects = objects.filter((object) => {
      if (held === null ? isHeldByFrame(m, object) : held.has(object)) return false;
      // For many, each looked for in lists that may be long, a walk costs less.
      const list = held === null ? this.native.listWith(object, this.standing.nesting) : null;
      if (list !== null) this.note(object, [list]);
      return list === null;
    });
    if (suspects.length === 0) return suspects;
    // A coroutine that another one awaits is on the stack of that one.
    const holders = this.tracked.list.filter((object): object is PyAnyGenerator =>
      object instanceof PyAnyGenerator && object.state < GENERATOR_STATE.EXECUTING && isHeldByFrame(m, object)
    );
    for (let next = 0; next < holders.length && suspects.length > 0; next++) {
      const { stack, sp } = (holders[next] as PyAnyGenerator).frame;
      for (let i = 0; i < sp; i++) {
        const value = stack[i];
        if (!(value instanceof PyAnyGenerator)) continue;
        const at = suspects.indexOf(value);
        if (at >= 0) suspects.splice(at, 1);
        if (value.state < GENERATOR_STATE.EXECUTING && !holders.includes(value)) holders.push(value);
      }
    }
    return suspects;
  }

  /** Ends an object that lost its last holder; true when its destructor made it live again. */
  private end(m: Machine, object: PyObject): boolean {
    this.tracked.delete(object);
    this.ended.add(object);
    try {
      if (object instanceof PyAnyGenerator) {
        if (seesClosing(object)) generatorClose(m, object);
        return false;
      }
      const destructor = lookupSpecial(object.cls, "__del__");
      this.native.ending.push(object);
      if (destructor !== undefined) this.dropped(m, this.takeBack(m, callSpecial(m, destructor, object, [])));
    } catch (error) {
      // What a destructor raises is reported on a stream that does not exist here.
      this.dropped(m, catchRaised(m, error));
    } finally {
      if (this.native.ending.at(-1) === object) this.native.ending.pop();
    }
    return heldBy(object).some((value) => value instanceof PyObject) && this.lives(m, object);
  }

  /** A value that was handed to native code which has no more use for it. */
  private takeBack(m: Machine, value: Value): Value {
    const { handed } = this.native.at(m.nesting);
    if (handed.at(-1) === value) handed.pop();
    return value;
  }

  private lives(m: Machine, object: PyObject): boolean {
    return searchFor(m, [object], this.native.roots(m.nesting)).missing.size === 0;
  }
}
