/**
 * What compiling knows while it goes through a module: the code object at hand, and those that are done. Every rule is a
 * function over it, in the file of its theme; the pin's `Python/compile.c`.
 *
 * @module
 */

import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import { Assembler } from "./assemble.ts";
import { finishGraph } from "./finish.ts";
import { FlowGraph } from "./flow_graph.ts";
import { OP } from "./opcode_facts.ts";
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, mangle, type Scope } from "./symbols.ts";
import { addName, type FrameBlock, type Names, Unit, type UnitType } from "./unit.ts";

/** The constant None. */
export const NONE: Literal = { t: "None" };

/** Most statements around one another, `CO_MAXBLOCKS`. */
const MAX_BLOCKS = 20;

/** What happens to a name. */
export type NameUse = "load" | "store" | "delete";

const FAST = { load: OP.LOAD_FAST, store: OP.STORE_FAST, delete: OP.DELETE_FAST };
const GLOBAL = { load: OP.LOAD_GLOBAL, store: OP.STORE_GLOBAL, delete: OP.DELETE_GLOBAL };
const NAMED = { load: OP.LOAD_NAME, store: OP.STORE_NAME, delete: OP.DELETE_NAME };
const DEREF = { load: OP.LOAD_DEREF, store: OP.STORE_DEREF, delete: OP.DELETE_DEREF };

/** A source while it is compiled. */
export class Compiler {
  unit!: Unit;
  /** Code objects that are done. */
  readonly codes: CodeObject[] = [];
  readonly #known = new Map<string, number>();
  readonly #graphs: FlowGraph[] = [];
  readonly #assembler = new Assembler();
  #depth = 0;

  constructor(readonly top: Scope, readonly scopes: ReadonlyMap<object, Scope>) {}

  // Code objects.

  /** Begins a code object; `compiler_enter_scope`. */
  enter(name: string, type: UnitType, key: object | null, line: number): void {
    const parent = this.unit ?? null;
    const graph = this.#graphs[this.#depth] ??= new FlowGraph();
    graph.reset();
    this.#depth++;
    const scope = key === null ? this.top : this.scopes.get(key) as Scope;
    const unit = new Unit(type, scope, name, parent, line, parent?.owner ?? null, graph);
    this.unit = unit;
    if (parent !== null) unit.qualname = qualnameOf(unit, parent);
    const first: Loc = { line: type === "module" ? 0 : line, endLine: line, col: 0, endCol: 0 };
    this.emit(OP.RESUME, 0, first);
  }

  /** Ends the code object at hand and gives its number; `optimize_and_assemble`. */
  exit(addNone: boolean): number {
    if (addNone) this.loadConst(NONE, NO_LOCATION);
    this.emit(OP.RETURN_VALUE, 0, NO_LOCATION);
    const { unit } = this;
    const code = finishGraph(unit, this.#assembler);
    this.#depth--;
    this.unit = unit.parent as Unit;
    // As `code_richcompare` has it, equal code objects are one constant.
    const key = JSON.stringify(code);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const index = this.codes.push(code) - 1;
    this.#known.set(key, index);
    return index;
  }

  // Instructions.

  emit(op: number, arg: number, loc: Loc): void {
    this.unit.graph.emit(op, arg, loc);
  }

  /** A jump, or what pushes a block. */
  jump(op: number, label: number, loc: Loc): void {
    this.unit.graph.emit(op, label, loc);
  }

  newLabel(): number {
    return this.unit.graph.newLabel();
  }

  use(label: number): void {
    this.unit.graph.use(label);
  }

  loadConst(value: Literal, loc: Loc): void {
    this.emit(OP.LOAD_CONST, this.unit.consts.add(value), loc);
  }

  /** An instruction whose oparg is a name, shifted and with further bits. */
  emitName(op: number, names: Names, name: string, loc: Loc, shift = 0, bits = 0): void {
    this.emit(op, (addName(names, mangle(this.unit.owner, name)) << shift) | bits, loc);
  }

  // Names.

  /** `compiler_nameop` */
  name(given: string, use: NameUse, loc: Loc): void {
    const { unit } = this;
    const { scope } = unit;
    if (given === "__debug__" && use !== "load") {
      throw sourceError(loc, `cannot ${use === "store" ? "assign to" : "delete"} __debug__`);
    }
    const name = mangle(unit.owner, given);
    const inClass = scope.type === "class";
    switch (scope.scopeOf(name)) {
      case FREE:
      case CELL: {
        const names = scope.scopeOf(name) === FREE ? unit.freevars : unit.cellvars;
        let op = DEREF[use];
        if (use === "load" && inClass && unit.inlinedComprehensions === 0) {
          op = OP.LOAD_FROM_DICT_OR_DEREF;
          this.emit(OP.LOAD_LOCALS, 0, loc);
        }
        return this.emit(op, addName(names, name), loc);
      }
      case LOCAL:
        if (scope.isFunction() || unit.fastHidden.get(name) === true) {
          return this.emit(FAST[use], addName(unit.varnames, name), loc);
        }
        break;
      case GLOBAL_IMPLICIT:
        if (scope.isFunction()) return this.#global(name, use, loc);
        break;
      case GLOBAL_EXPLICIT:
        return this.#global(name, use, loc);
    }
    if (use === "load" && inClass && unit.inlinedComprehensions > 0) return this.#global(name, use, loc);
    this.emit(NAMED[use], addName(unit.names, name), loc);
  }

  #global(name: string, use: NameUse, loc: Loc): void {
    const index = addName(this.unit.names, name);
    this.emit(GLOBAL[use], use === "load" ? index << 1 : index, loc);
  }

  /** What a name is in the code object at hand; `get_ref_type`. */
  refType(name: string): number {
    const { unit } = this;
    return unit.type === "class" && name === "__class__" ? CELL : unit.scope.scopeOf(name);
  }

  // Statements around.

  push(block: FrameBlock, loc: Loc): void {
    const { blocks } = this.unit;
    if (blocks.length >= MAX_BLOCKS) throw sourceError(loc, "too many statically nested blocks");
    blocks.push(block);
  }

  pop(): void {
    this.unit.blocks.pop();
  }
}

/** `compiler_set_qualname` */
function qualnameOf(unit: Unit, parent: Unit): string {
  const { type, name } = unit;
  if (parent.type === "module") return name;
  if (type === "function" || type === "async function" || type === "class") {
    if (parent.scope.scopeOf(mangle(parent.owner, name)) === GLOBAL_EXPLICIT) return name;
  }
  const isFunction = parent.type === "function" || parent.type === "async function" || parent.type === "lambda";
  return `${parent.qualname}${isFunction ? ".<locals>" : ""}.${name}`;
}
