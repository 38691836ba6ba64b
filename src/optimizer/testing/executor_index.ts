/**
 * What every index of executors owes: the answers of the pin's list.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Executor } from "../executor.ts";
import { checkExecutorListInvariants, dependsOn, type ExecutorIndex, ExecutorList } from "../executor_list.ts";
import { MODERN_HASH } from "../modern_hash.ts";
import { testExecutor } from "../test_code.ts";

/** Numbers below a bound, from a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 0x1_0000_0000 * below);
  };
}

/** The address of the object with this number. */
export function address(index: number): bigint {
  return 0x7f00_0000_0000n + BigInt(index) * 240n;
}

/** Gives an index and the list the same commands, at random, and compares them after each. */
export function doesAsTheList(make: (hash?: ExecutorIndex["hash"]) => ExecutorIndex & { check(): void }): void {
  for (const hash of [undefined, MODERN_HASH]) {
    for (let seed = 1; seed <= 12; seed++) {
      const next = numbers(seed);
      const list = new ExecutorList(hash);
      const index = make(hash);
      const pairs: [Executor, Executor][] = [];
      const objects = seed * 20;
      for (let step = 0; step < 600; step++) {
        const command = next(100);
        const pair = pairs[next(pairs.length)];
        if (command < 70 || pair === undefined) {
          const addresses = Array.from({ length: next(4) }, () => address(next(objects)));
          pairs.push([testExecutor(list, ...addresses), testExecutor(index, ...addresses)]);
        } else if (command < 80) {
          const object = address(next(objects));
          assertEquals(index.invalidateDependency(object), list.invalidateDependency(object));
        } else if (command < 90) {
          const object = address(next(objects));
          for (const executor of pair) dependsOn(executor, object);
        } else if (command < 99) {
          for (const executor of pair) executor.release();
          pairs.splice(pairs.indexOf(pair), 1);
        } else if (next(5) === 0) {
          assertEquals(index.invalidateAll(), list.invalidateAll());
        }
        index.check();
        checkExecutorListInvariants(list);
        assertEquals([index.size, index.alive], [list.size, list.alive]);
      }
      for (const [left, right] of pairs) {
        assertEquals([right.valid, right.linked], [left.valid, left.linked]);
        left.release();
        right.release();
      }
      assertEquals([index.size, index.alive, list.size, list.alive], [0, 0, 0, 0]);
    }
  }
}
