/**
 * Members of `types.SimpleNamespace`.
 *
 * @module
 */

import { CALLS, constructor, getSet, method, slots } from "../builtins/define.ts";
import type { PyDict } from "../dict/dict.ts";
import { dictItems } from "../dict/dict_ops.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { guarded, repr } from "../text/repr.ts";
import { newNamespace, type PyNamespace, SIMPLE_NAMESPACE } from "../type/namespace.ts";
import type { PyType } from "../type/type.ts";
import { COMPARE_METHODS, compareBuiltin } from "../values/compare.ts";
import { EMPTY_TUPLE, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

function dictOf(self: Value): PyDict {
  return (self as PyNamespace).dict as PyDict;
}

constructor(SIMPLE_NAMESPACE, (rt, cls) => newNamespace(rt, cls as PyType, {}));
slots(SIMPLE_NAMESPACE, {
  __init__: (rt, self, args, kwnames) => {
    const names = kwnames ?? [];
    if (args.length > names.length) throw raise(rt, TYPE_ERROR, "no positional arguments expected");
    names.forEach((name, i) => dictOf(self).setStr(name, args[i]));
    return null;
  },
  __repr__: (rt, self) => {
    const { cls } = self as PyNamespace;
    const name = cls === SIMPLE_NAMESPACE ? "namespace" : cls.name;
    return guarded(rt, self, `${name}(...)`, () => {
      const parts: string[] = [];
      for (const [key, value] of dictItems(dictOf(self))) {
        if (typeof key === "string" && key !== "") parts.push(`${key}=${repr(rt, value)}`);
      }
      return `${name}(${parts.join(", ")})`;
    });
  },
});
COMPARE_METHODS.forEach((name, op) =>
  slots(SIMPLE_NAMESPACE, { [name]: (rt, self, args) => compareBuiltin(rt, self, args[0], op) })
);
SIMPLE_NAMESPACE.dict.setStr("__hash__", null);
getSet(SIMPLE_NAMESPACE, "__dict__", (_rt, self) => dictOf(self));
method(
  SIMPLE_NAMESPACE,
  "__reduce__",
  CALLS.NOARGS,
  (_rt, self) => new PyTuple([(self as PyNamespace).cls, EMPTY_TUPLE, dictOf(self)]),
);
