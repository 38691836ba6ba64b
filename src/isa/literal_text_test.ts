import { assertEquals, assertThrows } from "@std/assert";
import { formatLiteral, formatName, Scanner } from "./literal_text.ts";
import type { Literal } from "./program.ts";

function read(text: string): Literal {
  const scanner = new Scanner(text, 1);
  const literal = scanner.literal();
  scanner.end();
  return literal;
}

function refusal(text: string, reading: (scanner: Scanner) => unknown = (scanner) => scanner.literal()): string {
  return assertThrows(() => {
    const scanner = new Scanner(text, 3);
    reading(scanner);
    scanner.end();
  }, Error).message;
}

const int = (v: number | string): Literal => ({ t: "int", v });

Deno.test("literals of every kind are written in one form, which is read back exactly", () => {
  const cases: [Literal, string][] = [
    [{ t: "None" }, "None"],
    [{ t: "Ellipsis" }, "Ellipsis"],
    [{ t: "bool", v: true }, "True"],
    [{ t: "bool", v: false }, "False"],
    [int(0), "0"],
    [int(-7), "-7"],
    [int(9007199254740991), "9007199254740991"],
    [int("9007199254740992"), "9007199254740992"],
    [int("-9007199254740992"), "-9007199254740992"],
    [{ t: "float", v: 1 }, "1.0"],
    [{ t: "float", v: -1.5 }, "-1.5"],
    [{ t: "float", v: 1e300 }, "1e+300"],
    [{ t: "float", v: 1.25e-7 }, "1.25e-7"],
    [{ t: "float", v: "-0.0" }, "-0.0"],
    [{ t: "float", v: "nan" }, "nan"],
    [{ t: "float", v: "inf" }, "inf"],
    [{ t: "float", v: "-inf" }, "-inf"],
    [{ t: "complex", re: 1, im: "-0.0" }, "complex(1.0, -0.0)"],
    [{ t: "str", v: 'a "b" \\ # ü' }, '"a \\"b\\" \\\\ # ü"'],
    [{ t: "bytes", v: "" }, "bytes()"],
    [{ t: "bytes", v: "00ff" }, "bytes(00ff)"],
    [{ t: "tuple", v: [] }, "()"],
    [{ t: "tuple", v: [int(1)] }, "(1,)"],
    [{ t: "tuple", v: [int(1), int(2)] }, "(1, 2)"],
    [{ t: "list", v: [] }, "[]"],
    [{ t: "list", v: [int(1), { t: "list", v: [int(2)] }] }, "[1, [2]]"],
    [{ t: "set", v: [int(1), int(2)] }, "set(1, 2)"],
    [{ t: "frozenset", v: [] }, "frozenset()"],
    [{ t: "dict", v: [] }, "{}"],
    [{ t: "dict", v: [[int(1), { t: "None" }], [{ t: "str", v: "k" }, int(2)]] }, '{1: None, "k": 2}'],
    [{ t: "code", v: 12 }, "code(12)"],
  ];
  for (const [literal, text] of cases) {
    assertEquals(formatLiteral(literal), text);
    assertEquals(read(text), literal);
  }
});

Deno.test("a person may write blanks, a last comma, small ints with zeros and floats without a point", () => {
  assertEquals(read(" [ 1 , 2 , ] # two"), { t: "list", v: [int(1), int(2)] });
  assertEquals(read("(1, 2,)"), { t: "tuple", v: [int(1), int(2)] });
  assertEquals(read("( 1 , )"), { t: "tuple", v: [int(1)] });
  assertEquals(read("{1: 2,}"), { t: "dict", v: [[int(1), int(2)]] });
  assertEquals(read("set(1,)"), { t: "set", v: [int(1)] });
  assertEquals(read("007"), int(7));
  assertEquals(read("0009007199254740993"), int("9007199254740993"));
  assertEquals(read("1e5"), { t: "float", v: 100000 });
  assertEquals(read("-2e-3"), { t: "float", v: -0.002 });
  assertEquals(read("complex(nan, 3)"), { t: "complex", re: "nan", im: 3 });
});

Deno.test("what is no literal is refused with line, column, what was found and what was expected", () => {
  const cases: [string, string][] = [
    ["", "column 1: found end of line, expected a literal"],
    ["   # 1", "column 4: found end of line, expected a literal"],
    ["nothing", 'column 1: found "nothing", expected a literal'],
    ["?", 'column 1: found "?", expected a literal'],
    ["1 2", 'column 3: found "2", expected end of line'],
    ['"open', 'column 1: found "\\"open", expected a literal'],
    ['"\\x"', 'column 1: found "\\"\\\\x\\"", expected a JSON string'],
    ["[1 2]", 'column 4: found "2]", expected ","'],
    ["[1, 2", 'column 6: found end of line, expected ","'],
    ["(1)", 'column 1: found "(1)", expected a tuple: one item needs a comma'],
    ["{1, 2}", 'column 3: found ", 2}", expected ":"'],
    ["{1: 2 3: 4}", 'column 7: found "3: 4}", expected ","'],
    ["set[1]", 'column 4: found "[1]", expected "("'],
    ["code(x)", 'column 6: found "x)", expected the index of a code object'],
    ["code 1", 'column 6: found "1", expected "("'],
    ["code(1", 'column 7: found end of line, expected ")"'],
    ["bytes 0", 'column 7: found "0", expected "("'],
    ["bytes(0f0)", 'column 1: found "bytes(0f0)", expected an even number of hexadecimal digits'],
    ["bytes(0f", 'column 9: found end of line, expected ")"'],
    ["bytes(0F)", 'column 1: found "bytes(0F)", expected an even number of hexadecimal digits'],
    ["complex 1", 'column 9: found "1", expected "("'],
    ["complex(1)", 'column 10: found ")", expected ","'],
    ["complex(1, x)", 'column 12: found "x)", expected a float'],
    ["complex(1, 2", 'column 13: found end of line, expected ")"'],
    ["1e999", 'column 1: found "1e999", expected a finite float, or inf'],
    ["-x", 'column 1: found "-x", expected a float'],
  ];
  for (const [text, message] of cases) assertEquals(refusal(text), `line 3, ${message}`, text);
  assertEquals(refusal(`?${"x".repeat(60)}`), `line 3, column 1: found "?${"x".repeat(39)}", expected a literal`);
});

Deno.test("literals of every kind that holds others may be nested 200 deep, and no deeper", () => {
  for (const [open, close] of [["[", "]"], ["(", ",)"], ["{1: ", "}"], ["set(", ")"], ["frozenset(", ")"]]) {
    const nested = (depth: number): string => `${open!.repeat(depth)}1${close!.repeat(depth)}`;
    assertEquals(formatLiteral(read(nested(200))), nested(200));
    assertEquals(/expected (.*)/.exec(refusal(nested(201)))?.[1], "at most 200 nested literals");
  }
  assertEquals(/expected (.*)/.exec(refusal(`${"{".repeat(201)}`))?.[1], "at most 200 nested literals");
});

Deno.test("counts are decimal or hexadecimal and below 2**32, words and names have their own letters", () => {
  const count = (text: string): number => new Scanner(text, 1).count("a count");
  assertEquals([count("0"), count(" 12"), count("0xff"), count("4294967295"), count("0xffffffff")], [
    0,
    12,
    255,
    0xffff_ffff,
    0xffff_ffff,
  ]);
  for (const text of ["4294967296", "x", "-1", ""]) {
    const found = text === "" ? "end of line" : `"${text}"`;
    assertEquals(refusal(text, (s) => s.count("a count")), `line 3, column 1: found ${found}, expected a count`);
  }
  assertEquals(new Scanner("\t a_1-", 1).word("a word"), "a_1");
  assertEquals(refusal("1a", (s) => s.word("a word")), 'line 3, column 1: found "1a", expected a word');
  assertEquals(new Scanner("<locals>.f(", 1).name(), "<locals>.f");
  assertEquals(new Scanner('"two words"', 1).name(), "two words");
  assertEquals(refusal("1a", (s) => s.name()), 'line 3, column 1: found "1a", expected a name');
  for (const name of ["f", "a.b", "<module>", ".0", "_", "A1"]) assertEquals(formatName(name), name);
  for (const name of ["", "1a", "two words", "é", "a-b"]) assertEquals(formatName(name), JSON.stringify(name));
});
