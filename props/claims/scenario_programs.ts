/**
 * Programs around the places where trace optimizers went wrong, with drawn details; assembler text.
 *
 * @module
 */

import type { Choices } from "../generate/choices.ts";

/** A drawn program. */
export interface Scenario {
  /** Which weak spot it is about. */
  readonly name: string;
  /** Assembler text. */
  readonly text: string;
}

/** A code object in assembler text: what stands before `begin`, and its instructions. */
function code(head: string, body: readonly string[]): string {
  return `code ${head}\n  begin\n${body.map((line) => `    ${line}`).join("\n")}\n  end\n`;
}

/** A program whose module makes each function under its name; `f` is the entry. */
function programOf(functions: readonly (readonly [name: string, text: string])[], hosts = "emit"): string {
  const names = functions.map(([name]) => name).join(" ");
  const consts = functions.map((_, i) => `  const code(${i + 1})\n`).join("");
  const body = functions.flatMap((_, i) => [`LOAD_CONST ${i}`, "MAKE_FUNCTION", `STORE_NAME ${i}`]);
  const module = code(`<module>\n  stacksize 2\n  names ${names}\n${consts}  const None`, [
    "RESUME 0",
    ...body,
    `RETURN_CONST ${functions.length}`,
  ]);
  return `tierproof-assembly 1\nhosts ${hosts}\nentry f\ncalls 1\n\n${module}\n${
    functions.map(([, text]) => text).join("\n")
  }`;
}

function numbers(count: number): string {
  return Array.from({ length: count }, (_, i) => `${i}`).join(", ");
}

/** `if i == const: body`, where the constant has this number. */
function onlyIn(constant: number, local: number, label: string, body: readonly string[]): string[] {
  return [
    `LOAD_FAST ${local}`,
    `LOAD_CONST ${constant}`,
    "COMPARE_OP 88",
    `POP_JUMP_IF_FALSE ${label}`,
    ...body,
    `${label}:`,
  ];
}

/** A list iterator that the loop shares with its body, and the list that grows while and after it is gone through. */
function listIterator(choices: Choices): string {
  const count = choices.int(4, 40);
  const at = choices.chance(1, 2) ? count - choices.int(1, 3) : choices.below(count);
  const steps = choices.int(1, 4);
  const grows = choices.below(count + 4);
  const next = Array.from({ length: steps }, () => [
    "LOAD_GLOBAL 9",
    "LOAD_FAST 1",
    "LOAD_CONST 4",
    "CALL 2",
    "POP_TOP",
  ]).flat();
  const append = ["LOAD_FAST 0", "LOAD_ATTR 7", "LOAD_CONST 5", "CALL 1", "POP_TOP"];
  return programOf([[
    "f",
    code(
      "f\n  flags 0x3\n  stacksize 6\n  varnames a it s x\n  names list iter emit append next\n" +
        `  const (${numbers(count)})\n  const 0\n  const ${
          Math.max(at, 0)
        }\n  const ${grows}\n  const None\n  const 100`,
      [
        "RESUME 0",
        "LOAD_GLOBAL 1",
        "LOAD_CONST 0",
        "CALL 1",
        "STORE_FAST 0",
        "LOAD_GLOBAL 3",
        "LOAD_FAST 0",
        "CALL 1",
        "STORE_FAST 1",
        "LOAD_CONST 1",
        "STORE_FAST 2",
        "LOAD_FAST 1",
        "GET_ITER",
        "L1:",
        "FOR_ITER L2",
        "STORE_FAST 3",
        "LOAD_FAST 2",
        "LOAD_FAST 3",
        "BINARY_OP 13",
        "STORE_FAST 2",
        ...onlyIn(2, 3, "N1", next),
        ...onlyIn(3, 3, "N2", append),
        "JUMP_BACKWARD L1",
        "L2:",
        "END_FOR",
        ...append,
        "LOAD_FAST 2",
        "LOAD_GLOBAL 1",
        "LOAD_FAST 1",
        "CALL 1",
        "LOAD_FAST 0",
        "BUILD_TUPLE 3",
        "RETURN_VALUE",
      ],
    ),
  ]]);
}

/** Operations that look at a container below their operands, and an operand that each refuses. */
const PEEKING = [
  { build: "BUILD_LIST 0", operation: "LIST_EXTEND 1", good: "(1, 2)", bad: "5" },
  { build: "BUILD_SET 0", operation: "SET_UPDATE 1", good: "(1, 2)", bad: "5" },
  { build: "BUILD_SET 0", operation: "SET_ADD 1", good: "1", bad: "" },
  { build: "BUILD_MAP 0", operation: "DICT_UPDATE 1", good: "((1, 2), (3, 4))", bad: "5" },
] as const;

/** A container that lies below the handler's depth is used after an operation on it failed. */
function peekedOperands(choices: Choices): string {
  const count = choices.int(3, 30);
  const at = choices.below(count);
  const { build, operation, good, bad } = PEEKING[choices.below(PEEKING.length)] as (typeof PEEKING)[number];
  const operands = Array.from({ length: count }, (_, i) => i === at && bad !== "" ? bad : good).join(", ");
  // Nothing constant is refused by a set: it gets the set itself.
  const operand = bad === "" ? [...onlyIn(2, 1, "N1", ["COPY 1", "JUMP_FORWARD N2"]), "LOAD_CONST 3", "N2:"] : [
    "LOAD_FAST 0",
    "LOAD_FAST 1",
    "BINARY_SUBSCR",
  ];
  return programOf([[
    "f",
    code(
      "f\n  flags 0x3\n  stacksize 6\n  varnames ops i s c\n  names range emit len\n" +
        `  const (${operands},)\n  const ${count}\n  const ${at}\n  const 1\n  const 0`,
      [
        "RESUME 0",
        "LOAD_CONST 0",
        "STORE_FAST 0",
        "LOAD_CONST 4",
        "STORE_FAST 2",
        "LOAD_GLOBAL 1",
        "LOAD_CONST 1",
        "CALL 1",
        "GET_ITER",
        "L1:",
        "FOR_ITER L4",
        "STORE_FAST 1",
        build,
        ...operand,
        "T1:",
        operation,
        "T2:",
        "STORE_FAST 3",
        "LOAD_FAST 2",
        "LOAD_GLOBAL 5",
        "LOAD_FAST 3",
        "CALL 1",
        "BINARY_OP 13",
        "STORE_FAST 2",
        "JUMP_BACKWARD L1",
        "L4:",
        "END_FOR",
        "LOAD_FAST 2",
        "RETURN_VALUE",
        "H1:",
        "POP_TOP",
        "JUMP_BACKWARD_NO_INTERRUPT T2",
        "except T1 T2 H1 depth 2",
      ],
    ),
  ]]);
}

/** An iterator that runs program code, which raises in one round; what is caught where tells the place. */
function iteratorError(choices: Choices): string {
  const count = choices.int(3, 40);
  const at = choices.below(count);
  const caught = choices.bool();
  return programOf([
    [
      "f",
      code(
        "f\n  flags 0x3\n  stacksize 6\n  varnames i s\n  names map g range emit\n" +
          `  const ${count}\n  const 0\n  const -1`,
        [
          "RESUME 0",
          "LOAD_CONST 1",
          "STORE_FAST 1",
          "LOAD_GLOBAL 1",
          "LOAD_GLOBAL 2",
          "LOAD_GLOBAL 5",
          "LOAD_CONST 0",
          "CALL 1",
          "CALL 2",
          "GET_ITER",
          "L1:",
          "FOR_ITER L2",
          "STORE_FAST 0",
          "LOAD_FAST 1",
          "LOAD_FAST 0",
          "BINARY_OP 13",
          "STORE_FAST 1",
          "JUMP_BACKWARD L1",
          "L2:",
          "END_FOR",
          "LOAD_FAST 1",
          "RETURN_VALUE",
          ...(caught ? ["H1:", "POP_TOP", "POP_TOP", "RETURN_CONST 2", "except L1 L2 H1 depth 1"] : []),
        ],
      ),
    ],
    [
      "g",
      code(`g\n  params 1 0 0\n  flags 0x3\n  stacksize 4\n  varnames x\n  const ${at}\n  const 60`, [
        "RESUME 0",
        "LOAD_CONST 1",
        "LOAD_FAST 0",
        "LOAD_CONST 0",
        "BINARY_OP 10",
        "BINARY_OP 2",
        "RETURN_VALUE",
      ]),
    ],
  ]);
}

/** Two locals that are read with a check, one of which is unbound before the next round. */
function unboundLocals(choices: Choices): string {
  const count = choices.int(3, 30);
  const at = choices.below(count);
  const victim = choices.int(1, 3);
  return programOf([[
    "f",
    code(
      "f\n  flags 0x3\n  stacksize 4\n  varnames i u v w\n  names range\n" +
        `  const ${count}\n  const ${at}\n  const None`,
      [
        "RESUME 0",
        "LOAD_CONST 0",
        "STORE_FAST 1",
        "LOAD_CONST 0",
        "STORE_FAST 2",
        "LOAD_CONST 0",
        "STORE_FAST 3",
        "LOAD_GLOBAL 1",
        "LOAD_CONST 0",
        "CALL 1",
        "GET_ITER",
        "L1:",
        "FOR_ITER L2",
        "STORE_FAST 0",
        ...[1, 2, 3].flatMap((i) => [`LOAD_FAST_CHECK ${i}`, "POP_TOP"]),
        ...onlyIn(1, 0, "N1", [`DELETE_FAST ${victim}`]),
        "JUMP_BACKWARD L1",
        "L2:",
        "END_FOR",
        "RETURN_CONST 2",
      ],
    ),
  ]]);
}

/** A loop so long that its jump back needs a prefix, most of it jumped over; its code is invalidated in one round. */
function longLoop(choices: Choices): string {
  const count = choices.int(4, 60);
  const at = choices.below(count);
  const padding = Array.from({ length: choices.int(200, 560) }, () => "NOP");
  const host = choices.bool() ? ["LOAD_GLOBAL 3", "LOAD_GLOBAL 4", "CALL 1"] : ["LOAD_GLOBAL 7", "CALL 0"];
  return programOf([[
    "f",
    code(
      "f\n  flags 0x3\n  stacksize 5\n  varnames i s\n  names range host_invalidate f host_invalidate_all\n" +
        `  const ${count}\n  const ${at}\n  const 0`,
      [
        "RESUME 0",
        "LOAD_CONST 2",
        "STORE_FAST 1",
        "LOAD_GLOBAL 1",
        "LOAD_CONST 0",
        "CALL 1",
        "GET_ITER",
        "L1:",
        "FOR_ITER L2",
        "STORE_FAST 0",
        ...onlyIn(1, 0, "N1", [...host, "POP_TOP"]),
        "JUMP_FORWARD N2",
        ...padding,
        "N2:",
        "LOAD_FAST 1",
        "LOAD_FAST 0",
        "BINARY_OP 13",
        "STORE_FAST 1",
        "JUMP_BACKWARD L1",
        "L2:",
        "END_FOR",
        "LOAD_FAST 1",
        "RETURN_VALUE",
      ],
    ),
  ]], "emit host_invalidate host_invalidate_all");
}

/** A variable that other code gives a value of another type, between two uses in one round. */
function rewrittenVariable(choices: Choices): string {
  const count = choices.int(3, 40);
  const at = choices.below(count);
  const value = ["1.5", '"x"', "True", "9007199254740993"][choices.below(4)] as string;
  const twice = ["LOAD_GLOBAL 4", "LOAD_GLOBAL 4", `BINARY_OP ${choices.bool() ? 0 : 13}`, "STORE_FAST 1"];
  return programOf([
    [
      "f",
      code(
        "f\n  flags 0x3\n  stacksize 8\n  varnames i s\n  names range sum G map g emit\n" +
          `  const ${count}\n  const 3`,
        [
          "RESUME 0",
          "LOAD_CONST 1",
          "STORE_GLOBAL 2",
          "LOAD_CONST 1",
          "STORE_FAST 1",
          "LOAD_GLOBAL 1",
          "LOAD_CONST 0",
          "CALL 1",
          "GET_ITER",
          "L1:",
          "FOR_ITER L2",
          "STORE_FAST 0",
          ...twice,
          "LOAD_GLOBAL 3",
          "LOAD_GLOBAL 7",
          "LOAD_GLOBAL 8",
          "LOAD_FAST 0",
          "BUILD_TUPLE 1",
          "CALL 2",
          "CALL 1",
          "POP_TOP",
          ...twice,
          "LOAD_GLOBAL 11",
          "LOAD_FAST 1",
          "CALL 1",
          "POP_TOP",
          "JUMP_BACKWARD L1",
          "L2:",
          "END_FOR",
          "LOAD_FAST 1",
          "RETURN_VALUE",
        ],
      ),
    ],
    [
      "g",
      code(
        `g\n  params 1 0 0\n  flags 0x3\n  stacksize 4\n  varnames x\n  names G\n  const ${at}\n  const ${value}\n  const 0`,
        [
          "RESUME 0",
          ...onlyIn(0, 0, "N1", ["LOAD_CONST 1", "STORE_GLOBAL 0"]),
          "RETURN_CONST 2",
        ],
      ),
    ],
  ]);
}

const EDGES = [
  "0",
  "1",
  "-1",
  "2",
  "-7",
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

/** One operator on pairs of numbers from the edges of their representations; a few plain pairs come first. */
function edgeNumbers(choices: Choices): string {
  const edge = (): string => EDGES[choices.below(EDGES.length)] as string;
  const isFloat = choices.chance(1, 4);
  const plain = Array.from({ length: choices.int(4, 20) }, () => isFloat ? "(2.0, 3.0)" : "(7, 3)");
  const pairs = Array.from({ length: choices.int(1, 6) }, () => `(${edge()}, ${edge()})`);
  const operator = choices.bool()
    ? `BINARY_OP ${[0, 5, 10, 2, 6, 9, 11, 13, 18, 23][choices.below(10)]}`
    : `COMPARE_OP ${[2, 42, 72, 103, 132, 172][choices.below(6)]}`;
  return programOf([[
    "f",
    code(
      "f\n  flags 0x3\n  stacksize 6\n  varnames a b r\n  names emit float\n" +
        `  const (${[...plain, ...pairs].join(", ")},)\n  const 1.0\n  const None`,
      [
        "RESUME 0",
        "LOAD_CONST 0",
        "GET_ITER",
        "L1:",
        "FOR_ITER L2",
        "UNPACK_SEQUENCE 2",
        "STORE_FAST 0",
        "STORE_FAST 1",
        "T1:",
        "LOAD_FAST 0",
        "LOAD_FAST 1",
        operator,
        "STORE_FAST 2",
        "LOAD_GLOBAL 1",
        "LOAD_FAST 2",
        "CALL 1",
        "POP_TOP",
        "LOAD_GLOBAL 1",
        "LOAD_FAST 2",
        "LOAD_CONST 1",
        "BINARY_OP 5",
        "CALL 1",
        "POP_TOP",
        "T2:",
        "JUMP_BACKWARD L1",
        "L2:",
        "END_FOR",
        "RETURN_CONST 2",
        "H1:",
        "POP_TOP",
        "JUMP_BACKWARD_NO_INTERRUPT T2",
        "except T1 T2 H1 depth 1",
      ],
    ),
  ]]);
}

const SCENARIOS: readonly (readonly [name: string, make: (choices: Choices) => string])[] = [
  ["list iterator", listIterator],
  ["peeked operands", peekedOperands],
  ["iterator error", iteratorError],
  ["unbound locals", unboundLocals],
  ["long loop", longLoop],
  ["rewritten variable", rewrittenVariable],
  ["edge numbers", edgeNumbers],
];

/** One of the scenarios. */
export function drawScenario(choices: Choices): Scenario {
  const [name, make] = SCENARIOS[choices.below(SCENARIOS.length)] as (typeof SCENARIOS)[number];
  return { name, text: make(choices) };
}
