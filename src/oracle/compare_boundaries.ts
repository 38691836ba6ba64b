/**
 * Compares engines at boundaries. What may differ there, and why, is written in docs/POLICY.md.
 *
 * @module
 */

import type { Boundary, FrameState } from "../isa/boundary.ts";

/** The first thing that differs between two states. */
export interface StateDifference {
  /** Without numbers, so that equal defects read alike: `stack`, `local`, `handler`. */
  readonly what: "frames" | "unit" | "local" | "stack" | "exception" | "handler" | "effects" | "place" | "crash";
  /** For people: `local v0 of f`. */
  readonly where: string;
  /** What the engine that is right has. */
  readonly left: string;
  /** What the other one has. */
  readonly right: string;
}

function place({ name, unit }: FrameState): string {
  return `${name}+${unit}`;
}

function frameDifference(left: FrameState, right: FrameState, inner: boolean): StateDifference | null {
  const of = inner ? "" : ` of ${left.name}`;
  if (left.code !== right.code || left.name !== right.name || left.unit !== right.unit) {
    return { what: "unit", where: `where ${left.name} goes on`, left: place(left), right: place(right) };
  }
  for (let i = 0; i < left.locals.length; i++) {
    const a = left.locals[i] as string;
    const b = right.locals[i] as string;
    if (a !== b) return { what: "local", where: `local ${i}${of}`, left: a, right: b };
  }
  if (left.stack === null || right.stack === null) return null;
  const depth = Math.max(left.stack.length, right.stack.length);
  for (let i = 0; i < depth; i++) {
    const a = left.stack[i] ?? "(nothing)";
    const b = right.stack[i] ?? "(nothing)";
    if (a !== b) return { what: "stack", where: `stack item ${i}${of}`, left: a, right: b };
  }
  return null;
}

/** How two states at the same boundary differ; null when they do not. */
export function stateDifference(left: Boundary, right: Boundary): StateDifference | null {
  // At one depth, one side entered a run loop where the other stayed in its own: what either shows of callers ends there.
  if (left.frames.length !== right.frames.length && left.depth !== right.depth) {
    const text = ({ frames }: Boundary): string => frames.map(place).join(" < ");
    return { what: "frames", where: "frames", left: text(left), right: text(right) };
  }
  for (let i = 0; i < Math.min(left.frames.length, right.frames.length); i++) {
    const difference = frameDifference(left.frames[i] as FrameState, right.frames[i] as FrameState, i === 0);
    if (difference !== null) return difference;
  }
  if (left.exception !== right.exception) {
    const text = (exception: string | null): string => exception ?? "none";
    return { what: "exception", where: "exception", left: text(left.exception), right: text(right.exception) };
  }
  if (left.handler !== right.handler) {
    const text = (handler: number | null): string => handler === -1 ? "none" : `at unit ${handler}`;
    return { what: "handler", where: "handler", left: text(left.handler), right: text(right.handler) };
  }
  if (left.effects !== right.effects) {
    const text = (effects: number): string => `${effects} log entries`;
    return { what: "effects", where: "effects", left: text(left.effects), right: text(right.effects) };
  }
  return null;
}

/** Where a recorded run and the run that followed it part. */
export interface Parting {
  /** Index among the recorded boundaries. */
  readonly index: number;
  /** How the two states differ. */
  readonly difference: StateDifference;
  /** The state of the engine that followed; null when it never came there. */
  readonly expected: Boundary | null;
  /** The state of the engine that was recorded. */
  readonly found: Boundary;
}

/**
 * The first boundary at which the run that was recorded differs from the one that followed; null when there is none.
 * `complete` says whether the one that followed ended by itself: otherwise a place that it did not reach is no difference.
 */
export function firstParting(
  recorded: readonly Boundary[],
  reached: readonly Boundary[],
  complete: boolean,
): Parting | null {
  for (let index = 0; index < reached.length; index++) {
    const expected = reached[index] as Boundary;
    const found = recorded[index] as Boundary;
    const difference = stateDifference(expected, found);
    if (difference !== null) return { index, difference, expected, found };
  }
  const found = recorded[reached.length];
  if (found === undefined || !complete) return null;
  const at = place(found.frames[0] as FrameState);
  const difference = { what: "place", where: "place", left: "never comes there", right: at } as const;
  return { index: reached.length, difference, expected: null, found };
}
