/**
 * `mappingproxy`: what reads, handed to the mapping behind.
 *
 * @module
 */

import { bindArguments, checkCount } from "../builtins/arguments.ts";
import { CALLS, classMethod, constructor, method, methods, slots } from "../builtins/define.ts";
import { call } from "../call/call.ts";
import { MAPPING_PROXY, PyMappingProxy } from "../dict/mapping_proxy.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { getIter } from "../iterator/iteration.ts";
import { BINARY, binaryOp } from "../number/binary.ts";
import type { Runtime } from "../runtime.ts";
import { contains, length } from "../sequence/containers.ts";
import { getItem } from "../sequence/subscripts.ts";
import { repr } from "../text/repr.ts";
import { strValue } from "../text/str.ts";
import { getAttr } from "../type/attributes.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { typeName, typeOf } from "../type/types.ts";
import { COMPARE_METHODS, richCompare } from "../values/compare.ts";
import { hashOf } from "../values/hash.ts";
import { PyList, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

function behind(value: Value): Value {
  return value instanceof PyMappingProxy ? value.mapping : value;
}

function ask(rt: Runtime, self: Value, name: string, args: readonly Value[] = []): Value {
  return call(rt, getAttr(rt, behind(self), name), args, null);
}

constructor(MAPPING_PROXY, (rt, _cls, args, kwnames) => {
  const [mapping] = bindArguments(
    rt,
    { name: "mappingproxy", names: ["mapping"], required: 1, positional: 1 },
    args,
    kwnames,
  );
  const isMapping = !(mapping instanceof PyList || mapping instanceof PyTuple) &&
    lookupSpecial(typeOf(mapping), "__getitem__") !== undefined;
  if (!isMapping) throw raise(rt, TYPE_ERROR, `mappingproxy() argument must be a mapping, not ${typeName(mapping)}`);
  return new PyMappingProxy(mapping);
});
slots(MAPPING_PROXY, {
  __getitem__: (rt, self, args) => getItem(rt, behind(self), args[0]),
  __contains__: (rt, self, args) => contains(rt, behind(self), args[0]),
  __len__: (rt, self) => length(rt, behind(self)),
  __iter__: (rt, self) => getIter(rt, behind(self)),
  __repr__: (rt, self) => `mappingproxy(${repr(rt, behind(self))})`,
  __str__: (rt, self) => strValue(rt, behind(self)),
  __hash__: (rt, self) => hashOf(rt, behind(self)),
  __or__: (rt, self, args) => binaryOp(rt, BINARY.OR, behind(self), behind(args[0])),
  __ror__: (rt, self, args) => binaryOp(rt, BINARY.OR, behind(args[0]), behind(self)),
  __ior__: (rt) => {
    throw raise(rt, TYPE_ERROR, "'|=' is not supported by mappingproxy; use '|' instead");
  },
});
COMPARE_METHODS.forEach((name, op) => {
  slots(MAPPING_PROXY, { [name]: (rt, self, args) => richCompare(rt, behind(self), args[0], op) });
});
method(MAPPING_PROXY, "get", CALLS.FAST, (rt, self, args) => {
  checkCount(rt, "get", args.length, 1, 2);
  return ask(rt, self, "get", [args[0], args[1] ?? null]);
});
for (const name of ["keys", "values", "items", "copy", "__reversed__"]) {
  methods(MAPPING_PROXY, CALLS.NOARGS, { [name]: (rt, self) => ask(rt, self, name) });
}
classMethod(MAPPING_PROXY, "__class_getitem__", CALLS.O, (_rt, cls, args) => makeAlias(cls, args[0]));
