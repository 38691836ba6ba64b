import { assertEquals } from "@std/assert";
import * as bloom from "./bloom_filter.ts";
import { C_NAMES } from "./c_names.ts";
import * as counter from "./counter_optimizer.ts";
import * as array from "./executor_array.ts";
import * as list from "./executor_list.ts";
import * as executor from "./executor.ts";
import * as optimizer from "./optimizer.ts";
import * as reachability from "./reachability.ts";
import * as builder from "./trace_builder.ts";
import * as trace from "./trace.ts";
import * as translate from "./translate.ts";
import * as uopExecutor from "./uop_executor.ts";
import * as uopOptimizer from "./uop_optimizer.ts";

const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "bloom_filter.ts": bloom,
  "counter_optimizer.ts": counter,
  "executor.ts": executor,
  "executor_array.ts": array,
  "executor_list.ts": list,
  "optimizer.ts": optimizer,
  "reachability.ts": reachability,
  "trace.ts": trace,
  "trace_builder.ts": builder,
  "translate.ts": translate,
  "uop_executor.ts": uopExecutor,
  "uop_optimizer.ts": uopOptimizer,
};

function exists(file: string, name: string): boolean {
  const [exported, member] = name.split(".");
  const value = MODULES[file]?.[exported as string];
  if (value === undefined) return false;
  return member === undefined || (typeof value === "function" && member in value.prototype);
}

Deno.test("every name in the table of the pin's names exists in the file named", () => {
  const missing = C_NAMES.filter(({ file, ours }) => !exists(file, ours)).map(({ c, file, ours }) =>
    `${c}: ${file} ${ours}`
  );
  assertEquals(missing, []);
});

Deno.test("the check of the table notices a name that is gone", () => {
  assertEquals([exists("trace.ts", "uopName"), exists("uop_executor.ts", "UopExecutor.size"), exists("x.ts", "y")], [
    false,
    false,
    false,
  ]);
});

Deno.test("no name of the pin occurs twice", () => {
  assertEquals(new Set(C_NAMES.map(({ c }) => c)).size, C_NAMES.length);
});
