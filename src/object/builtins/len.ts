/**
 * `len`.
 *
 * @module
 */

import type { NativeImpl } from "../values/callable_values.ts";
import { lengthValue } from "../sequence/containers.ts";

/** `len(value)`. */
export const LEN: NativeImpl = (rt, _self, args) => lengthValue(rt, args[0]);
