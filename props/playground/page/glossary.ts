/**
 * The words of the page.
 *
 * @module
 */

import { type Drawn, h } from "./deps.ts";

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["bytecode", "what Python compiles a program to; an interpreter runs it one instruction after the other"],
  ["unit", "a place in bytecode, counted in steps of two bytes; f+16 is unit 16 of the function f"],
  ["tier 1", "the plain interpreter: it runs bytecode, and writes faster forms over instructions that run often"],
  ["tier 2", "tier 1 with the optimizer: loops that got hot run as traces"],
  ["reference", "a slow and simple interpreter of its own that says what a program means"],
  [
    "hot",
    "a jump back that was taken often enough: with the usual limits seventeen times, so that its trace runs from the eighteenth round on",
  ],
  ["trace", "one straight way through a hot loop, written as micro-ops"],
  ["micro-op, uop", "a small piece of what an instruction does; its name begins with _ where it is only part of one"],
  ["executor", "what holds a trace and runs it; an instruction ENTER_EXECUTOR in the bytecode starts it"],
  ["guard", "a micro-op that checks what the trace takes for granted"],
  ["deopt", "a guard fails: the trace is left, and tier 1 goes on with the bytecode"],
  ["pass", "a step of the optimizer that rewrites a trace"],
  ["exception table", "says, for places in a function, where an exception that comes up there is handled"],
  ["handler", "the code that takes an exception, such as an except clause"],
  ["frame", "a call of a function that is under way: its variables, its stack, its place"],
  ["stack", "the values that instructions leave for the instructions to come"],
  ["log", "what the program gave to emit(x)"],
  ["fuel", "jumps back and calls that a run may make until it is given up"],
  ["bloom filter", "a set of 256 bits that an executor remembers what it depends on with"],
  ["claim", "something that must hold whatever a program does, such as equal results"],
  ["repair", "a switch that mends one known mistake of the optimizer as it was that day"],
];

/** What words mean, at the end of the page. */
export function Glossary(): Drawn {
  return h("footer", null, [
    h("h2", null, "Words used here"),
    h(
      "dl",
      null,
      WORDS.map(([word, meaning]) => h("div", { key: word }, [h("dt", null, word), h("dd", null, meaning)])),
    ),
  ]);
}
