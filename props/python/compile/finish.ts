/**
 * From the graph of a code object to the code object; the pin's `_PyCfg_OptimizeCodeUnit` and
 * `_PyCfg_OptimizedCfgToInstructionSequence`.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject, type Literal } from "../../../src/isa/program.ts";
import { type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import type { Assembler } from "./assemble.ts";
import type { ConstTable } from "./const_table.ts";
import type { Block, FlowGraph, Instr } from "./flow_graph.ts";
import { labelHandlers } from "./handlers.ts";
import { moveColdBlocks, normalizeJumps, resolveLines, stackDepth } from "./layout.ts";
import { checkLocals, insertSuperinstructions } from "./locals.ts";
import { OP } from "./opcode_facts.ts";
import { optimize, removeRedundantNops } from "./optimize.ts";
import { IS_BLOCK_PUSH, LOAD_CLOSURE, POP_BLOCK, STORE_FAST_MAYBE_NULL } from "./pseudo_ops.ts";
import type { Unit } from "./unit.ts";

const GENERATORS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

/** Optimizes a complete graph; constants that are left, by index. */
function optimizeGraph(
  g: FlowGraph,
  consts: ConstTable,
  locals: number,
  params: number,
  firstLine: number,
): Literal[] {
  g.resolveLabels();
  labelHandlers(g);
  optimize(g, consts);
  const left = removeUnusedConsts(g, consts.list);
  checkLocals(g, locals, params);
  insertSuperinstructions(g);
  moveColdBlocks(g);
  resolveLines(g, firstLine);
  return left;
}

/** Which constants are used. */
const USED = new Uint8Array(256);

/** `remove_unused_consts`: the first one may be a docstring and stays. */
export function removeUnusedConsts(g: FlowGraph, list: Literal[]): Literal[] {
  if (list.length <= 1) return list;
  const used = list.length <= USED.length ? USED : new Uint8Array(list.length);
  used.fill(0, 0, list.length);
  used[0] = 1;
  let count = 1;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (let i = 0; i < b.used; i++) {
      const { op, arg } = b.instrs[i] as Instr;
      if ((op !== OP.LOAD_CONST && op !== OP.RETURN_CONST) || used[arg] === 1) continue;
      used[arg] = 1;
      count++;
    }
  }
  if (count === list.length) return list;
  const index = new Int32Array(list.length);
  const left: Literal[] = [];
  for (let i = 0; i < list.length; i++) if (used[i] === 1) index[i] = left.push(list[i] as Literal) - 1;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      if (instr.op === OP.LOAD_CONST || instr.op === OP.RETURN_CONST) instr.arg = index[instr.arg] as number;
    }
  }
  return left;
}

/** `convert_pseudo_ops` */
export function convertPseudoOps(g: FlowGraph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    let nops = false;
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      if (instr.op < 256) {
        if (instr.op === OP.NOP) nops = true;
        continue;
      }
      if (IS_BLOCK_PUSH[instr.op] === 1 || instr.op === POP_BLOCK) {
        instr.become(OP.NOP);
        nops = true;
      } else if (instr.op === LOAD_CLOSURE) instr.op = OP.LOAD_FAST;
      else if (instr.op === STORE_FAST_MAYBE_NULL) instr.op = OP.STORE_FAST;
    }
    b.hasNops = nops;
  }
  for (let b: Block | null = g.entry; b !== null; b = b.next) if (b.hasNops) removeRedundantNops(b);
}

/** What pushes and pops blocks is gone; the first half of `convert_pseudo_ops`. */
export function dropBlocks(g: FlowGraph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      if (IS_BLOCK_PUSH[instr.op] === 1 || instr.op === POP_BLOCK) instr.become(OP.NOP);
    }
  }
  for (let b: Block | null = g.entry; b !== null; b = b.next) removeRedundantNops(b);
}

/** The code object at hand. */
export function finishGraph(unit: Unit, assembler: Assembler): CodeObject {
  const { graph, varnames, cellvars, freevars, scope, firstLine } = unit;
  const flags = unit.flags();
  const consts = optimizeGraph(graph, unit.consts, varnames.size, scope.varnames.length, firstLine);
  // `_PyCode_New` wants room for one item.
  const stacksize = Math.max(1, stackDepth(graph));
  const cells = [...cellvars.keys()].map((name) => varnames.get(name) ?? -1);
  const isGenerator = (flags & GENERATORS) !== 0;
  const loc: Loc = { line: firstLine, endLine: firstLine, col: -1, endCol: -1 };
  prepareLocals(graph, { locals: varnames.size, cells, free: freevars.size, isGenerator }, loc);
  convertPseudoOps(graph);
  normalizeJumps(graph);
  assembler.layOut(graph);
  const { code, exceptionTable, lineTable } = assembler.assemble(firstLine);
  const locals = [...varnames.keys()];
  return {
    name: unit.name,
    qualname: unit.qualname,
    argcount: unit.posonlyargcount + unit.argcount,
    posonlyargcount: unit.posonlyargcount,
    kwonlyargcount: unit.kwonlyargcount,
    flags,
    stacksize,
    firstlineno: firstLine,
    varnames: locals,
    // Cells that are locals come first, in the order of those.
    cellvars: [
      ...locals.filter((name) => cellvars.has(name)),
      ...[...cellvars.keys()].filter((name) => !varnames.has(name)),
    ],
    freevars: [...freevars.keys()],
    names: [...unit.names.keys()],
    consts,
    code,
    exceptionTable,
    lineTable,
  };
}

/** Slots of the cells and free variables of a code object, and what comes before everything else. */
export interface LocalsPlus {
  /** Number of locals that are no cells, parameters included. */
  readonly locals: number;
  /** For each cell its slot among those locals, or -1 for one of its own. */
  readonly cells: readonly number[];
  /** Number of free variables. */
  readonly free: number;
  readonly isGenerator: boolean;
}

/** `prepare_localsplus`; instructions count cells from 0, then free variables. */
export function prepareLocals(graph: FlowGraph, { locals, cells, free, isGenerator }: LocalsPlus, loc: Loc): void {
  const { entry } = graph;
  if (isGenerator) {
    entry.insert(0, OP.RETURN_GENERATOR, 0, loc);
    entry.insert(1, OP.POP_TOP, 0, loc);
  }
  if (cells.length + free === 0) return;
  const slots = cells.map((slot, i) => slot >= 0 ? slot : locals + i);
  const order = slots.map((_, i) => i).sort((a, b) => (slots[a] as number) - (slots[b] as number));
  order.forEach((index, i) => entry.insert(i, OP.MAKE_CELL, index, NO_LOCATION));
  if (free > 0) entry.insert(0, OP.COPY_FREE_VARS, free, NO_LOCATION);
  const count = cells.length + free;
  for (let i = 0, dropped = 0; i < count; i++) {
    if (i >= cells.length || (cells[i] as number) < 0) slots[i] = i + locals - dropped;
    else dropped++;
  }
  for (let b: Block | null = entry; b !== null; b = b.next) {
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      switch (instr.op) {
        case OP.MAKE_CELL:
        case LOAD_CLOSURE:
        case OP.LOAD_DEREF:
        case OP.STORE_DEREF:
        case OP.DELETE_DEREF:
        case OP.LOAD_FROM_DICT_OR_DEREF:
          instr.arg = slots[instr.arg] as number;
      }
    }
  }
}
