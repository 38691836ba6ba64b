/**
 * `len`.
 *
 * @module
 */

import type { NativeImpl } from "../callable_values.ts";
import { length } from "../containers.ts";

/** `len(value)`. */
export const LEN: NativeImpl = (rt, _self, args) => length(rt, args[0]);
