/**
 * Members of `mappingproxy`: those of a dict that only read.
 *
 * @module
 */

import { CALLS, method, slots } from "../builtins/define.ts";
import { contains, length } from "../sequence/containers.ts";
import { getItem } from "../sequence/subscripts.ts";
import { type PyDict, PyDictView } from "../dict/dict.ts";
import { dictCopy, dictGet } from "../dict/dict_ops.ts";
import { getIter } from "../iterator/iteration.ts";
import { MAPPING_PROXY, type PyMappingProxy } from "../dict/mapping_proxy.ts";
import { repr } from "../text/repr.ts";
import type { Value } from "../values/value.ts";

function dictBehind(self: Value): PyDict {
  return (self as PyMappingProxy).dict;
}

slots(MAPPING_PROXY, {
  __getitem__: (rt, self, args) => getItem(rt, dictBehind(self), args[0]),
  __contains__: (rt, self, args) => contains(rt, dictBehind(self), args[0]),
  __len__: (rt, self) => length(rt, dictBehind(self)),
  __iter__: (rt, self) => getIter(rt, dictBehind(self)),
  __repr__: (rt, self) => `mappingproxy(${repr(rt, dictBehind(self))})`,
  __hash__: (rt, self) => Number(rt.identityOf(self as PyMappingProxy) >> 4n),
});
method(MAPPING_PROXY, "get", CALLS.FAST, (rt, self, args) => {
  const value = dictGet(rt, dictBehind(self), args[0]);
  return value === undefined ? args[1] ?? null : value;
});
method(MAPPING_PROXY, "keys", CALLS.NOARGS, (_rt, self) => new PyDictView(dictBehind(self), "keys"));
method(MAPPING_PROXY, "values", CALLS.NOARGS, (_rt, self) => new PyDictView(dictBehind(self), "values"));
method(MAPPING_PROXY, "items", CALLS.NOARGS, (_rt, self) => new PyDictView(dictBehind(self), "items"));
method(MAPPING_PROXY, "copy", CALLS.NOARGS, (rt, self) => dictCopy(rt, dictBehind(self)));
