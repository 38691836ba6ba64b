/**
 * What one can watch while traces are built: the events behind the pin's debug output (`PYTHON_LLTRACE`), as data.
 *
 * @module
 */

import { opcodeNameOf } from "../isa/opcodes.ts";
import type { EndReason } from "./statistics.ts";
import { formatTrace, formatUop, type Trace, type UopInstruction, uopLabel } from "./trace.ts";

/** One thing that happened; units are code units of the code object named last. */
export type TraceEvent =
  | { readonly kind: "optimizing"; readonly code: string; readonly unit: number }
  | { readonly kind: "add"; readonly instruction: UopInstruction }
  | { readonly kind: "no_room"; readonly opcode: number; readonly need: number; readonly got: number }
  | { readonly kind: "enter_executor"; readonly opcode: number }
  | {
    readonly kind: "branch";
    readonly opcode: number;
    readonly oparg: number;
    readonly counter: number;
    readonly bitcount: number;
    readonly likely: boolean;
    readonly uop: number;
  }
  | { readonly kind: "jump_likely"; readonly unit: number }
  | { readonly kind: "function"; readonly version: number; readonly code: string | null }
  | { readonly kind: "continuing"; readonly code: string; readonly unit: number }
  | { readonly kind: "returning"; readonly code: string; readonly unit: number }
  | { readonly kind: "end"; readonly reason: EndReason; readonly opcode: number }
  | { readonly kind: "created"; readonly code: string; readonly unit: number; readonly length: number }
  | { readonly kind: "no_trace"; readonly code: string; readonly unit: number }
  | { readonly kind: "pass"; readonly name: string; readonly before: Trace; readonly after: Trace };

/** Level of debug output at which each event shows; passes are ours, the rest has the pin's levels. */
export const EVENT_LEVELS: Readonly<Record<TraceEvent["kind"], number>> = {
  optimizing: 4,
  add: 2,
  no_room: 2,
  enter_executor: 2,
  branch: 4,
  jump_likely: 2,
  function: 3,
  continuing: 2,
  returning: 2,
  end: 2,
  created: 1,
  no_trace: 4,
  pass: 1,
};

/** Watches traces being built. Must not change anything. */
export interface TraceObserver {
  /** Called for each event, in order. */
  observe(event: TraceEvent): void;
}

function opcodeLabel(opcode: number): string {
  return opcodeNameOf(opcode) ?? `opcode ${opcode}`;
}

/** One event as text, byte offsets as the pin prints them. */
export function formatTraceEvent(event: TraceEvent): string {
  switch (event.kind) {
    case "optimizing":
      return `optimizing ${event.code} at byte offset ${2 * event.unit}`;
    case "add":
      return `  add ${formatUop(event.instruction)}`;
    case "no_room":
      return `no room for ${opcodeLabel(event.opcode)} (need ${event.need}, got ${event.got})`;
    case "enter_executor":
      return `  through ENTER_EXECUTOR to ${opcodeLabel(event.opcode)}`;
    case "branch": {
      const history = event.counter.toString(16).padStart(4, "0");
      return `${
        opcodeLabel(event.opcode)
      } ${event.oparg}: history ${history}, ${event.bitcount} taken, likely ${event.likely}, ` +
        uopLabel(event.uop);
    }
    case "jump_likely":
      return `jump is likely, on at byte offset ${2 * event.unit}`;
    case "function":
      return `version ${event.version}: ${event.code ?? "no function"}`;
    case "continuing":
      return `into ${event.code} at byte offset ${2 * event.unit}`;
    case "returning":
      return `back to ${event.code} at byte offset ${2 * event.unit}`;
    case "end":
      return `end: ${event.reason} at ${opcodeLabel(event.opcode)}`;
    case "created":
      return `trace of ${event.length} for ${event.code} at byte offset ${2 * event.unit}`;
    case "no_trace":
      return `no trace for ${event.code} at byte offset ${2 * event.unit}`;
    case "pass":
      return `after ${event.name}:\n${formatTrace(event.after)}`;
  }
}
