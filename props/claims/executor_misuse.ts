/**
 * Bad input to executors and optimizers, each of which must be refused and change nothing.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { InvariantError, TierproofError } from "../../src/isa/errors.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { getExecutor, OptimizerApiError, OptimizerState, replaceExecutor } from "../../src/optimizer/optimizer.ts";
import type { Choices } from "../core/choices.ts";
import { type ExecutorModel, jumpUnit, type Known, type KnownCode, Mismatch } from "./executor_model.ts";

/** A loop that has an executor. */
export interface InstalledLoop {
  readonly at: KnownCode;
  readonly loop: number;
  readonly known: Known;
}

/** What bad input is given to. */
interface MisusedWorld {
  readonly state: OptimizerState;
  readonly model: ExecutorModel;
  readonly choices: Choices;
  address(): bigint;
  create(): Known;
  release(known: Known): void;
  installedLoop(): InstalledLoop | null;
}

/** One of a list; undefined of an empty one. */
export function pick<T>(choices: Choices, list: readonly T[]): T | undefined {
  return list[choices.below(Math.max(list.length, 1))];
}

/** A call that must be refused, with such an error. */
export function refused(
  where: string,
  kind: typeof InvariantError | typeof TierproofError,
  call: () => unknown,
): string {
  try {
    call();
  } catch (error) {
    if (error instanceof kind) return `refused ${where}`;
    throw error;
  }
  throw new Mismatch(where, "is refused", "is done");
}

/** Bad input: refused, and nothing is changed. */
export function misuse(world: MisusedWorld): string {
  const { state, choices } = world;
  const at = pick(choices, world.model.codes) as KnownCode;
  const { code, slotOf } = at;
  const dead = pick(choices, world.model.dead);
  const loop = choices.below(slotOf.length);
  const plain = (slotOf[loop] as number) < 0;
  switch (choices.below(9)) {
    case 0: {
      const offset = [-2, 0, 1, 3, 2 * code.units.length, 1_000_000, plain ? 2 * jumpUnit(loop) : -1];
      return refused("getExecutor", OptimizerApiError, () => getExecutor(code, pick(choices, offset) as number));
    }
    case 1: {
      const known = world.create();
      const unit = pick(choices, [-1, 0, 2, code.units.length, 0.5, plain ? jumpUnit(loop) : 0]) as number;
      const told = refused("replaceExecutor", OptimizerApiError, () => {
        replaceExecutor(code, unit, known.executor, state.repairs);
      });
      world.release(known);
      return told;
    }
    case 2: {
      const found = world.installedLoop();
      if (dead === undefined || found === null) return "pause";
      const unit = jumpUnit(found.loop);
      return refused("replaceExecutor", TierproofError, () => {
        replaceExecutor(found.at.code, unit, dead.executor, state.repairs);
      });
    }
    case 3:
      if (dead === undefined) return "pause";
      return refused("dependsOn", TierproofError, () => state.dependsOn(dead.executor, world.address()));
    case 4:
      if (dead === undefined) return "pause";
      return refused("release", InvariantError, () => dead.executor.release());
    case 5: {
      const address = pick(choices, [0n, -1n, 1n << 64n]) as bigint;
      return refused("invalidateDependency", TierproofError, () => state.invalidateDependency(address));
    }
    case 6:
      return refused("backEdge", InvariantError, () => state.backEdge(code, 0, 0, 0));
    case 7: {
      const words = pick(choices, [[], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, -1], [
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        2 ** 32,
      ]]);
      return refused("bloom filter", TierproofError, () => BloomFilter.fromWords(words as number[]));
    }
    default:
      return refused("limits", TierproofError, () => {
        new OptimizerState({
          functionVersions: state.functionVersions,
          limits: { ...DEFAULT_LIMITS, maxExecutors: 257 },
        });
      });
  }
}
