/**
 * The second entry point: random programs, claims and campaigns, with fast-check.
 *
 * ```ts
 * import { fc, program } from "./mod.ts";
 * import { ALL_REPAIRS, reference, tier1 } from "../mod.ts";
 *
 * // Once the pin's defects are mended, both engines give the same results on every program.
 * const engine = tier1({ repairs: ALL_REPAIRS });
 * fc.assert(
 *   fc.property(program(), (p) => JSON.stringify(engine.run(p).results) === JSON.stringify(reference.run(p).results)),
 *   { numRuns: 50, seed: 1 },
 * );
 * ```
 *
 * @module
 */

import "./golden/portable_gunzip.ts";

export { fc } from "./deps.ts";
export * from "./arbitraries/program.ts";
export * from "./arbitraries/trace.ts";
export * from "./check.ts";
export { checkModule, type ModuleOptions } from "./check_module.ts";
export { CLAIMS } from "./claims/registry.ts";
export type { Claim as VmClaim, ModelClaim as VmChoicesClaim, ProgramClaim as VmProgramClaim } from "./claims/claim.ts";
export * from "./core/choices.ts";
export * from "./core/claim.ts";
export { type Failure, placeText, type Side, sortOf } from "./core/failure.ts";
export * from "./core/finding.ts";
export { parseFinding, readFinding, replayStored, type StoredFinding, stringifyFinding } from "./core/finding_file.ts";
export { type CountedFinding } from "./core/findings.ts";
export * from "./core/hunt.ts";
export * from "./core/hunt_all.ts";
export * from "./core/language.ts";
export * from "./core/plug.ts";
export type { Origin, ProgramInput } from "./core/program_subject.ts";
export type { RootCause } from "./core/root_cause.ts";
export type { Slice } from "./core/rounds.ts";
export type { ShrinkBudget } from "./core/shrink.ts";
export type { BegunCheck, Explained, InputVariation, StoredInput, Subject } from "./core/subject.ts";
export * from "./core/tally.ts";
export {
  type Attacked,
  attackedBySet,
  type Defect,
  type Feature,
  type LeftOut,
  type Mended,
  mendedIds,
  noneMended,
  type Parting,
  type Probe,
  type Target as AttackTarget,
  variantOf,
} from "./core/target.ts";
export { decodeToken, encodeToken, type ReplayToken, type TokenPlug } from "./core/token.ts";
export { CPYTHON_LANGUAGE, languageOf } from "./cpython/language.ts";
export { HUNT_LIMITS, warmOf } from "./cpython/limits.ts";
export { loadPlug, plugSource } from "./cpython/load.ts";
export { pinPlug, vmPlug, vmTarget } from "./cpython/plug.ts";
export { replayFinding, type ReplayOptions } from "./cpython/replay.ts";
export { type ProgramCase, Vm, type VmParts } from "./cpython/vm.ts";
export type { VmParting } from "./cpython/parting.ts";
export {
  type AttributeName,
  ATTRIBUTES,
  type ClassAttribute,
  type ClassDraft,
  FUNCTION_KINDS,
  type FunctionForm,
  type FunctionKind,
  type MemberDraft,
  type MemberName,
  MEMBERS,
} from "./generate/draft/classes.ts";
export * from "./generate/draft/draft.ts";
export {
  DRAWN_EXPRESSIONS,
  DRAWN_ITERABLES,
  DRAWN_PATTERNS,
  DRAWN_STATEMENTS,
  DRAWN_TARGETS,
  type DrawSource,
  profileAbout,
} from "./generate/draw/kinds.ts";
export {
  DEFAULT_PROFILE,
  drawProfile,
  type Idiom,
  IDIOM_WEIGHTS,
  INT_WEIGHTS,
  type IntKind,
  LOOP_WEIGHTS,
  type LoopKind,
  type Profile,
  type Theme,
  THEME_WEIGHTS,
} from "./generate/draw/profile.ts";
export { fixup } from "./generate/fix/fixup.ts";
export * from "./generate/from_bytes.ts";
export { generate, generateDraft, GENERATOR_VERSION } from "./generate/generate.ts";
export { lower } from "./generate/lower/lower.ts";
export { printPython } from "./generate/print/print.ts";
export * from "./generate/shrink/shrink.ts";
export { findingMarkdown } from "./report/finding_markdown.ts";
export { findingText } from "./report/finding_text.ts";
export { type Paint, plain, type Style, type StyleName } from "./report/paint.ts";
