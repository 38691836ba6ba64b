/**
 * Rows of the pin that lack a flag: with each, a state in which that shows.
 *
 * @module
 */

import type { Flag } from "../../../src/isa/flags.ts";
import type { Tier2UopName } from "../../../src/isa/uops.ts";
import { LIST } from "../../../src/object/type/types.ts";
import type { UopState } from "./states.ts";
import type { World } from "./world.ts";

/** One wrong row. FAITHFUL: the table has the pin's flags, these included, as they steer its analysis. */
export interface WrongRow {
  readonly uop: Tier2UopName;
  /** The flag that is missing. */
  readonly flag: Flag;
  readonly why: string;
  /** A state in which the body does what the row does not say. */
  readonly state: (w: World) => UopState;
}

/** All of them. */
export const WRONG_ROWS: readonly WrongRow[] = [
  {
    uop: "_BINARY_OP",
    flag: "ESCAPES",
    why:
      "the operation is called through a table of functions, which the generator of the flags does not see as a call",
    state: (w) => ({ oparg: 0, operand: 0, inputs: [w.instance("C"), 1] }),
  },
  {
    uop: "CONVERT_VALUE",
    flag: "ESCAPES",
    why:
      "the conversion is called through a table of functions, which the generator of the flags does not see as a call",
    state: (w) => ({ oparg: 1, operand: 0, inputs: [w.instance("C")] }),
  },
  {
    uop: "CALL_BUILTIN_CLASS",
    flag: "ESCAPES",
    why: "the class is called through a slot of it, which the generator of the flags does not see as a call",
    state: (w) => ({ oparg: 1, operand: 0, inputs: [LIST, undefined, w.instance("C")] }),
  },
];
