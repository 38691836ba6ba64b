/**
 * The second entry point: random programs, claims and campaigns, with fast-check.
 *
 * ```ts
 * import { fc, program } from "./mod.ts";
 * import { reference, tier1 } from "../mod.ts";
 *
 * // Both engines give the same results on every program.
 * const engine = tier1();
 * fc.assert(
 *   fc.property(program(), (p) => JSON.stringify(engine.run(p).results) === JSON.stringify(reference.run(p).results)),
 *   { numRuns: 50, seed: 1 },
 * );
 * ```
 *
 * @module
 */

export { fc } from "./deps.ts";
export * from "./arbitraries/program.ts";
export * from "./arbitraries/trace.ts";
export * from "./core/hunt.ts";
export * from "./core/finding.ts";
export { HUNT_LIMITS, warmOf } from "./cpython/limits.ts";
export * from "./core/finding_file.ts";
export * from "./core/hunt_all.ts";
export * from "./check.ts";
export * from "./claims/claim.ts";
export { CLAIMS } from "./claims/registry.ts";
export * from "./core/choices.ts";
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
export { DEFAULT_PROFILE, drawProfile, type Profile } from "./generate/draw/profile.ts";
export { fixup } from "./generate/fix/fixup.ts";
export * from "./generate/from_bytes.ts";
export { generate, generateDraft, GENERATOR_VERSION } from "./generate/generate.ts";
export { lower } from "./generate/lower/lower.ts";
export { printPython } from "./generate/print/print.ts";
export * from "./generate/shrink/shrink.ts";
