/**
 * All classes of values.
 *
 * @module
 */

export * from "./callable_values.ts";
export * from "./code.ts";
export * from "../dict/dict.ts";
export * from "../exception/exception.ts";
export * from "./frame.ts";
export * from "../generator/generator.ts";
export * from "../type/instance.ts";
export * from "../iterator/iterators.ts";
export * from "./module.ts";
export * from "./number_values.ts";
export * from "./sequence_values.ts";
export * from "../set/set.ts";
export * from "../dict/shared_keys.ts";
export * from "./singletons.ts";
export * from "../type/type.ts";
export * from "./value.ts";
