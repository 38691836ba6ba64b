/**
 * What a user of the library may write: a check of random programs, run by the test of imports by URL, which replaces the
 * relative roots by URLs.
 *
 * @module
 */

import { assemble, disassemble, validateProgram } from "../../mod.ts";
import { fc } from "../../props/mod.ts";

fc.assert(fc.property(fc.integer({ min: 0, max: 400 }), (nops) => {
  const program = assemble(`tierproof-assembly 1
code <module>
  const None
  begin
    JUMP_FORWARD L
    ${"NOP\n".repeat(nops)}
  L:
    RETURN_CONST 0
  end
`);
  validateProgram(program);
  return disassemble(assemble(disassemble(program))) === disassemble(program);
}));
console.log("both texts agree");
