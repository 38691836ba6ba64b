/**
 * The part of the module `sys` that programs can ask without leaving the interpreter.
 *
 * @module
 */

import type { Interpreter } from "../../interpreter.ts";
import type { Runtime } from "../../runtime.ts";
import { builtin, tuple } from "../../types.ts";
import { type NativeFunction, type PyModule, PyTuple, type Value } from "../../values.ts";
import { cIntArgument, noArguments, oneArgument, positional, strArgument } from "../arguments.ts";

const getframe: NativeFunction = (rt, args, kwargs) => {
  const [depth] = positional(rt, "sys._getframe", args, kwargs, 0, 1);
  const levels = depth === undefined ? 0 : Math.max(0, cIntArgument(rt, depth));
  const frame = rt.frameAt(levels);
  if (frame === null) throw rt.error("ValueError", "call stack is not deep enough");
  return frame;
};

const exit: NativeFunction = (rt, args, kwargs) => {
  const [status] = positional(rt, "sys.exit", args, kwargs, 0, 1);
  throw rt.errorWith("SystemExit", status === undefined ? [] : [status]);
};

const intern: NativeFunction = (rt, args, kwargs) =>
  strArgument(rt, "intern", "argument", oneArgument(rt, "sys.intern", args, kwargs));

/** Refused when so many frames are running already. */
const setrecursionlimit: NativeFunction = (rt, args, kwargs) => {
  const limit = cIntArgument(rt, oneArgument(rt, "sys.setrecursionlimit", args, kwargs));
  if (limit < 1) throw rt.error("ValueError", "recursion limit must be greater or equal than 1");
  rt.setRecursionLimit(limit);
  return null;
};

/** Names and values of the module. */
export function sysContents(rt: Runtime, monitoring: PyModule): Map<string, Value> {
  const functions: Readonly<Record<string, NativeFunction>> = {
    _getframe: getframe,
    exit,
    getrecursionlimit: (rt, args, kwargs) => {
      noArguments(rt, "sys.getrecursionlimit", args, kwargs);
      return BigInt(rt.limits.recursionLimit);
    },
    intern,
    setprofile: (rt, args, kwargs) => {
      (rt as Interpreter).monitor().tracing.setProfiler(oneArgument(rt, "sys.setprofile", args, kwargs));
      return null;
    },
    getprofile: (rt, args, kwargs) => {
      noArguments(rt, "sys.getprofile", args, kwargs);
      return (rt as Interpreter).monitoring?.tracing.profiler ?? null;
    },
    setrecursionlimit,
    settrace: (rt, args, kwargs) => {
      (rt as Interpreter).monitor().tracing.setTracer(oneArgument(rt, "sys.settrace", args, kwargs));
      return null;
    },
    gettrace: (rt, args, kwargs) => {
      noArguments(rt, "sys.gettrace", args, kwargs);
      return (rt as Interpreter).monitoring?.tracing.tracer ?? null;
    },
    call_tracing: (rt, args, kwargs) => {
      const [callable, given] = positional(rt, "call_tracing", args, kwargs, 2, 2) as [Value, Value];
      if (!(given instanceof PyTuple)) {
        throw rt.error("TypeError", `call_tracing() argument 2 must be tuple, not ${rt.typeName(given)}`);
      }
      return (rt as Interpreter).monitor().untraced(() => rt.call(callable, given.items));
    },
  };
  const modules = rt.dict();
  for (const [name, module] of rt.modules) modules.setStr(name, module);
  const contents = new Map<string, Value>([
    ["byteorder", "little"],
    ["maxsize", 2n ** 63n - 1n],
    ["maxunicode", 0x10ffffn],
    ["modules", modules],
    ["monitoring", monitoring],
    ["platform", "linux"],
    ["version_info", tuple([3n, 13n, 0n, "alpha", 1n])],
    ["hexversion", 0x030d00a1n],
  ]);
  for (const [name, body] of Object.entries(functions)) contents.set(name, builtin(name, body));
  return contents;
}
