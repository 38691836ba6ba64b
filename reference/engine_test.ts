import { assertEquals } from "@std/assert";
import { type CallOutcome, OUTER_FRAMES } from "../src/isa/engine.ts";
import { runText } from "./testing.ts";

const MODULE = `
code <module>
  names f emit
  const code(1)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    RETURN_CONST 1
  end
`;

function texts(results: readonly CallOutcome[]): string[] {
  return results.map((result) =>
    result.kind === "returned"
      ? `${result.type} ${result.text}`
      : `${result.type}: ${result.message} ${JSON.stringify(result.frames)}`
  );
}

/** A list that contains itself, cut where texts end. */
const NESTED = "[1, [1, [1, [1, [1, [1, [1, ...]]]]]]]";

Deno.test("arguments are fresh for every call, and shown as the last call left them", () => {
  const outcome = runText(`module m
entry f
calls 2
arg [1]
${MODULE}
code f
  params 1 0 0
  flags 0x3
  stacksize 4
  varnames xs
  names append
  begin
    RESUME 0
    LOAD_FAST 0
    LOAD_ATTR 1
    LOAD_FAST 0
    CALL 1
    POP_TOP
    LOAD_FAST 0
    RETURN_VALUE
  end
`);
  assertEquals(texts(outcome.results), [`list ${NESTED}`, `list ${NESTED}`]);
  assertEquals(outcome.argsAfter, [NESTED]);
  assertEquals([outcome.status, outcome.globals], ["finished", []]);
});

Deno.test("emit logs, events do nothing, globals are shown without functions and hosts", () => {
  const outcome = runText(`module m
hosts emit host_invalidate host_set_optimizer
entry f
calls 1
code <module>
  names f emit host_invalidate host_set_optimizer G
  stacksize 3
  const code(1)
  const None
  const (1, 2.5)
  const 2
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    LOAD_NAME 1
    PUSH_NULL
    LOAD_CONST 2
    CALL 1
    POP_TOP
    LOAD_NAME 2
    PUSH_NULL
    LOAD_NAME 0
    CALL 1
    POP_TOP
    LOAD_NAME 3
    PUSH_NULL
    LOAD_CONST 3
    CALL 1
    STORE_NAME 4
    RETURN_CONST 1
  end
code f
  flags 0x3
  const 7
  begin
    RESUME 0
    RETURN_CONST 0
  end
`);
  assertEquals(outcome.log, ["(1, 2.5)"]);
  assertEquals(outcome.globals, [["G", "None"]]);
  assertEquals(texts(outcome.results), ["int 7"]);
});

/** f calls g inside a protected range that starts exactly at the CALL; g raises NameError. */
function protectedCall(from: string, to: string): string {
  return `module m
entry f
calls 1
code <module>
  names f g
  const code(1)
  const code(2)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    LOAD_CONST 1
    MAKE_FUNCTION
    STORE_NAME 1
    RETURN_CONST 2
  end
code f
  flags 0x3
  stacksize 4
  names g
  const "handled"
  begin
    RESUME 0
    LOAD_GLOBAL 0
    PUSH_NULL
  call:
    CALL 0
  after:
    RETURN_VALUE
  handler:
    PUSH_EXC_INFO
    POP_TOP
    POP_EXCEPT
    RETURN_CONST 0
    except ${from} ${to} handler depth 0
  end
code g
  flags 0x3
  stacksize 1
  names missing
  begin
    RESUME 0
    LOAD_GLOBAL 0
    RETURN_VALUE
  end
`;
}

Deno.test("the handler of a call is the one whose range holds the call itself", () => {
  assertEquals(texts(runText(protectedCall("call", "after")).results), ["str 'handled'"]);
});

Deno.test("a range that ends before the call, or starts behind it, does not catch", () => {
  const message = `NameError: name 'missing' is not defined [["f",7],["g",1]]`;
  assertEquals(texts(runText(protectedCall("@0", "call")).results), [message]);
  assertEquals(texts(runText(protectedCall("after", "handler")).results), [message]);
});

Deno.test("a re-raised exception keeps its place and a raised one gets a second entry", () => {
  const body = (ending: string) =>
    `module m
entry f
calls 1
${MODULE}
code f
  flags 0x3
  stacksize 6
  names missing
  const 0
  begin
    RESUME 0
  try:
    LOAD_GLOBAL 0
    RETURN_VALUE
  handler:
    PUSH_EXC_INFO
    ${ending}
  cleanup:
    COPY 3
    POP_EXCEPT
    RERAISE 1
    except try handler handler depth 0
    except handler cleanup cleanup depth 1 lasti
  end
`;
  const error = "NameError: name 'missing' is not defined";
  assertEquals(texts(runText(body("RAISE_VARARGS 0")).results), [`${error} [["f",1]]`]);
  assertEquals(texts(runText(body("RERAISE 0")).results), [`${error} [["f",1]]`]);
  assertEquals(texts(runText(body("RAISE_VARARGS 1")).results), [`${error} [["f",8],["f",1]]`]);
});

Deno.test("cleanup that re-raises with a saved place shows that place, and finds its handler from its own", () => {
  const outcome = runText(`module m
entry f
calls 1
${MODULE}
code f
  flags 0x3
  stacksize 6
  names missing tb_lasti __traceback__
  const 0
  begin
    RESUME 0
  try:
    LOAD_GLOBAL 0
    RETURN_VALUE
  cleanup:
    NOP
    RERAISE 1
  outer:
    BUILD_TUPLE 2
    RETURN_VALUE
    except try cleanup cleanup depth 0 lasti
    except cleanup outer outer depth 0 lasti
  end
`);
  // The place that unwinding pushes for the outer handler is the LOAD_GLOBAL's, not the RERAISE's.
  assertEquals(texts(outcome.results), [`tuple (1, NameError("name 'missing' is not defined"))`]);
});

const LOOP = `module m
entry f
calls 1
${MODULE}
code f
  flags 0x3
  begin
    RESUME 0
  top:
    JUMP_BACKWARD top
  end
`;

Deno.test("an endless loop runs out of fuel", () => {
  const outcome = runText(LOOP, { fuel: 50 });
  assertEquals([outcome.status, outcome.reason, outcome.statistics.instructions < 100], ["poisoned", "fuel", true]);
});

Deno.test("loops that take no fuel end all the same", () => {
  const jump = runText(LOOP.replace("JUMP_BACKWARD top", "JUMP_BACKWARD_NO_INTERRUPT top"), { fuel: 50 });
  assertEquals([jump.status, jump.reason], ["poisoned", "fuel"]);
  // The handler of what raises is what raises.
  const raising = LOOP.replace("JUMP_BACKWARD top", "RAISE_VARARGS 0\n  behind:\n    except top behind top depth 0");
  const outcome = runText(raising, { fuel: 50 });
  assertEquals([outcome.status, outcome.reason], ["poisoned", "fuel"]);
});

const RECURSION = `module m
entry f
calls 1
${MODULE}
code f
  flags 0x3
  stacksize 2
  names f
  begin
    RESUME 0
    LOAD_GLOBAL 0
    PUSH_NULL
    CALL 0
    RETURN_VALUE
  end
`;

Deno.test("one frame more than the limit raises RecursionError at the caller", () => {
  const [result] = runText(RECURSION, { recursionLimit: 4 + OUTER_FRAMES }).results;
  assertEquals(texts(result === undefined ? [] : [result]), [
    `RecursionError: maximum recursion depth exceeded [["f",7],["f",7],["f",7],["f",7]]`,
  ]);
});

Deno.test("a program that changes the builtins does not change them for the next run", () => {
  const text = `module m
entry f
calls 1
${MODULE}
code f
  flags 0x3
  stacksize 4
  names __builtins__ len
  const 5
  const "len"
  begin
    RESUME 0
    LOAD_GLOBAL 2
    LOAD_CONST 0
    LOAD_GLOBAL 0
    LOAD_CONST 1
    STORE_SUBSCR
    POP_TOP
    LOAD_GLOBAL 2
    RETURN_VALUE
  end
`;
  assertEquals(texts(runText(text).results), ["int 5"]);
  assertEquals(texts(runText(text.replace("STORE_SUBSCR", "DELETE_SUBSCR\n    POP_TOP")).results).length, 1);
  const clean = text.replace(
    / {4}LOAD_CONST 0\n {4}LOAD_GLOBAL 0\n {4}LOAD_CONST 1\n {4}STORE_SUBSCR\n {4}POP_TOP\n/,
    "    POP_TOP\n",
  );
  assertEquals(texts(runText(clean).results), ["builtin_function_or_method <builtin_function_or_method>"]);
});

Deno.test("a module that raises has no results", () => {
  const outcome = runText(`module m
entry f
calls 3
code <module>
  names nothing
  begin
    RESUME 0
    LOAD_NAME 0
    RETURN_VALUE
  end
`);
  assertEquals(texts([outcome.module]), [`NameError: name 'nothing' is not defined [["<module>",1]]`]);
  assertEquals(outcome.results, []);
});

Deno.test("a missing entry is the program's NameError, an unknown opcode poisons the run", () => {
  const missing = runText(`module m
entry g
calls 1
${MODULE}
code f
  flags 0x3
  const 1
  begin
    RESUME 0
    RETURN_CONST 0
  end
`);
  assertEquals(texts(missing.results), ["NameError: name 'g' is not defined []"]);
  const unknown = runText(LOOP.replace("JUMP_BACKWARD top", "unit 0x00fe"));
  assertEquals([unknown.status, unknown.reason], ["poisoned", "unsupported"]);
});
