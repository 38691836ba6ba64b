/**
 * The part of the module `sys` that programs can ask without leaving the interpreter.
 *
 * @module
 */

import type { Interpreter } from "../../interpreter.ts";
import type { Runtime } from "../../runtime.ts";
import { as, type Convert, fn, type Native, needed, optional, or, value } from "../../signature.ts";
import { functionsLater, tuple } from "../../types.ts";
import { type PyModule, PyTuple, type Value } from "../../values.ts";
import { LEAST_MAX_DIGITS } from "../../text/parse_number.ts";
import { badArgument, cInt, str } from "../../converters.ts";

const argumentTuple: Convert<PyTuple> = (rt, v, argument) => {
  if (v instanceof PyTuple) return v;
  throw badArgument(rt, argument, "tuple", v);
};

const FUNCTIONS: Readonly<Record<string, Native<null>>> = {
  _getframe: fn([or(0, cInt)], (rt, depth) => {
    const frame = rt.frameAt(Math.max(0, depth));
    if (frame === null) throw rt.valueError("call stack is not deep enough");
    return frame;
  }),
  exc_info: fn([], (rt) => {
    const handled = (rt as Interpreter).handledException();
    return tuple(handled === null ? [null, null, null] : [handled.cls, handled, handled.traceback]);
  }),
  exception: fn([], (rt) => (rt as Interpreter).handledException()),
  exit: fn([optional], (rt, status) => {
    throw rt.errorWith("SystemExit", status === undefined ? [] : [status]);
  }),
  getrecursionlimit: fn([], (rt) => BigInt(rt.limits.recursionLimit)),
  intern: fn([as(str)], (_rt, text) => text),
  setprofile: fn([value], (rt, profiler) => (rt as Interpreter).monitor().tracing.setProfiler(profiler)),
  getprofile: fn([], (rt) => (rt as Interpreter).monitoring?.tracing.profiler ?? null),
  // Refused when so many frames are running already.
  setrecursionlimit: fn([as(cInt)], (rt, limit) => {
    if (limit < 1) throw rt.valueError("recursion limit must be greater or equal than 1");
    rt.setRecursionLimit(limit);
  }),
  get_int_max_str_digits: fn([], (rt) => BigInt(rt.maxDigits)),
  set_int_max_str_digits: fn([needed("maxdigits", cInt)], (rt, digits) => {
    if (digits !== 0 && digits < LEAST_MAX_DIGITS) {
      throw rt.valueError(`maxdigits must be 0 or larger than ${LEAST_MAX_DIGITS}`);
    }
    rt.maxDigits = digits;
  }),
  settrace: fn([value], (rt, tracer) => (rt as Interpreter).monitor().tracing.setTracer(tracer)),
  gettrace: fn([], (rt) => (rt as Interpreter).monitoring?.tracing.tracer ?? null),
  call_tracing: fn(
    [value, as(argumentTuple)],
    (rt, callable, given) => (rt as Interpreter).monitor().untraced(() => rt.call(callable, given.items)),
  ),
};

const sysFunctions = functionsLater("sys", FUNCTIONS);

/** Names and values of the module. */
export function sysContents(rt: Runtime, monitoring: PyModule): Map<string, Value> {
  const modules = rt.dict();
  for (const [name, module] of rt.modules) modules.setStr(name, module);
  return new Map<string, Value>([
    ["byteorder", "little"],
    ["maxsize", 2n ** 63n - 1n],
    ["maxunicode", 0x10ffffn],
    ["modules", modules],
    ["monitoring", monitoring],
    ["platform", "linux"],
    ["version_info", tuple([3n, 13n, 0n, "alpha", 1n])],
    ["hexversion", 0x030d00a1n],
    ...sysFunctions(),
  ]);
}
