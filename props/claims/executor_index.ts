/**
 * The other indexes, a tree of filters and two arrays, invalidate what the list does.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import { ADDRESS_TO_HASH, BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { initExecutor } from "../../src/optimizer/executor.ts";
import { dependsOn, type ExecutorIndex, ExecutorList } from "../../src/optimizer/executor_list.ts";
import { ExecutorArrays } from "../../src/optimizer/executor_arrays.ts";
import { ExecutorTree } from "../../src/optimizer/executor_tree.ts";
import { MODERN_HASH } from "../../src/optimizer/modern_hash.ts";
import { type Choices, weights } from "../core/choices.ts";
import { drawAddress } from "./bloom_filter.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { ModelExecutor } from "./executor_model.ts";

/** Commands in a sequence. */
const COMMANDS = 300;

/** Dependencies that fill a filter to a half, so that one which is compared in part answers yes. */
const MANY = 24;

/** A pause, making one, making 40, unlinking, releasing, adding a dependency, invalidating by address, invalidating all, adding many. */
const WEIGHTS = weights(1, 40, 2, 4, 12, 10, 16, 1, 3);

const COMMAND_NAMES = [
  "pause",
  "link",
  "link 40",
  "unlink",
  "release",
  "dependsOn",
  "invalidateDependency",
  "invalidateAll",
  `dependsOn ${MANY}`,
];

/** The same executor in the list and in the other index. */
interface Pair {
  readonly inList: ModelExecutor;
  readonly inOther: ModelExecutor;
}

type OtherIndex = ExecutorTree | ExecutorArrays;

function differ(what: string, of: string, left: unknown, right: unknown): Verdict {
  return disagree({ what, of }, `list: ${left}`, `other: ${right}`);
}

function make(index: ExecutorIndex, addresses: readonly bigint[]): ModelExecutor {
  const filter = new BloomFilter(index.hash);
  for (const address of addresses) filter.add(address);
  const executor = new ModelExecutor(filter);
  initExecutor(executor, index);
  return executor;
}

/** Both indexes after a command: as many members, and each executor in the same state. */
function compare(where: string, list: ExecutorList, other: OtherIndex, pairs: readonly Pair[]): Verdict | null {
  if (list.size !== other.size) return differ(where, "size", list.size, other.size);
  if (list.alive !== other.alive) return differ(where, "alive", list.alive, other.alive);
  for (const { inList, inOther } of pairs) {
    if (inList.valid !== inOther.valid) return differ(where, "valid", inList.valid, inOther.valid);
    if (inList.linked !== inOther.linked) return differ(where, "linked", inList.linked, inOther.linked);
    if (!inOther.linked && inOther.indexPlace !== -1) return differ(where, "place", -1, inOther.indexPlace);
  }
  return null;
}

/** Any sequence of commands, with either hash. */
export const executorIndex: ModelClaim = {
  kind: "choices",
  name: "executor-index",
  what:
    "the tree of filters, the arrays and the list invalidate the same executors under any commands, with either hash",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const hash = choices.bool() ? MODERN_HASH : ADDRESS_TO_HASH;
    const list = new ExecutorList(hash);
    const other = choices.bool() ? new ExecutorTree(hash) : new ExecutorArrays(hash);
    const pairs: Pair[] = [];
    const addresses = Array.from({ length: 24 }, () => drawAddress(choices));
    const address = (): bigint => addresses[choices.below(addresses.length)] as bigint;
    // An address that only one executor depends on is often the next that changes.
    const fresh = (): bigint => addresses[0] = drawAddress(choices);
    const latest = (): bigint => choices.bool() ? addresses[0] as bigint : address();
    const create = (): void => {
      const on = Array.from({ length: choices.length(0, 4) }, address);
      pairs.push({ inList: make(list, on), inOther: make(other, on) });
    };
    try {
      for (let step = 0; step < COMMANDS; step++) {
        const command = choices.weighted(WEIGHTS);
        // What was made last goes as often as all else: it is at the end of every index.
        const at = choices.bool() ? pairs.length - 1 : choices.below(Math.max(pairs.length, 1));
        const pair = pairs[at];
        let verdict: Verdict | null = null;
        if (command === 1) create();
        else if (command === 2) { for (let i = 0; i < 40; i++) create(); }
        else if (command === 6) {
          const on = latest();
          const [left, right] = [list.invalidateDependency(on), other.invalidateDependency(on)];
          if (left !== right) verdict = differ(COMMAND_NAMES[command] as string, "number invalidated", left, right);
        } else if (command === 7) {
          const [left, right] = [list.invalidateAll(), other.invalidateAll()];
          if (left !== right) verdict = differ(COMMAND_NAMES[command] as string, "number invalidated", left, right);
        } else if (pair !== undefined && command > 2) {
          const on = Array.from({ length: command === 8 ? MANY : 1 }, fresh);
          for (const [index, executor] of [[list, pair.inList], [other, pair.inOther]] as const) {
            if (command === 5 || command === 8) { for (const each of on) dependsOn(executor, each); }
            else if (command === 4) executor.release();
            else {
              index.unlink(executor);
              executor.valid = false;
            }
          }
          if (command === 4) pairs.splice(at, 1);
        }
        verdict ??= compare(COMMAND_NAMES[command] as string, list, other, pairs);
        if (verdict !== null) return verdict;
        if (step % 16 === 15) other.check();
      }
    } catch (error) {
      if (!(error instanceof InvariantError)) throw error;
      return disagree("invariant", "no broken invariant", error.message);
    }
    return AGREE;
  },
};
