import { assert, assertEquals } from "@std/assert";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { Executor, initExecutor } from "../../src/optimizer/executor.ts";
import { checkExecutorListInvariants } from "../../src/optimizer/executor_list.ts";
import { DEFAULT_SETUP } from "./setup.ts";
import { analyse } from "./worker/analyse.ts";
import { WatchedList } from "./worker/watched_list.ts";

class Idle extends Executor {
  override readonly type = "idle";
  override execute(): number {
    return 0;
  }
}

function made(list: WatchedList, ...addresses: readonly bigint[]): Executor {
  const dependencies = new BloomFilter(list.hash);
  addresses.forEach((address, i) => {
    dependencies.add(address);
    if (i === 0) list.attempting();
  });
  const executor = new Idle(dependencies);
  initExecutor(executor, list);
  return executor;
}

Deno.test("an invalidation tells what depends on the object from what only has its bits set", () => {
  const list = new WatchedList();
  made(list, 0x10n);
  // So many objects that nearly every bit is set.
  const full = made(list, ...Array.from({ length: 300 }, (_, i) => BigInt(0x1000 + 16 * i)));
  made(list, 0x20n);
  assertEquals(full.bloom.population, 256);
  assertEquals(list.invalidateDependency(0x10n), 2);
  checkExecutorListInvariants(list);
  const { events, filters } = list.view([]);
  assertEquals(events.map(({ kind, before, after }) => [kind, before, after]), [
    ["link", [], [1]],
    ["link", [1], [1, 2]],
    ["link", [1, 2], [1, 3, 2]],
    ["invalidate", [1, 3, 2], [3]],
  ]);
  assertEquals(events.at(-1)?.hits, [{ executor: 1, truly: true }, { executor: 2, truly: false }]);
  assertEquals(events.at(-1)?.object, "an object at 0x10");
  assertEquals(events.at(-1)?.bits, filters[0]?.bits);
  assertEquals([filters[0]?.objects.length, filters[1]?.objects.length], [1, 300]);
});

Deno.test("what an executor of a run depends on has the names of the code that it runs", () => {
  const text = `def g():
    return 1
def f():
    for i in range(30):
        g()
        if i == 25:
            host_invalidate(g)
`;
  const { list } = analyse({ ...DEFAULT_SETUP, text }, null);
  assertEquals(list.filters[0]?.objects.map(({ name }) => name), ["f", "g"]);
  const hit = list.events.find(({ kind, object }) => kind === "invalidate" && object === "g");
  assertEquals(hit?.hits, [{ executor: 1, truly: true }]);
  const bits = new Set(list.filters[0]?.bits);
  assert(hit?.bits.every((bit) => bits.has(bit)) && hit.bits.length <= 6);
});
