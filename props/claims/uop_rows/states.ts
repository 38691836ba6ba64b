/**
 * States in which a uop may run: what the compiler, or the uops before it in its instruction, promise it is on the stack. Everything
 * that nobody promises is any value.
 *
 * @module
 */

import { hasFlag } from "../../../src/isa/flags.ts";
import { UOP_EFFECTS } from "../../../src/isa/stack_effect.ts";
import { type Tier2UopName, uopRow } from "../../../src/isa/uops.ts";
import { type PyFunction, PyMethod } from "../../../src/object/values/callable_values.ts";
import { PyInstance } from "../../../src/object/type/instance.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../../../src/object/iterator/iterators.ts";
import { PyModule } from "../../../src/object/values/module.ts";
import { makeTuple } from "../../../src/object/values/sequence_values.ts";
import { PyType } from "../../../src/object/type/type.ts";
import { LIST, STR, SUPER, TUPLE, TYPE, typeOf } from "../../../src/object/type/types.ts";
import type { Value } from "../../../src/object/values/value.ts";
import type { Frame } from "../../../src/vm/frame/machine_frame.ts";
import { newFrame } from "../../../src/vm/frame/frame_stack.ts";
import { LOCALS, NAMES, type World } from "./world.ts";

/** What a uop is run with. */
export interface UopState {
  readonly oparg: number;
  readonly operand: number;
  /** Its inputs, bottom first. */
  readonly inputs: readonly Value[];
}

/** Makes the inputs for an oparg; an operand where one matters. */
interface Recipe {
  readonly oparg?: (w: World) => number;
  readonly inputs?: (w: World, oparg: number) => Value[];
  readonly operand?: (w: World, inputs: readonly Value[]) => number;
}

const anys = (w: World, count: number): Value[] => Array.from({ length: count }, () => w.any());
/** Some container, what lies above it, and the top. */
const under = (base: (w: World) => Value, above: number) => (w: World, oparg: number): Value[] => [
  base(w),
  ...anys(w, oparg - 1 + above),
];
const oneOf = (make: (w: World) => Value): Recipe => ({ inputs: (w) => [make(w)] });
const twoOf = (make: (w: World) => Value): Recipe => ({ inputs: (w) => [make(w), make(w)] });
const between = (min: number, max: number) => (w: World): number => w.choices.int(min, max);
const bytesOfSlot = 16;

/** A version that fits the owner, or another one. */
const versionOf = (read: (owner: Value) => number) => (w: World, inputs: readonly Value[]): number =>
  w.choices.chance(2, 3) ? read(inputs.at(-1)) : w.choices.below(300_000);
const typeTag = versionOf((owner) => typeOf(owner).versionTag);
const anyObject = (w: World): number => w.m.addressOf(w.global("one"));
const entryIndex = (count: number) => (w: World): number => w.choices.below(count);

/** Callable, self or NULL, arguments; sometimes a method of list with a list for self. */
function callInputs(w: World, oparg: number): Value[] {
  const args = anys(w, oparg);
  if (w.choices.chance(1, 4)) return [w.m.listAppend, w.list(), ...args];
  return [w.callable(), w.choices.chance(2, 3) ? undefined : w.any(), ...args];
}

const CALL: Recipe = { oparg: between(0, 3), inputs: callInputs };
/** A call of exactly one argument, as a rule of this callable. */
const callOne = (callable: Value): Recipe => ({
  oparg: () => 1,
  inputs: (w) => [
    w.choices.chance(3, 4) ? callable : w.callable(),
    w.choices.chance(3, 4) ? undefined : w.any(),
    w.any(),
  ],
});

/** A call of one of these builtin functions with as many arguments as it may take, or of something else. */
function builtinCall(names: readonly string[], least: number, most: number): Recipe {
  return {
    oparg: between(least, most),
    inputs: (w, oparg) => {
      if (w.choices.chance(1, 4)) return callInputs(w, oparg);
      const args = w.choices.bool() ? anys(w, oparg) : Array.from({ length: oparg }, () => w.int());
      return [w.m.builtins.getStr(w.pick(names)), undefined, ...args];
    },
  };
}

/** A method of list, called as its flags want, or something else. */
function methodCall(names: readonly string[]): Recipe {
  return {
    oparg: between(0, 2),
    inputs: (w, oparg) => {
      if (w.choices.chance(1, 4)) return callInputs(w, oparg);
      return [LIST.dict.getStr(w.pick(names)), w.choices.chance(3, 4) ? w.list() : undefined, ...anys(w, oparg)];
    },
  };
}

const withValues = (w: World): Value => w.plain(false);
const OWNER = oneOf((w) => w.choices.bool() ? w.plain(w.choices.bool()) : w.any());
const INT_PAIR = twoOf((w) => w.int());
const FLOAT_PAIR = twoOf((w) => w.float());
const MAPPING = oneOf((w) => w.choices.bool() ? w.globals : w.instance("C"));
const NAME_INDEX = (shift: number) => (w: World): number =>
  (w.choices.below(NAMES.length) << shift) | w.choices.below(1 << shift);

/** An iterator of the class that still has an item. */
function alive(w: World, make: () => Value): Value {
  const iterator = make();
  if (iterator instanceof ListIterator && iterator.list !== null) iterator.list.items.push(w.any(1));
  if (iterator instanceof TupleIterator) return new TupleIterator(makeTuple([w.any(1)]));
  if (iterator instanceof RangeIterator) {
    return new RangeIterator(iterator.start, iterator.step, 1 + w.choices.below(3));
  }
  return iterator;
}

/** A sequence whose length is likely to be the oparg. */
function sequence(w: World, length: number): Value {
  const exact = w.choices.chance(3, 4) ? length : w.choices.below(4);
  const tuple = w.tuple(exact);
  return w.choices.bool() ? tuple : w.any();
}

function functionOf(w: World, total: number): PyFunction {
  return w.global(total === 1 ? "one" : "two") as PyFunction;
}

/** Recipes of the uops that are promised something, or that need an oparg in a range of their own. */
const RECIPES: Readonly<Partial<Record<Tier2UopName, Recipe>>> = {
  UNARY_NOT: oneOf((w) => w.choices.bool()),
  FORMAT_WITH_SPEC: { inputs: (w) => [w.any(), w.pick(["", "5", ">4", "d", "zz"])] },
  POP_EXCEPT: oneOf((w) => w.choices.bool() ? null : w.exception()),
  PUSH_EXC_INFO: oneOf((w) => w.exception()),
  CHECK_EXC_MATCH: { inputs: (w) => [w.exception(), w.any()] },
  CHECK_EG_MATCH: { inputs: (w) => [w.exception(), w.any()] },
  WITH_EXCEPT_START: { inputs: (w) => [w.callable(), 3, w.any(), w.exception()] },
  MAKE_FUNCTION: oneOf((w) => functionOf(w, 1).code),
  MATCH_KEYS: { inputs: (w) => [w.choices.bool() ? w.dict() : w.instance("C"), w.tuple(2, () => w.text())] },
  MATCH_CLASS: {
    oparg: between(0, 1),
    inputs: (w) => [
      w.choices.bool() ? w.slotted() : w.any(),
      w.pick<Value>([w.global("S"), w.global("C"), w.any()]),
      w.tuple(w.choices.below(2), () => "y"),
    ],
  },
  EXIT_INIT_CHECK: oneOf((w) => w.choices.bool() ? null : w.any()),
  BUILD_CONST_KEY_MAP: {
    oparg: between(0, 3),
    inputs: (w, oparg) => [...anys(w, oparg), w.tuple(oparg, () => w.text())],
  },
  BUILD_STRING: { oparg: between(0, 3), inputs: (w, oparg) => Array.from({ length: oparg }, () => w.text()) },
  BUILD_SLICE: { oparg: between(2, 3) },
  COPY: { oparg: between(1, 3) },
  SWAP: { oparg: between(2, 4) },
  COPY_FREE_VARS: { oparg: () => 1 },
  CALL_INTRINSIC_1: {
    oparg: (w) => w.pick([1, 2, 3, 5, 6]),
    inputs: (w, oparg) => [oparg === 6 ? w.list() : oparg === 3 ? w.exception() : oparg === 2 ? w.module() : w.any()],
  },
  CALL_INTRINSIC_2: {
    oparg: (w) => w.pick([1, 4]),
    inputs: (w, oparg) => oparg === 4 ? [functionOf(w, 1), w.tuple(1)] : [w.exception(), w.list()],
  },
  CONTAINS_OP: { oparg: between(0, 1) },
  IS_OP: { oparg: between(0, 1) },
  CONVERT_VALUE: { oparg: between(1, 3) },
  GET_AWAITABLE: { oparg: between(0, 2) },
  LIST_APPEND: { oparg: between(1, 3), inputs: under((w) => w.list(), 1) },
  LIST_EXTEND: { oparg: between(1, 3), inputs: under((w) => w.list(), 1) },
  SET_ADD: { oparg: between(1, 3), inputs: under((w) => w.set(), 1) },
  SET_UPDATE: { oparg: between(1, 3), inputs: under((w) => w.set(), 1) },
  MAP_ADD: { oparg: between(1, 3), inputs: under((w) => w.dict(), 2) },
  DICT_UPDATE: {
    oparg: between(1, 3),
    inputs: (w, oparg) => [w.dict(), ...anys(w, oparg - 1), w.choices.bool() ? w.dict() : w.any()],
  },
  DICT_MERGE: {
    oparg: between(1, 2),
    inputs: (w, oparg) => [w.callable(), undefined, w.any(), w.dict(), ...anys(w, oparg)],
  },
  LOAD_FAST: { oparg: between(0, LOCALS.bound - 1) },
  LOAD_FROM_DICT_OR_DEREF: { inputs: MAPPING.inputs as NonNullable<Recipe["inputs"]> },
  LOAD_FROM_DICT_OR_GLOBALS: { inputs: MAPPING.inputs as NonNullable<Recipe["inputs"]> },
  SET_FUNCTION_ATTRIBUTE: {
    oparg: (w) => w.pick([1, 2, 4, 8]),
    inputs: (w, oparg) => [oparg === 2 ? w.dict() : w.tuple(2), functionOf(w, 2)],
  },
  UNPACK_EX: { oparg: (w) => w.choices.below(3) | (w.choices.below(2) << 8) },
  _UNPACK_SEQUENCE: { oparg: between(0, 3), inputs: (w, oparg) => [sequence(w, oparg)] },
  UNPACK_SEQUENCE_LIST: { oparg: between(0, 3), inputs: (w) => [w.choices.chance(2, 3) ? w.list() : w.any()] },
  UNPACK_SEQUENCE_TUPLE: { oparg: between(0, 3), inputs: (w, oparg) => [sequence(w, oparg)] },
  UNPACK_SEQUENCE_TWO_TUPLE: { oparg: () => 2, inputs: (w) => [sequence(w, 2)] },
  BINARY_SUBSCR_DICT: { inputs: (w) => [w.choices.bool() ? w.dict() : w.any(), w.choices.bool() ? w.text() : w.any()] },
  BINARY_SUBSCR_LIST_INT: { inputs: (w) => [w.choices.chance(3, 4) ? w.list() : w.any(), w.int()] },
  BINARY_SUBSCR_STR_INT: { inputs: (w) => [w.choices.chance(3, 4) ? w.text() : w.any(), w.int()] },
  BINARY_SUBSCR_TUPLE_INT: { inputs: (w) => [w.choices.chance(3, 4) ? w.tuple(3) : w.any(), w.int()] },
  STORE_SUBSCR_DICT: { inputs: (w) => [w.any(), w.choices.chance(3, 4) ? w.dict() : w.any(), w.any()] },
  STORE_SUBSCR_LIST_INT: { inputs: (w) => [w.any(), w.choices.chance(3, 4) ? w.list() : w.any(), w.int()] },
  CALL_BUILTIN_CLASS: builtinCall(["int", "list", "tuple", "range", "bool", "type", "dict"], 0, 2),
  CALL_BUILTIN_FAST: builtinCall(["divmod", "getattr", "isinstance", "issubclass", "round", "pow"], 2, 3),
  CALL_BUILTIN_FAST_WITH_KEYWORDS: builtinCall(["print", "sum", "sorted"], 0, 2),
  CALL_BUILTIN_O: builtinCall(["abs", "ord", "chr", "repr", "hash", "len"], 1, 1),
  CALL_ISINSTANCE: builtinCall(["isinstance"], 2, 2),
  CALL_LEN: builtinCall(["len"], 1, 1),
  CALL_METHOD_DESCRIPTOR_FAST: methodCall(["pop", "index", "insert"]),
  CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS: methodCall(["sort"]),
  CALL_METHOD_DESCRIPTOR_NOARGS: methodCall(["copy", "clear", "reverse"]),
  CALL_METHOD_DESCRIPTOR_O: methodCall(["append", "count", "extend", "remove"]),
  CALL_STR_1: callOne(STR),
  CALL_TUPLE_1: callOne(TUPLE),
  CALL_TYPE_1: callOne(TYPE),
  COMPARE_OP_FLOAT: { oparg: between(0, 15), inputs: (w) => [w.float(), w.choices.chance(3, 4) ? w.float() : w.any()] },
  COMPARE_OP_INT: { oparg: between(0, 15), inputs: (w) => [w.int(), w.choices.chance(3, 4) ? w.int() : w.any()] },
  COMPARE_OP_STR: { oparg: between(0, 15), inputs: (w) => [w.text(), w.choices.chance(3, 4) ? w.text() : w.any()] },
  _COMPARE_OP: { oparg: (w) => w.pick([2, 42, 72, 103, 132, 172, 18, 58, 88, 119, 148, 188]) },
  _BINARY_OP: { oparg: between(0, 25), inputs: (w) => w.choices.bool() ? [w.int(), w.int()] : anys(w, 2) },
  LOAD_SUPER_ATTR_ATTR: { oparg: NAME_INDEX(2), inputs: (w) => superInputs(w) },
  LOAD_SUPER_ATTR_METHOD: { oparg: NAME_INDEX(2), inputs: (w) => superInputs(w) },
  TO_BOOL_ALWAYS_TRUE: { ...OWNER, operand: typeTag },
  TO_BOOL_BOOL: oneOf((w) => w.choices.bool() ? w.choices.bool() : w.any()),
  TO_BOOL_INT: oneOf((w) => w.choices.bool() ? w.int() : w.any()),
  TO_BOOL_LIST: oneOf((w) => w.choices.bool() ? w.list() : w.any()),
  TO_BOOL_NONE: oneOf((w) => w.choices.bool() ? null : w.any()),
  TO_BOOL_STR: oneOf((w) => w.choices.bool() ? w.text() : w.any()),
  _BINARY_OP_MULTIPLY_INT: INT_PAIR,
  _BINARY_OP_ADD_INT: INT_PAIR,
  _BINARY_OP_SUBTRACT_INT: INT_PAIR,
  _BINARY_OP_MULTIPLY_FLOAT: FLOAT_PAIR,
  _BINARY_OP_ADD_FLOAT: FLOAT_PAIR,
  _BINARY_OP_SUBTRACT_FLOAT: FLOAT_PAIR,
  _BINARY_OP_ADD_UNICODE: twoOf((w) => w.text()),
  _GUARD_BOTH_INT: { inputs: (w) => [w.int(), w.choices.bool() ? w.int() : w.any()] },
  _GUARD_BOTH_FLOAT: { inputs: (w) => [w.float(), w.choices.bool() ? w.float() : w.any()] },
  _GUARD_BOTH_UNICODE: { inputs: (w) => [w.text(), w.choices.bool() ? w.text() : w.any()] },
  _LOAD_GLOBAL: { oparg: NAME_INDEX(1) },
  _LOAD_ATTR: { oparg: NAME_INDEX(1) },
  _GUARD_GLOBALS_VERSION: { operand: (w) => w.choices.bool() ? w.globals.version : 9 },
  _GUARD_BUILTINS_VERSION: { operand: (w) => w.choices.bool() ? w.m.builtins.version : 9 },
  _LOAD_GLOBAL_MODULE: { oparg: between(0, 1), operand: entryIndex(16) },
  _LOAD_GLOBAL_BUILTINS: { oparg: between(0, 1), operand: entryIndex(400) },
  _GUARD_TYPE_VERSION: { ...OWNER, operand: typeTag },
  _CHECK_MANAGED_OBJECT_HAS_VALUES: OWNER,
  _LOAD_ATTR_INSTANCE_VALUE: { oparg: between(0, 1), ...oneOf(withValues), operand: between(0, 1) },
  _CHECK_ATTR_MODULE: {
    ...oneOf((w) => w.choices.bool() ? w.module() : w.any()),
    operand: versionOf((owner) => owner instanceof PyModule ? owner.dict.version : 0),
  },
  _LOAD_ATTR_MODULE: { oparg: between(0, 1), ...oneOf((w) => w.module()), operand: entryIndex(200) },
  _CHECK_ATTR_WITH_HINT: OWNER,
  _LOAD_ATTR_WITH_HINT: { oparg: NAME_INDEX(1), ...oneOf((w) => w.plain(true)), operand: between(0, 1) },
  _LOAD_ATTR_SLOT: {
    oparg: between(0, 1),
    ...oneOf((w) => w.slotted()),
    operand: (w) => w.pick([8, bytesOfSlot, bytesOfSlot + 8]),
  },
  _CHECK_ATTR_CLASS: {
    ...oneOf((w) => w.choices.bool() ? w.global("C") : w.any()),
    operand: versionOf((owner) => owner instanceof PyType ? owner.versionTag : 0),
  },
  _LOAD_ATTR_CLASS: { oparg: between(0, 1), operand: anyObject },
  _GUARD_DORV_VALUES: OWNER,
  _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT: OWNER,
  _CHECK_ATTR_METHOD_LAZY_DICT: oneOf((w) => w.exception()),
  _STORE_ATTR_INSTANCE_VALUE: { inputs: (w) => [w.any(), withValues(w)], operand: () => 0 },
  _STORE_ATTR_SLOT: { inputs: (w) => [w.any(), w.slotted()], operand: (w) => w.pick([bytesOfSlot, bytesOfSlot + 8]) },
  _GUARD_KEYS_VERSION: {
    ...oneOf(withValues),
    operand: versionOf((owner) => owner instanceof PyInstance ? owner.cls.sharedKeys?.version ?? 0 : 0),
  },
  _LOAD_ATTR_METHOD_WITH_VALUES: { oparg: () => 1, operand: anyObject },
  _LOAD_ATTR_METHOD_NO_DICT: { oparg: () => 1, operand: anyObject },
  _LOAD_ATTR_METHOD_LAZY_DICT: { oparg: () => 1, operand: anyObject },
  _LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES: { oparg: () => 0, operand: anyObject },
  _LOAD_ATTR_NONDESCRIPTOR_NO_DICT: { oparg: () => 0, operand: anyObject },
  _GUARD_NOT_EXHAUSTED_LIST: oneOf((w) => w.listIterator()),
  _GUARD_NOT_EXHAUSTED_TUPLE: oneOf((w) => w.tupleIterator()),
  _GUARD_NOT_EXHAUSTED_RANGE: oneOf((w) => w.rangeIterator()),
  _ITER_NEXT_LIST: oneOf((w) => alive(w, () => w.listIterator())),
  _ITER_NEXT_TUPLE: oneOf((w) => alive(w, () => w.tupleIterator())),
  _ITER_NEXT_RANGE: oneOf((w) => alive(w, () => w.rangeIterator())),
  _GUARD_IS_TRUE_POP: oneOf((w) => w.choices.bool()),
  _GUARD_IS_FALSE_POP: oneOf((w) => w.choices.bool()),
  _GUARD_IS_NONE_POP: oneOf((w) => w.choices.bool() ? null : w.any()),
  _GUARD_IS_NOT_NONE_POP: oneOf((w) => w.choices.bool() ? null : w.any()),
  _CHECK_CALL_BOUND_METHOD_EXACT_ARGS: CALL,
  _INIT_CALL_BOUND_METHOD_EXACT_ARGS: {
    oparg: between(0, 2),
    inputs: (w, oparg) => [new PyMethod(w.global("two"), w.any()), undefined, ...anys(w, oparg)],
  },
  _CHECK_FUNCTION_EXACT_ARGS: {
    ...CALL,
    operand: (w) => w.pick([functionOf(w, 1).version, functionOf(w, 2).version]),
  },
  _CHECK_STACK_SPACE: {
    oparg: between(0, 2),
    inputs: (w, oparg) => {
      if (w.choices.bool()) w.m.depth = w.m.limits.recursionLimit - w.choices.below(3);
      return [functionOf(w, 2), undefined, ...anys(w, oparg)];
    },
  },
  RESUME_CHECK: {
    inputs: (w) => {
      w.m.evalBreaker = w.choices.below(2);
      return [];
    },
  },
  _INIT_CALL_PY_EXACT_ARGS: {
    oparg: between(1, 2),
    inputs: (w, oparg) =>
      oparg === 1 && w.choices.bool()
        ? [functionOf(w, 2), w.any(), ...anys(w, 1)]
        : [functionOf(w, oparg), undefined, ...anys(w, oparg)],
  },
  _PUSH_FRAME: oneOf((w) => freshFrame(w) as unknown as Value),
  _INSERT: { oparg: between(1, 3) },
  _SET_IP: { oparg: between(0, 1) },
};

function superInputs(w: World): Value[] {
  const self = w.choices.bool() ? w.instance("C") : w.any();
  return [w.choices.chance(3, 4) ? SUPER : w.any(), w.choices.chance(3, 4) ? typeOf(self) : w.any(), self];
}

/** A frame of a function with one parameter, not linked. */
function freshFrame(w: World): Frame {
  const frame = newFrame(w.m, functionOf(w, 1), null);
  frame.stack[0] = w.any();
  return frame;
}

/** An oparg that the compiler could give. */
function opargFor(name: Tier2UopName, w: World): number {
  const { flags } = uopRow(name);
  if (hasFlag(flags, "NAME")) return w.choices.below(NAMES.length);
  if (hasFlag(flags, "CONST")) return w.choices.below(2);
  if (hasFlag(flags, "FREE")) return LOCALS.cell + w.choices.below(LOCALS.cells);
  if (hasFlag(flags, "LOCAL")) return w.choices.below(LOCALS.all);
  return hasFlag(flags, "ARG") ? w.choices.below(4) : 0;
}

/** Draws a state for a uop; the machine's stack is as it was. */
export function drawState(name: Tier2UopName, w: World): UopState {
  const recipe = RECIPES[name] ?? {};
  const oparg = recipe.oparg?.(w) ?? opargFor(name, w);
  const inputs = recipe.inputs?.(w, oparg) ?? anys(w, UOP_EFFECTS[name].popped(oparg));
  const operand = recipe.operand?.(w, inputs) ?? 0;
  return { oparg, operand, inputs };
}
