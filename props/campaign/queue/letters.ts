/**
 * What coordinators and workers write to each other. Every letter is text in JSON inside JSON: PostgreSQL takes no NUL and no half
 * characters, which programs may hold.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import type { AnswerOf, DescribedFinding, Job } from "../jobs.ts";

/** Names of the queues of a version. */
export interface QueueNames {
  readonly version: string;
  /** What workers take. */
  readonly jobs: string;
  /** Jobs that cost one worker after another. */
  readonly dead: string;
  /** What they answer. */
  readonly answers: string;
}

/** The queues of a version: nobody else looks into them. */
export function queueNames(version: string): QueueNames {
  return {
    version,
    jobs: `jobs-${version}`,
    dead: `dead-${version}`,
    answers: `answers-${version}`,
  };
}

/** A job on its way. */
export interface JobLetter {
  readonly version: string;
  /** Equal for equal jobs. */
  readonly key: string;
  /** Ids of the defects that are mended. */
  readonly mended: readonly string[];
  /** What the tests of findings import. */
  readonly specifier: string;
  readonly job: Job;
}

/** An answer on its way back. */
export interface AnswerLetter {
  readonly key: string;
  readonly answer: AnswerOf<Job>;
}

/** A letter as the queue holds it. */
export function sealed(letter: JobLetter | AnswerLetter): { readonly body: string } {
  return { body: JSON.stringify(letter) };
}

function opened(data: unknown): Readonly<Record<string, unknown>> | null {
  const body = (data as { readonly body?: unknown } | null)?.body;
  if (typeof body !== "string") return null;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value as Readonly<Record<string, unknown>> : null;
  } catch {
    return null;
  }
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string");

/** Kinds of jobs. */
const KINDS: ReadonlySet<string> = new Set<Job["kind"]>(["slice", "investigate", "casualty", "replay", "recheck"]);

/** A job that was taken; null for one of another version, and for what is none. */
export function openJob(data: unknown, version: string): JobLetter | null {
  const letter = opened(data);
  if (letter === null || letter["version"] !== version || typeof letter["key"] !== "string") return null;
  if (!isTexts(letter["mended"]) || typeof letter["specifier"] !== "string") return null;
  const { kind } = (letter["job"] ?? {}) as { readonly kind?: unknown };
  if (typeof kind !== "string" || !KINDS.has(kind)) return null;
  return letter as unknown as JobLetter;
}

/** An answer; null for what is none. */
export function openAnswer(data: unknown): AnswerLetter | null {
  const letter = opened(data);
  return letter !== null && typeof letter["key"] === "string" && typeof letter["answer"] === "object" &&
      letter["answer"] !== null
    ? letter as unknown as AnswerLetter
    : null;
}

/** Names of files and folders that stay where they are put. */
const NAME = /^[A-Za-z0-9][\w.-]{0,150}$/;

/**
 * An answer as it may be stored: what goes with the job, and nothing that would be written anywhere else than it says. Throws an
 * {@linkcode InvariantError} for another one.
 */
export function checkedAnswer<J extends Job>(job: J, answer: AnswerOf<Job>): AnswerOf<J> {
  const refuse = (problem: string): never => {
    throw new InvariantError(`a worker's answer to a job of kind ${job.kind}: ${problem}`);
  };
  if (job.kind === "slice") {
    const { number, failures } = answer as { readonly number?: unknown; readonly failures?: unknown };
    const wanted = (job as { readonly slice: { readonly number: number } }).slice.number;
    if (number !== wanted || !Array.isArray(failures)) refuse(`expected slice ${wanted}, found ${number}`);
  } else if (job.kind === "replay") {
    if (typeof (answer as { readonly fails?: unknown }).fails !== "boolean") refuse("expected whether it fails");
  } else if (job.kind === "recheck") {
    if (typeof (answer as { readonly failed?: unknown }).failed !== "object") refuse("expected how it fails");
  } else {
    const { folder, files, cause } = answer as Partial<DescribedFinding>;
    if (typeof folder !== "string" || files === undefined || cause === undefined) refuse("expected a finding");
    for (const name of [folder as string, ...Object.keys(files ?? {})]) {
      if (!NAME.test(name)) refuse(`expected the name of a file, found ${JSON.stringify(name)}`);
    }
  }
  return answer as AnswerOf<J>;
}
