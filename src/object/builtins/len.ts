/**
 * `len`.
 *
 * @module
 */

import type { NativeImpl } from "../values/callable_values.ts";
import { length } from "../sequence/containers.ts";

/** `len(value)`. */
export const LEN: NativeImpl = (rt, _self, args) => length(rt, args[0]);
