/**
 * Sorting by `<` alone, stable. Python's comparisons may raise, run program code or contradict each other, and their
 * order shows; so the algorithm is CPython's (C: `Objects/listobject.c list_sort_impl`), reduced to what can be seen.
 *
 * @module
 */

import { sortWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { NOT_IMPLEMENTED, typeOf } from "../types.ts";
import { PyFunction, type Value } from "../values.ts";

/** Lists up to this length are one run, sorted by binary insertion. */
const MIN_MERGE = 64;
/** Wins in a row after which merging starts to gallop. */
const MIN_GALLOP = 7;

/** An item with the key it is sorted by. */
interface Keyed {
  readonly key: Value;
  readonly item: Value;
}

/** The items in ascending order of `key(item)` (None: of themselves); descending, still stable, when `reverse`. */
export function sortValues(rt: Runtime, items: readonly Value[], key: Value, reverse: boolean): Value[] {
  const keyed = items.map((item): Keyed => ({ key: key === null ? item : rt.call(key, [item]), item }));
  // Reversing before and after keeps equal items in their order.
  if (reverse) keyed.reverse();
  rt.spend(sortWork(items.length));
  const sorter = new Sorter(keyed, lessOf(rt, keyed));
  sorter.sort();
  if (key !== null) { for (const sorted of keyed) rt.letGo(sorted.key); }
  if (reverse) keyed.reverse();
  return keyed.map(({ item }) => item);
}

/** `<` of two items. Of keys of one class its `__lt__` is asked by itself first, and again where it does not know (C: `unsafe_object_compare`). */
function lessOf(rt: Runtime, keyed: readonly Keyed[]): (a: Keyed, b: Keyed) => boolean {
  const whole = (a: Keyed, b: Keyed) => rt.truth(rt.compare("<", a.key, b.key));
  const type = keyed.length < 2 ? undefined : typeOf((keyed[0] as Keyed).key);
  const own = type?.heap === true && keyed.every(({ key }) => typeOf(key) === type) ? type.lookup("__lt__") : undefined;
  if (!(own instanceof PyFunction)) return whole;
  return (a, b) => {
    if (type?.lookup("__lt__") !== own) return whole(a, b);
    const answer = rt.call(own, [a.key, b.key]);
    return answer === NOT_IMPLEMENTED ? whole(a, b) : rt.truth(answer);
  };
}

interface Run {
  base: number;
  length: number;
  /** Depth of the boundary with the next run in an ideal merge tree. */
  power: number;
}

/** Sorts `a` in place with powersort over natural runs. */
class Sorter {
  private readonly pending: Run[] = [];
  private minGallop = MIN_GALLOP;

  constructor(private readonly a: Keyed[], private readonly less: (x: Keyed, y: Keyed) => boolean) {}

  sort(): void {
    const total = this.a.length;
    if (total < 2) return;
    const minRun = minimalRun(total);
    let low = 0;
    let remaining = total;
    while (remaining > 0) {
      let length = this.countRun(low, total);
      if (length < minRun) {
        const forced = Math.min(remaining, minRun);
        this.binaryInsertion(low, low + forced, low + length);
        length = forced;
      }
      this.foundNewRun(length, total);
      this.pending.push({ base: low, length, power: 0 });
      low += length;
      remaining -= length;
    }
    while (this.pending.length > 1) {
      let n = this.pending.length - 2;
      if (n > 0 && this.run(n - 1).length < this.run(n + 1).length) n--;
      this.mergeAt(n);
    }
  }

  private run(index: number): Run {
    return this.pending[index] as Run;
  }

  private at(index: number): Keyed {
    return this.a[index] as Keyed;
  }

  /** Length of the run that starts at `low`; a strictly descending one is reversed. */
  private countRun(low: number, high: number): number {
    let at = low + 1;
    if (at === high) return 1;
    let n = 2;
    if (this.less(this.at(at), this.at(at - 1))) {
      for (at++; at < high && this.less(this.at(at), this.at(at - 1)); at++) n++;
      this.reverseRange(low, low + n);
    } else {
      for (at++; at < high && !this.less(this.at(at), this.at(at - 1)); at++) n++;
    }
    return n;
  }

  private reverseRange(low: number, high: number): void {
    for (let i = low, j = high - 1; i < j; i++, j--) {
      const item = this.at(i);
      this.a[i] = this.at(j);
      this.a[j] = item;
    }
  }

  private binaryInsertion(low: number, high: number, start: number): void {
    if (start === low) start++;
    for (; start < high; start++) {
      const pivot = this.at(start);
      let left = low;
      let right = start;
      while (left < right) {
        const middle = left + ((right - left) >> 1);
        if (this.less(pivot, this.at(middle))) right = middle;
        else left = middle + 1;
      }
      for (let p = start; p > left; p--) this.a[p] = this.at(p - 1);
      this.a[left] = pivot;
    }
  }

  private foundNewRun(length: number, total: number): void {
    if (this.pending.length === 0) return;
    const last = this.run(this.pending.length - 1);
    const power = nodePower(last.base, last.length, length, total);
    while (this.pending.length > 1 && this.run(this.pending.length - 2).power > power) {
      this.mergeAt(this.pending.length - 2);
    }
    this.run(this.pending.length - 1).power = power;
  }

  private mergeAt(i: number): void {
    const left = this.run(i);
    const right = this.run(i + 1);
    let baseA = left.base;
    let lengthA = left.length;
    const baseB = right.base;
    let lengthB = right.length;
    left.length = lengthA + lengthB;
    this.pending.splice(i + 1, 1);
    const skip = this.gallopRight(this.at(baseB), this.a, baseA, lengthA, 0);
    baseA += skip;
    lengthA -= skip;
    if (lengthA === 0) return;
    lengthB = this.gallopLeft(this.at(baseA + lengthA - 1), this.a, baseB, lengthB, lengthB - 1);
    if (lengthB <= 0) return;
    if (lengthA <= lengthB) this.mergeLow(baseA, lengthA, baseB, lengthB);
    else this.mergeHigh(baseA, lengthA, baseB, lengthB);
  }

  /** Where `key` goes in `run[base..base+n)`, before equal items; the search starts at `hint`. */
  private gallopLeft(key: Keyed, run: readonly Keyed[], base: number, n: number, hint: number): number {
    const get = (index: number) => run[base + index] as Keyed;
    let last = 0;
    let offset = 1;
    if (this.less(get(hint), key)) {
      const most = n - hint;
      while (offset < most && this.less(get(hint + offset), key)) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      offset = Math.min(offset, most);
      last += hint;
      offset += hint;
    } else {
      const most = hint + 1;
      while (offset < most && !this.less(get(hint - offset), key)) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      offset = Math.min(offset, most);
      [last, offset] = [hint - offset, hint - last];
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (this.less(get(middle), key)) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /** Where `key` goes in `run[base..base+n)`, behind equal items; the search starts at `hint`. */
  private gallopRight(key: Keyed, run: readonly Keyed[], base: number, n: number, hint: number): number {
    const get = (index: number) => run[base + index] as Keyed;
    let last = 0;
    let offset = 1;
    if (this.less(key, get(hint))) {
      const most = hint + 1;
      while (offset < most && this.less(key, get(hint - offset))) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      offset = Math.min(offset, most);
      [last, offset] = [hint - offset, hint - last];
    } else {
      const most = n - hint;
      while (offset < most && !this.less(key, get(hint + offset))) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      offset = Math.min(offset, most);
      last += hint;
      offset += hint;
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (this.less(key, get(middle))) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  /** Merges two adjacent runs, the left one set aside. If a comparison raises, no item is lost. */
  private mergeLow(baseA: number, lengthA: number, baseB: number, lengthB: number): void {
    const a = this.a;
    const left = a.slice(baseA, baseA + lengthA);
    let nextA = 0;
    let nextB = baseB;
    let to = baseA;
    const finish = () => {
      for (; nextA < lengthA; nextA++) a[to++] = left[nextA] as Keyed;
    };
    const takeA = (count: number) => {
      for (; count > 0; count--) a[to++] = left[nextA++] as Keyed;
    };
    const takeB = (count: number) => {
      for (; count > 0; count--) a[to++] = a[nextB++] as Keyed;
    };
    const endB = baseB + lengthB;
    try {
      takeB(1);
      if (nextB === endB) return;
      if (lengthA === 1) return takeB(endB - nextB);
      let minGallop = this.minGallop;
      for (;;) {
        let winsA = 0;
        let winsB = 0;
        do {
          if (this.less(this.at(nextB), left[nextA] as Keyed)) {
            takeB(1);
            winsB++;
            winsA = 0;
            if (nextB === endB) return;
          } else {
            takeA(1);
            winsA++;
            winsB = 0;
            if (lengthA - nextA === 1) return takeB(endB - nextB);
          }
        } while (winsA < minGallop && winsB < minGallop);
        minGallop++;
        do {
          if (minGallop > 1) minGallop--;
          this.minGallop = minGallop;
          winsA = this.gallopRight(this.at(nextB), left, nextA, lengthA - nextA, 0);
          if (winsA > 0) {
            takeA(winsA);
            if (lengthA - nextA === 1) return takeB(endB - nextB);
            if (nextA === lengthA) return;
          }
          takeB(1);
          if (nextB === endB) return;
          winsB = this.gallopLeft(left[nextA] as Keyed, a, nextB, endB - nextB, 0);
          takeB(winsB);
          if (nextB === endB) return;
          takeA(1);
          if (lengthA - nextA === 1) return takeB(endB - nextB);
        } while (winsA >= MIN_GALLOP || winsB >= MIN_GALLOP);
        minGallop++;
        this.minGallop = minGallop;
      }
    } finally {
      finish();
    }
  }

  /** Merges two adjacent runs from the end, the right one set aside. */
  private mergeHigh(baseA: number, lengthA: number, baseB: number, lengthB: number): void {
    const a = this.a;
    const right = a.slice(baseB, baseB + lengthB);
    let leftA = lengthA;
    let leftB = lengthB;
    let to = baseB + lengthB - 1;
    const takeA = (count: number) => {
      for (; count > 0; count--) a[to--] = a[baseA + --leftA] as Keyed;
    };
    const takeB = (count: number) => {
      for (; count > 0; count--) a[to--] = right[--leftB] as Keyed;
    };
    const lastA = () => a[baseA + leftA - 1] as Keyed;
    const lastB = () => right[leftB - 1] as Keyed;
    try {
      takeA(1);
      if (leftA === 0) return;
      if (leftB === 1) return takeA(leftA);
      let minGallop = this.minGallop;
      for (;;) {
        let winsA = 0;
        let winsB = 0;
        do {
          if (this.less(lastB(), lastA())) {
            takeA(1);
            winsA++;
            winsB = 0;
            if (leftA === 0) return;
          } else {
            takeB(1);
            winsB++;
            winsA = 0;
            if (leftB === 1) return takeA(leftA);
          }
        } while (winsA < minGallop && winsB < minGallop);
        minGallop++;
        do {
          if (minGallop > 1) minGallop--;
          this.minGallop = minGallop;
          winsA = leftA - this.gallopRight(lastB(), a, baseA, leftA, leftA - 1);
          takeA(winsA);
          if (leftA === 0) return;
          takeB(1);
          if (leftB === 1) return takeA(leftA);
          winsB = leftB - this.gallopLeft(lastA(), right, 0, leftB, leftB - 1);
          takeB(winsB);
          if (leftB === 1) return takeA(leftA);
          if (leftB === 0) return;
          takeA(1);
          if (leftA === 0) return;
        } while (winsA >= MIN_GALLOP || winsB >= MIN_GALLOP);
        minGallop++;
        this.minGallop = minGallop;
      }
    } finally {
      while (leftB > 0) a[to--] = right[--leftB] as Keyed;
    }
  }
}

/** Length below which runs are lengthened: 32..64 such that the total divided by it is a power of two or just below. */
function minimalRun(total: number): number {
  let rest = 0;
  while (total >= MIN_MERGE) {
    rest |= total & 1;
    total >>= 1;
  }
  return total + rest;
}

/** C: `powerloop`. */
function nodePower(start1: number, length1: number, length2: number, total: number): number {
  let power = 0;
  let a = 2 * start1 + length1;
  let b = a + length1 + length2;
  for (;;) {
    power++;
    if (a >= total) {
      a -= total;
      b -= total;
    } else if (b >= total) {
      return power;
    }
    a *= 2;
    b *= 2;
  }
}
