/**
 * A small world for single uops: a machine that runs a function of a program with classes, and values of all sorts.
 *
 * @module
 */

import { assemble } from "../../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits, type Repairs } from "../../../src/isa/engine.ts";
import { NO_REPAIRS } from "../../../src/isa/repairs.ts";
import { call } from "../../../src/object/call/call.ts";
import { setAttr } from "../../../src/object/type/attributes.ts";
import { PyCell, PyFunction, PyMethod } from "../../../src/object/values/callable_values.ts";
import { PyDict } from "../../../src/object/dict/dict.ts";
import { ASSERTION_ERROR, EXCEPTION } from "../../../src/object/exception/exception_types.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../../../src/object/iterator/iterators.ts";
import { importModule } from "../../../src/object/modules/import.ts";
import { PyFloat } from "../../../src/object/values/number_values.ts";
import { newException } from "../../../src/object/exception/raise.ts";
import { makeTuple, PyList, PySlice } from "../../../src/object/values/sequence_values.ts";
import { PySet } from "../../../src/object/set/set.ts";
import { setAdd } from "../../../src/object/set/set_ops.ts";
import { ELLIPSIS } from "../../../src/object/values/singletons.ts";
import { INT, LIST, STR, SUPER, TUPLE, TYPE } from "../../../src/object/type/types.ts";
import type { Value } from "../../../src/object/values/value.ts";
import { linkFrame, newCallFrame } from "../../../src/vm/frame/frame_stack.ts";
import { loadCodes, programLayout } from "../../../src/vm/load.ts";
import type { Machine } from "../../../src/vm/machine.ts";
import { WholeMachine } from "../../../src/vm/whole_machine.ts";
import { runFrame } from "../../../src/vm/enter.ts";
import type { Choices } from "../../core/choices.ts";

/** Methods of class C: whatever an instruction may call, each a function that gives a constant. */
const METHODS: readonly (readonly [name: string, result: string])[] = [
  ["__add__", "5"],
  ["__radd__", "5"],
  ["__sub__", "5"],
  ["__mul__", "5"],
  ["__neg__", "5"],
  ["__invert__", "5"],
  ["__eq__", "True"],
  ["__lt__", "True"],
  ["__ge__", '"ge"'],
  ["__hash__", "3"],
  ["__bool__", "True"],
  ["__len__", "2"],
  ["__index__", "1"],
  ["__getitem__", "1"],
  ["__setitem__", "None"],
  ["__delitem__", "None"],
  ["__contains__", "True"],
  ["__next__", "4"],
  ["__str__", '"str"'],
  ["__repr__", '"repr"'],
  ["__format__", '"format"'],
  ["__enter__", "6"],
  ["__exit__", "True"],
  ["__aenter__", "6"],
  ["__aexit__", "6"],
  ["__call__", "7"],
  ["method", "8"],
];
/** Those that give the object itself. */
const SELVES = ["__iter__", "__await__", "__aiter__", "__anext__"] as const;

/** Locals of the function that runs: two are bound, two are not; then a cell of its own and one of its closure. */
export const LOCALS = { bound: 2, all: 4, cell: 4, free: 5, cells: 2 } as const;
/** Names of the function that runs. */
export const NAMES = ["a", "method", "missing", "range", "C", "__class__", "x"] as const;

function functionCode(name: string, parameters: string, flags: string, body: string): string {
  return `code ${name}\n${parameters}\n  flags ${flags}\n  stacksize 8\n  begin\n    RESUME 0\n${body}\n  end\n\n`;
}

function methodCode([name, result]: readonly [string, string]): string {
  const parameters = `  params 1 0 0\n  varnames self rest\n  const ${result}`;
  return functionCode(name, parameters, "0x7", "    RETURN_CONST 0");
}

const SELF = functionCode("self", "  params 1 0 0\n  varnames self", "0x3", "    LOAD_FAST 0\n    RETURN_VALUE");

/** Code objects in the order of the text: module, f, two functions, self(), the methods, then the bodies of C, P and S. */
const FIRST_METHOD = 5;
const FIRST_BODY = FIRST_METHOD + METHODS.length;

/** The code of a method that gives 8. */
const EIGHT = `code(${FIRST_METHOD + METHODS.length - 1})`;

function classBody(name: string, entries: readonly (readonly [name: string, constant: string])[]): string {
  const names = `  names ${entries.map(([each]) => each).join(" ")}`;
  const consts = [...entries.map(([, constant]) => `  const ${constant}`), "  const None"].join("\n");
  const body = entries.map(([, constant], i) =>
    `    LOAD_CONST ${i}\n${constant.startsWith("code") ? "    MAKE_FUNCTION\n" : ""}    STORE_NAME ${i}`
  );
  body.push(`    RETURN_CONST ${entries.length}`);
  return functionCode(name, `${names}\n${consts}`, "0x0", body.join("\n"));
}

const MODULE_NAMES = ["f", "one", "two", "C", "P", "S"] as const;

function moduleCode(): string {
  const functions = [1, 2, 3].map((code, i) => `    LOAD_CONST ${i}\n    MAKE_FUNCTION\n    STORE_NAME ${code - 1}`);
  const classes = [3, 4, 5].map((at, i) =>
    `    LOAD_BUILD_CLASS\n    PUSH_NULL\n    LOAD_CONST ${at}\n    MAKE_FUNCTION\n    LOAD_CONST ${
      6 + i
    }\n    CALL 2\n    STORE_NAME ${at}`
  );
  const consts = [1, 2, 3, FIRST_BODY, FIRST_BODY + 1, FIRST_BODY + 2].map((code) => `  const code(${code})`);
  const head = [
    `  names ${MODULE_NAMES.join(" ")}`,
    ...consts,
    '  const "C"',
    '  const "P"',
    '  const "S"',
    "  const None",
  ];
  return functionCode("<module>", head.join("\n"), "0x0", [...functions, ...classes, "    RETURN_CONST 9"].join("\n"));
}

const F_HEAD = `  params 0 0 0
  varnames v0 v1 v2 v3
  cellvars own
  freevars outer
  names ${NAMES.join(" ")}
  const None
  const 7
  const code(2)`;

/** The program; its function `f` never runs by itself. */
const PROGRAM = assemble(
  [
    "tierproof-assembly 1\n",
    moduleCode(),
    functionCode("f", F_HEAD, "0x13", "    RETURN_CONST 0"),
    functionCode("one", "  params 1 0 0\n  varnames p\n  const 1", "0x3", "    RETURN_CONST 0"),
    functionCode("two", "  params 2 0 0\n  varnames p q\n  const 2", "0x3", "    RETURN_CONST 0"),
    SELF,
    ...METHODS.map(methodCode),
    classBody("C", [
      ...METHODS.map(([name], i) => [name, `code(${FIRST_METHOD + i})`] as const),
      ...SELVES.map((name) => [name, "code(4)"] as const),
      ["a", "9"],
    ]),
    classBody("P", [["method", EIGHT], ["b", "9"]]),
    // What these give is refused.
    classBody("S", [
      ["__slots__", '("x", "y")'],
      ["__match_args__", '("x",)'],
      ...["__bool__", "__str__", "__repr__", "__format__", "__iter__", "__hash__"].map((name) =>
        [name, EIGHT] as const
      ),
    ]),
  ].join(""),
);

/** Small enough that no value gets big; enough fuel for anything that one uop calls. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 2000, maxSize: 2000 };

const machines = new Map<string, Machine>();

function machineWith(repairs: Repairs): Machine {
  const key = [...repairs].sort().join();
  let machine = machines.get(key);
  if (machine === undefined) machines.set(key, machine = new WholeMachine(repairs));
  return machine;
}

/** The current frame is one of `f`, with nothing on its stack; all choices about values come from one source. */
export class World {
  readonly m: Machine;
  readonly choices: Choices;
  readonly globals: PyDict = new PyDict();

  constructor(choices: Choices, repairs: Repairs = NO_REPAIRS) {
    this.choices = choices;
    this.m = machineWith(repairs);
    const { m, globals } = this;
    m.reset(LIMITS);
    globals.setStr("__name__", "m");
    globals.setStr("__builtins__", m.builtins);
    const codes = loadCodes(m, programLayout(m, PROGRAM));
    const module = new PyFunction(codes[0] as PyFunction["code"], globals, m.builtins);
    runFrame(m, newCallFrame(m, module, globals, [], 0, 0, null));
    const f = this.global("f") as PyFunction;
    f.closure = makeTuple([new PyCell(choices.bool() ? 11 : undefined)]);
    const frame = newCallFrame(m, f, choices.chance(3, 4) ? globals : null, [], 0, 0, null);
    linkFrame(m, frame);
    m.depth++;
    m.nesting = 1;
    for (let i = 0; i < LOCALS.bound; i++) m.stack[i] = this.any();
    m.stack[LOCALS.cell] = new PyCell(choices.bool() ? this.any() : undefined);
    m.stack[LOCALS.free] = new PyCell(choices.bool() ? this.any() : undefined);
  }

  /** A global of the program. */
  global(name: (typeof MODULE_NAMES)[number]): Value {
    return this.globals.getStr(name);
  }

  /** A fresh instance of a class of the program. */
  instance(cls: "C" | "P" | "S"): Value {
    return call(this.m, this.global(cls), [], null);
  }

  /** An instance of P with an attribute, in line or in a dict of its own. */
  plain(inDict: boolean): Value {
    const instance = this.instance("P");
    if (inDict) setAttr(this.m, instance, "__dict__", new PyDict());
    setAttr(this.m, instance, "a", this.int());
    return instance;
  }

  /** An instance of S with its first slot set. */
  slotted(): Value {
    const instance = this.instance("S");
    setAttr(this.m, instance, "x", this.any());
    return instance;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.choices.below(list.length)] as T;
  }

  int(): Value {
    return this.pick<Value>([0, 1, 2, -1, 7, 2 ** 30, -(2 ** 30), 2 ** 53 - 1, 2n ** 64n, -(2n ** 70n)]);
  }

  float(): Value {
    return new PyFloat(this.pick([0, -0, 1.5, -2.25, 1e300, Infinity, NaN]));
  }

  text(): Value {
    return this.pick<Value>(["", "a", "method", "né", "\u{1f600}b", "x".repeat(30)]);
  }

  /** Up to `most` values. */
  values(most: number, each: () => Value = () => this.any(1)): Value[] {
    return Array.from({ length: this.choices.length(0, most) }, each);
  }

  tuple(count: number, each: () => Value = () => this.any(1)): Value {
    return makeTuple(Array.from({ length: count }, each));
  }

  list(): Value {
    return new PyList(this.values(4));
  }

  dict(): Value {
    const dict = new PyDict();
    for (const name of this.values(3, () => this.text())) dict.setStr(name as string, this.any(1));
    return dict;
  }

  set(): Value {
    const set = new PySet();
    for (const value of this.values(3, () => this.int())) setAdd(this.m, set, value);
    return set;
  }

  exception(): Value {
    const exception = newException(this.pick([EXCEPTION, ASSERTION_ERROR]), this.values(2));
    if (this.choices.chance(1, 4)) setAttr(this.m, exception, "a", 1);
    return exception;
  }

  listIterator(): Value {
    return new ListIterator(new PyList(this.values(3)));
  }

  tupleIterator(): Value {
    return new TupleIterator(this.tuple(this.choices.length(0, 3)) as TupleIterator["tuple"] & object);
  }

  rangeIterator(): Value {
    return new RangeIterator(this.choices.int(-2, 2), this.pick([1, 2, -1]), this.choices.length(0, 3));
  }

  module(): Value {
    return importModule(this.m, "math", null, 0);
  }

  /** Something that can be called, as a rule. */
  callable(): Value {
    const { m } = this;
    switch (this.choices.below(10)) {
      case 0:
        return this.global("one");
      case 1:
        return this.global("two");
      case 2:
        return new PyMethod(this.global("two"), this.any(1));
      case 3:
        return this.pick<Value>([TYPE, STR, TUPLE, LIST, INT, SUPER, this.global("C"), this.global("P")]);
      case 4:
        return m.builtinLen;
      case 5:
        return m.builtinIsinstance;
      case 6:
        return m.builtins.getStr(this.pick(["ord", "abs", "sum", "min", "sorted", "print", "repr", "divmod"]));
      case 7: {
        const owner = this.pick([LIST, STR, TUPLE]);
        return owner.dict.getStr(
          this.pick(["append", "pop", "count", "index", "split", "copy", "sort", "upper", "join"]),
        );
      }
      case 8:
        return this.instance("C");
      default:
        return this.any(1);
    }
  }

  /** Any value; at depth 2 only those that hold no others. */
  any(depth = 0): Value {
    switch (this.choices.below(depth > 1 ? 8 : 22)) {
      case 0:
        return null;
      case 1:
        return this.choices.bool();
      case 2:
      case 3:
        return this.int();
      case 4:
        return this.float();
      case 5:
        return this.text();
      case 6:
        return ELLIPSIS;
      case 7:
        return this.pick<Value>([INT, STR, LIST]);
      case 8:
        return this.tuple(this.choices.length(0, 3), () => this.any(depth + 1));
      case 9:
        return new PyList(this.values(3, () => this.any(depth + 1)));
      case 10:
        return this.dict();
      case 11:
        return this.set();
      case 12:
        return new PySlice(this.pick<Value>([null, 0, 1]), this.pick<Value>([null, 1, 2]), null);
      case 13:
        return this.pick<Value>([this.global("C"), this.global("P"), this.global("one")]);
      case 14:
        return this.exception();
      case 15:
        return this.listIterator();
      case 16:
        return this.tupleIterator();
      case 17:
        return this.rangeIterator();
      case 18:
        return this.plain(this.choices.bool());
      case 19:
        return this.slotted();
      case 20:
        return this.module();
      default:
        return this.instance("C");
    }
  }
}
