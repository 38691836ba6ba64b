/**
 * A foreign machine: a typed stack machine that shares nothing with CPython. Values are 32-bit ints and flags, locals hold ints,
 * and what is on the stack at the end is the result. `run` says what a program means; `optimize` folds constants, and forgets something.
 *
 * @module
 */

type Type = "int" | "flag";

/** Opcodes: what they take from the stack, what they leave there, and whether `n` says something. */
const OPS = {
  const: { takes: [], leaves: ["int"], n: true },
  flag: { takes: [], leaves: ["flag"], n: true },
  get: { takes: [], leaves: ["int"], n: true },
  set: { takes: ["int"], leaves: [], n: true },
  add: { takes: ["int", "int"], leaves: ["int"], n: false },
  sub: { takes: ["int", "int"], leaves: ["int"], n: false },
  mul: { takes: ["int", "int"], leaves: ["int"], n: false },
  less: { takes: ["int", "int"], leaves: ["flag"], n: false },
  equal: { takes: ["int", "int"], leaves: ["flag"], n: false },
  not: { takes: ["flag"], leaves: ["flag"], n: false },
  and: { takes: ["flag", "flag"], leaves: ["flag"], n: false },
  swap: { takes: ["int", "int"], leaves: ["int", "int"], n: false },
  drop: { takes: ["int"], leaves: [], n: false },
  emit: { takes: ["int"], leaves: [], n: false },
  /** Skips the next `n` instructions unless the flag is up; they must leave the stack as it was. */
  skip: { takes: ["flag"], leaves: [], n: true },
} as const satisfies Record<string, { takes: readonly Type[]; leaves: readonly Type[]; n: boolean }>;

/** One instruction; `n` is 0 where it says nothing. */
export type Op = keyof typeof OPS;
export type Instruction = { readonly op: Op; readonly n: number };

/** A program. It has four locals, 0 at first. */
export type Code = readonly Instruction[];
export const LOCALS = 4;

/** What a program did. */
export type Outcome = Readonly<Record<"emitted" | "locals" | "stack", readonly number[]>>;

const INT: Partial<Record<Op, (a: number, b: number) => number>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: Math.imul,
  less: (a, b) => Number(a < b),
  equal: (a, b) => Number(a === b),
  and: (a, b) => a & b,
};

/** Runs a program, one instruction at a time. Flags are 0 and 1. */
export function run(code: Code): Outcome {
  const stack: number[] = [];
  const emitted: number[] = [];
  const locals: number[] = new Array(LOCALS).fill(0);
  const pop = (): number => stack.pop() as number;
  for (let at = 0; at < code.length; at++) {
    const { op, n } = code[at] as Instruction;
    const operate = INT[op];
    if (operate !== undefined) {
      const right = pop();
      stack.push(operate(pop(), right));
    } else if (op === "const" || op === "flag") stack.push(n);
    else if (op === "get") stack.push(locals[n] as number);
    else if (op === "set") locals[n] = pop();
    else if (op === "not") stack.push(1 - pop());
    else if (op === "emit") emitted.push(pop());
    else if (op === "drop") pop();
    else if (op === "skip") at += pop() === 0 ? n : 0;
    else stack.push(pop(), pop());
  }
  return { emitted, locals, stack };
}

/** Folds constants, and locals that hold one. With `mended` it forgets, behind instructions that may be skipped, what they set. */
export function optimize(code: Code, mended: boolean): Code {
  return fold(code, new Map(Array.from({ length: LOCALS }, (_, k) => [k, 0])), mended);
}

function fold(code: Code, known: Map<number, number>, mended: boolean): Code {
  const out: Instruction[] = [];
  const constant = (back: number): number | undefined => out.at(-back)?.op === "const" ? out.at(-back)?.n : undefined;
  for (let at = 0; at < code.length; at++) {
    const instruction = code[at] as Instruction;
    const { op, n } = instruction;
    const operate = op === "less" || op === "equal" || op === "and" ? undefined : INT[op];
    const [left, right] = [constant(2), constant(1)];
    if (op === "get" && known.has(n)) {
      out.push({ op: "const", n: known.get(n) as number });
    } else if (operate !== undefined && left !== undefined && right !== undefined) {
      out.splice(-2, 2, { op: "const", n: operate(left, right) });
    } else if (op === "skip") {
      // What may be skipped is folded by itself: nothing moves over its ends.
      const inner = new Map(known);
      const body = fold(code.slice(at + 1, at + 1 + n), inner, mended);
      out.push({ op, n: body.length }, ...body);
      at += n;
      for (const [local, value] of inner) {
        // The slip: whether the body runs is not known here.
        if (known.get(local) !== value) mended ? known.delete(local) : known.set(local, value);
      }
      for (const local of [...known.keys()]) if (!inner.has(local)) known.delete(local);
    } else {
      if (op === "set") right === undefined ? known.delete(n) : known.set(n, right);
      out.push(instruction);
    }
  }
  return out;
}

/** What makes code no program: an unknown instruction, wrong types, something left on the stack by what may be skipped; or null. */
export function defectOf(code: Code): string | null {
  const stack: Type[] = [];
  const ends: { readonly at: number; readonly depth: number }[] = [];
  for (const [at, { op, n }] of [...code, END].entries()) {
    while (ends.at(-1)?.at === at) if (ends.pop()?.depth !== stack.length) return `the stack is not as it was at ${at}`;
    if (at === code.length) break;
    const row = Object.hasOwn(OPS, op) ? OPS[op] : undefined;
    const most = op === "skip" ? code.length - at - 1 : op === "flag" ? 1 : op === "const" ? 0x7fff_ffff : LOCALS - 1;
    const isNumber = Number.isInteger(n) && n <= most && n >= (op === "const" ? -0x8000_0000 : 0);
    const floor = ends.at(-1)?.depth ?? 0;
    const taken = row?.takes.toReversed().every((type) => stack.length > floor && stack.pop() === type);
    if (row === undefined || !isNumber || !taken) return `instruction ${at} cannot run: ${op} ${n}`;
    stack.push(...row.leaves);
    if (op === "skip") ends.push({ at: at + 1 + n, depth: stack.length });
  }
  return null;
}

const END = { op: "", n: 0 } as unknown as Instruction;

/** A program with some instructions replaced, skips over them adjusted. */
function replaced(code: Code, from: number, count: number, put: Code): Code {
  return code.flatMap((each, at): Code => {
    if (at >= from && at < from + count) return at === from ? put : [];
    const isOver = each.op === "skip" && at < from && at + each.n >= from;
    return [isOver ? { op: "skip", n: each.n + put.length - count } : each];
  });
}

/** Simpler programs: with some instructions fewer, or with one simple one in place of some. */
export function* simpler(code: Code): Iterable<Code> {
  for (let count = code.length; count > 0; count--) {
    for (let from = 0; from + count <= code.length; from++) {
      for (const put of count === 1 ? [[]] : SIMPLE) {
        const candidate = replaced(code, from, count, put);
        if (defectOf(candidate) === null) yield candidate;
      }
    }
  }
  for (const [at, { op, n }] of code.entries()) {
    if (op === "const" && n !== 0) yield code.with(at, { op, n: Math.trunc(n / 2) });
  }
}

const SIMPLE: readonly Code[] = [[], [{ op: "get", n: 0 }], [{ op: "const", n: 1 }], [{ op: "flag", n: 0 }]];

/** A program for people, one instruction a line. */
export function textOf(code: Code): string {
  return code.map(({ op, n }, at) => `${String(at).padStart(3)}  ${op}${OPS[op].n ? ` ${n}` : ""}`).join("\n");
}
