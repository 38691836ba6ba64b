/**
 * What a rule is.
 *
 * @module
 */

import type { BaseOpName } from "../../src/isa/opcodes.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";

/** Given by a rule that ends a loop over instructions: an entry frame returned or yielded. */
export const EXIT = 1;

/** What an instruction means: it changes the frame that executes it. Raises by throwing a Python exception. */
export type Rule = (rt: Interpreter, f: Frame, oparg: number) => void | typeof EXIT;

/** Rules of some of the base instructions, by name. */
export type RuleSet = Partial<Record<BaseOpName, Rule>>;
