import { assertEquals } from "@std/assert";
import { PyDict } from "../../object/dict/dict.ts";
import { PyGenerator } from "../../object/generator/generator.ts";
import { PyException } from "../../object/exception/exception.ts";
import { VALUE_ERROR } from "../../object/exception/exception_types.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { OBJECT } from "../../object/type/types.ts";
import { PyCell, type PyFunction } from "../../object/values/callable_values.ts";
import { FRAME_OWNER, PyFrame } from "../../object/values/frame.ts";
import { PyList, PySlice, PyTuple } from "../../object/values/sequence_values.ts";
import type { PyObject } from "../../object/values/value.ts";
import { functionText, TestMachine } from "../test_machine.ts";
import { HeldNatively } from "./held.ts";
import { searchFor, Standing, unreachable } from "./live_objects.ts";
import { Proofs } from "./proof.ts";

/** A machine with a function `f` of four words of stack, and what is known of how objects of it are held. */
function machineWithProofs() {
  const test = new TestMachine([functionText("f", "*a", "RETURN_CONST 0", "  const None")]);
  const { machine } = test;
  const standing = new Standing(new HeldNatively());
  standing.machine = machine;
  const proofs = new Proofs(standing);
  const search = (object: PyObject): void => {
    proofs.begin();
    searchFor(machine, [object], [], (found, holders) => proofs.note(found, holders));
  };
  const lives = (object: PyObject): boolean => {
    proofs.begin();
    return proofs.lives(object);
  };
  return { test, machine, proofs, search, lives };
}

/** A holder of an object, and how it lets go of it. */
type Holding = (object: PyObject, func: PyFunction) => { readonly holder: PyObject; readonly letGo: () => void };

function dictWith(object: PyObject): PyDict {
  const dict = new PyDict();
  dict.setStr("k", object);
  return dict;
}

const HOLDINGS: Readonly<Record<string, Holding>> = {
  list: (object) => {
    const holder = new PyList([1, object]);
    return { holder, letGo: () => holder.items.pop() };
  },
  "list whose items are others": (object) => {
    const holder = new PyList([object]);
    return { holder, letGo: () => holder.items = [] };
  },
  dict: (object) => {
    const holder = dictWith(object);
    return { holder, letGo: () => holder.deleteStr("k") };
  },
  cell: (object) => {
    const holder = new PyCell(object);
    return { holder, letGo: () => holder.contents = null };
  },
  "values in line": (object) => {
    const holder = new PyInstance(OBJECT, [undefined, object], null, undefined);
    return { holder, letGo: () => holder.values = null };
  },
  slots: (object) => {
    const holder = new PyInstance(OBJECT, null, [undefined, object], undefined);
    return { holder, letGo: () => (holder.slots as PyObject[]).length = 0 };
  },
  "dict of an instance": (object) => {
    const holder = new PyInstance(OBJECT, null, null, undefined);
    holder.dict = dictWith(object);
    return { holder, letGo: () => holder.dict = null };
  },
  payload: (object) => {
    const holder = new PyInstance(OBJECT, null, null, object);
    return { holder, letGo: () => holder.payload = undefined };
  },
  "defaults of a function": (object, func) => {
    func.defaults = new PyTuple([object]);
    return { holder: func, letGo: () => func.defaults = null };
  },
  "stack of a generator": (object, func) => {
    const frame = new PyFrame(func, func.code, undefined);
    frame.stack[frame.sp++] = object;
    return { holder: new PyGenerator(frame), letGo: () => frame.sp-- };
  },
  "frame that is an object's own now": (object, func) => {
    const frame = new PyFrame(func, func.code, undefined);
    frame.stack[frame.sp++] = object;
    return { holder: new PyGenerator(frame), letGo: () => frame.owner = FRAME_OWNER.FRAME_OBJECT };
  },
  "field of an exception": (object) => {
    const holder = new PyException(VALUE_ERROR, new PyTuple([]));
    holder.fields = new Map([["x", object]]);
    return { holder, letGo: () => holder.fields?.clear() };
  },
  "exception being handled": (object, func) => {
    const generator = new PyGenerator(new PyFrame(func, func.code, undefined));
    generator.handled = object as PyGenerator["handled"];
    return { holder: generator, letGo: () => generator.handled = null };
  },
};

for (const [name, holding] of Object.entries(HOLDINGS)) {
  Deno.test(`an object is known to live as long as what held it does: ${name}`, () => {
    const { test, machine, search, lives } = machineWithProofs();
    const object = new PySlice(1, 2, 3);
    const { holder, letGo } = holding(object, test.func("f"));
    const outer = new PyList([holder]);
    machine.programRoots = [test.globals, outer];
    assertEquals(lives(object), false, "nothing was searched yet");
    search(object);
    assertEquals([lives(object), lives(object)], [true, true]);
    machine.programRoots = [test.globals];
    assertEquals(lives(object), false, "what holds it is dead itself");
    machine.programRoots = [test.globals, outer];
    search(object);
    assertEquals(lives(object), true);
    letGo();
    assertEquals(lives(object), false);
    assertEquals(unreachable(machine, [object]).has(object), true, "what a search thinks of it");
    machine.programRoots = [test.globals, outer, new PyList([object])];
    assertEquals(lives(object), false, "a new holder is for a search to find");
    search(object);
    assertEquals(lives(object), true);
  });
}

Deno.test("what is held in another place of the same list lives", () => {
  const { machine, search, lives } = machineWithProofs();
  const objects = Array.from({ length: 4 }, () => new PySlice(1, 2, 3));
  const list = new PyList([...objects]);
  machine.programRoots = [list];
  for (const object of objects) search(object);
  list.items.shift();
  assertEquals(objects.map(lives), [false, true, true, true]);
});

Deno.test("what the stack of a frame that runs holds is not told from its frame", () => {
  const { test, machine, search, lives } = machineWithProofs();
  const object = new PySlice(1, 2, 3);
  const func = test.func("f");
  const frame = new PyFrame(func, func.code, undefined);
  frame.stack[frame.sp++] = object;
  machine.programRoots = [new PyList([new PyGenerator(frame)])];
  search(object);
  assertEquals(lives(object), true);
  const { frame: outer } = machine;
  frame.previous = outer;
  machine.frame = frame as typeof outer;
  assertEquals(lives(object), false, "the top of its stack is the machine's");
  machine.frame = outer;
  assertEquals(lives(object), true);
});

Deno.test("a long way down to an object takes no stack", () => {
  const { machine, search, lives } = machineWithProofs();
  const object = new PySlice(1, 2, 3);
  let list = new PyList([object]);
  for (let depth = 0; depth < 12_000; depth++) list = new PyList([list]);
  machine.programRoots = [list];
  search(object);
  assertEquals(lives(object), true);
});
