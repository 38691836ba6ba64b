/**
 * The attack on one copy of the sources: all claims in rounds, until one of them fails or the time is over. Runs in a process
 * of its own, with an {@linkcode AttackJob} as its argument; prints {@linkcode AttackMessage}s.
 *
 * @module
 */

import { ALL_REPAIRS } from "../../../src/isa/repairs.ts";
import { equivalence } from "../../claims/equivalence.ts";
import { CLAIM_LOADERS, HOLDING_CLAIMS, loadDrawn } from "../../claims/loaders.ts";
import { type BatchCheck, runChecks } from "../../core/batch.ts";
import { batchSize } from "../../core/batch_size.ts";
import { CHECKS_OF_CLAIM } from "../../core/choices.ts";
import type { ShrinkBudget } from "../../core/shrink.ts";
import { placeText } from "../../core/failure.ts";
import { type Plug, plugOf } from "../../core/plug.ts";
import type { Subject } from "../../core/subject.ts";
import type { Language, Making } from "../../core/language.ts";
import type { Mended } from "../../core/target.ts";
import { newTally } from "../../core/tally.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { DEFAULT_CLAIM, vmTarget } from "../../cpython/vm_target.ts";
import type { Claim } from "../../claims/claim.ts";
import { CPU_STEP, cpuSeconds } from "./cpu_seconds.ts";
import { useAnswers, writeAnswers } from "./kept_answers.ts";
import { KEPT_LANGUAGE, keptMaking } from "./kept_programs.ts";
import { plannedClaims, type Slice, sliceChecks } from "./plan.ts";
import type { AttackJob, AttackMessage, SeedMessage } from "./protocol.ts";

/** Milliseconds between signs of life. */
const ALIVE_MS = 250;

/** Enough for most findings; mutants are many. */
const MUTANT_SHRINK_BUDGET: ShrinkBudget = { candidates: 3000, work: 8_000_000 };

/** A claim in the attack, loaded at its first turn: most faults show before the last claims get theirs. */
interface Attacker {
  readonly slice: Slice;
  readonly firstIndex: number;
  /** The same one every time. */
  readonly load: () => Promise<Subject<unknown>>;
  /** The same claim with what shrinks and explains what it found, which no attack needs before. */
  readonly loadWhole: () => Promise<Loaded>;
}

/** A claim with its inputs, and the plug that it is one of. */
interface Loaded {
  readonly plug: Plug;
  readonly subject: Subject<unknown>;
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
 * Time of work since it was made: what went by, or where the machine did other things besides, what the processor gave to this process.
 * Results are the same on a busy machine and on an idle one.
 */
class Stopwatch {
  readonly #start = performance.now();
  readonly #cpu = cpuSeconds(Deno.pid);

  /** Milliseconds that went by. */
  get passed(): number {
    return performance.now() - this.#start;
  }

  /** Milliseconds of work; the most that it can have been, as processor time is told in steps. */
  get worked(): number {
    const { passed } = this;
    const cpu = this.#cpu === null ? null : cpuSeconds(Deno.pid);
    return cpu === null ? passed : Math.min(passed, 1000 * (cpu - (this.#cpu as number) + CPU_STEP));
  }
}

/** How a claim is loaded by its name. */
interface ClaimLoader {
  /** To find. */
  readonly load: (name: string) => Promise<Subject<unknown>>;
  /** To shrink and explain. */
  readonly loadWhole: (name: string) => Promise<Loaded>;
}

/** Loads claims with the plug of a strategy. */
async function claimLoader({ answers, options: { strategy = "ours" } }: AttackJob): Promise<ClaimLoader> {
  if (strategy !== "ours") {
    // Brings all claims, and what the other strategies need.
    const { strategyOf } = await import("./strategies.ts");
    const plug = strategyOf(strategy);
    const load = (name: string): Promise<Subject<unknown>> => Promise.resolve(plug.subject(name));
    return { load, loadWhole: async (name) => ({ plug, subject: await load(name) }) };
  }
  const language: Language<unknown, ProgramCase> = answers === null
    ? (await import("../../cpython/drawn_language.ts")).DRAWN_LANGUAGE
    : KEPT_LANGUAGE;
  const target = vmTarget();
  const withUsual = (claim: Claim): Claim[] => claim.name === DEFAULT_CLAIM ? [claim] : [equivalence, claim];
  return {
    async load(name) {
      const claim = await loadDrawn(name);
      const { making } = claim as { readonly making?: Making<unknown, ProgramCase> };
      const known = answers === null || making === undefined
        ? claim
        : { ...claim, making: keptMaking(making) } as Claim;
      return plugOf({ language, target, claims: withUsual(known) }).subject(name);
    },
    async loadWhole(name) {
      const claim = await (CLAIM_LOADERS[name] as () => Promise<Claim>)();
      const { claimsPlug } = await import("../../cpython/vm_plug.ts");
      const plug = claimsPlug(withUsual(claim), { target });
      return { plug, subject: plug.subject(name) };
    },
  };
}

async function attackers(job: AttackJob): Promise<Attacker[]> {
  const { load, loadWhole } = await claimLoader(job);
  return plannedClaims(HOLDING_CLAIMS, job.options).map((slice) => {
    let loaded: Promise<Subject<unknown>> | null = null;
    const firstIndex = HOLDING_CLAIMS.indexOf(slice.claim) * CHECKS_OF_CLAIM;
    return {
      slice,
      firstIndex,
      load: () => loaded ??= load(slice.claim),
      loadWhole: () => loadWhole(slice.claim),
    };
  });
}

/** Checks in the first batch of a claim, and how many more checks each one more in a batch takes. */
const FIRST_BATCH = 4;
const CHECKS_A_BATCH = 8;

/**
 * Checks in the next batch: smaller ones than those of a hunt. The first checks of a process take longest, and nothing shows before all
 * of a batch are begun.
 */
function attackBatch(done: number): number {
  return Math.min(batchSize(done), FIRST_BATCH + Math.floor(done / CHECKS_A_BATCH));
}

/** Runs the checks `from` to `to - 1` of a claim. */
function* checksOf(
  subject: Subject<unknown>,
  firstIndex: number,
  seed: number,
  from: number,
  to: number,
  mended: Mended,
): Generator<BatchCheck<unknown>> {
  const tally = newTally();
  for (let done = from; done < to;) {
    const end = Math.min(to, done + attackBatch(done));
    yield* runChecks(subject, { seed, from: firstIndex + done, to: firstIndex + end }, mended, tally);
    done = end;
  }
}

/** Attacks with one seed; says how it ended. */
async function attackSeed(
  all: readonly Attacker[],
  seed: number,
  job: AttackJob,
  mended: Mended,
): Promise<{ readonly message: Omit<SeedMessage, "shrinks">; readonly detection: Detection | null }> {
  const watch = new Stopwatch();
  let nextAlive = 0;
  let checks = 0;
  const done = all.map(() => 0);
  for (let round = 0;; round++) {
    for (let at = 0; at < all.length; at++) {
      const attacker = all[at] as Attacker;
      const { slice, firstIndex } = attacker;
      const due = sliceChecks(slice, round);
      // What is not due is not loaded either.
      if (due === 0) continue;
      const alive = { kind: "alive", seed, claim: slice.claim, checks } as const;
      say(alive);
      const subject = await attacker.load();
      const from = done[at] as number;
      const to = done[at] = from + due;
      for (const { index, failure } of checksOf(subject, firstIndex, seed, from, to, mended)) {
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

async function shrink({ attacker, index }: Detection, seed: number, mended: Mended): Promise<void> {
  const watch = new Stopwatch();
  const { investigate } = await import("../../core/finding.ts");
  const { plug, subject } = await attacker.loadWhole();
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
async function attack(job: AttackJob): Promise<void> {
  const mended: Mended = new Set([...ALL_REPAIRS].filter((id) => id !== job.without));
  // Another strategy's plug is made anew for every seed: one that learns begins with nothing.
  const ours = (job.options.strategy ?? "ours") === "ours";
  let all = await attackers(job);
  say({ kind: "ready" });
  for (const seed of job.seeds) {
    if (!ours && seed !== job.seeds[0]) all = await attackers(job);
    useAnswers(job.answers === null ? null : { ...job.answers, path: `${job.answers.path}-${seed}` });
    const { message, detection } = await attackSeed(all, seed, job, mended);
    writeAnswers();
    // Nobody knows what is made to shrink.
    useAnswers(null);
    const shrinks = detection !== null &&
      (job.shrink === "all" || (job.shrink === "first" && seed === job.seeds[0]));
    say({ ...message, shrinks });
    if (detection !== null && shrinks) await shrink(detection, seed, mended);
    if (detection === null && !job.everySeed) break;
  }
  say({ kind: "done" });
}

if (import.meta.main) await attack(JSON.parse(Deno.args[0] ?? "{}") as AttackJob);
