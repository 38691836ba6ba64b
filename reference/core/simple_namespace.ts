/**
 * `types.SimpleNamespace`.
 *
 * @module
 */

import type { CompareOperator } from "../runtime.ts";
import { KEYWORDS, method, REST, value } from "../signature.ts";
import { defineAttributes, defineMethods, defineNew, defineWrappers, tuple, types } from "../types.ts";
import { PyDict, PyInstance, type Value } from "../values.ts";
import { COMPARE_METHODS, nativeCompare } from "./compare.ts";

const { simpleNamespace } = types;

function namesOf(self: PyInstance): PyDict {
  return self.attrs ??= new PyDict(types.dict);
}

defineNew(simpleNamespace, (_rt, cls) => {
  const made = new PyInstance(cls);
  made.attrs = new PyDict(types.dict);
  return made;
});
defineWrappers<PyInstance>(simpleNamespace, {
  __init__: method([REST, KEYWORDS], (rt, self, args, kwargs) => {
    if (args.length > 0) throw rt.typeError("no positional arguments expected");
    for (const [name, given] of kwargs ?? []) namesOf(self).setStr(name, given);
  }),
});
for (const [op, name] of Object.entries(COMPARE_METHODS) as [CompareOperator, string][]) {
  defineWrappers<PyInstance>(simpleNamespace, {
    [name]: method([value], (rt, self, other) => nativeCompare(rt, op, self, other), "slot"),
  });
}
simpleNamespace.dict.set("__hash__", null);
defineAttributes<PyInstance>(simpleNamespace, { __dict__: (_rt, self) => namesOf(self) });
defineMethods<PyInstance>(simpleNamespace, {
  __reduce__: method([], (_rt, self): Value => tuple([self.cls, tuple([]), namesOf(self)])),
});
