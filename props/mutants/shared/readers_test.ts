import { assert, assertEquals } from "@std/assert";
import { exceptionEntries, unitLines } from "../../../reference/decoders.ts";
import { encodeExceptionTable } from "../../../src/isa/exception_table.ts";
import { bytesOfHex, hexOfBytes } from "../../../src/isa/hex.ts";
import { decodeLocationTable } from "../../../src/isa/location_table.ts";
import { loadRecords, RECORDINGS } from "../../golden/load.ts";
import { sharedValues } from "./shared_code.ts";

const records = (await Promise.all(RECORDINGS.map((file) => loadRecords(file)))).flat();

Deno.test("the reference takes constants from src/isa, and no functions", async () => {
  const shared = await sharedValues();
  assert(shared.some(({ name }) => name === "OPCODES"));
  for (const { from, file, name } of shared) {
    const module: Record<string, unknown> = await import(`../../../${file}`);
    assert(name in module, `${from} imports ${name}`);
    // Prices of work can only give a run up, on every engine alike; they say nothing about what it means.
    // What no value reaches says nothing either.
    if (file === "src/isa/work.ts" || name === "assertNever") continue;
    assertEquals(typeof module[name] === "function", false, `${from} imports the function ${name} of ${file}`);
  }
});

Deno.test("both readers find the same lines and handlers in every recorded code object, and what is written again is the same", () => {
  let tables = 0;
  let entries = 0;
  for (const { program, codes } of records) {
    program.codes.forEach((code, index) => {
      const recorded = codes[index]?.co_exceptiontable ?? "";
      assertEquals(hexOfBytes(encodeExceptionTable(code.exceptionTable)), recorded);
      if (recorded !== "") assertEquals(exceptionEntries(bytesOfHex(recorded)), code.exceptionTable);
      if (code.lineTable === "") return;
      const lines = decodeLocationTable(bytesOfHex(code.lineTable), code.firstlineno).map(({ line }) => line);
      assertEquals(lines.length, code.code.length);
      assert(lines.every((line, unit) => line === unitLinesOf(code)[unit]), code.name);
      tables++;
      entries += code.exceptionTable.length;
    });
  }
  assert(tables > 1000 && entries > 500, `${tables} tables, ${entries} entries`);
});

const known = new WeakMap<object, (number | null)[]>();

function unitLinesOf(code: Parameters<typeof unitLines>[0]): (number | null)[] {
  let lines = known.get(code);
  if (lines === undefined) known.set(code, lines = unitLines(code));
  return lines;
}
