/**
 * Tests of deaths: of `finalization.ts`, `may_drop.ts`, `mentions.ts` and `../watched_step.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { runText } from "../testing.ts";
import { mentions } from "./mentions.ts";

/** A class whose instances log their death, and a function f(n) with the given body. */
function withDestructor(body: string): string {
  return `module m
hosts emit
entry f
calls 1
arg 3
code <module>
  names C f __module__
  stacksize 5
  const code(1)
  const "C"
  const code(3)
  const None
  begin
    RESUME 0
    LOAD_BUILD_CLASS
    PUSH_NULL
    LOAD_CONST 0
    MAKE_FUNCTION
    LOAD_CONST 1
    CALL 2
    STORE_NAME 0
    LOAD_CONST 2
    MAKE_FUNCTION
    STORE_NAME 1
    RETURN_CONST 3
  end
code C
  names __del__
  stacksize 1
  const code(2)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    RETURN_CONST 1
  end
code __del__
  params 1 0 0
  flags 0x3
  stacksize 3
  varnames self
  names emit
  const "dies"
  const None
  begin
    RESUME 0
    LOAD_GLOBAL 1
    LOAD_CONST 0
    CALL 1
    POP_TOP
    RETURN_CONST 1
  end
code f
  params 1 0 0
  flags 0x3
  stacksize 6
  varnames n c d
  names emit C kept
  const "before"
  const "after"
  const None
  begin
    RESUME 0
    LOAD_GLOBAL 3
    CALL 0
    STORE_FAST 1
${body}
    LOAD_GLOBAL 1
    LOAD_CONST 1
    CALL 1
    POP_TOP
    RETURN_CONST 2
  end
`;
}

Deno.test("a program mentions what its code is called, uses as a name or has as a constant", () => {
  const program = assemble(`tierproof-assembly 1\n${withDestructor("    NOP")}`);
  const mentioned = ["__del__", "kept", "before", "C", "__init__", "dies."].map((name) => mentions(program, name));
  assertEquals(mentioned, [true, true, true, true, false, false]);
});

Deno.test("an object dies at the instruction that drops its last reference", () => {
  const log = (body: string) => runText(withDestructor(body)).log;
  assertEquals(log("    LOAD_CONST 2\n    STORE_FAST 1"), ["'dies'", "'after'"]);
  assertEquals(log("    DELETE_FAST 1"), ["'dies'", "'after'"]);
  assertEquals(log("    LOAD_FAST 1\n    STORE_FAST 2\n    DELETE_FAST 1"), ["'after'", "'dies'"]);
  assertEquals(log("    LOAD_FAST 1\n    BUILD_LIST 1\n    STORE_FAST 2\n    DELETE_FAST 1\n    DELETE_FAST 2"), [
    "'dies'",
    "'after'",
  ]);
});

Deno.test("what lives to the end of a call dies with its frame", () => {
  assertEquals(runText(withDestructor("    NOP")).log, ["'after'", "'dies'"]);
});

Deno.test("an object dies when the last of several containers lets go of it, wherever it was found before", () => {
  const list = "    LOAD_FAST 1\n    BUILD_LIST 1\n";
  const dropped = "    LOAD_CONST 2\n    POP_TOP\n    LOAD_GLOBAL 3\n    POP_TOP\n";
  const log = (body: string) => runText(withDestructor(body)).log;
  // In a list, then in a list of that list beside it: the inner one goes first, then the outer one.
  const both =
    `${list}    STORE_FAST 2\n    LOAD_FAST 2\n    BUILD_LIST 1\n    STORE_GLOBAL 2\n    DELETE_FAST 1\n${dropped}`;
  assertEquals(log(`${both}    DELETE_FAST 2`), ["'after'"], "the outer list is a global");
  assertEquals(log(`${both}    DELETE_FAST 2\n${dropped}    DELETE_GLOBAL 2`), ["'dies'", "'after'"]);
  assertEquals(log(`${both}    DELETE_GLOBAL 2\n${dropped}    DELETE_FAST 2`), ["'dies'", "'after'"]);
  const emptied = "    LOAD_FAST 2\n    LOAD_CONST 3\n    DELETE_SUBSCR\n";
  const text = withDestructor(`${both}    DELETE_GLOBAL 2\n${dropped}${emptied}`)
    .replace('  const "after"\n  const None', '  const "after"\n  const None\n  const 0');
  assertEquals(runText(text).log, ["'dies'", "'after'"], "the list lives, and has it no more");
});

Deno.test("what a global holds does not die", () => {
  assertEquals(runText(withDestructor("    LOAD_FAST 1\n    STORE_GLOBAL 2\n    DELETE_FAST 1")).log, ["'after'"]);
});

Deno.test("what a program puts among the builtins does not die, until it is taken out of there", () => {
  // __builtins__["after"] = c; del c; then del __builtins__["after"].
  const names = (text: string) => text.replace("names emit C kept", "names emit C kept __builtins__");
  const held = "    LOAD_FAST 1\n    LOAD_GLOBAL 6\n    LOAD_CONST 1\n    STORE_SUBSCR\n    DELETE_FAST 1\n";
  assertEquals(runText(names(withDestructor(held))).log, ["'after'"]);
  const again = "    LOAD_FAST 0\n    POP_TOP\n    LOAD_CONST 2\n    STORE_FAST 2\n";
  const taken = `${again}    LOAD_GLOBAL 6\n    LOAD_CONST 1\n    DELETE_SUBSCR\n`;
  assertEquals(runText(names(withDestructor(held + taken))).log, ["'dies'", "'after'"]);
});

/** f leaves a loop over g() early; g has a finally. */
const ABANDONED = `module m
hosts emit
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
  names g emit
  const "after"
  const None
  begin
    RESUME 0
    LOAD_GLOBAL 1
    CALL 0
    GET_ITER
    FOR_ITER done
    POP_TOP
    POP_TOP
    LOAD_GLOBAL 3
    LOAD_CONST 0
    CALL 1
    POP_TOP
    RETURN_CONST 1
  done:
    END_FOR
    RETURN_CONST 1
  end
code g
  flags 0x23
  stacksize 6
  names emit
  const 1
  const "closed"
  const None
  begin
    RETURN_GENERATOR
    POP_TOP
  start:
    RESUME 0
  try:
    LOAD_CONST 0
    YIELD_VALUE 0
    RESUME 1
    POP_TOP
  handler:
    PUSH_EXC_INFO
    LOAD_GLOBAL 1
    LOAD_CONST 1
    CALL 1
    POP_TOP
    RERAISE 0
  cleanup:
    COPY 3
    POP_EXCEPT
    RERAISE 1
  outer:
    CALL_INTRINSIC_1 3
    RERAISE 1
    except start try outer depth 0 lasti
    except try handler handler depth 0
    except handler cleanup cleanup depth 1 lasti
    except cleanup outer outer depth 0 lasti
  end
`;

Deno.test("an abandoned generator runs its finally where the loop drops it", () => {
  assertEquals(runText(ABANDONED).log, ["'closed'", "'after'"]);
});
