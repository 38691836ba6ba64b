/**
 * Builds one code object from a stream of instructions and labels, with the passes of the pin's compiler over it, and the twists
 * that no compiler knows.
 *
 * @module
 */

import type { ExceptionEntry, Literal } from "../../../src/isa/program.ts";
import { Assembler } from "../../python/compile/assemble.ts";
import { ConstTable } from "../../python/compile/const_table.ts";
import {
  convertPseudoOps,
  dropBlocks,
  type LocalsPlus,
  prepareLocals,
  removeUnusedConsts,
} from "../../python/compile/finish.ts";
import { FlowGraph } from "../../python/compile/flow_graph.ts";
import { labelHandlers } from "../../python/compile/handlers.ts";
import { moveColdBlocks, normalizeJumps, resolveLines, stackDepth } from "../../python/compile/layout.ts";
import { checkLocals, insertSuperinstructions } from "../../python/compile/locals.ts";
import { optimize } from "../../python/compile/optimize.ts";
import { type Loc, NO_LOCATION } from "../../python/syntax/nodes.ts";
import type { Twist } from "../draft/statement.ts";
import { addPrefixes, insertNops, moveRange } from "./twisting.ts";

/** What building gives. */
export interface BuiltCode {
  readonly code: number[];
  readonly exceptionTable: ExceptionEntry[];
  readonly stacksize: number;
  readonly consts: Literal[];
}

/** Location of each line; columns mean nothing here. */
const LINES: Loc[] = [];

function lineAt(line: number): Loc {
  return LINES[line] ??= { line, endLine: line, col: 0, endCol: 0 };
}

/** Collects one code object. */
export class CodeBuilder {
  readonly graph = new FlowGraph();
  readonly consts = new ConstTable();
  /** Location of the next instructions. */
  loc: Loc = lineAt(1);
  readonly #twists: (readonly Twist[])[] = [];
  /** Labels of the handlers of twisted `try` statements, -1 for none. */
  readonly #handlers: number[] = [];
  readonly #assembler = new Assembler();

  /** Forgets the last code object. */
  reset(): void {
    this.graph.reset();
    this.consts.reset();
    this.loc = lineAt(1);
    this.#twists.length = 0;
    this.#handlers.length = 0;
  }

  /** The next line. */
  nextLine(): void {
    this.loc = lineAt(this.loc.line + 1);
  }

  /** A line of that number. */
  setLine(line: number): void {
    this.loc = lineAt(line);
  }

  /** Number of the twisted statement at hand, from {@linkcode newTwisted}, or 0. */
  get twisted(): number {
    return this.graph.mark;
  }

  set twisted(twisted: number) {
    this.graph.mark = twisted;
  }

  /** Number of one more twisted statement. */
  newTwisted(twists: readonly Twist[]): number {
    this.#handlers.push(-1);
    return this.#twists.push(twists);
  }

  /** The handler of the `try` body at hand; range twists mean it. */
  noteHandler(label: number): void {
    if (this.twisted > 0) this.#handlers[this.twisted - 1] = label;
  }

  /** Adds an instruction. */
  emit(op: number, arg = 0): void {
    this.graph.emit(op, arg, this.loc);
  }

  /** Adds an instruction that stands on no line. */
  artificial(op: number, arg = 0): void {
    this.graph.emit(op, arg, NO_LOCATION);
  }

  /** Adds an instruction that stays as it is, whatever is around it. */
  fixed(op: number, arg = 0): void {
    this.graph.isFixed = true;
    this.graph.emit(op, arg, this.loc);
    this.graph.isFixed = false;
  }

  newLabel(): number {
    return this.graph.newLabel();
  }

  /** Places a label before the next instruction. */
  use(label: number): void {
    this.graph.use(label);
  }

  /** The code object; `params` locals are bound at entry. */
  finish(plus: LocalsPlus, params: number): BuiltCode {
    const { graph, consts } = this;
    const twists = this.#twists;
    graph.resolveLabels();
    labelHandlers(graph);
    optimize(graph, consts);
    const left = removeUnusedConsts(graph, consts.list);
    const stacksize = twists.some((list) => list.some(({ k }) => k === "range"))
      ? this.#moveRanges(plus.locals, params)
      : this.#layOut(plus.locals, params);
    prepareLocals(graph, plus, lineAt(1));
    convertPseudoOps(graph);
    normalizeJumps(graph);
    const assembler = this.#assembler;
    if (twists.length > 0) {
      twists.forEach((list, t) => {
        for (const twist of list) if (twist.k === "nop") insertNops(graph, twist, t + 1);
      });
    }
    assembler.layOut(graph);
    if (twists.length > 0) {
      twists.forEach((list, t) => {
        for (const twist of list) if (twist.k === "prefix") addPrefixes(assembler, graph, twist, t + 1);
      });
    }
    const { code, exceptionTable } = assembler.assemble(null);
    return { code, exceptionTable, stacksize: Math.max(1, stacksize), consts: left };
  }

  #layOut(locals: number, params: number): number {
    const { graph } = this;
    checkLocals(graph, locals, params);
    insertSuperinstructions(graph);
    moveColdBlocks(graph);
    resolveLines(graph, 1);
    return stackDepth(graph);
  }

  /** Ranges move over instructions in their order; what they cover decides which locals may be unbound. */
  #moveRanges(locals: number, params: number): number {
    const { graph } = this;
    moveColdBlocks(graph);
    resolveLines(graph, 1);
    const depth = stackDepth(graph);
    dropBlocks(graph);
    this.#twists.forEach((list, t) => {
      const handler = graph.blockOf(this.#handlers[t] as number);
      for (const twist of list) if (twist.k === "range" && handler !== null) moveRange(graph, twist, handler);
    });
    checkLocals(graph, locals, params);
    insertSuperinstructions(graph);
    return depth;
  }
}
