import { assert, assertEquals } from "@std/assert";
import { plain } from "../report/paint.ts";
import { benchScaling, type HuntTurn, scalingLines, scalingRows, type SteadyHunt } from "./scaling.ts";

/** A turn at a rate that took so many microseconds of the processor for each check. */
function turn(checksPerSecond: number, spentPerCheck: number): HuntTurn {
  return { checksPerSecond, spent: (spentPerCheck * 1000) / 1e6, checks: 1000 };
}

Deno.test("several hunts are compared with one of the same round, as a machine is not equally fast in all of them", () => {
  const rows = scalingRows({
    alone: [turn(1000, 400), turn(2000, 300), turn(4000, 200)],
    processes: [turn(1900, 420), turn(3600, 320), turn(6800, 220)],
    workers: [turn(1500, 500), turn(3200, 400), turn(6800, 300)],
  }, 2);
  assertEquals(scalingLines(scalingRows({ alone: [], processes: [], workers: [] }, 2), plain), []);
  assertEquals(rows.map(({ name, checksPerSecond, spentPerCheck }) => [name, checksPerSecond, spentPerCheck]), [
    ["one hunt alone", 2000, 300],
    ["2 hunts at once", 3600, 320],
    ["one hunt, --jobs 2", 3200, 400],
  ]);
  assertEquals(rows.map(({ times }) => times), [[1, 1, 1], [1.75, 1.8, 1.85], [1.55, 1.6, 1.65]]);
  assertEquals(
    scalingLines(rows, plain).at(-1),
    "one hunt, --jobs 2         3,200                     400    1.60   1.55 to 1.65",
  );
});

/** Hunts that only keep in mind which of them go, and a list of who went at once. */
function fakeHunts(ended: () => void) {
  const going = new Set<string>();
  const seen: string[] = [];
  const left = new Set<string>();
  const start = (options: readonly string[]): SteadyHunt => {
    const name = options.join(" ");
    const self = `${name} #${left.size}`;
    left.add(self);
    const note = (): void => void seen.push([...going].sort().join(" and "));
    going.add(name);
    note();
    return {
      send: (signal) => {
        if (signal === "SIGKILL") left.delete(self);
        else if (signal === "SIGCONT") going.add(name);
        else going.delete(name);
        if (signal === "SIGCONT") note();
      },
      end: () => {
        going.delete(name);
        ended();
        return Promise.resolve(100);
      },
    };
  };
  return { start, seen, left };
}

Deno.test("ways to hunt go by turns, one way at a time, and nothing is left that stands still", async () => {
  const { start, seen, left } = fakeHunts(() => {});
  const onRound = (): void => {};
  const signal = new AbortController().signal;
  const turns = await benchScaling({ jobs: 2, timeMs: 20, turnMs: 10, rounds: 1, seed: 7, signal, onRound, start });
  const once = ["--seed 7", "--seed 7", "--seed 7 and --seed 8", "--seed 7 --jobs 2"];
  const again = ["--seed 7", "--seed 7", "--seed 7 and --seed 8", "--seed 7 --jobs 2"];
  assertEquals(seen, [...once, ...again, ...again]);
  assertEquals(left.size, 0);
  assertEquals(Object.values(turns).map((way) => way.map(({ checks }) => checks)), [[100], [200], [100]]);
  const rate = turns.alone[0]?.checksPerSecond ?? 0;
  // 100 checks in two turns of 10 ms; a busy machine makes them longer.
  assert(rate > 100 && rate <= 5000, `${rate}`);
});

Deno.test("Ctrl-C gives the rounds that had ended, and leaves no hunt behind", async () => {
  const abort = new AbortController();
  let ends = 0;
  const { start, left } = fakeHunts(() => ++ends === 5 && abort.abort());
  const { signal } = abort;
  const turns = await benchScaling({ jobs: 2, timeMs: 1, rounds: 9, seed: 1, signal, onRound: () => {}, start });
  assertEquals(turns.alone.length, 1);
  assertEquals(left.size, 0);
});
