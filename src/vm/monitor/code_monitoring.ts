/**
 * The instrumentation of one code object: which tools its instructions report to, and the instructions that report
 * (`Python/instrumentation.c`, `_PyCoMonitoringData`).
 *
 * An instruction is covered from outside in: INSTRUMENTED_LINE, INSTRUMENTED_INSTRUCTION, the instrumented form of its own event.
 * What a cover hides stands in a table of the code object. While every event has one tool at most, the covers alone say who is
 * told; tables of tools are made when some event gets a second one, and stay.
 *
 * @module
 */

import { codeUnit, opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { baseOf, CACHE_UNITS_OF, DE_INSTRUMENT, DEOPT_OF, OPCODES } from "../../isa/opcodes.ts";
import { ADAPTIVE_WARMUP, type PyCode } from "../../object/values/code.ts";
import { instructionLength } from "../../optimizer/code_view.ts";
import { EVENT, LOCAL_EVENT_COUNT } from "../../isa/monitoring_events.ts";
import { EVENT_OF, INSTRUMENTED_OF, NO_EVENT } from "./instrumentation_tables.ts";
import { lineStarts } from "./line_starts.ts";

/** Tools of each event, one bit each (`_Py_LocalMonitors`, `_Py_GlobalMonitors`). */
export type Monitors = Uint8Array;

const { RESUME, END_FOR } = OPCODES;
const INSTRUMENTED_LINE = OPCODES.INSTRUMENTED_LINE.opcode;
const INSTRUMENTED_INSTRUCTION = OPCODES.INSTRUMENTED_INSTRUCTION.opcode;

/** Events of a tool as a set of bits. */
export function eventsOf(monitors: Monitors, tool: number): number {
  let bits = 0;
  for (let event = 0; event < monitors.length; event++) {
    if (((monitors[event] as number) >> tool & 1) !== 0) bits |= 1 << event;
  }
  return bits;
}

/** Sets the events of a tool. */
export function setEventsOf(monitors: Monitors, tool: number, bits: number): void {
  for (let event = 0; event < monitors.length; event++) {
    const others = (monitors[event] as number) & ~(1 << tool);
    monitors[event] = others | (bits >> event & 1) << tool;
  }
}

/** Whether some event has several tools (`multiple_tools`). */
function hasSeveralTools(monitors: Monitors): boolean {
  return monitors.some((tools) => (tools & (tools - 1)) !== 0);
}

/** Instrumentation of one code object. */
export class CodeMonitoring {
  /** What tools asked of this code alone. */
  readonly local: Monitors = new Uint8Array(LOCAL_EVENT_COUNT);
  /** What its instructions report now. */
  active: Monitors = new Uint8Array(LOCAL_EVENT_COUNT);
  /** Tools that an instruction reports its own event to, by unit. */
  tools: Uint8Array | null = null;
  /** Tools that are told of the line that starts at a unit. */
  lineTools: Uint8Array | null = null;
  /** Tools that are told of every instruction, by unit. */
  instructionTools: Uint8Array | null = null;
  readonly #code: PyCode;

  constructor(code: PyCode) {
    this.#code = code;
  }

  /** Brings the instructions in line with what is wanted of all code (`_Py_Instrument`, behind its versions). */
  update(global: Monitors, restarted: boolean): void {
    const { active: before, local } = this;
    const wanted = local.map((tools, event) => tools | (global[event] as number));
    this.#makeTables(wanted);
    const removed = restarted ? before : before.map((tools, event) => tools & ~(wanted[event] as number));
    const added = restarted ? wanted : wanted.map((tools, event) => tools & ~(before[event] as number));
    this.active = wanted;
    if (removed.every((tools) => tools === 0) && added.every((tools) => tools === 0)) return;
    this.#eachInstruction((unit, opcode) => {
      const event = eventAt(this.#code, opcode, unit);
      if (event === NO_EVENT) return;
      // While there are no tables, a single tool is asked of what the events are now.
      if (removed[event] !== 0) this.removeTools(unit, event, removed[event] as number);
      if (added[event] !== 0) this.#addTools(unit, added[event] as number);
    });
    const lines = EVENT.LINE;
    const instructions = EVENT.INSTRUCTION;
    // All that goes goes first: it must not take what comes with it.
    if (removed[lines] !== 0) this.#eachLine((unit) => this.removeLineTools(unit, removed[lines] as number));
    if (removed[instructions] !== 0) {
      this.#eachObserved((unit) => this.removeInstructionTools(unit, removed[instructions] as number));
    }
    if (added[lines] !== 0) this.#eachLine((unit) => this.#addLineTools(unit, added[lines] as number));
    if (added[instructions] !== 0) {
      this.#eachObserved((unit) => this.#addInstructionTools(unit, added[instructions] as number));
    }
  }

  /** Makes the tables that the events need (`update_instrumentation_data`). */
  #makeTables(wanted: Monitors): void {
    const code = this.#code;
    const { length } = code.units;
    const several = hasSeveralTools(wanted);
    if (several && this.tools === null) this.tools = this.#toolsSoFar();
    if (wanted[EVENT.LINE] !== 0) {
      code.lineOpcodes ??= lineStarts(code);
      // FAITHFUL: a tool that had switched a line off is told of it again when another tool wants that line.
      if (several) this.lineTools ??= new Uint8Array(length).fill(wanted[EVENT.LINE] as number);
    }
    if (wanted[EVENT.INSTRUCTION] !== 0) {
      code.instructionOpcodes ??= new Uint8Array(length);
      // FAITHFUL: a tool that was told of instructions before hears no more of them.
      if (several) this.instructionTools ??= new Uint8Array(length);
    }
  }

  /** Tools by unit, as the covers show them (`initialize_tools`). */
  #toolsSoFar(): Uint8Array {
    const code = this.#code;
    const tools = new Uint8Array(code.units.length);
    this.#eachInstruction((unit, opcode) => {
      const event = eventAt(code, opcode, unit);
      if (event !== NO_EVENT && DE_INSTRUMENT[innermost(code, unit)] !== 0) tools[unit] = this.active[event] as number;
    });
    return tools;
  }

  #eachInstruction(visit: (unit: number, base: number) => void): void {
    const code = this.#code;
    for (let unit = code.firstTraceable; unit < code.units.length; unit += instructionLength(code, unit)) {
      visit(unit, baseOf(innermost(code, unit)));
    }
  }

  #eachLine(visit: (unit: number) => void): void {
    const starts = this.#code.lineOpcodes as Uint8Array;
    for (let unit = this.#code.firstTraceable; unit < starts.length; unit++) if (starts[unit] !== 0) visit(unit);
  }

  #eachObserved(visit: (unit: number) => void): void {
    this.#eachInstruction((unit, base) => {
      if (base !== RESUME.opcode && base !== END_FOR.opcode) visit(unit);
    });
  }

  /** Takes tools from the event of an instruction (`remove_tools`). */
  removeTools(unit: number, event: number, tools: number): void {
    if (!isLeft(this.tools, unit, this.active[event] as number, tools)) deInstrument(this.#code, unit);
  }

  #addTools(unit: number, tools: number): void {
    if (this.tools !== null) this.tools[unit] = (this.tools[unit] as number) | tools;
    instrument(this.#code, unit);
  }

  /** Takes tools from the line that starts at a unit (`remove_line_tools`). */
  removeLineTools(unit: number, tools: number): void {
    if (!isLeft(this.lineTools, unit, this.active[EVENT.LINE] as number, tools)) deInstrumentLine(this.#code, unit);
  }

  #addLineTools(unit: number, tools: number): void {
    if (this.lineTools !== null) this.lineTools[unit] = (this.lineTools[unit] as number) | tools;
    instrumentLine(this.#code, unit);
  }

  /** Takes tools from what an instruction reports as such (`remove_per_instruction_tools`). */
  removeInstructionTools(unit: number, tools: number): void {
    if (!isLeft(this.instructionTools, unit, this.active[EVENT.INSTRUCTION] as number, tools)) {
      deInstrumentInstruction(this.#code, unit);
    }
  }

  #addInstructionTools(unit: number, tools: number): void {
    if (this.instructionTools !== null) this.instructionTools[unit] = (this.instructionTools[unit] as number) | tools;
    instrumentInstruction(this.#code, unit);
  }
}

/** Takes tools from a table, or from the single tool where there is none; whether any is left. */
function isLeft(table: Uint8Array | null, unit: number, single: number, tools: number): boolean {
  if (table === null) return (single & tools) !== single;
  const left = (table[unit] as number) & ~tools;
  table[unit] = left;
  return left !== 0;
}

/** The base form of an opcode that stands at a unit, and of what it covers. */
export function coveredBase(code: PyCode, unit: number, opcode: number): number {
  return baseOf(opcode === INSTRUMENTED_LINE || opcode === INSTRUMENTED_INSTRUCTION ? innermost(code, unit) : opcode);
}

/** The opcode at a unit under the covers of lines and instructions. */
function innermost(code: PyCode, unit: number): number {
  let opcode = opcodeOf(code.units[unit] as number);
  if (opcode === INSTRUMENTED_LINE) opcode = (code.lineOpcodes as Uint8Array)[unit] as number;
  if (opcode === INSTRUMENTED_INSTRUCTION) opcode = (code.instructionOpcodes as Uint8Array)[unit] as number;
  return opcode;
}

function setInnermost(code: PyCode, unit: number, opcode: number): void {
  const { units, lineOpcodes, instructionOpcodes } = code;
  const instruction = units[unit] as number;
  let outer = opcodeOf(instruction);
  const isLine = outer === INSTRUMENTED_LINE;
  if (isLine) outer = (lineOpcodes as Uint8Array)[unit] as number;
  if (outer === INSTRUMENTED_INSTRUCTION) (instructionOpcodes as Uint8Array)[unit] = opcode;
  else if (isLine) (lineOpcodes as Uint8Array)[unit] = opcode;
  else units[unit] = codeUnit(opcode, opargOf(instruction));
}

function eventAt(code: PyCode, base: number, unit: number): number {
  if (base !== RESUME.opcode) return EVENT_OF[base] as number;
  return opargOf(code.units[unit] as number) > 0 ? EVENT.PY_RESUME : EVENT.PY_START;
}

/** Whether the pin's table of inline caches has an entry: it lists base forms only. */
export function hasListedCache(opcode: number): boolean {
  return DE_INSTRUMENT[opcode] === 0 && CACHE_UNITS_OF[opcode] !== 0 && DEOPT_OF[opcode] === opcode;
}

/** The instruction starts over as one that was never specialized. */
function warmUp(code: PyCode, unit: number, opcode: number): void {
  if (hasListedCache(opcode)) code.units[unit + 1] = ADAPTIVE_WARMUP;
}

function instrument(code: PyCode, unit: number): void {
  const opcode = innermost(code, unit);
  if (DE_INSTRUMENT[opcode] !== 0) return;
  const base = DEOPT_OF[opcode] as number;
  setInnermost(code, unit, INSTRUMENTED_OF[base] as number);
  warmUp(code, unit, base);
}

function deInstrument(code: PyCode, unit: number): void {
  const base = DE_INSTRUMENT[innermost(code, unit)] as number;
  if (base === 0) return;
  setInnermost(code, unit, base);
  warmUp(code, unit, base);
}

function instrumentLine(code: PyCode, unit: number): void {
  const instruction = code.units[unit] as number;
  const opcode = opcodeOf(instruction);
  if (opcode === INSTRUMENTED_LINE) return;
  (code.lineOpcodes as Uint8Array)[unit] = DEOPT_OF[opcode] as number;
  code.units[unit] = codeUnit(INSTRUMENTED_LINE, opargOf(instruction));
}

/** What was covered stays in the table: it says that a line starts here, and a report that is under way goes on with it. */
function deInstrumentLine(code: PyCode, unit: number): void {
  const instruction = code.units[unit] as number;
  if (opcodeOf(instruction) !== INSTRUMENTED_LINE) return;
  const covered = code.lineOpcodes as Uint8Array;
  const opcode = covered[unit] as number;
  // FAITHFUL: a report that is under way skips the one of the instruction.
  if (opcode === INSTRUMENTED_INSTRUCTION) covered[unit] = (code.instructionOpcodes as Uint8Array)[unit] as number;
  code.units[unit] = codeUnit(opcode, opargOf(instruction));
  warmUp(code, unit, opcode);
}

function instrumentInstruction(code: PyCode, unit: number): void {
  const { units, lineOpcodes } = code;
  const instruction = units[unit] as number;
  const outer = opcodeOf(instruction);
  const isLine = outer === INSTRUMENTED_LINE;
  const opcode = isLine ? (lineOpcodes as Uint8Array)[unit] as number : outer;
  if (opcode === INSTRUMENTED_INSTRUCTION) return;
  (code.instructionOpcodes as Uint8Array)[unit] = DEOPT_OF[opcode] as number;
  if (isLine) (lineOpcodes as Uint8Array)[unit] = INSTRUMENTED_INSTRUCTION;
  else units[unit] = codeUnit(INSTRUMENTED_INSTRUCTION, opargOf(instruction));
}

function deInstrumentInstruction(code: PyCode, unit: number): void {
  const { units, lineOpcodes } = code;
  const instruction = units[unit] as number;
  const outer = opcodeOf(instruction);
  const isLine = outer === INSTRUMENTED_LINE;
  if ((isLine ? (lineOpcodes as Uint8Array)[unit] : outer) !== INSTRUMENTED_INSTRUCTION) return;
  const covered = code.instructionOpcodes as Uint8Array;
  const opcode = covered[unit] as number;
  if (isLine) (lineOpcodes as Uint8Array)[unit] = opcode;
  else units[unit] = codeUnit(opcode, opargOf(instruction));
  warmUp(code, unit, opcode);
  covered[unit] = 0;
}
