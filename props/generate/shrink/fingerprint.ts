/**
 * Fingerprints of programs: equal ones for equal programs, and nearly always different ones for others.
 *
 * @module
 */

import type { Literal, Program } from "../../../src/isa/program.ts";

let hash = 0;

function add(word: number): void {
  hash = Math.imul(hash ^ word, 0x0100_0193) ^ (hash >>> 15);
}

function addText(text: string): void {
  add(text.length);
  for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
}

function addLiteral(value: Literal): void {
  addText(value.t);
  switch (value.t) {
    case "tuple":
    case "list":
    case "set":
    case "frozenset":
      add(value.v.length);
      return value.v.forEach(addLiteral);
    case "int":
      return typeof value.v === "number" && (value.v | 0) === value.v ? add(value.v) : addText(String(value.v));
    default:
      addText(JSON.stringify(value));
  }
}

/** Fingerprint of what a program does when it runs with the limits of its `warm`. */
export function fingerprint({ codes, args, calls }: Program, warm: number): number {
  hash = 0x811c_9dc5 | 0;
  add(calls);
  add(warm);
  args.forEach(addLiteral);
  for (const { code, consts, names, exceptionTable, argcount } of codes) {
    add(argcount);
    code.forEach(add);
    consts.forEach(addLiteral);
    names.forEach(addText);
    for (const { start, length, target, depth, lasti } of exceptionTable) {
      add(start);
      add(length);
      add(target);
      add(depth * 2 + (lasti ? 1 : 0));
    }
  }
  return hash;
}
