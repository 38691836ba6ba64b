/**
 * Scenarios of one site that meets operands of one type for a while, then others.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import { COMPARE, FunctionText, programText } from "./text.ts";

function pick<T>(choices: Choices, list: readonly T[]): T {
  return list[choices.below(list.length)] as T;
}

const NUMBERS = [
  "0",
  "1",
  "-1",
  "2",
  "-7",
  "3",
  "53",
  "54",
  "70",
  "-0.0",
  "0.0",
  "1.5",
  "nan",
  "inf",
  "-inf",
  "True",
  "False",
  "1073741823",
  "1073741824",
  "-1073741824",
  "4294967296",
  "9007199254740991",
  "-9007199254740991",
  "9007199254740993",
  "-123456789012345678901234567890",
] as const;
const INT = /^-?\d+$/;
const FLOAT = /^-?\d+\.\d+$/;
const INTS = NUMBERS.filter((text) => INT.test(text));
const FLOATS = ["-0.0", "0.0", "1.5", "nan", "inf", "-inf", "2.5"] as const;
const OTHERS = [
  '""',
  '"ab"',
  '"é€𝄞"',
  "()",
  "(1,)",
  "(1, 2)",
  "(1, 2, 3)",
  "[]",
  "[5]",
  "[5, 6]",
  "{}",
  "{1: 2}",
  '{"ab": 1}',
  "None",
] as const;
const CONTAINERS = [
  "[10, 20, 30]",
  "[10, 20]",
  "(10, 20, 30)",
  '"héllo"',
  "{0: 5, 1: 6, True: 7}",
  "[]",
  "()",
] as const;

/** Subscripts: most numbers are in no container. */
const INDEXES = ["0", "1", "2", "3", "-1", "-2", "-3", "-4", "-7", "True", "1.5", "9007199254740993"] as const;

/** Values of the type that a value has; ints among those that a site meets. */
function alikes(usual: string, odd: readonly string[]): readonly string[] {
  if (INT.test(usual)) return odd === INDEXES ? INDEXES.filter((text) => INT.test(text)) : INTS;
  if (FLOAT.test(usual)) return FLOATS;
  return [usual, ...[...OTHERS, ...CONTAINERS].filter(([first]) => first === usual[0])];
}

/** What a site does, and the operands that it meets: first these, then any of those. */
interface Site {
  readonly usual: readonly (readonly [left: string, right: string])[];
  readonly odd: readonly (readonly string[])[];
  readonly site: (f: FunctionText) => unknown;
}

function drawSite(choices: Choices): Site {
  const values: readonly string[] = [...NUMBERS, ...OTHERS];
  switch (choices.below(10)) {
    case 0:
    case 1: {
      const operator = pick(choices, [0, 5, 10, 2, 6, 9, 11, 13, 18, 23]);
      const usual = [["7", "3"], ["2.5", "3.0"], ['"a"', '"b"'], ["7", "3"]] as const;
      return { usual, odd: [NUMBERS, NUMBERS], site: (f) => f.load("a", "b").op(`BINARY_OP ${operator}`) };
    }
    case 2: {
      const operator = pick(choices, Object.values(COMPARE)) | (choices.bool() ? 16 : 0);
      const usual = [["7", "3"], ["2.5", "3.0"], ['"a"', '"b"']] as const;
      return { usual, odd: [NUMBERS, NUMBERS], site: (f) => f.load("a", "b").op(`COMPARE_OP ${operator}`) };
    }
    case 3: {
      const usual = [["[1, 2, 3]", "1"], ["(1, 2, 3)", "1"], ['"abc"', "1"], ["{1: 2}", "1"]] as const;
      return { usual, odd: [CONTAINERS, INDEXES], site: (f) => f.load("a", "b").op("BINARY_SUBSCR") };
    }
    case 4: {
      const usual = [["[1, 2, 3]", "1"], ["{1: 2}", "1"]] as const;
      return {
        usual,
        odd: [CONTAINERS, INDEXES],
        site: (f) => f.constant(99).load("a", "b").op("STORE_SUBSCR").load("a"),
      };
    }
    case 5: {
      const usual = [["7", "0"], ["True", "0"], ["[1]", "0"], ['"a"', "0"], ["None", "0"], ["0", "0"]] as const;
      return { usual, odd: [values, NUMBERS], site: (f) => f.load("a").op("TO_BOOL", "UNARY_NOT") };
    }
    case 6: {
      const count = choices.int(1, 3);
      const items = Array.from({ length: count }, (_, i) => i).join(", ");
      const usual = [[`(${items},)`, "0"], [`[${items}]`, "0"]] as const;
      return {
        usual,
        odd: [values, NUMBERS],
        site: (f) => f.load("a").op(`UNPACK_SEQUENCE ${count}`, `BUILD_LIST ${count}`),
      };
    }
    case 7: {
      const branch = pick(choices, ["POP_JUMP_IF_NONE", "POP_JUMP_IF_NOT_NONE"]);
      const usual = [["None", "0"], ["7", "0"]] as const;
      return {
        usual,
        odd: [values, NUMBERS],
        site: (f) => {
          const [far, end] = [f.fresh(), f.fresh()];
          f.load("a").op(`${branch} ${far}`).constant(1).op(`JUMP_FORWARD ${end}`, `${far}:`).constant(2).op(`${end}:`);
        },
      };
    }
    case 8: {
      const name = pick(choices, ["len", "str", "type", "tuple", "abs"]);
      const usual = [["(1, 2)", "0"], ["[1]", "0"], ["{1: 2}", "0"]] as const;
      const shown = name === "type" ? "str" : "";
      return {
        usual,
        odd: [values, NUMBERS],
        site: (f) =>
          shown === ""
            ? f.call(name, 1, () => f.load("a"))
            : f.call(shown, 1, () => f.call(name, 1, () => f.load("a"))),
      };
    }
    default: {
      const method = pick(choices, ["append", "count", "index"]);
      const usual = [["[1, 2]", "1"], ["(1, 2)", "1"]] as const;
      return {
        usual,
        odd: [CONTAINERS, NUMBERS],
        site: (f) => f.load("a").method(method, 1, () => f.load("b")).load("a").op("BUILD_TUPLE 2"),
      };
    }
  }
}

/** Sites in one loop. */
const SITES = 3;

/** Operands of one site over the rounds: usual ones, then odd ones between usual ones. */
function operandsOf(choices: Choices, { usual, odd: [lefts, rights] }: Site, warm: number, rounds: number): string[] {
  const [left, right] = pick(choices, usual);
  const plain = `(${left}, ${right})`;
  // As often as not an odd operand is one of the usual kind, or the only odd one.
  const like = choices.bool();
  const draw = (usual: string, odd: readonly string[]): string => {
    const alike = alikes(usual, odd);
    return pick(choices, like ? alike : choices.chance(1, 3) ? [usual] : odd);
  };
  return Array.from({ length: rounds }, (_, round) => {
    if (round < warm || choices.chance(1, 4)) return plain;
    return `(${draw(left, lefts ?? NUMBERS)}, ${draw(right, rights ?? NUMBERS)})`;
  });
}

/** A few sites, each with usual operands for some rounds, then with odd ones; every result and every error is told. */
export function site(choices: Choices, warm: number): string {
  const sites = Array.from({ length: SITES }, () => drawSite(choices));
  const rounds = warm + choices.int(4, 14);
  const operands = sites.map((each) => operandsOf(choices, each, warm + choices.int(1, 3), rounds));
  const cases = Array.from({ length: rounds }, (_, round) => `(${operands.map((each) => each[round]).join(", ")})`);
  const f = new FunctionText("f", ["cases"]);
  f.load("cases").op("GET_ITER").loop("case", () => {
    f.load("case").op(`UNPACK_SEQUENCE ${SITES}`).store("c0").store("c1").store("c2");
    sites.forEach(({ site }, at) => {
      f.load(`c${at}`).op("UNPACK_SEQUENCE 2").store("a").store("b");
      f.guarded(1, () => {
        site(f);
        f.store("r").emit(() => f.load("r"));
      }, () => {
        f.store("e").emit(() => f.call("str", 1, () => f.load("e")));
      });
    });
  });
  return programText([f.returnConstant("None")], { args: [`[${cases.join(", ")}]`] });
}

/** Ints of both signs. */
const SIGNED = ["-1", "3", "-7", "0", "-9007199254740991"] as const;

/** Products and what becomes of them as floats: an int has no negative zero. */
export function products(choices: Choices, warm: number): string {
  const cases = Array.from({ length: warm + choices.int(1, 3) }, () => `(7, ${choices.int(1, 3)})`);
  // As often as not one factor is zero, and the other has a sign.
  for (let n = choices.int(1, 6); n > 0; n--) {
    const pair = choices.bool() ? [pick(choices, INTS), pick(choices, INTS)] : ["0", pick(choices, SIGNED)];
    cases.push(`(${(choices.bool() ? pair : pair.reverse()).join(", ")})`);
  }
  const f = new FunctionText("f", ["cases"]);
  f.load("cases").op("GET_ITER").loop("case", () => {
    f.load("case").op("UNPACK_SEQUENCE 2").store("a").store("b");
    f.load("a", "b").op("BINARY_OP 5").store("r").emit(() => f.load("r").constant("1.0").op("BINARY_OP 5"));
  });
  return programText([f.returnConstant("None")], { args: [`[${cases.join(", ")}]`] });
}

/** Operations that look at a container below their operands, and an operand that each refuses. */
const PEEKING = [
  { build: "BUILD_LIST 0", operation: "LIST_EXTEND 1", good: "(1, 2)", bad: "5" },
  { build: "BUILD_SET 0", operation: "SET_UPDATE 1", good: "(1, 2)", bad: "5" },
  { build: "BUILD_SET 0", operation: "SET_ADD 1", good: "1", bad: "[]" },
  { build: "BUILD_MAP 0", operation: "DICT_UPDATE 1", good: "((1, 2), (3, 4))", bad: "5" },
] as const;

/** A container that lies below the handler's depth is used after an operation on it failed. */
export function peekedOperands(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const at = choices.below(count);
  const { build, operation, good, bad } = pick(choices, PEEKING);
  const f = new FunctionText("f", ["operands"]);
  f.constant(0).store("s").load("operands").op("GET_ITER").loop("x", () => {
    f.op(build);
    f.guarded(2, () => f.load("x").op(operation), () => f.op("POP_TOP"));
    f.store("c").addTo("s", () => f.call("len", 1, () => f.load("c")));
  });
  f.load("s").op("RETURN_VALUE");
  const operands = Array.from({ length: count }, (_, i) => i === at ? bad : good).join(", ");
  return programText([f], { args: [`[${operands}]`] });
}

/** Keys that come and go in one dict, more than a small table holds. */
export function dictKeys(choices: Choices, warm: number): string {
  const keys = [
    "0",
    "1",
    "True",
    "1.0",
    "2",
    "3",
    "4",
    '"a"',
    '"b"',
    '"c"',
    "(1,)",
    "None",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
  ];
  const steps = Array.from(
    { length: warm + choices.int(10, 30) },
    () => `(${choices.below(3)}, ${pick(choices, keys)})`,
  );
  const f = new FunctionText("f", ["steps"]);
  f.op("BUILD_MAP 0").store("d").load("steps").op("GET_ITER").loop("step", () => {
    f.load("step").op("UNPACK_SEQUENCE 2").store("kind").store("k");
    f.onlyIn("kind", 0, () => f.load("k", "d", "k").op("STORE_SUBSCR"));
    f.onlyIn("kind", 1, () => {
      f.load("d").method("pop", 2, () => f.load("k").constant("None")).op("POP_TOP");
    });
    f.emit(() => f.load("k", "d").op("CONTAINS_OP 0"));
    f.emit(() => f.load("d").method("get", 1, () => f.load("k")));
  });
  f.load("d").op("RETURN_VALUE");
  return programText([f], { args: [`[${steps.join(", ")}]`] });
}
