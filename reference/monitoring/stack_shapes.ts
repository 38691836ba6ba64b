/**
 * What lies on the stack where each instruction begins, as far as it matters to `frame.f_lineno = line`: whether that place can be
 * gone to. A shape is a text with one letter an entry, the top one last.
 *
 * @module
 */

import { OPCODES } from "../../src/isa/opcodes.ts";
import { CODE_FLAGS, type CodeObject } from "../../src/isa/program.ts";
import { instructionAt } from "../decoders.ts";

/** Letters of a shape, the later ones are preferred: an iterator, an exception, any object, NULL, an offset. */
const ITERATOR = "1";
/** An exception that is being handled. */
export const EXCEPTION = "2";
const OBJECT = "3";
const NULL = "4";
const OFFSET = "5";

/** A shape with more entries than the interpreter follows. */
export const TOO_DEEP = "too deep";
const MOST_ENTRIES = 21;

/** Shapes by unit; none where no way leads to. */
export type Shapes = ReadonlyMap<number, string>;

function push(shape: string, ...entries: readonly string[]): string {
  const after = shape + entries.join("");
  return shape === TOO_DEEP || after.length > MOST_ENTRIES ? TOO_DEEP : after;
}

/** A shape without its top entries. */
export function without(shape: string, entries: number): string {
  return shape === TOO_DEEP ? shape : shape.slice(0, Math.max(0, shape.length - entries));
}

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  "*": (left, right) => left * right,
  "-": (left, right) => left - right,
  "&": (left, right) => left & right,
  ">>": (left, right) => left >> right,
  "==": (left, right) => left === right ? 1 : 0,
};

/** What a size or a condition in the table of opcodes comes to. */
function amount(text: string, oparg: number): number {
  const [left, operation, right] = text.replace(/^\(|\)$/g, "").split(/\s*(>>|==|[-*&])\s*/);
  const operand = (word: string | undefined): number => word === "oparg" ? oparg : Number(word);
  const operate = OPERATIONS[operation ?? ""];
  return operate === undefined ? operand(left) : operate(operand(left), operand(right));
}

function entriesOf(side: string, oparg: number): number {
  let entries = 0;
  for (const item of side.split(",").map((text) => text.trim()).filter((text) => text !== "")) {
    const sized = /\[(.+)\]$/.exec(item) ?? / if (.+)$/.exec(item);
    entries += sized === null ? 1 : amount(sized[1] as string, oparg);
  }
  return entries;
}

const EFFECTS: ReadonlyMap<number, string | null> = new Map(
  Object.values(OPCODES).map(({ opcode, effect }) => [opcode, effect]),
);

function afterOther(shape: string, opcode: number, oparg: number): string {
  const [taken = "", given = ""] = (EFFECTS.get(opcode) ?? "--").split("--");
  const more = entriesOf(given, oparg) - entriesOf(taken, oparg);
  return more < 0 ? without(shape, -more) : push(shape, OBJECT.repeat(more));
}

/** Where control may be after an instruction, and with what shape. */
interface Step {
  /** The shape before the next instruction; undefined when control does not get there. */
  readonly next?: string;
  /** The unit of a jump and the shape there. */
  readonly jump?: readonly [unit: number, shape: string];
}

function stepOf(shape: string, opcode: number, oparg: number, next: number): Step {
  switch (opcode) {
    case OPCODES.POP_JUMP_IF_FALSE.opcode:
    case OPCODES.POP_JUMP_IF_TRUE.opcode:
    case OPCODES.POP_JUMP_IF_NONE.opcode:
    case OPCODES.POP_JUMP_IF_NOT_NONE.opcode: {
      const rest = without(shape, 1);
      return { next: rest, jump: [next + oparg, rest] };
    }
    case OPCODES.SEND.opcode:
      return { next: shape, jump: [next + oparg, shape] };
    case OPCODES.JUMP_FORWARD.opcode:
      return { jump: [next + oparg, shape] };
    case OPCODES.JUMP_BACKWARD.opcode:
    case OPCODES.JUMP_BACKWARD_NO_INTERRUPT.opcode:
      return { jump: [next - oparg, shape] };
    case OPCODES.FOR_ITER.opcode: {
      const turn = push(shape, OBJECT);
      return { next: turn, jump: [next + oparg, turn] };
    }
    case OPCODES.RETURN_VALUE.opcode:
    case OPCODES.RETURN_CONST.opcode:
    case OPCODES.RAISE_VARARGS.opcode:
    case OPCODES.RERAISE.opcode:
      return {};
    case OPCODES.GET_ITER.opcode:
    case OPCODES.GET_AITER.opcode:
      return { next: push(without(shape, 1), ITERATOR) };
    case OPCODES.END_ASYNC_FOR.opcode:
      return { next: without(shape, 2) };
    case OPCODES.PUSH_EXC_INFO.opcode:
      return { next: push(shape, EXCEPTION) };
    case OPCODES.POP_EXCEPT.opcode:
      return { next: without(shape, 1) };
    case OPCODES.PUSH_NULL.opcode:
      return { next: push(shape, NULL) };
    case OPCODES.LOAD_GLOBAL.opcode:
      return { next: oparg % 2 === 1 ? push(shape, OBJECT, NULL) : push(shape, OBJECT) };
    case OPCODES.LOAD_ATTR.opcode:
      return { next: oparg % 2 === 1 ? push(without(shape, 1), OBJECT, NULL) : shape };
    case OPCODES.SWAP.opcode: {
      if (shape === TOO_DEEP) return { next: shape };
      const entries = [...shape];
      const [top, other] = [entries.length - 1, entries.length - oparg];
      [entries[top], entries[other]] = [entries[other] as string, entries[top] as string];
      return { next: entries.join("") };
    }
    case OPCODES.COPY.opcode:
      return { next: shape === TOO_DEEP ? shape : push(shape, shape.at(-oparg) as string) };
    default:
      return { next: afterOther(shape, opcode, oparg) };
  }
}

const IN_GENERATORS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

/** The shapes of a code object. Handlers are reached from where their range begins. */
export function shapesOf({ code, flags, exceptionTable }: CodeObject): Shapes {
  // A generator is started with None.
  const shapes = new Map([[0, (flags & IN_GENERATORS) === 0 ? "" : OBJECT]]);
  for (let again = true; again;) {
    again = false;
    for (let start = 0; start < code.length;) {
      const { at, opcode, oparg, next } = instructionAt(code, start);
      const shape = shapes.get(start);
      const prefixed = start;
      start = next;
      if (shape === undefined) continue;
      for (let unit = prefixed; unit <= at; unit++) shapes.set(unit, shape);
      const step = stepOf(shape, opcode, oparg, next);
      if (step.jump !== undefined) {
        const [unit, there] = step.jump;
        if (unit < at && !shapes.has(unit)) again = true;
        shapes.set(unit, there);
      }
      if (step.next !== undefined) shapes.set(next, step.next);
    }
    for (const { start, target, depth, lasti } of exceptionTable) {
      const shape = shapes.get(start);
      if (shape === undefined || shapes.has(target)) continue;
      again = true;
      const kept = shape === TOO_DEEP ? shape : shape.slice(0, depth);
      shapes.set(target, push(kept, ...(lasti ? [OFFSET] : []), EXCEPTION));
    }
  }
  return shapes;
}

/** Whether the entries of a shape, cut to what another one has, can stand for those. */
export function leadsTo(from: string, to: string | undefined): boolean {
  if (to === undefined || to === TOO_DEEP || from === TOO_DEEP || to.length > from.length) return false;
  return [...to].every((wanted, i) => wanted === OBJECT ? from[i] !== NULL : wanted === NULL || wanted === from[i]);
}

/** Whether a shape keeps more than another one: entries first. */
export function keepsMore(shape: string, other: string): boolean {
  return shape.length === other.length ? shape > other : shape.length > other.length;
}

/** Why one cannot go where a shape is. */
export function whyNot(to: string | undefined): string {
  if (to === undefined) return "can't jump into an exception handler, or code may be unreachable";
  if (to === TOO_DEEP) return "stack is too deep to analyze";
  switch (to.at(-1)) {
    case EXCEPTION:
      return "can't jump into an 'except' block as there's no exception";
    case OFFSET:
      return "can't jump into a re-raising block as there's no location";
    case ITERATOR:
      return "can't jump into the body of a for loop";
    default:
      return "incompatible stacks";
  }
}
