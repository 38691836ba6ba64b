/**
 * Finds the pass that breaks a program, and the rewrite in it: passes are turned off one by one, then the rewrites of the one
 * to blame are let through one more at a time.
 *
 * @module
 */

import { type UopName, UOPS } from "../isa/uops.ts";
import type { TraceUop } from "./verify_trace.ts";

/** A pass, whatever it is told besides the trace. */
export interface TracePass<Context> {
  /** Names the pass in reports. */
  readonly name: string;
  /** Gives another trace. */
  run(trace: readonly TraceUop[], context: Context): readonly TraceUop[];
}

/** One place where a pass changed a trace. */
export interface Rewrite {
  /** Which run of the pass, from 0. */
  readonly trace: number;
  /** Index of the first uop that was changed, in the trace that the pass was given. */
  readonly index: number;
  /** Uops that the pass took. */
  readonly before: readonly TraceUop[];
  /** Uops that the pass put there. */
  readonly after: readonly TraceUop[];
}

/** What is to blame among the passes. */
export interface PassBlame {
  /** Null when the program fails without any pass: the translation, a uop, or the way in which the trace is left. */
  readonly pass: string | null;
  /** The first rewrite with which it fails; null where no single one could be told. */
  readonly rewrite: Rewrite | null;
  /** Rewrites that the pass did in all. */
  readonly rewrites: number;
}

function same(left: TraceUop | undefined, right: TraceUop | undefined): boolean {
  return left !== undefined && right !== undefined && left.uop === right.uop && left.oparg === right.oparg &&
    left.operand === right.operand;
}

/** Lengths of the longest common subsequences of the ends of two traces. */
function commonLengths(before: readonly TraceUop[], after: readonly TraceUop[]): Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const row = rows[i] as Uint16Array;
    const below = rows[i + 1] as Uint16Array;
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = same(before[i], after[j])
        ? (below[j + 1] as number) + 1
        : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return rows;
}

/** The places where two traces differ, in order: runs of positions where they are equally long, else what a diff finds. */
export function rewritesOf(before: readonly TraceUop[], after: readonly TraceUop[], trace: number): Rewrite[] {
  const found: Rewrite[] = [];
  let from = { i: 0, j: 0 };
  const close = (i: number, j: number): void => {
    if (i > from.i || j > from.j) {
      found.push({ trace, index: from.i, before: before.slice(from.i, i), after: after.slice(from.j, j) });
    }
    from = { i: i + 1, j: j + 1 };
  };
  if (before.length === after.length) {
    for (let i = 0; i < before.length; i++) if (same(before[i], after[i])) close(i, i);
  } else {
    const common = commonLengths(before, after);
    let [i, j] = [0, 0];
    while (i < before.length && j < after.length) {
      if (same(before[i], after[j])) close(i++, j++);
      else if ((common[i + 1]?.[j] as number) >= (common[i]?.[j + 1] as number)) i++;
      else j++;
    }
  }
  close(before.length, after.length);
  return found;
}

/** A trace with only the first of its rewrites done. */
function withRewrites(before: readonly TraceUop[], rewrites: readonly Rewrite[]): readonly TraceUop[] {
  const result: TraceUop[] = [];
  let at = 0;
  for (const rewrite of rewrites) {
    result.push(...before.slice(at, rewrite.index), ...rewrite.after);
    at = rewrite.index + rewrite.before.length;
  }
  result.push(...before.slice(at));
  return result;
}

/** A pass that does so many rewrites and no more; it keeps the last one that it did, and counts all. */
class FueledPass<Context> implements TracePass<Context> {
  readonly name: string;
  readonly #pass: TracePass<Context>;
  readonly #fuel: number;
  #runs = 0;
  /** All rewrites, done or not. */
  rewrites = 0;
  last: Rewrite | null = null;

  constructor(pass: TracePass<Context>, fuel: number) {
    this.name = pass.name;
    this.#pass = pass;
    this.#fuel = fuel;
  }

  run(trace: readonly TraceUop[], context: Context): readonly TraceUop[] {
    const after = this.#pass.run(trace, context);
    const all = rewritesOf(trace, after, this.#runs++);
    const done = all.slice(0, Math.max(0, this.#fuel - this.rewrites));
    this.rewrites += all.length;
    this.last = done.at(-1) ?? this.last;
    return done.length === all.length ? after : withRewrites(trace, done);
  }
}

/**
 * What breaks a program that fails with all of these passes. `fails` runs it with others, from scratch each time.
 */
export function blamePass<Context>(
  passes: readonly TracePass<Context>[],
  fails: (passes: readonly TracePass<Context>[]) => boolean,
): PassBlame {
  if (passes.length === 0 || fails([])) return { pass: null, rewrite: null, rewrites: 0 };
  let guilty = passes.findIndex((_pass, i) => !fails(passes.toSpliced(i, 1)));
  // Where several are wrong, none heals it alone: then the one with which it begins to fail.
  const others = guilty >= 0 ? passes : passes.slice(0, (guilty = firstFailing(passes, fails)) + 1);
  const pass = others[guilty] as TracePass<Context>;
  const failsWith = (fueled: FueledPass<Context>): boolean => fails(others.with(guilty, fueled));
  const whole = new FueledPass(pass, Infinity);
  if (!failsWith(whole)) return { pass: pass.name, rewrite: null, rewrites: whole.rewrites };
  // Fails with `high` rewrites, does not with `low`; more rewrites may make more traces, so all is counted anew each time.
  let [low, high] = [0, whole.rewrites];
  let last = whole.last;
  if (failsWith(new FueledPass(pass, 0))) return { pass: pass.name, rewrite: null, rewrites: whole.rewrites };
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const fueled = new FueledPass(pass, middle);
    if (failsWith(fueled)) {
      high = middle;
      last = fueled.last;
    } else low = middle;
  }
  return { pass: pass.name, rewrite: last, rewrites: whole.rewrites };
}

function firstFailing<Context>(
  passes: readonly TracePass<Context>[],
  fails: (passes: readonly TracePass<Context>[]) => boolean,
): number {
  for (let i = 0; i < passes.length - 1; i++) if (fails(passes.slice(0, i + 1))) return i;
  return passes.length - 1;
}

/** Whether a rewrite only takes uops away, by NOP or altogether. */
export function onlyRemoves({ after }: Rewrite): boolean {
  const nop: UopName = "NOP";
  return after.every(({ uop }) => uop === UOPS[nop].id);
}
