import { assertEquals } from "@std/assert";
import { loadRecords, RECORDINGS } from "../golden/load.ts";
import { assemble } from "../../src/isa/assembler.ts";
import { disassemble } from "../../src/isa/disassembler.ts";
import { bytesOfHex, hexOfBytes } from "../../src/isa/hex.ts";
import { encodeExceptionTable } from "../../src/isa/exception_table.ts";
import { parseProgram, stringifyProgram } from "../../src/isa/program_json.ts";
import { validateProgram } from "../../src/isa/validate.ts";

Deno.test("every recorded program is valid and survives assembler text, JSON and exception tables exactly", async () => {
  let programs = 0;
  for (const url of RECORDINGS) {
    for (const { id, program, codes } of await loadRecords(url)) {
      programs++;
      validateProgram(program);
      const json = stringifyProgram(program);
      assertEquals(stringifyProgram(assemble(disassemble(program))), json, id);
      assertEquals(stringifyProgram(parseProgram(json)), json, id);
      program.codes.forEach((code, i) => {
        const recorded = bytesOfHex(codes[i]?.co_exceptiontable ?? "");
        assertEquals(hexOfBytes(encodeExceptionTable(code.exceptionTable)), hexOfBytes(recorded), id);
      });
    }
  }
  assertEquals(programs, 2150);
});
