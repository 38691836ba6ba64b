/**
 * The module `sys`, as far as programs use it.
 *
 * @module
 */

import { checkCount } from "../builtins/arguments.ts";
import { METH, type NativeImpl, PyBuiltin } from "../callable_values.ts";
import { VALUE_ERROR } from "../exception_types.ts";
import { PyFrameObject } from "../frame.ts";
import { toSize } from "../indexing.ts";
import { PyModule } from "../module.ts";
import { raise } from "../raise.ts";

/** `sys._getframe(depth)`. */
const getFrame: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "_getframe", args.length, 0, 1);
  const depth = args.length === 0 ? 0 : Math.max(toSize(rt, args[0]), 0);
  let frame = rt.currentFrame();
  for (let i = 0; i < depth && frame !== null; i++) frame = frame.previous;
  // Below the lowest frame of the program lies one that never runs.
  if (frame === null || frame.previous === null) throw raise(rt, VALUE_ERROR, "call stack is not deep enough");
  return new PyFrameObject(frame);
};

const getRecursionLimit: NativeImpl = (rt) => rt.limits.recursionLimit;

/** A new module object. */
export function makeSys(): PyModule {
  const module = new PyModule("sys");
  const { dict } = module;
  dict.setStr("__name__", "sys");
  for (const name of ["__doc__", "__package__", "__loader__", "__spec__"]) dict.setStr(name, null);
  dict.setStr("_getframe", new PyBuiltin("_getframe", METH.FASTCALL, getFrame, module, null));
  dict.setStr("getrecursionlimit", new PyBuiltin("getrecursionlimit", METH.NOARGS, getRecursionLimit, module, null));
  dict.setStr("maxsize", 9223372036854775807n);
  dict.setStr("maxunicode", 0x10ffff);
  dict.setStr("byteorder", "little");
  dict.setStr("platform", "linux");
  return module;
}
