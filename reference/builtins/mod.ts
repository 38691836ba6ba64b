/**
 * Built-in functions, constructors and methods of built-in types, and modules. Importing this gives the types their
 * constructors and methods.
 *
 * @module
 */

import { functionsOf } from "../types.ts";
import type { PyBuiltin } from "../values.ts";
import { installBytes } from "./bytes_type.ts";
import { installDict } from "./dict_type.ts";
import { installComplex, installFloat } from "./float_type.ts";
import { installInt } from "./int_type.ts";
import { ITERATION_FUNCTIONS } from "./iteration_functions.ts";
import { installIteratorTypes } from "./iterator_types.ts";
import { installList } from "./list_type.ts";
import { NUMBER_FUNCTIONS } from "./number_functions.ts";
import { OBJECT_FUNCTIONS } from "./object_functions.ts";
import { installSets } from "./set_type.ts";
import { installStr } from "./str_type.ts";
import { installTypesModule } from "./modules/types_module.ts";
import { installRange, installSlice, installTuple } from "./tuple_type.ts";

installInt();
installFloat();
installComplex();
installStr();
installBytes();
installTuple();
installRange();
installSlice();
installList();
installDict();
installSets();
installIteratorTypes();
installTypesModule();

export { createModule, moduleNotFound } from "./modules/mod.ts";

/** The built-in functions by name, without those that belong to the interpreter. */
export const BUILTIN_FUNCTIONS: ReadonlyMap<string, PyBuiltin> = functionsOf(null, {
  ...ITERATION_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...OBJECT_FUNCTIONS,
});
