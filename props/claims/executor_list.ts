/**
 * The executor list against a model: plain sets.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { Executor, initExecutor } from "../../src/optimizer/executor.ts";
import { checkExecutorListInvariants, dependsOn, ExecutorList } from "../../src/optimizer/executor_list.ts";
import type { Choices } from "../core/choices.ts";
import { drawAddress } from "./bloom_filter.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";

/** An executor that does nothing. */
class ModelExecutor extends Executor {
  readonly type = "model executor";

  override execute(): number {
    throw new InvariantError("a model executor never runs");
  }
}

/** What the model knows of one executor. */
interface Known {
  readonly id: number;
  readonly executor: ModelExecutor;
  readonly addresses: Set<bigint>;
  valid: boolean;
  released: boolean;
}

/** The model: which executors are linked, in the order that the pin's list would have. */
class Model {
  readonly known: Known[] = [];
  /** Head first. */
  readonly linked: Known[] = [];

  link(each: Known): void {
    if (this.linked.length === 0) this.linked.push(each);
    else this.linked.splice(1, 0, each);
  }

  unlink(each: Known): void {
    const at = this.linked.indexOf(each);
    if (at >= 0) this.linked.splice(at, 1);
  }
}

function bitsContain(of: BloomFilter, address: bigint): boolean {
  const probe = new BloomFilter();
  probe.add(address);
  return probe.words.every((word, i) => (word & ~(of.words[i] as number)) === 0);
}

/** After each command: order, links, flags and the dependencies that must have been honoured. */
function compareState(model: Model, list: ExecutorList, where: string): Verdict | null {
  try {
    checkExecutorListInvariants(list);
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    return disagree(where, "a well-formed list", error.message);
  }
  const members = [...list];
  if (members.length !== model.linked.length || members.some((each, i) => model.linked[i]?.executor !== each)) {
    const expected = model.linked.map(({ id }) => id).join(" ");
    const found = members.map((each) => model.known.findIndex(({ executor }) => executor === each)).join(" ");
    return disagree(where, `members ${expected}`, `members ${found}`);
  }
  for (const { id, executor, valid } of model.known) {
    if (executor.valid !== valid) return disagree(where, `executor ${id} valid: ${valid}`, `valid: ${executor.valid}`);
  }
  return null;
}

/** Commands in a sequence. */
const COMMANDS = 200;
/** Commands, drawn by these weights out of 16. */
const CREATE = 5;
const UNLINK = 7;
const RELEASE = 8;
const DEPEND = 11;
const INVALIDATE = 15;

/** Links, unlinks, dependencies and invalidations in any order leave the list as sets would be left. */
export const executorList: ModelClaim = {
  kind: "choices",
  name: "executor-list",
  what: "link, unlink, release, dependsOn, invalidate and invalidate-all leave the list in the state of a plain model",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const list = new ExecutorList();
    const model = new Model();
    const addresses = Array.from({ length: 6 }, () => drawAddress(choices));
    const address = (): bigint => addresses[choices.below(addresses.length)] as bigint;
    for (let step = 0; step < COMMANDS; step++) {
      const verdict = runCommand(choices, model, list, address);
      if (verdict !== null) return verdict;
    }
    return AGREE;
  },
};

function runCommand(choices: Choices, model: Model, list: ExecutorList, address: () => bigint): Verdict | null {
  const command = choices.below(16);
  const alive = model.known.filter(({ released }) => !released);
  if (command < CREATE || alive.length === 0) {
    const executor = new ModelExecutor(new BloomFilter());
    const each: Known = { id: model.known.length, executor, addresses: new Set(), valid: true, released: false };
    for (let n = choices.length(0, 3); n > 0; n--) {
      const added = address();
      each.addresses.add(added);
      executor.bloom.add(added);
    }
    initExecutor(executor, list);
    model.known.push(each);
    model.link(each);
    return compareState(model, list, "link");
  }
  const chosen = alive[choices.below(alive.length)] as Known;
  if (command < UNLINK) {
    list.unlink(chosen.executor);
    // The pin unlinks what dies: an executor out of the list and still alive is only met as an invalid one.
    chosen.executor.valid = false;
    chosen.valid = false;
    model.unlink(chosen);
    return compareState(model, list, "unlink");
  }
  if (command < RELEASE) {
    chosen.executor.release();
    chosen.released = true;
    model.unlink(chosen);
    return compareState(model, list, "release");
  }
  if (command < DEPEND) {
    const added = address();
    dependsOn(chosen.executor, added);
    chosen.addresses.add(added);
    if (!bitsContain(chosen.executor.bloom, added)) {
      return disagree("dependsOn", "the address among the bits", "it is not");
    }
    return compareState(model, list, "dependsOn");
  }
  return command < INVALIDATE ? invalidate(address(), model, list) : invalidateAll(model, list);
}

function invalidate(address: bigint, model: Model, list: ExecutorList): Verdict | null {
  // Every dependent must go; others may, where their bits happen to cover the address.
  const hit = model.linked.filter(({ executor }) => bitsContain(executor.bloom, address));
  const spared = model.linked.find((each) => each.addresses.has(address) && !hit.includes(each));
  if (spared !== undefined) {
    return disagree("invalidate", `executor ${spared.id} depends on the address`, "its bits deny it");
  }
  const count = list.invalidateDependency(address);
  for (const each of hit) {
    each.valid = false;
    model.unlink(each);
  }
  if (count !== hit.length) return disagree("invalidate", `${hit.length} invalidated`, `${count}`);
  return compareState(model, list, "invalidate");
}

function invalidateAll(model: Model, list: ExecutorList): Verdict | null {
  const expected = model.linked.length;
  const count = list.invalidateAll();
  for (const each of model.linked) each.valid = false;
  model.linked.length = 0;
  if (count !== expected) return disagree("invalidate all", `${expected} invalidated`, `${count}`);
  return compareState(model, list, "invalidate all");
}
