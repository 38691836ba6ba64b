import { assertEquals, assertThrows } from "@std/assert";
import { encodeInstruction } from "./code_unit.ts";
import { OPCODE_NAMES, opcodeKind, type OpcodeName, OPCODES } from "./opcodes.ts";
import { CODE_FLAGS, type CodeObject, type ExceptionEntry } from "./program.ts";
import { checkInstructions, type CodeUnderCheck } from "./validate_code.ts";

type Step = OpcodeName | readonly [name: OpcodeName, oparg: number];

function unitsOf(...steps: Step[]): number[] {
  const units: number[] = [];
  for (const step of steps) {
    const [name, oparg] = typeof step === "string" ? [step, 0] as const : step;
    encodeInstruction(units, OPCODES[name].opcode, oparg);
  }
  return units;
}

/** Two names, two constants, locals `a b`, `b` and `c` cells, `d` free. */
function codeOf(code: readonly number[], change: Partial<CodeObject> = {}): CodeObject {
  return {
    name: "f",
    qualname: "f",
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    stacksize: 4,
    firstlineno: 1,
    varnames: ["a", "b"],
    cellvars: [],
    freevars: [],
    names: ["n", "m"],
    consts: [{ t: "None" }, { t: "None" }],
    code,
    exceptionTable: [],
    lineTable: "",
    ...change,
  };
}

const CAPTURING = { cellvars: ["b", "c"], freevars: ["d"] };
const PROLOGUE: Step[] = [["COPY_FREE_VARS", 1], ["MAKE_CELL", 1], ["MAKE_CELL", 2]];

function check(code: readonly number[], change: Partial<CodeObject> = {}): CodeUnderCheck {
  return checkInstructions(7, codeOf(code, change));
}

function refusal(code: readonly number[], change: Partial<CodeObject> = {}): string {
  return assertThrows(() => check(code, change), Error).message.replace("code 7 (f)", "").replace(/^, /, "");
}

/** Whether an instruction with this oparg is accepted on its own. */
function accepts(name: OpcodeName, oparg: number): boolean {
  const steps: Step[] = [...PROLOGUE, [name, oparg], ["RESUME", 0], "RETURN_VALUE"];
  if (name === "COPY_FREE_VARS") steps.splice(0, 4, [name, oparg], ...PROLOGUE.slice(1));
  if (name === "YIELD_VALUE" || name === "RETURN_GENERATOR") steps.splice(3, 0, "RETURN_GENERATOR");
  if (name === "RETURN_GENERATOR") steps.splice(3, 1);
  const generator = name === "YIELD_VALUE" || name === "RETURN_GENERATOR";
  const code = unitsOf(...steps);
  try {
    check(code, { ...CAPTURING, flags: generator ? CODE_FLAGS.GENERATOR : 0 });
    return true;
  } catch {
    return false;
  }
}

/** Opargs that are accepted among small ones and those around the powers of two that matter. */
function accepted(name: OpcodeName): string {
  const candidates = [...Array.from({ length: 300 }, (_, i) => i), 0xffff, 0xff_ffff, 0x100_0000, 0x7fff_ffff];
  const ranges: [number, number][] = [];
  let open = false;
  for (const oparg of candidates) {
    const good = accepts(name, oparg);
    const last = ranges.at(-1);
    if (good && open && last !== undefined) last[1] = oparg;
    else if (good) ranges.push([oparg, oparg]);
    open = good;
  }
  return ranges.map(([low, high]) => low === high ? `${low}` : `${low}-${high}`).join(" ");
}

const ANY = "0-2147483647";
const FROM_ONE = "1-2147483647";

Deno.test("every oparg that means something is accepted, and no other", () => {
  const masks = [0, 32, 64, 96, 128, 160].map((base, i) => base + [2, 10, 8, 7, 4, 12][i]!);
  const expected: [OpcodeName, string][] = [
    ["BINARY_OP", "0-25"],
    ["COMPARE_OP", masks.flatMap((mask) => [mask, mask + 16]).join(" ")],
    ["IS_OP", "0-1"],
    ["CONTAINS_OP", "0-1"],
    ["YIELD_VALUE", "0-1"],
    ["CALL_FUNCTION_EX", "0-1"],
    ["RESUME", "0-7"],
    ["CONVERT_VALUE", "1-3"],
    ["GET_AWAITABLE", "0-2"],
    ["BUILD_SLICE", "2-3"],
    ["RAISE_VARARGS", "0-2"],
    ["CALL_INTRINSIC_1", "1-11"],
    ["CALL_INTRINSIC_2", "1-4"],
    ["SET_FUNCTION_ATTRIBUTE", "1-2 4 8"],
    ["COPY", FROM_ONE],
    ["SWAP", "2-2147483647"],
    ["LIST_APPEND", FROM_ONE],
    ["SET_ADD", FROM_ONE],
    ["MAP_ADD", FROM_ONE],
    ["LIST_EXTEND", FROM_ONE],
    ["SET_UPDATE", FROM_ONE],
    ["DICT_UPDATE", FROM_ONE],
    ["DICT_MERGE", FROM_ONE],
    ["UNPACK_EX", "0-16777215"],
    // Two names: with a flag in the lowest bit, or two for super.
    ["LOAD_GLOBAL", "0-3"],
    ["LOAD_ATTR", "0-3"],
    ["LOAD_SUPER_ATTR", "0-7"],
    ["STORE_ATTR", "0-1"],
    ["LOAD_NAME", "0-1"],
    ["IMPORT_FROM", "0-1"],
    ["LOAD_CONST", "0-1"],
    ["RETURN_CONST", "0-1"],
    // Four slots: a, b, c, d; all but a hold cells.
    ["LOAD_FAST", "0-3"],
    ["STORE_FAST", "0-3"],
    ["LOAD_FAST_LOAD_FAST", "0-3 16-19 32-35 48-51"],
    ["STORE_FAST_LOAD_FAST", "0-3 16-19 32-35 48-51"],
    ["STORE_FAST_STORE_FAST", "0-3 16-19 32-35 48-51"],
    ["LOAD_DEREF", "1-3"],
    ["STORE_DEREF", "1-3"],
    ["MAKE_CELL", "1-3"],
    ["COPY_FREE_VARS", "1"],
    ["RETURN_GENERATOR", "0"],
    ["POP_TOP", "0"],
    ["NOP", "0"],
    ["RETURN_VALUE", "0"],
    ["BUILD_TUPLE", ANY],
    ["CALL", ANY],
    ["UNPACK_SEQUENCE", ANY],
  ];
  assertEquals(expected.map(([name]) => [name, accepted(name)]), expected);
});

Deno.test("code holds base opcodes only, and of those none that only the interpreter writes", () => {
  const never = ["CACHE", "RESERVED", "INTERPRETER_EXIT", "ENTER_EXECUTOR", "EXIT_INIT_CHECK", "EXTENDED_ARG"];
  for (const name of OPCODE_NAMES) {
    const { opcode } = OPCODES[name];
    if (opcode > 255) continue;
    const text = refusal([opcode, 0, OPCODES.RETURN_VALUE.opcode, 0x300]);
    const allowed = opcodeKind(name) === "base" && !never.includes(name);
    const asItself = `unit 0: found ${name}, expected an unspecialized instruction of compiled code`;
    assertEquals(text === asItself, !allowed && name !== "EXTENDED_ARG", name);
  }
});

Deno.test("units, prefixes and caches are refused at the unit to blame", () => {
  const { LOAD_ATTR, EXTENDED_ARG, NOP, RETURN_CONST } = OPCODES;
  const end = RETURN_CONST.opcode;
  assertEquals(refusal([]), ": found no code, expected at least one instruction");
  for (const unit of [-1, 0x1_0000, 0.5, NaN]) {
    assertEquals(refusal([NOP.opcode, unit]), `unit 1: found ${unit}, expected a code unit from 0 to 65535`);
  }
  assertEquals(check([NOP.opcode, end]).instructions.length, 2);
  const prefix = (value: number): number => EXTENDED_ARG.opcode | value << 8;
  const wide = [prefix(0x7f), prefix(0xff), prefix(0xff), OPCODES.CALL.opcode | 0xff00, 0, 0, 0];
  const [instruction] = check(wide).instructions;
  assertEquals(instruction, { start: 0, at: 3, opcode: OPCODES.CALL.opcode, oparg: 0x7fff_ffff, next: 7 });
  assertEquals(
    refusal([prefix(0x80), prefix(0), prefix(0), OPCODES.CALL.opcode, 0, 0, 0]),
    "unit 3: found oparg 2147483648, expected an oparg below 2**31",
  );
  const caches = new Array(9).fill(0);
  assertEquals(check([LOAD_ATTR.opcode, ...caches, end]).indexAt[10], 1);
  for (let at = 0; at < caches.length; at++) {
    const code = [LOAD_ATTR.opcode, ...caches.with(at, 5), end];
    assertEquals(refusal(code), `unit ${at + 1}: found 5, expected a zero cache of LOAD_ATTR`);
  }
  assertEquals(
    refusal([LOAD_ATTR.opcode, ...caches.slice(1)]),
    "unit 9: found the end of the code, expected a zero cache of LOAD_ATTR",
  );
});

Deno.test("names of a module's namespace need a mapping, which optimized code has none of", () => {
  for (const name of ["LOAD_NAME", "STORE_NAME", "DELETE_NAME", "LOAD_LOCALS", "SETUP_ANNOTATIONS"] as const) {
    check(unitsOf(name), { flags: CODE_FLAGS.NEWLOCALS });
    assertEquals(
      refusal(unitsOf("NOP", name), { flags: CODE_FLAGS.OPTIMIZED }),
      `unit 1: found ${name}, expected it only in code without the flag OPTIMIZED`,
    );
  }
});

Deno.test("jumps land on instructions, and those of loops and delegations on what ends them", () => {
  const landing = ", expected the start of an instruction";
  assertEquals(refusal(unitsOf(["JUMP_FORWARD", 1])), `unit 0: found JUMP_FORWARD to unit 2${landing}`);
  assertEquals(refusal(unitsOf("NOP", ["JUMP_BACKWARD", 4])), `unit 1: found JUMP_BACKWARD to unit -1${landing}`);
  assertEquals(refusal(unitsOf(["JUMP_FORWARD", 1], "TO_BOOL")), `unit 0: found JUMP_FORWARD to unit 2${landing}`);
  check(unitsOf("NOP", ["JUMP_BACKWARD", 3]));
  check(unitsOf(["FOR_ITER", 1], "NOP", "END_FOR"));
  check(unitsOf(["SEND", 1], "NOP", "END_SEND"));
  assertEquals(
    refusal(unitsOf(["FOR_ITER", 1], "NOP", "END_SEND")),
    "unit 0: found FOR_ITER to END_SEND, expected its target, unit 3, to be END_FOR",
  );
  assertEquals(
    refusal(unitsOf("NOP", ["SEND", 1], "NOP", "END_FOR")),
    "unit 1: found SEND to END_FOR, expected its target, unit 4, to be END_SEND",
  );
});

Deno.test("a yield stands in generators and is followed by a RESUME", () => {
  const head: Step[] = ["RETURN_GENERATOR", "POP_TOP"];
  for (const flags of [CODE_FLAGS.GENERATOR, CODE_FLAGS.COROUTINE, CODE_FLAGS.ASYNC_GENERATOR]) {
    check(unitsOf(...head, "YIELD_VALUE", ["RESUME", 1]), { flags });
  }
  const flags = CODE_FLAGS.GENERATOR;
  assertEquals(
    refusal(unitsOf(...head, "YIELD_VALUE", "POP_TOP"), { flags }),
    "unit 3: found POP_TOP, expected a RESUME after YIELD_VALUE",
  );
  assertEquals(
    refusal(unitsOf("RETURN_GENERATOR", ["RESUME", 0], "YIELD_VALUE"), { flags }),
    "unit 3: found the end of the code, expected a RESUME after YIELD_VALUE",
  );
  assertEquals(
    refusal(unitsOf("NOP", "YIELD_VALUE", "RESUME"), { flags: CODE_FLAGS.NESTED }),
    "unit 1: found YIELD_VALUE, expected it in generators only",
  );
});

Deno.test("cells are made, free variables copied and generators begun before anything else", () => {
  assertEquals(check(unitsOf("NOP", ...PROLOGUE, "NOP", "RETURN_VALUE"), CAPTURING).slots, 4);
  assertEquals([...check(unitsOf(...PROLOGUE, "NOP"), CAPTURING).isCell], [0, 1, 1, 1]);
  assertEquals([...check(unitsOf("NOP")).isCell], [0, 0]);
  const late = unitsOf(...PROLOGUE.slice(0, 2), "POP_TOP", ["MAKE_CELL", 2]);
  assertEquals(refusal(late, CAPTURING), "unit 0: found no MAKE_CELL 2, expected one at the start for the cell c");
  const first = unitsOf(["COPY_FREE_VARS", 1], ["MAKE_CELL", 2], "POP_TOP");
  assertEquals(refusal(first, CAPTURING), "unit 0: found no MAKE_CELL 1, expected one at the start for the cell b");
  assertEquals(
    refusal(unitsOf(...PROLOGUE.slice(1), "POP_TOP"), CAPTURING),
    "unit 0: found no COPY_FREE_VARS, expected one at the start, as there are free variables",
  );
  const again = unitsOf(...PROLOGUE, "POP_TOP", ["COPY_FREE_VARS", 1]);
  assertEquals(refusal(again, CAPTURING), "unit 4: found COPY_FREE_VARS, expected it at the start of the code only");
  const flags = CODE_FLAGS.COROUTINE;
  check(unitsOf("RETURN_GENERATOR", "POP_TOP"), { flags });
  assertEquals(
    refusal(unitsOf("RETURN_GENERATOR", "POP_TOP", "RETURN_GENERATOR"), { flags }),
    "unit 2: found RETURN_GENERATOR, expected it at the start of the code only",
  );
  assertEquals(
    refusal(unitsOf("RETURN_GENERATOR", "POP_TOP")),
    "unit 0: found RETURN_GENERATOR, expected flags that say generator",
  );
  assertEquals(
    refusal(unitsOf("POP_TOP", "RETURN_GENERATOR"), { flags }),
    "unit 0: found no RETURN_GENERATOR, expected one, as the flags say generator",
  );
});

Deno.test("no jump goes back into the prologue", () => {
  check(unitsOf(...PROLOGUE, ["JUMP_BACKWARD", 2]), CAPTURING);
  assertEquals(
    refusal(unitsOf(...PROLOGUE, "NOP", ["JUMP_BACKWARD", 4]), CAPTURING),
    "unit 4: found a jump to unit 2, expected a target after the prologue, unit 3",
  );
  // Without a prologue the first instruction may be the head of a loop.
  check(unitsOf("NOP", ["JUMP_BACKWARD", 3]));
});

Deno.test("entries of the exception table cover whole units in order, and handlers stand where they may", () => {
  const entry: ExceptionEntry = { start: 3, length: 2, target: 5, depth: 0, lasti: false };
  const code = unitsOf(...PROLOGUE, "NOP", "NOP", "NOP", "TO_BOOL");
  const tried = (...entries: Partial<ExceptionEntry>[]): string =>
    refusal(code, { ...CAPTURING, exceptionTable: entries.map((each) => ({ ...entry, ...each })) });
  check(code, { ...CAPTURING, exceptionTable: [entry, { ...entry, start: 6, length: 4, target: 3, depth: 3 }] });
  check(code, {
    ...CAPTURING,
    exceptionTable: [{ ...entry, depth: 2, lasti: true }, { ...entry, start: 6, length: 4, target: 6 }],
  });
  const where = "found entry 0 of the exception table";
  for (const field of ["start", "length", "target", "depth"] as const) {
    for (const value of [-1, 1.5]) {
      assertEquals(tried({ [field]: value }), `: ${where} with a number that is no count, expected counts`);
    }
  }
  assertEquals(tried({ length: 0 }), `unit 3: ${where} without units, expected at least one`);
  assertEquals(
    tried({}, { start: 4, length: 1 }),
    "unit 4: found entry 1 of the exception table, expected a start from unit 5 on",
  );
  assertEquals(tried({ length: 8 }), `unit 11: ${where}, expected an end up to unit 10`);
  const handler = "expected the start of an instruction after the prologue";
  assertEquals(tried({ target: 2 }), `unit 2: ${where} to this unit, ${handler}`);
  assertEquals(tried({ target: 7 }), `unit 7: ${where} to this unit, ${handler}`);
  assertEquals(tried({ target: 10 }), `unit 10: ${where} to this unit, ${handler}`);
  assertEquals(tried({ depth: 4 }), `unit 5: ${where} with 5 stack items, expected at most 4`);
  assertEquals(tried({ depth: 3, lasti: true }), `unit 5: ${where} with 5 stack items, expected at most 4`);
});
