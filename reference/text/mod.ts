/**
 * Texts of values. Importing this gives the built-in types their `__repr__`, `__str__` and `__format__`.
 *
 * @module
 */

import { installFormat } from "./format.ts";
import { installRepr } from "./repr.ts";

installRepr();
installFormat();

export { canonical } from "./canonical.ts";
export { format } from "./format.ts";
export { percent, percentBytes } from "./percent_format.ts";
export { ascii, repr, reprValue, str, strValue } from "./repr.ts";
