import { assertEquals } from "@std/assert";
import { assemble } from "../../isa/assembler.ts";
import { DEFAULT_LIMITS } from "../../isa/engine.ts";
import { opcodeNameOf } from "../../isa/opcodes.ts";
import type { PyDict } from "../../object/dict/dict.ts";
import type { PyInstance } from "../../object/type/instance.ts";
import { instanceDict } from "../../object/type/instance_dict.ts";
import type { PyTuple } from "../../object/values/sequence_values.ts";
import { showsDeaths } from "./visible.ts";
import { tier1, tier2 } from "../engine.ts";
import { classBody, functionText, makeClass, TestMachine } from "../test_machine.ts";

/** A class whose destructor sets the global `died`. */
const DESTRUCTOR = [
  functionText(
    "__del__",
    "self",
    "LOAD_CONST 0\nSTORE_GLOBAL 0\nRETURN_CONST 1",
    "  names died\n  const True\n  const None",
  ), // 1
  classBody("C", "__del__", 1), // 2
  makeClass("C", 2, [], false),
];

function machineWith(text: string): TestMachine {
  const test = new TestMachine([...DESTRUCTOR, text]);
  test.machine.showsDeaths = true;
  test.machine.programRoots = [test.globals];
  test.globals.setStr("died", false);
  test.call("make_C");
  return test;
}

Deno.test("a destructor runs at the instruction that drops the last reference", () => {
  const body = (between: string): string =>
    functionText(
      "f",
      "*a *b",
      `LOAD_GLOBAL 1\nCALL 0\nSTORE_FAST 0\n${between}\nLOAD_CONST 0\nSTORE_FAST 0\nLOAD_GLOBAL 2\nRETURN_VALUE`,
      "  names C died\n  const None",
    );
  assertEquals(machineWith(body("NOP")).call("f"), true, "nobody else holds it");
  assertEquals(machineWith(body("LOAD_FAST 0\nSTORE_FAST 1")).call("f"), false, "another variable holds it");
  assertEquals(machineWith(body("LOAD_FAST 0\nBUILD_LIST 1\nSTORE_FAST 1")).call("f"), false, "a list holds it");
});

Deno.test("what a frame held dies when the frame ends", () => {
  const test = machineWith(
    functionText("f", "*a", "LOAD_GLOBAL 1\nCALL 0\nSTORE_FAST 0\nLOAD_GLOBAL 2\nRETURN_VALUE", "  names C died"),
  );
  const outer = functionText(
    "outer",
    "",
    "LOAD_GLOBAL 1\nCALL 0\nPOP_TOP\nLOAD_GLOBAL 2\nRETURN_VALUE",
    "  names f died",
  );
  assertEquals(test.call("f"), false);
  const both = new TestMachine([
    ...DESTRUCTOR,
    functionText("f", "*a", "LOAD_GLOBAL 1\nCALL 0\nSTORE_FAST 0\nRETURN_CONST 0", "  names C\n  const None"),
    outer,
  ]);
  both.machine.showsDeaths = true;
  both.machine.programRoots = [both.globals];
  both.globals.setStr("died", false);
  both.call("make_C");
  assertEquals(both.call("outer"), true);
});

Deno.test("only programs with a destructor, or a generator with a handler of its own, pay for looking", () => {
  const program = (name: string, resume: number, flags: number): boolean =>
    showsDeaths(assemble(
      `tierproof-assembly 1\ncode <module>\nbegin\nRESUME 0\nend\ncode ${name}\nflags ${flags}\nbegin\nRESUME 0\nRESUME ${resume}\nend\n`,
    ));
  assertEquals(program("f", 1, 3), false, "no generator");
  assertEquals(program("__del__", 1, 3), true);
  assertEquals(program("g", 5, 0x23), false, "only the implicit handler encloses the yield");
  for (const flags of [0x23, 0x83, 0x203]) {
    assertEquals(program("g", 1, flags), true, "a handler of its own encloses the yield");
  }
});

Deno.test("an instance dict goes back in line when nobody holds it, and stays the instance's when somebody does", () => {
  const texts = [
    functionText("method", "self", "RETURN_CONST 0", "  const None"), // 1
    classBody("C", "method", 1), // 2
    makeClass("C", 2, [], false),
    functionText("make", "", "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE", "  names C"),
    functionText("put", "o v", "LOAD_FAST_LOAD_FAST 16\nSTORE_ATTR 0\nRETURN_CONST 0", "  names x\n  const None"),
  ];
  const test = new TestMachine(texts);
  const { machine } = test;
  test.call("make_C");
  const held = test.call("make") as PyInstance;
  for (let i = 0; i < 4; i++) test.call("put", held, i);
  const form = (): string | undefined => opcodeNameOf((test.units("put")[2] as number) & 0xff);
  assertEquals(form(), "STORE_ATTR_INSTANCE_VALUE");
  // Held by a global: the dict must see what is stored through the instance.
  const dict: PyDict = instanceDict(held);
  test.globals.setStr("d", dict);
  machine.programRoots = [test.globals];
  assertEquals(machine.reinline(held), false);
  for (let i = 10; i < 80; i++) test.call("put", held, i);
  assertEquals([dict.getStr("x"), held.dict === dict], [79, true]);
  // Let go of, it may go back.
  test.globals.deleteStr("d");
  assertEquals(machine.reinline(held), true);
  assertEquals([held.dict, (held.values as unknown[])[0]], [null, 79]);
});

Deno.test("a destructor that raises is heard by nobody, and dies once", () => {
  const test = new TestMachine([
    functionText(
      "__del__",
      "self",
      "LOAD_GLOBAL 0\nLOAD_CONST 0\nBINARY_OP 0\nSTORE_GLOBAL 0\nLOAD_GLOBAL 2\nRETURN_VALUE",
      "  names died missing\n  const 1",
    ), // 1
    classBody("C", "__del__", 1), // 2
    makeClass("C", 2, [], false),
    functionText(
      "f",
      "*a",
      "LOAD_GLOBAL 1\nCALL 0\nSTORE_FAST 0\nLOAD_CONST 0\nSTORE_FAST 0\nNOP\nLOAD_GLOBAL 2\nRETURN_VALUE",
      "  names C died\n  const None",
    ),
  ]);
  test.machine.showsDeaths = true;
  test.machine.programRoots = [test.globals];
  test.globals.setStr("died", 0);
  test.call("make_C");
  assertEquals([test.call("f"), test.machine.exception], [1, null]);
  assertEquals(test.call("f"), 2);
});

Deno.test("an object that outlives its run does not die in the next one", () => {
  const maker = functionText(
    "f",
    "",
    "LOAD_GLOBAL 1\nCALL 0\nSTORE_GLOBAL 1\nLOAD_GLOBAL 4\nRETURN_VALUE",
    "  names C kept died",
  );
  const test = machineWith(maker);
  assertEquals(test.call("f"), false);
  const { machine } = test;
  machine.reset();
  machine.showsDeaths = true;
  machine.programRoots = [];
  machine.deaths.collect(machine);
  assertEquals(test.globals.getStr("died"), false);
});

Deno.test("a generator dies when it is dropped, and one that it delegates to with it, though others live", () => {
  const program = assemble(`tierproof-assembly 1
module m
hosts emit
entry f
calls 1
code <module>
  stacksize 1
  names f g h
  const code(1)
  const code(2)
  const code(3)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    LOAD_CONST 1
    MAKE_FUNCTION
    STORE_NAME 1
    LOAD_CONST 2
    MAKE_FUNCTION
    STORE_NAME 2
    RETURN_CONST 3
  end
code f
  flags 0x3
  stacksize 4
  varnames d a
  names g h next emit
  const None
  const "held"
  const "dropped"
  begin
    RESUME 0
    LOAD_GLOBAL 1
    CALL 0
    STORE_FAST 0
    LOAD_GLOBAL 5
    LOAD_FAST 0
    CALL 1
    POP_TOP
    LOAD_GLOBAL 3
    CALL 0
    STORE_FAST 1
    LOAD_GLOBAL 5
    LOAD_FAST 1
    CALL 1
    POP_TOP
    LOAD_GLOBAL 7
    LOAD_CONST 1
    CALL 1
    POP_TOP
    LOAD_CONST 0
    STORE_FAST 1
    LOAD_GLOBAL 7
    LOAD_CONST 2
    CALL 1
    POP_TOP
    RETURN_CONST 0
  end
code g
  flags 0x23
  stacksize 5
  names emit
  const 1
  const "closed"
  const None
  begin
    RETURN_GENERATOR
    POP_TOP
    RESUME 0
  body:
    LOAD_CONST 0
    YIELD_VALUE 1
    RESUME 1
    POP_TOP
    RETURN_CONST 2
  behind:
    PUSH_EXC_INFO
    LOAD_GLOBAL 1
    LOAD_CONST 1
    CALL 1
    POP_TOP
    RERAISE 0
    except body behind behind depth 0
  end
code h
  flags 0x23
  stacksize 4
  names g
  const None
  begin
    RETURN_GENERATOR
    POP_TOP
    RESUME 0
    LOAD_GLOBAL 1
    CALL 0
    GET_YIELD_FROM_ITER
    LOAD_CONST 0
  again:
    SEND done
    YIELD_VALUE 1
    RESUME 2
    JUMP_BACKWARD_NO_INTERRUPT again
  done:
    END_SEND
    RETURN_VALUE
  end
`);
  for (const engine of [tier1(), tier2()]) {
    assertEquals(engine.run(program, DEFAULT_LIMITS).log, ["'held'", "'closed'", "'dropped'", "'closed'"]);
  }
});

Deno.test("a generator that is dropped inside a handler of its own is closed there", () => {
  const text = (handler: string): string =>
    functionText(
      "g",
      "",
      "A: LOAD_CONST 0\nYIELD_VALUE 0\nRESUME 1\nB: POP_TOP\nRETURN_CONST 0\nH: PUSH_EXC_INFO\nLOAD_CONST 1\nSTORE_GLOBAL 0\n" +
        `RERAISE 0\n${handler}`,
      "  names died\n  const None\n  const True",
    ).replace("flags 0x3", "flags 0x23").replace("RESUME 0\n", "RETURN_GENERATOR\n    POP_TOP\n    RESUME 0\n");
  const f = functionText(
    "f",
    "*a",
    "LOAD_GLOBAL 1\nCALL 0\nSTORE_FAST 0\nLOAD_GLOBAL 3\nLOAD_FAST 0\nCALL 1\nPOP_TOP\nLOAD_CONST 0\nSTORE_FAST 0\nLOAD_GLOBAL 4\n" +
      "RETURN_VALUE",
    "  names g next died\n  const None",
  );
  for (const [handler, died] of [["except A B H depth 0", true], ["", false]] as const) {
    const test = new TestMachine([text(handler), f]);
    test.machine.showsDeaths = true;
    test.machine.programRoots = [test.globals];
    test.globals.setStr("died", false);
    assertEquals(test.call("f"), died);
  }
});

Deno.test("an object that moves from one container to another dies when the last of them lets go of it", () => {
  // l = [C()]; d = died; l.append(l[0]); l.pop(); then = died; l.pop(); now = died
  const body = [
    "LOAD_GLOBAL 1\nCALL 0\nBUILD_LIST 1\nSTORE_FAST 0",
    "LOAD_FAST 0\nLOAD_ATTR 5\nLOAD_FAST 0\nLOAD_CONST 0\nBINARY_SUBSCR\nCALL 1\nPOP_TOP",
    "LOAD_CONST 1\nLOAD_CONST 1\nBINARY_OP 0\nPOP_TOP",
    "LOAD_FAST 0\nLOAD_ATTR 7\nCALL 0\nPOP_TOP\nLOAD_GLOBAL 2\nSTORE_FAST 1",
    "LOAD_FAST 0\nLOAD_ATTR 7\nCALL 0\nPOP_TOP\nLOAD_GLOBAL 2\nSTORE_FAST 2",
    "LOAD_FAST 1\nLOAD_FAST 2\nBUILD_TUPLE 2\nRETURN_VALUE",
  ].join("\n");
  const f = functionText("f", "*l *then *now", body, "  names C died append pop\n  const 0\n  const 1");
  const test = machineWith(f);
  for (let i = 0; i < 3; i++) {
    test.globals.setStr("died", false);
    assertEquals((test.call("f") as PyTuple).items, [false, true]);
  }
});
