/**
 * The module `sys`, as far as it concerns a machine without an outside.
 *
 * @module
 */

import { METH, METH_FASTCALL_KEYWORDS, type NativeImpl, PyBuiltin } from "../values/callable_values.ts";
import { frameObject, type PyFrame } from "../values/frame.ts";
import { RECURSION_ERROR, SYSTEM_EXIT, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { toCInt, toSize } from "../sequence/indexing.ts";
import { newException, raise, raiseException } from "../exception/raise.ts";
import { MAX_STR_DIGITS_THRESHOLD, type Monitor, poison, type Runtime } from "../runtime.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import { strOf } from "../values/payload.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { bindArguments, checkCount, type Parameters } from "../builtins/arguments.ts";

/** The frame `depth` calls up, as a program sees it. */
function frameAt(rt: Runtime, depth: number): Value {
  let frame: PyFrame | null = rt.currentFrame();
  for (let i = depth; i > 0 && frame !== null; i--) frame = rt.firstComplete(frame.previous);
  if (frame === null) throw raise(rt, VALUE_ERROR, "call stack is not deep enough");
  return frameObject(frame);
}

/** Sets the limit for the rest of the run (`Py_SetRecursionLimit`). */
function setRecursionLimit(rt: Runtime, limit: number): void {
  if (limit < 1) throw raise(rt, VALUE_ERROR, "recursion limit must be greater or equal than 1");
  if (rt.depth >= limit) {
    throw raise(
      rt,
      RECURSION_ERROR,
      `cannot set the recursion limit to ${limit} at the recursion depth ${rt.depth}: the limit is too low`,
    );
  }
  rt.limits = { ...rt.limits, recursionLimit: limit };
}

function monitorOf(rt: Runtime): Monitor {
  const { monitor } = rt;
  if (monitor === null) throw poison(rt, "unsupported", "sys.settrace() and sys.setprofile()");
  return monitor;
}

function unsupported(name: string): NativeImpl {
  return (rt) => {
    throw poison(rt, "unsupported", `sys.${name}()`);
  };
}

function func(name: string, flags: number, impl: NativeImpl): readonly [string, Value] {
  return [name, new PyBuiltin(name, flags, impl, null, null)];
}

const SET_DIGITS: Parameters = { name: "set_int_max_str_digits", names: ["maxdigits"], required: 1, positional: 1 };

/** Its contents, in the order of the pin: inline caches hold the place of a name. */
export const SYS_ENTRIES: readonly (readonly [string, Value])[] = [
  func("addaudithook", METH.VARARGS | METH.KEYWORDS, unsupported("addaudithook")),
  func("audit", METH_FASTCALL_KEYWORDS, () => null),
  func("breakpointhook", METH.VARARGS | METH.KEYWORDS, unsupported("breakpointhook")),
  // The recorded interpreter has one function more than others of its commit, somewhere before settrace.
  func("_clear_internal_caches", METH.VARARGS | METH.KEYWORDS, unsupported("_clear_internal_caches")),
  func("_clear_type_cache", METH.VARARGS | METH.KEYWORDS, unsupported("_clear_type_cache")),
  func("_current_frames", METH.VARARGS | METH.KEYWORDS, unsupported("_current_frames")),
  func("_current_exceptions", METH.VARARGS | METH.KEYWORDS, unsupported("_current_exceptions")),
  func("displayhook", METH.VARARGS | METH.KEYWORDS, unsupported("displayhook")),
  func("exception", METH.NOARGS, (rt) => rt.handledException()),
  func("exc_info", METH.NOARGS, (rt) => {
    const handled = rt.handledException();
    if (handled === null) return new PyTuple([null, null, null]);
    return new PyTuple([handled.cls, handled, handled.tracebackTop]);
  }),
  func("excepthook", METH.VARARGS | METH.KEYWORDS, unsupported("excepthook")),
  func("exit", METH.FASTCALL, (rt, _self, args) => {
    checkCount(rt, "exit", args.length, 0, 1);
    throw raiseException(rt, newException(SYSTEM_EXIT, args.length === 0 || args[0] === null ? [] : [args[0]]));
  }),
  func("getdefaultencoding", METH.NOARGS, () => "utf-8"),
  func("getdlopenflags", METH.VARARGS | METH.KEYWORDS, unsupported("getdlopenflags")),
  func("getallocatedblocks", METH.VARARGS | METH.KEYWORDS, unsupported("getallocatedblocks")),
  func("getunicodeinternedsize", METH.VARARGS | METH.KEYWORDS, unsupported("getunicodeinternedsize")),
  func("getfilesystemencoding", METH.VARARGS | METH.KEYWORDS, unsupported("getfilesystemencoding")),
  func("getfilesystemencodeerrors", METH.VARARGS | METH.KEYWORDS, unsupported("getfilesystemencodeerrors")),
  func("getrefcount", METH.O, unsupported("getrefcount")),
  func("getrecursionlimit", METH.NOARGS, (rt) => rt.limits.recursionLimit),
  func("getsizeof", METH.VARARGS | METH.KEYWORDS, unsupported("getsizeof")),
  func("_getframe", METH.FASTCALL, (rt, _self, args) => {
    checkCount(rt, "_getframe", args.length, 0, 1);
    return frameAt(rt, args.length === 0 ? 0 : Math.max(0, toSize(rt, args[0])));
  }),
  func("_getframemodulename", METH.VARARGS | METH.KEYWORDS, unsupported("_getframemodulename")),
  func("intern", METH.O, (rt, _self, args) => {
    if (strOf(args[0]) === undefined) {
      throw raise(rt, TYPE_ERROR, `intern() argument must be str, not ${typeName(args[0])}`);
    }
    return args[0];
  }),
  func("is_finalizing", METH.NOARGS, () => false),
  func("setswitchinterval", METH.VARARGS | METH.KEYWORDS, unsupported("setswitchinterval")),
  func("getswitchinterval", METH.VARARGS | METH.KEYWORDS, unsupported("getswitchinterval")),
  func("setdlopenflags", METH.VARARGS | METH.KEYWORDS, unsupported("setdlopenflags")),
  func("setprofile", METH.O, (rt, _self, args) => {
    monitorOf(rt).setProfiler(args[0]);
    return null;
  }),
  func("_setprofileallthreads", METH.VARARGS | METH.KEYWORDS, unsupported("_setprofileallthreads")),
  func("getprofile", METH.NOARGS, (rt) => rt.monitor?.profiler ?? null),
  func("setrecursionlimit", METH.O, (rt, _self, args) => {
    setRecursionLimit(rt, toCInt(rt, args[0]));
    return null;
  }),
  func("settrace", METH.O, (rt, _self, args) => {
    monitorOf(rt).setTracer(args[0]);
    return null;
  }),
  func("_settraceallthreads", METH.VARARGS | METH.KEYWORDS, unsupported("_settraceallthreads")),
  func("gettrace", METH.NOARGS, (rt) => rt.monitor?.tracer ?? null),
  func("call_tracing", METH.FASTCALL, (rt, _self, args) => {
    checkCount(rt, "call_tracing", args.length, 2, 2);
    const [callable, given] = args;
    if (!(given instanceof PyTuple)) {
      throw raise(rt, TYPE_ERROR, `call_tracing() argument 2 must be tuple, not ${typeName(given)}`);
    }
    return monitorOf(rt).callUntraced(callable, given.items);
  }),
  func("_debugmallocstats", METH.VARARGS | METH.KEYWORDS, unsupported("_debugmallocstats")),
  func(
    "set_coroutine_origin_tracking_depth",
    METH.VARARGS | METH.KEYWORDS,
    unsupported("set_coroutine_origin_tracking_depth"),
  ),
  func(
    "get_coroutine_origin_tracking_depth",
    METH.VARARGS | METH.KEYWORDS,
    unsupported("get_coroutine_origin_tracking_depth"),
  ),
  func("set_asyncgen_hooks", METH.VARARGS | METH.KEYWORDS, unsupported("set_asyncgen_hooks")),
  func("get_asyncgen_hooks", METH.VARARGS | METH.KEYWORDS, unsupported("get_asyncgen_hooks")),
  func("activate_stack_trampoline", METH.VARARGS | METH.KEYWORDS, unsupported("activate_stack_trampoline")),
  func("deactivate_stack_trampoline", METH.VARARGS | METH.KEYWORDS, unsupported("deactivate_stack_trampoline")),
  func("is_stack_trampoline_active", METH.VARARGS | METH.KEYWORDS, unsupported("is_stack_trampoline_active")),
  func("unraisablehook", METH.VARARGS | METH.KEYWORDS, unsupported("unraisablehook")),
  func("get_int_max_str_digits", METH.NOARGS, (rt) => rt.maxStrDigits),
  func("set_int_max_str_digits", METH_FASTCALL_KEYWORDS, (rt, _self, args, names) => {
    const [digits] = bindArguments(rt, SET_DIGITS, args, names);
    const limit = toCInt(rt, digits);
    if (limit !== 0 && limit < MAX_STR_DIGITS_THRESHOLD) {
      throw raise(rt, VALUE_ERROR, `maxdigits must be 0 or larger than ${MAX_STR_DIGITS_THRESHOLD}`);
    }
    rt.maxStrDigits = limit;
    return null;
  }),
  func("_get_cpu_count_config", METH.VARARGS | METH.KEYWORDS, unsupported("_get_cpu_count_config")),
  ["version", "3.13.0a1+"],
  ["hexversion", 0x030d00a1],
  ["copyright", ""],
  ["platform", "linux"],
  ["maxsize", 9223372036854775807n],
  ["maxunicode", 0x10ffff],
  ["byteorder", "little"],
  ["argv", makeTuple([])],
];
