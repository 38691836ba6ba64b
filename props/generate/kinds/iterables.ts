/**
 * What loops and comprehensions go over.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { clamp } from "../fix/bounds.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { lowerIterated } from "./displays.ts";
import type { IteratedKind } from "./kind.ts";

export const RANGE: IteratedKind<"range"> = {
  fix(_x, over, count) {
    const start = clamp(over.start, -100_000, 100_000);
    const step = clamp(over.step, -1000, 1000) || 1;
    return count === over.count && start === over.start && step === over.step
      ? over
      : { k: "range", start, count, step };
  },
  lower(l, over) {
    l.loadGlobal("range", true);
    const stop = over.start + over.count * over.step;
    const plain = over.start === 0 && over.step === 1;
    if (!plain) l.loadInt(over.start);
    l.loadInt(stop);
    if (over.step !== 1) l.loadInt(over.step);
    l.builder.emit(OP.CALL, plain ? 1 : over.step === 1 ? 2 : 3);
  },
  print(_p, over) {
    const stop = over.start + over.count * over.step;
    if (over.step !== 1) return `range(${over.start}, ${stop}, ${over.step})`;
    return over.start === 0 ? `range(${stop})` : `range(${over.start}, ${stop})`;
  },
  *simpler(over) {
    if (over.start !== 0) yield { ...over, start: 0 };
    if (over.step !== 1) yield { ...over, step: 1 };
  },
};

export const CONSTANT_TUPLE: IteratedKind<"tuple"> = {
  fix(_x, over, count) {
    return count === over.count ? over : { k: "tuple", count };
  },
  lower(l, over) {
    l.loadConst({ t: "tuple", v: Array.from({ length: over.count }, (_, v): Literal => ({ t: "int", v })) });
  },
  print(_p, over) {
    return `(${Array.from({ length: over.count }, (_, i) => `${i},`).join(" ")})`;
  },
};

export const ANY_ITERABLE: IteratedKind<"expr"> = {
  fix(x, over, count, depth, rounds) {
    const e = x.expr(over.e, depth, rounds);
    return count === over.count && e === over.e ? over : { k: "expr", e, count };
  },
  lower(l, over) {
    lowerIterated(l, over.e);
  },
  print: (p, over) => p.expr(over.e),
};

export const ASYNC_ITERABLE: IteratedKind<"async"> = {
  fix(x, over, count, depth, rounds) {
    const e = x.expr(over.e, depth, rounds);
    if (!x.isAsync()) return { k: "expr", e, count };
    return count === over.count && e === over.e ? over : { k: "async", e, count };
  },
  lower(l, over) {
    l.expr(over.e);
  },
  print: (p, over) => p.expr(over.e),
};
