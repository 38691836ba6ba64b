import { assertEquals } from "@std/assert";
import { formatTrace, parseTrace } from "../trace.ts";
import { restoreCurrentIp } from "./current_ip.ts";

const TEXT = "_SET_IP 1\nLOAD_FAST 0\n_SET_IP 2\nSTORE_FAST 1\n_SET_IP 3\n_COMPARE_OP 2\n_BINARY_OP 0\n_EXIT_TRACE";

Deno.test("restoreCurrentIp() brings back the pointer before each uop that may run program code, once", () => {
  const before = parseTrace(TEXT);
  const after = parseTrace(TEXT.replaceAll(/^_SET_IP.*$/gm, "NOP"));
  assertEquals(
    formatTrace(restoreCurrentIp(before, after)).split("\n"),
    ["NOP", "LOAD_FAST", "_SET_IP 2", "STORE_FAST 1", "_SET_IP 3", "_COMPARE_OP 2", "_BINARY_OP", "_EXIT_TRACE"],
  );
});
