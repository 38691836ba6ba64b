/**
 * The attack on one copy of the sources: all claims in rounds, until one of them fails or the time is over. Runs in a process
 * of its own, with an {@linkcode AttackJob} as its argument; prints {@linkcode AttackMessage}s.
 *
 * @module
 */

import process from "node:process";
import { ALL_REPAIRS } from "../../../src/isa/repairs.ts";
import { type BatchCheck, batchSize, runChecks } from "../../core/batch.ts";
import { investigate } from "../../core/finding.ts";
import type { ShrinkBudget } from "../../core/shrink.ts";
import { placeText } from "../../core/failure.ts";
import type { Plug } from "../../core/plug.ts";
import type { Subject } from "../../core/subject.ts";
import type { Mended } from "../../core/target.ts";
import { newTally } from "../../core/tally.ts";
import { CLAIMS } from "../../claims/registry.ts";
import { plannedClaims, type Slice, sliceChecks } from "./plan.ts";
import type { AttackJob, AttackMessage, SeedMessage } from "./protocol.ts";
import { strategyOf } from "./strategies.ts";

/** Milliseconds between signs of life. */
const ALIVE_MS = 250;

/** Enough for most findings; mutants are many. */
const MUTANT_SHRINK_BUDGET: ShrinkBudget = { candidates: 3000, work: 8_000_000 };

/** Indexes of a claim begin at its number times this: claims see different programs of the same seed. */
const INDEXES_PER_CLAIM = 0x100_0000;

/** A claim in the attack. */
interface Attacker {
  readonly slice: Slice;
  readonly subject: Subject<unknown>;
  readonly firstIndex: number;
}

/** A detection: which claim, at which index. */
interface Detection {
  readonly attacker: Attacker;
  readonly index: number;
}

const encoder = new TextEncoder();

function say(message: AttackMessage): void {
  const bytes = encoder.encode(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/**
 * Seconds of work since it was made: those that went by, or where the machine did other things besides, those that the processor
 * gave to this process. Results are the same on a busy machine and on an idle one.
 */
class Stopwatch {
  readonly #start = performance.now();
  readonly #cpu = process.cpuUsage();

  /** Milliseconds that went by. */
  get passed(): number {
    return performance.now() - this.#start;
  }

  /** Milliseconds of work. */
  get worked(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    return Math.min(this.passed, (user + system) / 1000);
  }
}

function attackers(job: AttackJob, plug: Plug): Attacker[] {
  const claims = CLAIMS.filter(({ mustFail }) => mustFail !== true);
  return plannedClaims(claims.map(({ name }) => name), job.options).map((slice) => {
    const at = claims.findIndex(({ name }) => name === slice.claim);
    return { slice, subject: plug.subject(slice.claim), firstIndex: at * INDEXES_PER_CLAIM };
  });
}

/** Runs the checks `from` to `to - 1` of a claim. */
function* checksOf(
  { subject, firstIndex }: Attacker,
  seed: number,
  from: number,
  to: number,
  mended: Mended,
): Generator<BatchCheck<unknown>> {
  const tally = newTally();
  for (let done = from; done < to;) {
    const end = Math.min(to, done + batchSize(done));
    yield* runChecks(subject, { seed, from: firstIndex + done, to: firstIndex + end }, mended, tally);
    done = end;
  }
}

/** Attacks with one seed; says how it ended. */
function attackSeed(
  all: readonly Attacker[],
  seed: number,
  job: AttackJob,
  mended: Mended,
): { readonly message: Omit<SeedMessage, "shrinks">; readonly detection: Detection | null } {
  const watch = new Stopwatch();
  let nextAlive = 0;
  let checks = 0;
  const done = all.map(() => 0);
  for (let round = 0;; round++) {
    for (let at = 0; at < all.length; at++) {
      const attacker = all[at] as Attacker;
      const { slice } = attacker;
      const alive = { kind: "alive", seed, claim: slice.claim, checks } as const;
      say(alive);
      const from = done[at] as number;
      const to = done[at] = from + sliceChecks(slice, round);
      for (const { index, failure } of checksOf(attacker, seed, from, to, mended)) {
        checks++;
        const { passed } = watch;
        const over = passed >= job.budgetMs && watch.worked >= job.budgetMs;
        if (failure !== null) {
          const head = { kind: "seed", seed, checks, seconds: watch.worked / 1000 } as const;
          const where = failure.kind === "crash" ? failure.right.text : placeText(failure.place);
          const message = { ...head, ending: failure.kind, claim: slice.claim, where };
          return { message, detection: { attacker, index } };
        }
        if (over || checks === job.maxChecks) return { message: survived(seed, checks, watch), detection: null };
        if (passed >= nextAlive) {
          say(alive);
          nextAlive = passed + ALIVE_MS;
        }
      }
    }
  }
}

function survived(seed: number, checks: number, watch: Stopwatch): Omit<SeedMessage, "shrinks"> {
  return { kind: "seed", seed, ending: "survived", claim: null, where: "", checks, seconds: watch.worked / 1000 };
}

function shrink(plug: Plug, { attacker: { subject }, index }: Detection, seed: number, mended: Mended): void {
  const watch = new Stopwatch();
  const finding = investigate({ plug, subject, seed, index, mended, budget: MUTANT_SHRINK_BUDGET });
  const seconds = watch.worked / 1000;
  const size = finding === null
    ? null
    : finding.input.kind === "choices"
    ? finding.input.hex.length / 8
    : finding.units;
  say({ kind: "shrunk", seed, size, seconds, token: finding?.token ?? "" });
}

/** Runs a job to its end. */
function attack(job: AttackJob): void {
  const mended: Mended = new Set([...ALL_REPAIRS].filter((id) => id !== job.without));
  // Made anew for every seed: a strategy that learns begins with nothing.
  const begin = (): { readonly plug: Plug; readonly all: readonly Attacker[] } => {
    const plug = strategyOf(job.options.strategy ?? "ours");
    return { plug, all: attackers(job, plug) };
  };
  let { plug, all } = begin();
  say({ kind: "ready" });
  for (const seed of job.seeds) {
    if (seed !== job.seeds[0]) ({ plug, all } = begin());
    const { message, detection } = attackSeed(all, seed, job, mended);
    const shrinks = detection !== null &&
      (job.shrink === "all" || (job.shrink === "first" && seed === job.seeds[0]));
    say({ ...message, shrinks });
    if (detection !== null && shrinks) shrink(plug, detection, seed, mended);
    if (detection === null && !job.everySeed) break;
  }
  say({ kind: "done" });
}

if (import.meta.main) attack(JSON.parse(Deno.args[0] ?? "{}") as AttackJob);
