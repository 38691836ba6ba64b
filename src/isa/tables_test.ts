import { assertEquals } from "@std/assert";
import facts from "./testdata/facts.json" with { type: "json" };
import { expansionOf } from "./expansion.ts";
import { flagBits } from "./flags.ts";
import {
  CACHE_UNITS_OF,
  DEOPT_OF,
  OPCODE_NAMES,
  opcodeKind,
  type OpcodeName,
  opcodeNameOf,
  opcodeRow,
  OPCODES,
} from "./opcodes.ts";
import { OPCODE_EFFECTS, UOP_EFFECTS } from "./stack_effect.ts";
import { isTier2Uop, UOP_NAMES, type UopName, uopNameOf, uopRow, UOPS } from "./uops.ts";

/** Counts at the sampled opargs, or one number where they do not depend on it. */
type Counts = number | number[] | null;

type OpcodeFact = [
  opcode: number,
  name: OpcodeName,
  kind: string,
  flags: number,
  caches: number,
  base: string,
  popped: Counts,
  pushed: Counts,
  expansion: [uop: string, size: number, offset: number][],
];

type UopFact = [
  id: number,
  name: UopName,
  flags: number,
  inMacros: boolean,
  inTier2: boolean,
  popped: Counts,
  pushed: Counts,
  operand: [name: string, units: number, kind: string] | null,
];

const opcodeFacts = facts.opcodes as OpcodeFact[];
const uopFacts = facts.uops as UopFact[];

function sampled(count: (oparg: number) => number): Counts {
  const values = facts.opargs.map(count);
  return values.every((value) => value === values[0]) ? values[0] as number : values;
}

Deno.test("the table of opcodes has every opcode of the pin and no other", () => {
  assertEquals(OPCODE_NAMES.length, 220);
  assertEquals([...OPCODE_NAMES].sort(), opcodeFacts.map((fact) => fact[1]).sort());
});

Deno.test("numbers, kinds, flags, caches and bases of opcodes are the pin's", () => {
  for (const [opcode, name, kind, flags, caches, base] of opcodeFacts) {
    const row = opcodeRow(name);
    assertEquals(`${row.opcode} ${opcodeKind(name)} ${flagBits(row.flags)}`, `${opcode} ${kind} ${flags}`, name);
    if (opcode > 255) continue;
    assertEquals(opcodeNameOf(opcode), name);
    assertEquals(opcodeNameOf(DEOPT_OF[opcode] as number), base === "" ? name : base as OpcodeName, name);
    // The facts list caches for base opcodes only: the other forms keep those of the instruction they stand for.
    if (kind === "base") assertEquals(CACHE_UNITS_OF[opcode], caches, name);
    if (kind === "specialized") {
      assertEquals(CACHE_UNITS_OF[opcode], CACHE_UNITS_OF[OPCODES[base as OpcodeName].opcode], name);
    }
  }
  assertEquals(CACHE_UNITS_OF[OPCODES.INSTRUMENTED_FOR_ITER.opcode], 1);
});

Deno.test("stack effects of opcodes are the pin's at every sampled oparg", () => {
  for (const [, name, , , , , popped, pushed] of opcodeFacts) {
    const effect = OPCODE_EFFECTS[name];
    assertEquals(effect === null ? null : sampled(effect.popped), popped, `popped by ${name}`);
    assertEquals(effect === null ? null : sampled(effect.pushed), pushed, `pushed by ${name}`);
  }
});

Deno.test("macro expansions are the pin's, uop by uop with size and offset", () => {
  let expanded = 0;
  for (const [opcode, name, , , , , , , expansion] of opcodeFacts) {
    if (opcode > 255) continue;
    assertEquals(
      expansionOf(name).map((uop) => [uop.name, uop.size, uop.offset]),
      expansion as [UopName, 0, number][],
      name,
    );
    if (expansion.length > 0) expanded++;
  }
  assertEquals(expanded, opcodeFacts.filter((fact) => fact[8].length > 0).length);
});

Deno.test("the table of uops has every uop of the pin with its number, flags, use and operand", () => {
  assertEquals(UOP_NAMES.length, 206);
  assertEquals(UOP_NAMES.filter(isTier2Uop).length, 183);
  for (const [id, name, flags, inMacros, inTier2, , , operand] of uopFacts) {
    const row = uopRow(name);
    assertEquals(UOPS[name].id, id, name);
    assertEquals(uopNameOf(id), name);
    assertEquals(flagBits(row.flags), flags, name);
    assertEquals(isTier2Uop(name), inTier2, name);
    assertEquals(row.use.startsWith("macro"), inMacros, name);
    const found = row.operand === undefined ? null : [row.operand, row.operandUnits, row.operandKind];
    assertEquals(found, operand as typeof found, name);
  }
});

Deno.test("stack effects of uops are the pin's at every sampled oparg", () => {
  for (const [, name, , , , popped, pushed] of uopFacts) {
    assertEquals(sampled(UOP_EFFECTS[name].popped), popped, `popped by ${name}`);
    assertEquals(sampled(UOP_EFFECTS[name].pushed), pushed, `pushed by ${name}`);
  }
});
