/**
 * Whole programs: a theme, functions, twists, limits.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import { type Draft, type DraftLimits, type FunctionDraft, PIN_WARM } from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { Drawing } from "./drawing.ts";
import { callee, entry, signUp } from "./functions.ts";
import { GRAMMAR } from "./grammar.ts";
import { type Profile, type Theme, THEMES } from "./profile.ts";
import { twisted } from "./twists.ts";

/** Version of the first code object of a program. */
const FIRST_CODE_VERSION = 1737;

/** Fewest jumps back before an executor is made: enough for all instructions of the loop to be specialized first. */
const MIN_WARM = 3;

/** Draws a valid Draft. With `fixedWarm` its loops get hot after that many jumps back. */
export function drawProgram(choices: Choices, profile: Profile, fixedWarm: number | null): Draft {
  const theme = THEMES[choices.weighted(profile.themes)] as Theme;
  // What a theme brings along takes the place of other statements and of rounds, so that checks stay fast.
  const themed = theme !== "none";
  const warm = fixedWarm ??
    (choices.chance(profile.pinWarm, themed ? 48 : 16) ? PIN_WARM : choices.int(MIN_WARM, MIN_WARM + 1));
  const d = new Drawing(GRAMMAR, choices, profile, theme, warm + 1);
  // What breaks an assumption is a program of its own: little stands beside it.
  const alone = theme === "assume" && choices.chance(3, 4);
  if (!alone && choices.chance(themed ? profile.callees >> 1 : profile.callees, 16)) signUp(d);
  d.budget = alone ? 0 : choices.int(profile.size[0], profile.size[1]) - (themed ? 1 : 0);
  entry(d);
  const { program } = d;
  for (let j = 0; j < program.signatures.length; j++) callee(d, j);
  const functions = program.functions.map((each) => each as FunctionDraft);
  if (choices.chance(profile.twists, 16)) twistOne(choices, functions);
  const often = choices.below(16);
  const calls = program.calls ?? (often < 12 ? 1 : often < 15 ? 2 : 3);
  const bare: Draft = { functions, globals: program.globals, args: program.args, calls, warm };
  const plain: Draft = program.assumed === null ? bare : { ...bare, assumed: program.assumed };
  const whole: Draft = program.classes.length === 0 ? plain : { ...plain, classes: program.classes };
  const limits = drawLimits(d, functions.length);
  const draft: Draft = limits === null ? whole : { ...whole, limits };
  return program.needsFixup ? fixup(draft) : draft;
}

/** Twists statements of one function, the entry most of the time. */
function twistOne(choices: Choices, functions: FunctionDraft[]): void {
  const f = choices.chance(3, 4) ? 0 : choices.below(functions.length);
  const fn = functions[f] as FunctionDraft;
  const count = choices.length(1, 3);
  let { body } = fn;
  for (let t = 0; t < count; t++) body = twisted(choices, body);
  functions[f] = { ...fn, body };
}

/** Limits that are not the pin's, now and then; function versions near those of `count` functions, where that is wanted. */
function drawLimits({ choices, profile, program }: Drawing, count: number): DraftLimits | null {
  const functionVersion = program.versionsCollide ? FIRST_CODE_VERSION + choices.below(count + 1) : null;
  const other = choices.chance(profile.limits, 16) ? choices.below(4) : -1;
  if (other < 0 && functionVersion === null) return null;
  return {
    traceLength: other === 0 || other === 3 ? choices.int(16, 90) : null,
    traceStack: other === 1 || other === 3 ? choices.int(1, 4) : null,
    executors: other === 2 ? choices.int(1, 2) : null,
    functionVersion,
  };
}
