/**
 * Fingerprints of programs: equal ones for equal programs, and nearly always different ones for others.
 *
 * @module
 */

import type { CodeObject, Literal, Program } from "../../../src/isa/program.ts";

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

const BEGINNING = 0x811c_9dc5 | 0;

/** Candidates share most of their code objects. */
const printOf = new WeakMap<CodeObject, number>();

function codePrint(object: CodeObject): number {
  const known = printOf.get(object);
  if (known !== undefined) return known;
  const { code, consts, names, exceptionTable, argcount } = object;
  hash = BEGINNING;
  add(argcount);
  for (let i = 0; i < code.length; i++) add(code[i] as number);
  consts.forEach(addLiteral);
  names.forEach(addText);
  for (const { start, length, target, depth, lasti } of exceptionTable) {
    add(start);
    add(length);
    add(target);
    add(depth * 2 + (lasti ? 1 : 0));
  }
  printOf.set(object, hash);
  return hash;
}

/** Fingerprint of what a program does when it runs with the limits of its `warm`. */
export function fingerprint({ codes, args, calls }: Program, warm: number): number {
  const prints = codes.map(codePrint);
  hash = BEGINNING;
  add(calls);
  add(warm);
  args.forEach(addLiteral);
  prints.forEach(add);
  return hash;
}
