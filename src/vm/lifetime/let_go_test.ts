import { assertEquals } from "@std/assert";
import { type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { PyMethodDescriptor } from "../../object/values/callable_values.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import type { PyType } from "../../object/type/type.ts";
import type { Value } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";
import { mayLetGo, spares } from "./let_go.ts";

/** What is looked at of a machine: a frame without locals and what is on its stack. */
function machineWith(stack: Value[]): Machine {
  const looked = { frame: { code: { localCount: 0 } }, stack, sp: stack.length, handling: { handled: null } };
  return looked as unknown as Machine;
}

const method = (name: string): PyMethodDescriptor =>
  new PyMethodDescriptor(null as unknown as PyType, name, 0, () => null);

Deno.test("only what can take something out of a list looks into it", () => {
  const items = Array.from({ length: 5 }, () => new PyList([]));
  const list = new PyList([...items]);
  const letGo = (stack: Value[], opcode: OpcodeName, oparg: number) =>
    mayLetGo(machineWith(stack), OPCODES[opcode].opcode, oparg, stack);
  const append = method("append");
  assertEquals(letGo([append, list, 1], "CALL", 1), [append, list, 1]);
  assertEquals(letGo([list], "LOAD_ATTR", 0), [list]);
  const pop = method("pop");
  assertEquals(letGo([pop, list, 1], "CALL", 1), [...items.toReversed(), pop, list, 1]);
  assertEquals(letGo([list, 0], "DELETE_SUBSCR", 0), [...items.toReversed(), list, 0]);
});

Deno.test("what takes numbers and texts alone spares all that lives", () => {
  const does = (stack: Value[], opcode: OpcodeName) => spares(machineWith(stack), OPCODES[opcode].opcode, 0);
  assertEquals([does([1, "a"], "BINARY_OP"), does([null], "POP_TOP")], [true, true]);
  assertEquals([does([new PyList([]), 2], "BINARY_OP"), does([new PyList([])], "POP_TOP")], [false, false]);
  assertEquals(does([1, 2], "STORE_ATTR"), false, "it changes what it is given");
});
