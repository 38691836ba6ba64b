/**
 * All classes of values.
 *
 * @module
 */

export * from "./callable_values.ts";
export * from "./code.ts";
export * from "./dict.ts";
export * from "./exception.ts";
export * from "./frame.ts";
export * from "./generator.ts";
export * from "./instance.ts";
export * from "./iterators.ts";
export * from "./module.ts";
export * from "./number_values.ts";
export * from "./sequence_values.ts";
export * from "./set.ts";
export * from "./shared_keys.ts";
export * from "./singletons.ts";
export * from "./type.ts";
export * from "./value.ts";
