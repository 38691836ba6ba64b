import { assertEquals } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { oneFunction } from "../../src/isa/one_function.ts";
import { replayStored } from "../core/finding_file.ts";
import { noneMended } from "../core/target.ts";
import { pinPlug } from "./plug.ts";

/** Why replaying a program finds neither a failure nor that the claim holds. */
function givenUp(body: string, fuel: number): string[] {
  const program = assemble(oneFunction(`  flags 0x3
  stacksize 2
  names os
  const 0
  const None
  begin
    RESUME 0
    ${body}
  end
`));
  const plug = pinPlug();
  const stored = plug.language.codec.encode({ program, limits: { ...DEFAULT_LIMITS, fuel } });
  const told: string[] = [];
  const finding = replayStored(
    {
      language: plug.language.name,
      attacked: plug.target.name,
      claim: "equivalence",
      mended: noneMended(),
      seed: 0,
      index: 0,
      signature: "",
      healing: [],
      input: { kind: "program", program: plug.language.codec.decode(stored, "test") },
    },
    plug,
    noneMended(),
    (reasons) => told.push(...Object.keys(reasons)),
  );
  assertEquals(finding, null);
  return told;
}

Deno.test("replaying tells a run that was given up from one where all agree", () => {
  assertEquals(givenUp("RETURN_CONST 1", 100), []);
  assertEquals(givenUp("LOAD_CONST 0\nLOAD_CONST 1\nIMPORT_NAME 0\nRETURN_VALUE", 100), ["unsupported"]);
  assertEquals(givenUp("L1:\nNOP\nJUMP_BACKWARD L1\nRETURN_CONST 1", 100), ["fuel"]);
});
