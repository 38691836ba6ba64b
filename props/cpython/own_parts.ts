/**
 * A user's engine or optimizer: what it is and gives is looked at before anybody uses it, so that what is none is told with its name
 * and the field; programs are frozen, so that an engine cannot change what the next one runs.
 *
 * @module
 */

import type { Engine, Limits, Outcome } from "../../src/isa/engine.ts";
import { isBadInput, isBrokenInvariant, TierproofError, type TierproofErrorCode } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { NEVER, type Optimizer } from "../../src/optimizer/optimizer.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { describe, describeThrown } from "../../src/isa/describe.ts";

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isCount: Test = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const listOf = (test: Test): Test => (value) => Array.isArray(value) && value.every(test);
const pairOf = (first: Test, second: Test): Test => (value) =>
  Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);

/** Whether something has these fields, each as its test wants it. */
function has(value: unknown, fields: Readonly<Record<string, Test>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(fields).every(([name, test]) => test((value as Readonly<Record<string, unknown>>)[name]));
}

const isCall: Test = (value) =>
  has(value, { kind: (kind) => kind === "returned", text: isText, type: isText }) ||
  has(value, {
    kind: (kind) => kind === "raised",
    type: isText,
    message: isText,
    frames: listOf(pairOf(isText, isCount)),
  });

/** Each field of an outcome: what it has to be, and the test of that. */
const OUTCOME: { readonly [K in keyof Outcome]: readonly [wanted: string, test: Test] } = {
  status: [
    '"finished", "poisoned" or "undefined"',
    (value) => value === "finished" || value === "poisoned" || value === "undefined",
  ],
  reason: [
    'null, "fuel", "size", "depth" or "unsupported"',
    (value) => value === null || ["fuel", "size", "depth", "unsupported"].includes(value as string),
  ],
  detail: ["a string", isText],
  module: [
    'how the module code ended: { kind: "returned", text, type } or { kind: "raised", type, message, frames }',
    isCall,
  ],
  results: [
    'a list of { kind: "returned", text, type } and { kind: "raised", type, message, frames: [[name, unit], ...] }',
    listOf(isCall),
  ],
  log: ["a list of strings", listOf(isText)],
  globals: ["a list of pairs of strings", listOf(pairOf(isText, isText))],
  argsAfter: ["a list of strings", listOf(isText)],
  statistics: [
    "{ instructions, uops, attempts, executors, entered, deopts, errors }, all numbers",
    (value) =>
      has(value, {
        instructions: isCount,
        uops: isCount,
        attempts: isCount,
        executors: isCount,
        entered: isCount,
        deopts: isCount,
        errors: isCount,
      }),
  ],
};

const frozen = new WeakSet<object>();

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || frozen.has(value)) return;
  frozen.add(value);
  Object.values(value).forEach(freeze);
  Object.freeze(value);
}

/** The fields of a part, each read once; a getter that throws is told. */
function fieldsOf<P extends object, K extends keyof P>(
  what: TierproofErrorCode,
  part: P,
  names: readonly K[],
): Pick<P, K> {
  const fields: Partial<P> = {};
  for (const name of names) {
    try {
      fields[name] = part[name];
    } catch (cause) {
      const read = `expected the ${what} to have ${String(name)}, reading it threw ${describeThrown(cause)}`;
      throw new TierproofError(what, read, { cause });
    }
  }
  return fields as Pick<P, K>;
}

/** Refuses what is no object, and what has no name: reports and tokens show it. */
function checkName(what: "engine" | "optimizer" | "pass", part: { readonly name: unknown }): void {
  if (typeof part !== "object" || part === null) {
    throw new TierproofError(what, `expected the ${what} to be an object with a name, found ${describe(part)}`);
  }
  const { name } = fieldsOf(what, part, ["name"]);
  if (typeof name === "string" && name !== "") return;
  if (typeof (part as { readonly then?: unknown }).then === "function") {
    throw new TierproofError(what, `expected the ${what} itself, found a promise: await it first`);
  }
  throw new TierproofError(what, `expected the ${what} to have a name, found ${describe(name)}`);
}

/** The same pass. Throws a {@linkcode TierproofError} where it is none; what it gives is checked as it runs. */
export function checkedPass(pass: Pass): Pass {
  checkName("pass", pass);
  const { name, run } = fieldsOf("pass", pass, ["name", "run"]);
  if (typeof run === "function") return pass;
  throw new TierproofError("pass", `pass ${name}: expected a function run, found ${describe(run)}`);
}

/** The same optimizer. Throws a {@linkcode TierproofError} where it is none; what it gives is checked as it runs. */
export function checkedOptimizer(optimizer: Optimizer): Optimizer {
  checkName("optimizer", optimizer);
  const { name, optimize, backedgeThreshold } = fieldsOf("optimizer", optimizer, [
    "name",
    "optimize",
    "backedgeThreshold",
  ]);
  const refuse = (message: string): TierproofError => new TierproofError("optimizer", `optimizer ${name}: ${message}`);
  if (typeof optimize !== "function") throw refuse(`expected a function optimize, found ${describe(optimize)}`);
  if (!Number.isInteger(backedgeThreshold) || backedgeThreshold < 0 || backedgeThreshold > NEVER) {
    throw refuse(`backedgeThreshold: expected a whole number from 0 to ${NEVER}, found ${describe(backedgeThreshold)}`);
  }
  return optimizer;
}

/** The same engine, watched. Throws a {@linkcode TierproofError} where it is none, or gives no outcome. */
export function watchedEngine(engine: Engine): Engine {
  checkName("engine", engine);
  const { name, run } = fieldsOf("engine", engine, ["name", "run"]);
  const refuse = (message: string): TierproofError => new TierproofError("engine", `engine ${name}: ${message}`);
  if (typeof run !== "function") throw refuse(`expected a function run, found ${describe(run)}`);
  return {
    name,
    run(program: Program, limits?: Limits): Outcome {
      freeze(program);
      // Engines of the project may run inside: what they say of themselves stays as it is.
      const threw = (what: string, cause: unknown): unknown =>
        isBadInput(cause) || isBrokenInvariant(cause)
          ? cause
          : new TierproofError("engine", `engine ${name}: run: ${what} ${describeThrown(cause)}`, { cause });
      let outcome: unknown;
      try {
        outcome = engine.run(program, limits);
      } catch (cause) {
        throw threw("expected an outcome, it threw", cause);
      }
      if (typeof (outcome as { then?: unknown } | null | undefined)?.then === "function") {
        // A promise that fails later must not end the process.
        (outcome as Promise<unknown>).then(() => {}, () => {});
        throw refuse("run: expected an outcome, found a promise: engines are not asynchronous");
      }
      if (typeof outcome !== "object" || outcome === null) {
        throw refuse(`run: expected an outcome, found ${describe(outcome)}`);
      }
      // What may be code of the engine's, getters and proxies, is asked once, and here.
      const plain: Record<string, unknown> = {};
      for (const [field, [wanted, test]] of Object.entries(OUTCOME)) {
        let fits: boolean;
        let value: unknown;
        try {
          value = (outcome as Readonly<Record<string, unknown>>)[field];
          fits = test(value);
          if (fits) plain[field] = structuredClone(value);
        } catch (cause) {
          throw threw(`outcome.${field}: expected ${wanted}, reading it threw`, cause);
        }
        if (!fits) throw refuse(`run: outcome.${field}: expected ${wanted}, found ${describe(value)}`);
      }
      return plain as unknown as Outcome;
    },
  };
}
