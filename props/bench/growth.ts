/**
 * How time grows with size: programs with one thing that is as large as one likes, at sizes that double, on every engine.
 *
 * @module
 */

import process from "node:process";
import { reference } from "../../reference/engine.ts";
import { DEFAULT_LIMITS, type Engine, givenUp, type Limits } from "../../src/isa/engine.ts";
import { invariant } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";
import { programOfSource } from "../python/program.ts";

/** Something that grows. */
export interface Growing {
  readonly what: string;
  /** The smallest size; others are two, four and eight times that. */
  readonly least: number;
  /** Time of the real interpreter grows as size to this power. */
  readonly order: number;
  /** Python source of a size. */
  readonly source: (size: number) => string;
}

/** A function of a size, given as its body, and what stands before it. */
const bodyOf = (lines: string, before = "") => (size: number): string =>
  `# args: [${size}]\n${before}def f(n):\n${lines.split("\n").map((line) => `    ${line}\n`).join("")}`;

const DESTRUCTOR = "class D:\n    def __del__(self):\n        pass\n";

/** What programs may have much of. */
export const GROWING: readonly Growing[] = [
  {
    what: "rounds of a loop",
    least: 50_000,
    order: 1,
    source: bodyOf("x = 0\nfor i in range(n):\n    x = x + i\nreturn x"),
  },
  {
    what: "instructions",
    least: 5_000,
    order: 1,
    source: (size) => `# args: [1]\ndef f(x):\n${"    x = -x\n".repeat(size)}    return x`,
  },
  {
    what: "functions, each with a trace",
    least: 100,
    order: 1,
    source: (size) =>
      Array.from({ length: size }, (_, i) => `def g${i}():\n    for i in range(40):\n        x = i\n`).join("") +
      `# calls: 1\ndef f():\n${Array.from({ length: size }, (_, i) => `    g${i}()\n`).join("")}`,
  },
  {
    what: "items of a list",
    least: 50_000,
    order: 1,
    source: bodyOf("l = [0] * n\nl.reverse()\nreturn l.count(1) + len(l + l)"),
  },
  { what: "items that are sorted", least: 20_000, order: 1.1, source: bodyOf("return len(sorted(range(n, 0, -1)))") },
  {
    what: "keys of a dict",
    least: 4_000,
    order: 1,
    source: bodyOf("d = {}\nfor i in range(n):\n    d[i] = i\nreturn len(d)"),
  },
  {
    what: "characters of a str",
    least: 100_000,
    order: 1,
    source: bodyOf('s = "ab" * n\nreturn len(s.replace("a", "c")) + s.find("z")'),
  },
  { what: "bits of an int", least: 300_000, order: 1.6, source: bodyOf("x = (1 << n) - 1\nreturn x * x > x") },
  {
    what: "classes",
    least: 500,
    order: 1,
    source: bodyOf('for i in range(n):\n    type("C", (), {"a": i})\nreturn n'),
  },
  {
    what: "exceptions",
    least: 3_000,
    order: 1,
    source: bodyOf(
      "for i in range(n):\n    try:\n        raise KeyError(i)\n    except KeyError:\n        pass\nreturn n",
    ),
  },
  {
    what: "deaths, one after the other",
    least: 1_000,
    order: 1,
    source: bodyOf("for i in range(n):\n    D()\nreturn n", DESTRUCTOR),
  },
  {
    what: "tuples beside one destructor",
    least: 1_000,
    order: 1,
    source: bodyOf("d = D()\nl = []\nfor i in range(n):\n    l.append((i,))\nreturn n", DESTRUCTOR),
  },
  {
    what: "destructors that live",
    least: 50,
    order: 1,
    source: bodyOf("l = []\nfor i in range(n):\n    l.append(D())\nreturn n", DESTRUCTOR),
  },
];

/** Larger than those of a hunt: sizes are to be met, not budgets. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 100_000_000, maxSize: 100_000_000 };
const SIZES = 4;
/** The quickest of so many runs counts, and of as many more as take so long: small sizes run too cold to say much otherwise. */
const RUNS = 3;
const LEAST_MS = 100;
const MOST_RUNS = 50;
/** What a power may be beyond the real interpreter's: what a busy machine adds. */
export const TOLERANCE = 0.35;

/** What one engine makes of something that grows. */
export interface Growth {
  readonly what: string;
  readonly engine: string;
  /** Milliseconds of processor time, by size. */
  readonly ms: readonly number[];
  /** Time grows as size to this power; NaN where a run was given up. */
  readonly power: number;
  readonly order: number;
}

/** The power of the size by which values grow: the slope of their logarithms, by least squares; sizes double. */
export function powerOf(values: readonly number[]): number {
  const logs = values.map(Math.log2);
  const middle = (logs.length - 1) / 2;
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const covariance = logs.reduce((sum, each, i) => sum + (i - middle) * (each - mean), 0);
  return covariance / logs.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

/** Whether it grows faster than it may. What is given up grows too fast, too. */
export const growsTooFast = ({ power, order }: Growth): boolean => !(power <= order + TOLERANCE);

/** Milliseconds of processor time that a run takes; NaN where it is given up. Throws where the program fails. */
function timeOf(engine: Engine, program: Program): number {
  const start = process.cpuUsage();
  const outcome = engine.run(program, LIMITS);
  const { user, system } = process.cpuUsage(start);
  if (givenUp(outcome) !== null) return NaN;
  const [result] = outcome.results;
  invariant(result?.kind === "returned", () => `expected a program that returns, found ${JSON.stringify(result)}`);
  return (user + system) / 1000;
}

/** How an engine's time grows with something. */
export function growthOf(engine: Engine, { what, least, order, source }: Growing): Growth {
  const programs = Array.from({ length: SIZES }, (_, i) => programOfSource(source(least * 2 ** i)));
  // The smallest size is not to pay for what is compiled.
  timeOf(engine, programs.at(-1) as Program);
  const ms = programs.map((program) => {
    let best = Infinity;
    for (let runs = 0, spent = 0; runs < RUNS || spent < LEAST_MS; runs++) {
      const time = timeOf(engine, program);
      if (Number.isNaN(time)) return NaN;
      spent += time + LEAST_MS / MOST_RUNS;
      best = Math.min(best, time);
    }
    return best;
  });
  return { what, engine: engine.name, ms, power: powerOf(ms), order };
}

/** Measures growth on every engine; `onGrowth` gets each as it is known. The signal ends it with what there is. */
export async function growths(
  growing: readonly Growing[],
  signal: AbortSignal,
  onGrowth: (growth: Growth) => void,
): Promise<Growth[]> {
  const engines = [reference, tier1(), tier2({ repairs: ALL_REPAIRS })];
  const all: Growth[] = [];
  for (const each of growing) {
    for (const engine of engines) {
      // Signals come through between two rows.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal.aborted) return all;
      const growth = growthOf(engine, each);
      onGrowth(growth);
      all.push(growth);
    }
  }
  return all;
}

/** A line of the table. */
export function growthLine(growth: Growth): string {
  const { what, engine, ms, power, order } = growth;
  const times = ms.map((each) => each.toFixed(1).padStart(8)).join("");
  const verdict = growsTooFast(growth) ? `  MORE than ${order}` : "";
  return `${what.padEnd(30)}${engine.padEnd(10)}${times}  power ${power.toFixed(2)}${verdict}`;
}
