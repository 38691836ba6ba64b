/**
 * Programs that the validator refuses, for tests.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import { assemble } from "../assembler.ts";
import { TierproofError } from "../errors.ts";
import { oneFunction } from "../one_function.ts";
import { validateProgram } from "../validate.ts";

/** A function `f(x)` with the lines given as head and body. */
export function functionText(head: string, body: string): string {
  return oneFunction(`  params 1 0 0
  flags 0x3
  stacksize 3
  varnames x
  names n
  const None
  const 1
  ${head}
  begin
${body}
  end
`);
}

export function refusal(text: string): string {
  const error = assertThrows(() => validateProgram(assemble(text)), TierproofError);
  assertEquals(error.code, "program");
  return error.message;
}
