/**
 * Assembler text (docs/FORMAT.md) to Program. Refusals are `TierproofError("assembler")` with line and column.
 *
 * The assembler does not judge the program: hand the result to `validateProgram`.
 *
 * @module
 */

import { encodeInstruction } from "./code_unit.ts";
import { ASSEMBLY_HEADER } from "./disassembler.ts";
import { TierproofError } from "./errors.ts";
import { isHex } from "./hex.ts";
import { JUMP_DIRECTION } from "./jumps.ts";
import { prefixesFor } from "./listing.ts";
import { Scanner } from "./literal_text.ts";
import { CACHE_UNITS_OF, type OpcodeName, opcodeNameOf, OPCODES } from "./opcodes.ts";
import {
  type CodeObject,
  type ExceptionEntry,
  type HostName,
  HOSTS,
  type Literal,
  type Program,
  PROGRAM_VERSION,
} from "./program.ts";

/** A position in code: a label, or a code unit. */
type Position = { readonly label: string; readonly line: number } | number;

type Piece =
  | { readonly kind: "unit"; readonly unit: number }
  | { readonly kind: "plain"; readonly opcode: number; readonly oparg: number; readonly prefixes: number }
  | {
    readonly kind: "jump";
    readonly opcode: number;
    readonly to: Position;
    readonly prefixes: number;
    readonly line: number;
  };

interface Handler {
  readonly start: Position;
  readonly end: Position;
  readonly target: Position;
  readonly depth: number;
  readonly lasti: boolean;
  readonly line: number;
}

function refuse(line: number, message: string): never {
  throw new TierproofError("assembler", `line ${line}: ${message}`);
}

/** Body of a code object: pieces, labels as indexes of pieces, handlers. */
class Body {
  readonly pieces: Piece[] = [];
  readonly labels = new Map<string, number>();
  readonly handlers: Handler[] = [];

  readLine(scanner: Scanner): void {
    const at = scanner.at;
    const word = scanner.word("an opcode, a label, unit, except or end");
    if (scanner.take(":")) {
      if (this.labels.has(word)) refuse(scanner.line, `label ${word} stands twice`);
      this.labels.set(word, this.pieces.length);
      if (!scanner.atEnd()) this.readLine(scanner);
    } else if (word === "unit") {
      const unit = scanner.count("a code unit");
      if (unit > 0xffff) refuse(scanner.line, `found unit ${unit}, expected at most 0xffff`);
      this.pieces.push({ kind: "unit", unit });
    } else if (word === "except") {
      this.handlers.push(this.handler(scanner));
    } else {
      this.pieces.push(this.instruction(scanner, word, at));
    }
  }

  private position(scanner: Scanner): Position {
    if (scanner.take("@")) return scanner.count("a code unit");
    return { label: scanner.word("a label, or @ and a code unit"), line: scanner.line };
  }

  private handler(scanner: Scanner): Handler {
    const start = this.position(scanner);
    const end = this.position(scanner);
    const target = this.position(scanner);
    scanner.expect("depth");
    const depth = scanner.count("a stack depth");
    return { start, end, target, depth, lasti: scanner.take("lasti"), line: scanner.line };
  }

  private instruction(scanner: Scanner, word: string, at: number): Piece {
    if (!Object.hasOwn(OPCODES, word)) scanner.fail("an opcode", at);
    const opcode = OPCODES[word as OpcodeName].opcode;
    if (opcode > 255 || opcode === OPCODES.EXTENDED_ARG.opcode) {
      scanner.fail("an opcode that can stand in code (write prefixes as `wide N`)", at);
    }
    const isJump = JUMP_DIRECTION[opcode] !== 0;
    const to = isJump && scanner.match(/(?=[A-Za-z_@])/y) !== null ? this.position(scanner) : null;
    const oparg = to === null && scanner.match(/(?=\d)/y) !== null ? scanner.count("an oparg below 2**32") : 0;
    let prefixes = 0;
    if (scanner.take("wide")) {
      prefixes = scanner.count("a number of prefixes");
      if (prefixes > 3) refuse(scanner.line, `found ${prefixes} prefixes, expected at most 3`);
    }
    if (to !== null) return { kind: "jump", opcode, to, prefixes, line: scanner.line };
    return { kind: "plain", opcode, oparg, prefixes: Math.max(prefixes, prefixesFor(oparg)) };
  }

  /** Lays the pieces out: the fewest prefixes with which every jump reaches its target, and no fewer than said. */
  encode(): { code: number[]; exceptionTable: ExceptionEntry[] } {
    const prefixes = this.pieces.map((piece) => piece.kind === "unit" ? 0 : piece.prefixes);
    const starts = new Array<number>(this.pieces.length + 1).fill(0);
    const resolve = (position: Position): number => {
      if (typeof position === "number") return position;
      const piece = this.labels.get(position.label);
      if (piece === undefined) refuse(position.line, `label ${position.label} stands nowhere in this code object`);
      return starts[piece] as number;
    };
    const opargs = this.pieces.map((piece) => piece.kind === "plain" ? piece.oparg : 0);
    // Prefixes are only ever added, so this ends.
    for (let changed = true; changed;) {
      changed = false;
      this.pieces.forEach((piece, i) => {
        const size = piece.kind === "unit" ? 1 : (prefixes[i] as number) + 1 + (CACHE_UNITS_OF[piece.opcode] as number);
        starts[i + 1] = (starts[i] as number) + size;
      });
      this.pieces.forEach((piece, i) => {
        if (piece.kind !== "jump") return;
        const oparg = (JUMP_DIRECTION[piece.opcode] as number) * (resolve(piece.to) - (starts[i + 1] as number));
        opargs[i] = oparg;
        // A wrong direction is refused once the layout stands.
        if (oparg > 0 && prefixesFor(oparg) > (prefixes[i] as number)) {
          prefixes[i] = prefixesFor(oparg);
          changed = true;
        }
      });
    }
    const code: number[] = [];
    this.pieces.forEach((piece, i) => {
      if (piece.kind === "unit") {
        code.push(piece.unit);
        return;
      }
      const oparg = opargs[i] as number;
      if (oparg < 0) {
        const line = piece.kind === "jump" ? piece.line : 0;
        refuse(line, `${opcodeNameOf(piece.opcode)} cannot jump in that direction`);
      }
      encodeInstruction(code, piece.opcode, oparg, prefixes[i] as number);
    });
    const exceptionTable = this.handlers.map((handler): ExceptionEntry => {
      const start = resolve(handler.start);
      const length = resolve(handler.end) - start;
      if (length < 0) refuse(handler.line, "found a range that ends before it starts");
      return { start, length, target: resolve(handler.target), depth: handler.depth, lasti: handler.lasti };
    });
    return { code, exceptionTable };
  }
}

/** Reads lines that say something, one after the other. */
class Lines {
  private readonly scanners: Scanner[];
  private at = 0;

  constructor(text: string) {
    this.scanners = text.split("\n").map((line, i) => new Scanner(line, i + 1)).filter((scanner) => !scanner.atEnd());
    this.last = text.split("\n").length;
  }
  private readonly last: number;

  next(): Scanner | null {
    return this.scanners[this.at++] ?? null;
  }

  need(expected: string): Scanner {
    return this.next() ?? refuse(this.last, `found the end of the text, expected ${expected}`);
  }
}

const NAME_LISTS = ["varnames", "cellvars", "freevars", "names"] as const;

function names(scanner: Scanner): string[] {
  const list: string[] = [];
  while (!scanner.atEnd()) list.push(scanner.name());
  return list;
}

function readCode(lines: Lines, first: Scanner): CodeObject {
  const name = first.name();
  first.end();
  const head = { qualname: name, flags: 0, stacksize: 0, firstlineno: 1, lineTable: "" };
  const params: [number, number, number] = [0, 0, 0];
  const lists = { varnames: [] as string[], cellvars: [] as string[], freevars: [] as string[], names: [] as string[] };
  const consts: Literal[] = [];
  for (let inHead = true; inHead;) {
    const scanner = lines.need("begin");
    const at = scanner.at;
    const word = scanner.word("a field of a code object or begin");
    const list = NAME_LISTS.find((each) => each === word);
    if (list !== undefined) lists[list] = names(scanner);
    else if (word === "qualname") head.qualname = scanner.name();
    else if (word === "params") {
      for (const i of [0, 1, 2] as const) params[i] = scanner.count("a number of parameters");
    } else if (word === "flags") head.flags = scanner.count("flag bits");
    else if (word === "stacksize") head.stacksize = scanner.count("a number of stack items");
    else if (word === "firstline") head.firstlineno = scanner.count("a line number");
    else if (word === "const") consts.push(scanner.literal());
    else if (word === "lines") {
      head.lineTable = scanner.match(/[0-9a-f]+/y) ?? "";
      if (!isHex(head.lineTable)) refuse(scanner.line, "expected an even number of hexadecimal digits");
    } else if (word === "begin") inHead = false;
    else scanner.fail("qualname, params, flags, stacksize, firstline, a list of names, const, lines or begin", at);
    scanner.end();
  }
  const body = new Body();
  for (;;) {
    const scanner = lines.need("end");
    if (scanner.match(/end(?!\w|:)/y) !== null) {
      scanner.end();
      break;
    }
    body.readLine(scanner);
    scanner.end();
  }
  const { code, exceptionTable } = body.encode();
  const [argcount, posonlyargcount, kwonlyargcount] = params;
  return {
    name,
    qualname: head.qualname,
    argcount,
    posonlyargcount,
    kwonlyargcount,
    flags: head.flags,
    stacksize: head.stacksize,
    firstlineno: head.firstlineno,
    ...lists,
    consts,
    code,
    exceptionTable,
    lineTable: head.lineTable,
  };
}

/** Program of an assembler text. */
export function assemble(text: string): Program {
  const lines = new Lines(text.replace(/^\ufeff/, ""));
  const first = lines.need(JSON.stringify(ASSEMBLY_HEADER));
  if (!first.take(ASSEMBLY_HEADER) || !first.atEnd()) first.fail(JSON.stringify(ASSEMBLY_HEADER), 0);
  let moduleName = "m";
  let entry = "f";
  let calls = 1;
  const hosts: HostName[] = [];
  const args: Literal[] = [];
  const codes: CodeObject[] = [];
  for (let scanner = lines.next(); scanner !== null; scanner = lines.next()) {
    const at = scanner.at;
    const word = scanner.word("module, hosts, entry, calls, arg or code");
    if (word === "code") codes.push(readCode(lines, scanner));
    else if (word === "module") moduleName = scanner.name();
    else if (word === "entry") entry = scanner.name();
    else if (word === "calls") calls = scanner.count("a number of calls");
    else if (word === "arg") args.push(scanner.literal());
    else if (word === "hosts") {
      while (!scanner.atEnd()) {
        const hostAt = scanner.at;
        const host = scanner.word("a host function");
        if (!Object.hasOwn(HOSTS, host)) scanner.fail(`a host function: ${Object.keys(HOSTS).join(", ")}`, hostAt);
        hosts.push(host as HostName);
      }
    } else scanner.fail("module, hosts, entry, calls, arg or code", at);
    scanner.end();
  }
  return { format: "tierproof-program", version: PROGRAM_VERSION, moduleName, hosts, codes, entry, args, calls };
}
