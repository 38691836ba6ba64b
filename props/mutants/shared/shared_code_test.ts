import { assert, assertEquals } from "@std/assert";
import { plantSharedFaults, sharedFaults } from "./shared_code.ts";

Deno.test("slips are planted into every function that the reference and the engines may have in common", async () => {
  const names = [...(await sharedFaults()).keys()];
  for (const name of ["location_table.ts Cursor", "exception_table.ts decodeExceptionTable", "hex.ts bytesOfHex"]) {
    assert(names.includes(`src/isa/${name}`), name);
  }
  assert(names.length > 20, names.join());
});

Deno.test("a slip in some of them is seen; the task shared-faults plants all", async () => {
  const results = await plantSharedFaults({ perFunction: 1, functions: 2, judges: "near" });
  assertEquals(results.length, 2);
  assertEquals(results.filter(({ fate }) => fate !== "killed").map(({ mutation }) => mutation.id), []);
});
