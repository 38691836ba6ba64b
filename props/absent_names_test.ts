import { assertEquals } from "@std/assert";
import { reference } from "../reference/engine.ts";
import { assemble } from "../src/isa/assembler.ts";
import type { Outcome } from "../src/isa/engine.ts";
import { oneFunction } from "../src/isa/one_function.ts";
import { validateProgram } from "../src/isa/validate.ts";
import { tier1 } from "../src/vm/engine.ts";

const ENGINES = [reference, tier1()];

/** Runs a body whose exceptions are all caught: nothing that the program does shows but that it was given up. */
function outcomes(names: string, body: string): Outcome[] {
  const program = assemble(oneFunction(`  flags 0x3
  stacksize 4
  names ${names}
  const 0
  const None
  begin
    RESUME 0
    L0:
    except L0 L1 L1 depth 0
    ${body.replaceAll("\n", "\n    ")}
    RETURN_CONST 1
    L1:
    PUSH_EXC_INFO
    POP_TOP
    POP_EXCEPT
    RETURN_CONST 1
  end
`));
  validateProgram(program);
  return ENGINES.map((engine) => engine.run(program));
}

Deno.test("a builtin, module or member that the interpreter has and Tierproof has not ends the run; what nobody has is an error", () => {
  const builtin = (name: string): string => outcomes(name, "LOAD_GLOBAL 0\nPOP_TOP").map(({ detail }) => detail).join();
  const member = (module: string, name: string): string =>
    outcomes(`${module} ${name}`, "LOAD_CONST 0\nLOAD_CONST 1\nIMPORT_NAME 0\nLOAD_ATTR 2\nPOP_TOP")
      .map(({ detail }) => detail).join();
  assertEquals(builtin("license"), "builtin license,builtin license");
  assertEquals(builtin("nothing"), ",");
  assertEquals(member("sys", "stdout"), "sys.stdout,sys.stdout");
  assertEquals(member("types", "new_class"), "types.new_class,types.new_class");
  assertEquals(member("math", "pi"), ",");
  assertEquals(member("math", "nothing"), ",");
});
