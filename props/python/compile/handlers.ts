/**
 * Which handler is around each instruction; the pin's `label_exception_targets`.
 *
 * @module
 */

import type { Block, ExceptStack, FlowGraph, Instr } from "./flow_graph.ts";
import { OP } from "./opcode_facts.ts";
import { IS_BLOCK_PUSH, IS_JUMP, POP_BLOCK, SETUP_CLEANUP, SETUP_WITH } from "./pseudo_ops.ts";

/** The bit of RESUME's oparg for a yield with one handler around it, that of the generator. */
const RESUME_DEPTH_ONE = 4;

function copyOf({ handlers, depth }: ExceptStack): ExceptStack {
  return { handlers: handlers.slice(0, depth + 1), depth };
}

/** `mark_except_handlers` and `label_exception_targets` */
export function labelHandlers(g: FlowGraph): void {
  if (g.pushes === 0) return;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    b.visited = false;
    for (let i = 0; i < b.used; i++) {
      const { op, target } = b.instrs[i] as Instr;
      if (IS_BLOCK_PUSH[op] === 1) (target as Block).isHandler = true;
    }
  }
  follow(g);
}

function follow(g: FlowGraph): void {
  const { entry } = g;
  const todo: Block[] = [entry];
  entry.visited = true;
  entry.exceptStack = { handlers: [null], depth: 0 };
  const visit = (block: Block, stack: ExceptStack): void => {
    block.exceptStack = stack;
    block.visited = true;
    todo.push(block);
  };
  for (let b = todo.pop(); b !== undefined; b = todo.pop()) {
    const stack = b.exceptStack as ExceptStack;
    b.exceptStack = null;
    let handler = stack.handlers[stack.depth] as Block | null;
    let yieldDepth = -1;
    const fallsThrough = b.fallsThrough();
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      const { op, target } = instr;
      if (IS_BLOCK_PUSH[op] === 1) {
        const block = target as Block;
        if (!block.visited) visit(block, copyOf(stack));
        if (op === SETUP_WITH || op === SETUP_CLEANUP) block.preserveLasti = true;
        block.outer = handler;
        stack.handlers[++stack.depth] = block;
        handler = block;
      } else if (op === POP_BLOCK) {
        handler = stack.handlers[--stack.depth] as Block | null;
      } else {
        instr.except = handler;
        if (IS_JUMP[op] === 1) {
          const block = target as Block;
          if (!block.visited) visit(block, fallsThrough ? copyOf(stack) : stack);
        } else if (op === OP.YIELD_VALUE) yieldDepth = stack.depth;
        else if (op === OP.RESUME && instr.arg !== 0) {
          if (yieldDepth === 1) instr.arg |= RESUME_DEPTH_ONE;
          yieldDepth = -1;
        }
      }
    }
    if (fallsThrough && b.next !== null && !b.next.visited) visit(b.next, stack);
  }
}
