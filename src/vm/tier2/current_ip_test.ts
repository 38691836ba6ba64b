import { assertEquals } from "@std/assert";
import { ALL_REPAIRS, NO_REPAIRS } from "../../isa/repairs.ts";
import type { Pass } from "../../optimizer/passes.ts";
import { formatTrace, parseTrace } from "../../optimizer/trace.ts";
import { keepCurrentIp } from "./current_ip.ts";

/** A pass that removes every _SET_IP. */
const FORGETFUL: Pass = {
  name: "forgetful",
  run: (trace) => parseTrace(formatTrace(trace).replaceAll(/^_SET_IP.*$/gm, "NOP")),
};

function runWith(repaired: boolean, text: string): string {
  const [pass] = keepCurrentIp([FORGETFUL], repaired ? ALL_REPAIRS : NO_REPAIRS);
  // The pass looks at nothing but the trace.
  return formatTrace((pass as Pass).run(parseTrace(text), undefined as never));
}

const TEXT = "_SET_IP 1\nLOAD_FAST 0\n_SET_IP 2\nSTORE_FAST 1\n_SET_IP 3\n_COMPARE_OP 2\n_BINARY_OP 0\n_EXIT_TRACE";

Deno.test("keepCurrentIp() brings back the pointer before each uop that may run program code, once", () => {
  const names = runWith(true, TEXT).split("\n").map((line) => line.trim());
  assertEquals(
    names,
    [
      "NOP",
      "LOAD_FAST",
      "_SET_IP 2",
      "STORE_FAST 1",
      "_SET_IP 3",
      "_COMPARE_OP 2",
      "_BINARY_OP",
      "_EXIT_TRACE",
    ].map((line) => formatTrace(parseTrace(line)).trim()),
  );
});

Deno.test("keepCurrentIp() leaves the pin's passes as they are without the repair", () => {
  assertEquals(runWith(false, TEXT).match(/_SET_IP/g), null);
});

Deno.test("keepCurrentIp() leaves a trace of another length alone", () => {
  const short: Pass = { name: "short", run: () => parseTrace("_EXIT_TRACE") };
  const [pass] = keepCurrentIp([short], ALL_REPAIRS);
  assertEquals((pass as Pass).run(parseTrace(TEXT), undefined as never), parseTrace("_EXIT_TRACE"));
});
