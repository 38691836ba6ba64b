import { assertEquals } from "@std/assert";
import { formatUop, parseTrace } from "../../src/optimizer/trace.ts";
import { diffOf, type DiffRow } from "./trace_diff.ts";

function stage(name: string, text: string) {
  return { name, by: name, trace: parseTrace(text.replaceAll(", ", "\n")) };
}

function line({ left, right, what, by }: DiffRow): string {
  const text = (each: DiffRow["left"]): string => each === null ? "-" : formatUop(each);
  return `${text(left)} | ${text(right)} | ${what}${by === "" ? "" : ` by ${by}`}`;
}

Deno.test("a uop that a pass made a NOP is that pass's removal, also once the NOP is swept up", () => {
  const rows = diffOf([
    stage("translated", "_SET_IP 1, _CHECK_VALIDITY, LOAD_FAST 0"),
    stage("clean", "_SET_IP 1, NOP, LOAD_FAST 0"),
    stage("compaction", "_SET_IP 1, LOAD_FAST 0"),
  ]);
  assertEquals(rows.map(line), [
    "_SET_IP 1 | _SET_IP 1 | same",
    "_CHECK_VALIDITY | - | removed by clean",
    "LOAD_FAST | LOAD_FAST | same",
  ]);
  assertEquals(rows.map(({ rightIndex }) => rightIndex), [0, -1, 1]);
});

Deno.test("each of several passes is named at its own change, behind what others took and added", () => {
  const rows = diffOf([
    stage("translated", "LOAD_FAST 0, LOAD_FAST 1, POP_TOP, SWAP 2"),
    stage("first", "LOAD_FAST 0, POP_TOP, SWAP 2"),
    stage("second", "LOAD_FAST 0, POP_TOP, COPY 1, SWAP 3"),
  ]);
  assertEquals(rows.map(line), [
    "LOAD_FAST | LOAD_FAST | same",
    "LOAD_FAST 1 | - | removed by first",
    "POP_TOP | POP_TOP | same",
    "SWAP 2 | COPY 1 | changed by second",
    "- | SWAP 3 | added by second",
  ]);
});

Deno.test("a stage alone differs in nothing, and no stage gives no line", () => {
  assertEquals(diffOf([stage("translated", "POP_TOP")]).map(line), ["POP_TOP | POP_TOP | same"]);
  assertEquals(diffOf([]), []);
});
