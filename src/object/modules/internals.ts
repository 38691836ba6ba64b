/**
 * The module `_testinternalcapi`, as far as programs use it: to invalidate executors.
 *
 * @module
 */

import { METH, PyBuiltin, PyFunction } from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { poison } from "../runtime.ts";
import type { Value } from "../values/value.ts";

/** What comes before it at the pin: inline caches hold the place of a name. */
const OTHERS = [
  "get_configs",
  "get_recursion_depth",
  "test_bswap",
  "test_popcount",
  "test_bit_length",
  "test_hashtable",
  "get_config",
  "set_config",
  "reset_path_config",
  "test_edit_cost",
  "test_bytes_find",
  "normalize_path",
  "get_getpath_codeobject",
  "EncodeLocaleEx",
  "DecodeLocaleEx",
  "set_eval_frame_default",
  "set_eval_frame_record",
  "compiler_cleandoc",
  "compiler_codegen",
  "optimize_cfg",
  "assemble_code_object",
  "get_interp_settings",
  "clear_extension",
  "write_perf_map_entry",
  "perf_map_state_teardown",
  "iframe_getcode",
  "iframe_getline",
  "iframe_getlasti",
  "get_optimizer",
  "set_optimizer",
  "get_executor",
  "get_counter_optimizer",
  "get_uop_optimizer",
  "add_executor_dependency",
] as const;

/** Its contents in order. A function stands for its code; nothing depends on other objects. */
export const INTERNALS_ENTRIES: readonly (readonly [string, Value])[] = [
  ...OTHERS.map((name): readonly [string, Value] => [
    name,
    new PyBuiltin(
      name,
      METH.VARARGS | METH.KEYWORDS,
      (rt) => {
        throw poison(rt, "unsupported", `_testinternalcapi.${name}()`);
      },
      null,
      null,
    ),
  ]),
  [
    "invalidate_executors",
    new PyBuiltin(
      "invalidate_executors",
      METH.O,
      (rt, _self, [object]) => {
        const code = object instanceof PyFunction ? object.code : object;
        if (code instanceof PyCode) rt.invalidateExecutors(code);
        return null;
      },
      null,
      null,
    ),
  ],
];
