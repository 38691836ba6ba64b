/**
 * Timsort as CPython's `listsort` runs it: run detection, binary insertion, merging with galloping. The sequence of comparisons
 * is part of what a program sees when its `__lt__` has effects or raises.
 *
 * @module
 */

/** Wins in a row that switch a merge to galloping. */
const MIN_GALLOP = 7;

/** A run: a slice that is in order already. */
interface Run {
  base: number;
  length: number;
  /** Depth of the node between this run and the next in the merge tree (powersort). */
  power: number;
}

/** Sorts an array of indexes in place. */
export class Timsort {
  private readonly items: number[];
  private readonly less: (left: number, right: number) => boolean;
  private minGallop = MIN_GALLOP;
  private readonly pending: Run[] = [];

  constructor(items: number[], less: (left: number, right: number) => boolean) {
    this.items = items;
    this.less = less;
  }

  /** Sorts. What `less` throws passes through; the array then still holds every index once. */
  sort(): void {
    const count = this.items.length;
    if (count < 2) return;
    const minRun = minimalRun(count);
    let low = 0;
    let left = count;
    do {
      let length = this.countRun(low, low + left);
      if (length < minRun) {
        const force = Math.min(left, minRun);
        this.binarySort(low, low + force, low + length);
        length = force;
      }
      this.foundNewRun(length, count);
      this.pending.push({ base: low, length, power: 0 });
      low += length;
      left -= length;
    } while (left > 0);
    while (this.pending.length > 1) {
      let at = this.pending.length - 2;
      if (at > 0 && this.run(at - 1).length < this.run(at + 1).length) at--;
      this.mergeAt(at);
    }
  }

  private run(index: number): Run {
    return this.pending[index] as Run;
  }

  private at(index: number): number {
    return this.items[index] as number;
  }

  /** Length of the run at `low`; a strictly descending one is reversed. */
  private countRun(low: number, high: number): number {
    if (low + 1 === high) return 1;
    let length = 2;
    if (this.less(this.at(low + 1), this.at(low))) {
      for (let i = low + 2; i < high && this.less(this.at(i), this.at(i - 1)); i++) length++;
      this.reverse(low, low + length);
    } else {
      for (let i = low + 2; i < high && !this.less(this.at(i), this.at(i - 1)); i++) length++;
    }
    return length;
  }

  private reverse(low: number, high: number): void {
    for (let i = low, j = high - 1; i < j; i++, j--) {
      const item = this.at(i);
      this.items[i] = this.at(j);
      this.items[j] = item;
    }
  }

  /** Inserts the items from `start` on into the sorted ones before. */
  private binarySort(low: number, high: number, from: number): void {
    const { items } = this;
    for (let start = low === from ? from + 1 : from; start < high; start++) {
      const pivot = this.at(start);
      let left = low;
      let right = start;
      while (left < right) {
        const middle = left + ((right - left) >> 1);
        if (this.less(pivot, this.at(middle))) right = middle;
        else left = middle + 1;
      }
      for (let i = start; i > left; i--) items[i] = this.at(i - 1);
      items[left] = pivot;
    }
  }

  private foundNewRun(length: number, total: number): void {
    const { pending } = this;
    if (pending.length === 0) return;
    const last = this.run(pending.length - 1);
    const power = powerloop(last.base, last.length, length, total);
    while (pending.length > 1 && this.run(pending.length - 2).power > power) this.mergeAt(pending.length - 2);
    this.run(pending.length - 1).power = power;
  }

  private mergeAt(index: number): void {
    const first = this.run(index);
    const second = this.run(index + 1);
    const { base: secondBase, length: secondLength } = second;
    let { base, length } = first;
    first.length += secondLength;
    // A run that was third from the top moves up.
    this.pending.splice(index + 1, 1);
    const skipped = this.gallopRight(this.at(secondBase), this.items, base, length, 0);
    base += skipped;
    length -= skipped;
    if (length === 0) return;
    const kept = this.gallopLeft(this.at(base + length - 1), this.items, secondBase, secondLength, secondLength - 1);
    if (kept <= 0) return;
    if (length <= kept) this.mergeLow(base, length, secondBase, kept);
    else this.mergeHigh(base, length, secondBase, kept);
  }

  /** Where `key` goes before equal ones in `source[base .. base + count]`, searching from `hint`. */
  private gallopLeft(key: number, source: readonly number[], base: number, count: number, hint: number): number {
    const at = (i: number): number => source[base + i] as number;
    let last = 0;
    let offset = 1;
    if (this.less(at(hint), key)) {
      const most = count - hint;
      while (offset < most && this.less(at(hint + offset), key)) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      if (offset > most) offset = most;
      last += hint;
      offset += hint;
    } else {
      const most = hint + 1;
      while (offset < most && !this.less(at(hint - offset), key)) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      if (offset > most) offset = most;
      [last, offset] = [hint - offset, hint - last];
    }
    for (last++; last < offset;) {
      const middle = last + ((offset - last) >> 1);
      if (this.less(at(middle), key)) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /** Where `key` goes after equal ones. */
  private gallopRight(key: number, source: readonly number[], base: number, count: number, hint: number): number {
    const at = (i: number): number => source[base + i] as number;
    let last = 0;
    let offset = 1;
    if (this.less(key, at(hint))) {
      const most = hint + 1;
      while (offset < most && this.less(key, at(hint - offset))) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      if (offset > most) offset = most;
      [last, offset] = [hint - offset, hint - last];
    } else {
      const most = count - hint;
      while (offset < most && !this.less(key, at(hint + offset))) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      if (offset > most) offset = most;
      last += hint;
      offset += hint;
    }
    for (last++; last < offset;) {
      const middle = last + ((offset - last) >> 1);
      if (this.less(key, at(middle))) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  /** Merges two neighbours, the first being the shorter: it is copied out and the merge runs upwards. */
  private mergeLow(base: number, firstCount: number, secondBase: number, secondCount: number): void {
    const { items } = this;
    const copy = items.slice(base, base + firstCount);
    let a = 0;
    let na = firstCount;
    let b = secondBase;
    let nb = secondCount;
    let to = base;
    const finish = (): void => {
      for (; na > 0; na--) items[to++] = copy[a++] as number;
    };
    const last = (): void => {
      // One of the copied items is left: it goes behind all of the second run.
      for (; nb > 0; nb--) items[to++] = this.at(b++);
      items[to] = copy[a] as number;
      na = 0;
    };
    try {
      items[to++] = this.at(b++);
      if (--nb === 0) return finish();
      if (na === 1) return last();
      for (;;) {
        let wonA = 0;
        let wonB = 0;
        for (;;) {
          if (this.less(this.at(b), copy[a] as number)) {
            items[to++] = this.at(b++);
            wonB++;
            wonA = 0;
            if (--nb === 0) return finish();
            if (wonB >= this.minGallop) break;
          } else {
            items[to++] = copy[a++] as number;
            wonA++;
            wonB = 0;
            if (--na === 1) return last();
            if (wonA >= this.minGallop) break;
          }
        }
        this.minGallop++;
        do {
          if (this.minGallop > 1) this.minGallop--;
          wonA = this.gallopRight(this.at(b), copy, a, na, 0);
          for (let i = 0; i < wonA; i++) items[to++] = copy[a++] as number;
          na -= wonA;
          if (wonA > 0) {
            if (na === 1) return last();
            if (na === 0) return finish();
          }
          items[to++] = this.at(b++);
          if (--nb === 0) return finish();
          wonB = this.gallopLeft(copy[a] as number, items, b, nb, 0);
          for (let i = 0; i < wonB; i++) items[to++] = this.at(b++);
          nb -= wonB;
          if (wonB > 0 && nb === 0) return finish();
          items[to++] = copy[a++] as number;
          if (--na === 1) return last();
        } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
        this.minGallop++;
      }
    } catch (error) {
      finish();
      throw error;
    }
  }

  /** Merges two neighbours, the second being the shorter: it is copied out and the merge runs downwards. */
  private mergeHigh(base: number, firstCount: number, secondBase: number, secondCount: number): void {
    const { items } = this;
    const copy = items.slice(secondBase, secondBase + secondCount);
    let na = firstCount;
    let nb = secondCount;
    let a = base + na - 1;
    let b = nb - 1;
    let to = secondBase + nb - 1;
    const finish = (): void => {
      for (; nb > 0; nb--) items[to--] = copy[b--] as number;
    };
    const last = (): void => {
      // One of the copied items is left: it goes before all of the first run.
      for (; na > 0; na--) items[to--] = this.at(a--);
      items[to] = copy[b] as number;
      nb = 0;
    };
    try {
      items[to--] = this.at(a--);
      if (--na === 0) return finish();
      if (nb === 1) return last();
      for (;;) {
        let wonA = 0;
        let wonB = 0;
        for (;;) {
          if (this.less(copy[b] as number, this.at(a))) {
            items[to--] = this.at(a--);
            wonA++;
            wonB = 0;
            if (--na === 0) return finish();
            if (wonA >= this.minGallop) break;
          } else {
            items[to--] = copy[b--] as number;
            wonB++;
            wonA = 0;
            if (--nb === 1) return last();
            if (wonB >= this.minGallop) break;
          }
        }
        this.minGallop++;
        do {
          if (this.minGallop > 1) this.minGallop--;
          wonA = na - this.gallopRight(copy[b] as number, items, base, na, na - 1);
          for (let i = 0; i < wonA; i++) items[to--] = this.at(a--);
          na -= wonA;
          if (wonA > 0 && na === 0) return finish();
          items[to--] = copy[b--] as number;
          if (--nb === 1) return last();
          wonB = nb - this.gallopLeft(this.at(a), copy, 0, nb, nb - 1);
          for (let i = 0; i < wonB; i++) items[to--] = copy[b--] as number;
          nb -= wonB;
          if (wonB > 0) {
            if (nb === 1) return last();
            if (nb === 0) return finish();
          }
          items[to--] = this.at(a--);
          if (--na === 0) return finish();
        } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
        this.minGallop++;
      }
    } catch (error) {
      finish();
      throw error;
    }
  }
}

/** Shortest run worth merging (`merge_compute_minrun`). */
function minimalRun(count: number): number {
  let n = count;
  let rest = 0;
  while (n >= 64) {
    rest |= n & 1;
    n >>= 1;
  }
  return n + rest;
}

/** Depth of the node between two neighbouring runs in a balanced tree over all items (`powerloop`). */
function powerloop(base: number, firstLength: number, secondLength: number, total: number): number {
  let result = 0;
  let a = 2 * base + firstLength;
  let b = a + firstLength + secondLength;
  for (;;) {
    result++;
    if (a >= total) {
      a -= total;
      b -= total;
    } else if (b >= total) return result;
    a <<= 1;
    b <<= 1;
  }
}
