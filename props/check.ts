/**
 * Checks of your own pass, optimizer or engine: random programs until a claim fails, shrunk, explained and kept as any finding of
 * a hunt is.
 *
 * ```ts
 * import { checkPass } from "./check.ts";
 * import { UOPS } from "../src/isa/uops.ts";
 * import type { Pass } from "../src/optimizer/passes.ts";
 *
 * // A wrong pass: it drops the guards that keep a loop from running past its end.
 * const unguarded: Pass = {
 *   name: "unguarded",
 *   run: (trace) => trace.map((u) => u.uop === UOPS._GUARD_NOT_EXHAUSTED_RANGE.id ? { ...u, uop: UOPS.NOP.id } : u),
 * };
 * const failure = checkPass(unguarded, { seed: 1 });
 * console.log(failure?.text);
 * ```
 *
 * @module
 */

import type { Engine, Limits } from "../src/isa/engine.ts";
import { ALL_REPAIRS } from "../src/isa/repairs.ts";
import type { Program } from "../src/isa/program.ts";
import { validateProgram } from "../src/isa/validate.ts";
import type { Optimizer } from "../src/optimizer/optimizer.ts";
import type { Pass } from "../src/optimizer/passes.ts";
import {
  type CheckFailure,
  type CheckOptions,
  checkPlug,
  claimsOf,
  failureOf,
  type ProgramOptions,
  refuse,
  refuseOptions,
  refuseProgramOptions,
} from "./check_plug.ts";
import { checkSafely, investigateInput } from "./core/finding.ts";
import type { Language } from "./core/language.ts";
import type { Plug } from "./core/plug.ts";
import type { ProgramInput } from "./core/program_subject.ts";
import { SHRINK_BUDGET } from "./core/shrink.ts";
import { newTally } from "./core/tally.ts";
import { CPYTHON_LANGUAGE, languageOf } from "./cpython/language.ts";
import { HUNT_LIMITS, warmOf } from "./cpython/limits.ts";
import { plugName } from "./cpython/load.ts";
import { vmPlug, vmTarget } from "./cpython/plug.ts";
import type { ProgramCase, VmParts } from "./cpython/vm.ts";
import type { Draft } from "./generate/draft/draft.ts";
import { draftFromBytes } from "./generate/from_bytes.ts";
import { generate, generateDraft } from "./generate/generate.ts";

export {
  type CheckFailure,
  type CheckOptions,
  type CheckReport,
  DEFAULT_CLAIMS,
  type ProgramOptions,
} from "./check_plug.ts";

type CpythonLanguage = Language<Draft, ProgramCase>;

/** The generator as the options have it. */
function languageFor({ profile, limits }: Pick<CheckOptions, "profile" | "limits">): CpythonLanguage {
  const warm = limits === undefined ? null : warmOf(limits);
  const drawing = languageOf((choices) =>
    profile === undefined ? generateDraft(choices, warm) : generate(choices, profile, warm)
  );
  if (limits === undefined) return drawing;
  return { ...drawing, lower: (draft) => ({ ...CPYTHON_LANGUAGE.lower(draft), limits }) };
}

function plugFor(name: unknown, parts: VmParts, options: Pick<CheckOptions, "profile" | "limits">): Plug {
  return vmPlug({ target: vmTarget(plugName(String(name)) || "own", parts), language: languageFor(options) });
}

function checkOne(plug: Plug, input: ProgramInput<Draft, ProgramCase>, options: ProgramOptions): CheckFailure | null {
  const { repairs = ALL_REPAIRS, shrinkCandidates = 5000 } = options;
  for (const claim of claimsOf(plug, options)) {
    const subject = plug.subject(claim);
    const failure = checkSafely(subject, input, repairs, newTally());
    if (failure === null) continue;
    const budget = { ...SHRINK_BUDGET, candidates: shrinkCandidates };
    const finding = investigateInput({ plug, subject, seed: 0, index: 0, mended: repairs, failure, budget }, input);
    if (finding !== null) return failureOf(finding, plug);
  }
  return null;
}

/** What is one's own: an engine is attacked against the reference, a pass or an optimizer in tier 2. */
export interface Own {
  /** After the pin's passes. */
  readonly pass?: Pass;
  /** Several of them, in their order. */
  readonly passes?: readonly Pass[];
  /** In place of the pin's. */
  readonly optimizer?: Optimizer;
  /** In place of the tiers. */
  readonly engine?: Engine;
}

function partsOf({ pass, passes, optimizer, engine }: Own): VmParts {
  if (engine !== undefined) return { engines: () => [engine] };
  if (optimizer !== undefined) return { optimizer };
  return { passes: passes ?? (pass === undefined ? [] : [pass]) };
}

/** Runs random programs on `engine` and on the reference; gives the first difference, shrunk, or null. */
export function checkEngine(engine: Engine, options: CheckOptions): CheckFailure | null {
  refuseOptions(options);
  return checkPlug(plugFor(engine?.name, partsOf({ engine }), options), options);
}

/** Checks an optimizer: tier 2 with it installed. */
export function checkOptimizer(optimizer: Optimizer, options: CheckOptions): CheckFailure | null {
  refuseOptions(options);
  if (optimizer === undefined) refuse("the optimizer", "an object with a name", optimizer);
  return checkPlug(plugFor(optimizer?.name, partsOf({ optimizer }), options), options);
}

/**
 * Checks a pass: tier 2 with the pin's passes and then this one. Throws a {@linkcode TierproofError} that names the pass and the
 * place where it gives something that is no trace. It runs in the thread that calls, so that a pass that never ends is ended with the
 * process alone: `checkModule` and `hunt --module FILE` run passes in threads of their own, and tell which check did not end.
 */
export function checkPass(pass: Pass, options: CheckOptions): CheckFailure | null {
  refuseOptions(options);
  if (pass === undefined) refuse("the pass", "an object with a name", pass);
  return checkPlug(plugFor(pass?.name, partsOf({ pass }), options), options);
}

/** Checks one program on what is one's own; what fails is shown as it is, as a program has no Draft to shrink. */
export function checkProgram(program: Program, own: Own, options: ProgramOptions = {}): CheckFailure | null {
  refuseProgramOptions(options);
  if (typeof program !== "object" || program === null) refuse("program", "a program", program);
  validateProgram(program);
  const { limits = HUNT_LIMITS } = options;
  const plug = plugFor("own", partsOf(own), options);
  return checkOne(plug, { draft: null, program: { program, limits }, origin: null, sampled: false }, options);
}

/** Runs the program that a byte string stands for on `engine` and on the reference: for fuzzers that mutate bytes. */
export function checkBytes(engine: Engine, bytes: Uint8Array, options: ProgramOptions = {}): CheckFailure | null {
  refuseProgramOptions(options);
  if (!(bytes instanceof Uint8Array)) refuse("bytes", "a Uint8Array", bytes);
  const { limits = HUNT_LIMITS } = options;
  const draft = draftFromBytes(bytes, warmOf(limits));
  const plug = bytesPlug(engine, limits);
  const program = { ...CPYTHON_LANGUAGE.lower(draft), limits };
  return checkOne(plug, { draft, program, origin: null, sampled: false }, options);
}

const bytesPlugs = new WeakMap<Engine, { readonly limits: Limits; readonly plug: Plug }>();

/** A plug for an engine, made once: outside fuzzers check thousands of byte strings a second. */
function bytesPlug(engine: Engine, limits: Limits): Plug {
  const made = bytesPlugs.get(engine);
  if (made?.limits === limits) return made.plug;
  const plug = plugFor(engine.name, partsOf({ engine }), { limits });
  bytesPlugs.set(engine, { limits, plug });
  return plug;
}
