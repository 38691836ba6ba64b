/**
 * What one code object reports: for every instruction whether its own event, its line and the instruction as such are reported, and
 * to which tools.
 *
 * While no event has two tools, a report goes to the one tool that wants the event, and a tool that disabled a place has switched the
 * report of that place off. Once an event has two, every place has a set of tools for each of the three reports.
 *
 * @module
 */

import { CACHE_UNITS_OF, OPCODES } from "../../src/isa/opcodes.ts";
import { lineOf } from "../core/frame_type.ts";
import type { PyCode } from "../values.ts";
import { EVENT, type EventName, LOCAL_EVENT_COUNT } from "../../src/isa/monitoring_events.ts";

/** Tools of each event, a bit for each tool. */
export type ToolSets = number[];

/**
 * No tools for so many events. A loop, not `fill`: V8 gives up all code that relies on whole arrays having no holes where that makes
 * one of an array with holes.
 */
export function noTools(events: number): ToolSets {
  const sets: number[] = [];
  for (let event = 0; event < events; event++) sets.push(0);
  return sets;
}

/** What a place can report. */
export type Kind = "own" | "line" | "instruction";

/** One instruction, or one prefix: which reports are on, and to whom once there are sets of tools. */
interface Place {
  readonly on: Record<Kind, boolean>;
  readonly tools: Record<Kind, number>;
  /** Whether the own event was reported when the report of the line was last switched off. */
  ownWhenLineWent: boolean;
}

const EVENT_OF: ReadonlyMap<number, EventName> = new Map([
  [OPCODES.RETURN_VALUE.opcode, "PY_RETURN"],
  [OPCODES.RETURN_CONST.opcode, "PY_RETURN"],
  [OPCODES.YIELD_VALUE.opcode, "PY_YIELD"],
  [OPCODES.CALL.opcode, "CALL"],
  [OPCODES.CALL_KW.opcode, "CALL"],
  [OPCODES.CALL_FUNCTION_EX.opcode, "CALL"],
  [OPCODES.LOAD_SUPER_ATTR.opcode, "CALL"],
  [OPCODES.JUMP_FORWARD.opcode, "JUMP"],
  [OPCODES.JUMP_BACKWARD.opcode, "JUMP"],
  [OPCODES.POP_JUMP_IF_FALSE.opcode, "BRANCH"],
  [OPCODES.POP_JUMP_IF_TRUE.opcode, "BRANCH"],
  [OPCODES.POP_JUMP_IF_NONE.opcode, "BRANCH"],
  [OPCODES.POP_JUMP_IF_NOT_NONE.opcode, "BRANCH"],
  [OPCODES.FOR_ITER.opcode, "BRANCH"],
  [OPCODES.END_FOR.opcode, "STOP_ITERATION"],
  [OPCODES.END_SEND.opcode, "STOP_ITERATION"],
]);

const CONDITIONAL: ReadonlySet<number> = new Set(
  [
    OPCODES.POP_JUMP_IF_FALSE,
    OPCODES.POP_JUMP_IF_TRUE,
    OPCODES.POP_JUMP_IF_NONE,
    OPCODES.POP_JUMP_IF_NOT_NONE,
    OPCODES.JUMP_FORWARD,
  ].map(({ opcode }) => opcode),
);

/** What one code object reports. */
export class CodeEvents {
  /** Tools that asked for events of this code alone. */
  readonly local: ToolSets = noTools(LOCAL_EVENT_COUNT);
  /** Tools that its instructions report to, as of the last time it was brought up to date. */
  active: ToolSets = noTools(LOCAL_EVENT_COUNT);
  private readonly places = new Map<number, Place>();
  private readonly starts: ReadonlySet<number>;
  /** Reports that have a set of tools at every place by now. */
  private readonly hasSets: Record<Kind, boolean> = { own: false, line: false, instruction: false };

  constructor(readonly code: PyCode) {
    const units = code.code.code;
    for (let unit = code.firstResume; unit < units.length; unit += lengthAt(units, unit)) {
      this.places.set(unit, {
        on: { own: false, line: false, instruction: false },
        tools: { own: 0, line: 0, instruction: 0 },
        ownWhenLineWent: false,
      });
    }
    this.starts = lineStarts(code);
  }

  isOn(kind: Kind, unit: number): boolean {
    return this.places.get(unit)?.on[kind] ?? false;
  }

  /** What is left of the reports of an instruction after that of its line, which may have changed them. */
  afterLine(unit: number): { own: boolean; instruction: boolean } {
    const place = this.places.get(unit);
    if (place === undefined) return { own: false, instruction: false };
    // A line that is no longer reported leaves what was under it when it went, and skips the report of the instruction.
    return place.on.line
      ? { own: place.on.own, instruction: place.on.instruction }
      : { own: place.ownWhenLineWent, instruction: false };
  }

  /** Tools of a report; `wanted` are those that want the event now. */
  toolsOf(kind: Kind, unit: number, wanted: number): number {
    return this.hasSets[kind] ? this.places.get(unit)?.tools[kind] ?? 0 : wanted;
  }

  /** A tool is not to be told of a place again. */
  disable(kind: Kind, unit: number, tool: number): void {
    this.remove(kind, unit, 1 << tool);
  }

  /** Brings the reports in line with what is wanted of this code and of all code. */
  update(global: ToolSets, restarted: boolean): void {
    const before = this.active;
    const wanted = this.local.map((tools, event) => tools | (global[event] as number));
    this.makeSets(wanted);
    const removed = before.map((tools, event) => restarted ? tools : tools & ~(wanted[event] as number));
    const added = wanted.map((tools, event) => restarted ? tools : tools & ~(before[event] as number));
    this.active = wanted;
    for (const unit of this.places.keys()) {
      const event = this.eventAt(unit);
      if (event === undefined) continue;
      if (removed[event] !== 0) this.remove("own", unit, removed[event] as number);
      if (added[event] !== 0) this.add("own", unit, added[event] as number);
    }
    const { LINE, INSTRUCTION } = EVENT;
    for (const unit of this.starts) if (removed[LINE] !== 0) this.remove("line", unit, removed[LINE] as number);
    for (const unit of this.places.keys()) {
      if (removed[INSTRUCTION] !== 0 && this.reportsItself(unit)) {
        this.remove("instruction", unit, removed[INSTRUCTION] as number);
      }
    }
    for (const unit of this.starts) if (added[LINE] !== 0) this.add("line", unit, added[LINE] as number);
    for (const unit of this.places.keys()) {
      if (added[INSTRUCTION] !== 0 && this.reportsItself(unit)) {
        this.add("instruction", unit, added[INSTRUCTION] as number);
      }
    }
  }

  /** The number of the event that an instruction has of its own. */
  eventAt(unit: number): number | undefined {
    const instruction = this.code.code.code[unit] as number;
    if ((instruction & 0xff) === OPCODES.RESUME.opcode) return instruction >>> 8 > 0 ? EVENT.PY_RESUME : EVENT.PY_START;
    const name = EVENT_OF.get(instruction & 0xff);
    return name === undefined ? undefined : EVENT[name];
  }

  private reportsItself(unit: number): boolean {
    const opcode = (this.code.code.code[unit] as number) & 0xff;
    return opcode !== OPCODES.RESUME.opcode && opcode !== OPCODES.END_FOR.opcode;
  }

  private makeSets(wanted: ToolSets): void {
    if (!wanted.some((tools) => (tools & (tools - 1)) !== 0)) return;
    const make = (kind: Kind, toolsAt: (unit: number, place: Place) => number): void => {
      if (this.hasSets[kind]) return;
      this.hasSets[kind] = true;
      for (const [unit, place] of this.places) place.tools[kind] = toolsAt(unit, place);
    };
    make("own", (unit, place) => place.on.own ? this.active[this.eventAt(unit) as number] as number : 0);
    // The pin: a tool that disabled a line hears of it again when another tool wants it ...
    if (wanted[EVENT.LINE] !== 0) make("line", () => wanted[EVENT.LINE] as number);
    // ... and one that was told of instructions hears no more of them.
    if (wanted[EVENT.INSTRUCTION] !== 0) make("instruction", () => 0);
  }

  private remove(kind: Kind, unit: number, tools: number): void {
    const place = this.places.get(unit) as Place;
    const event = kind === "line" ? EVENT.LINE : kind === "instruction" ? EVENT.INSTRUCTION : this.eventAt(unit);
    if (this.hasSets[kind]) {
      place.tools[kind] &= ~tools;
      if (place.tools[kind] !== 0) return;
    } else if (((this.active[event as number] as number) & ~tools) !== 0) {
      return;
    }
    if (kind === "line" && place.on.line) place.ownWhenLineWent = place.on.own;
    place.on[kind] = false;
  }

  private add(kind: Kind, unit: number, tools: number): void {
    const place = this.places.get(unit) as Place;
    if (this.hasSets[kind]) place.tools[kind] |= tools;
    place.on[kind] = true;
    if (kind === "own") this.code.quietResumes.delete(unit);
  }
}

function lengthAt(units: readonly number[], unit: number): number {
  return 1 + (CACHE_UNITS_OF[(units[unit] as number) & 0xff] as number);
}

/** Where lines start: where the line changes, where a jump lands, where a handler begins. */
function lineStarts(code: PyCode): ReadonlySet<number> {
  const units = code.code.code;
  const starts = new Set<number>();
  const landings: number[] = [];
  const instructions = new Set<number>();
  let line: number | null = null;
  let prefix = 0;
  for (let unit = code.firstResume; unit < units.length;) {
    instructions.add(unit);
    const opcode = (units[unit] as number) & 0xff;
    const oparg = prefix * 256 + ((units[unit] as number) >>> 8);
    const next = unit + lengthAt(units, unit);
    prefix = opcode === OPCODES.EXTENDED_ARG.opcode ? oparg : 0;
    switch (opcode) {
      case OPCODES.RESUME.opcode:
      case OPCODES.END_FOR.opcode:
      case OPCODES.END_SEND.opcode:
      case OPCODES.END_ASYNC_FOR.opcode:
        // Control does not come here from the instruction before.
        break;
      default: {
        const own = lineOf(code.code, unit);
        if (own !== null && own !== line) starts.add(unit);
        line = own;
      }
    }
    if (CONDITIONAL.has(opcode)) landings.push(next + oparg);
    else if (opcode === OPCODES.FOR_ITER.opcode || opcode === OPCODES.SEND.opcode) landings.push(next + oparg + 1);
    else if (opcode === OPCODES.JUMP_BACKWARD.opcode || opcode === OPCODES.JUMP_BACKWARD_NO_INTERRUPT.opcode) {
      landings.push(next - oparg);
    }
    unit = next;
  }
  for (const { target } of code.code.exceptionTable) {
    if (((units[target] as number) & 0xff) !== OPCODES.END_ASYNC_FOR.opcode) landings.push(target);
  }
  for (const unit of landings) if (instructions.has(unit) && lineOf(code.code, unit) !== null) starts.add(unit);
  return starts;
}
