/**
 * Bodies of the uops for formatting and pattern matching.
 *
 * @module
 */

import { isMappingPattern, isSequencePattern, matchClass, matchKeys } from "../../object/sequence/match.ts";
import type { PyTuple } from "../../object/values/sequence_values.ts";
import { ascii } from "../../object/text/repr.ts";
import { format } from "../../object/text/format.ts";
import { repr } from "../../object/text/repr.ts";
import { str } from "../../object/text/str.ts";
import type { Body } from "./uop_body.ts";
import { NEXT } from "../status.ts";

/** Conversions of CONVERT_VALUE. */
const CONVERSION = { STR: 1, REPR: 2 } as const;

export const CONVERT_VALUE: Body = (m, oparg) => {
  const { stack, sp } = m;
  const value = stack[sp - 1];
  stack[sp - 1] = oparg === CONVERSION.STR
    ? str(m, value)
    : oparg === CONVERSION.REPR
    ? repr(m, value)
    : ascii(m, value);
  return NEXT;
};

export const FORMAT_SIMPLE: Body = (m) => {
  const { stack, sp } = m;
  const value = stack[sp - 1];
  if (typeof value !== "string") stack[sp - 1] = format(m, value, "");
  return NEXT;
};

export const FORMAT_WITH_SPEC: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 2] = format(m, stack[sp - 2], stack[sp - 1] as string);
  m.sp--;
  return NEXT;
};

export const MATCH_MAPPING: Body = (m) => {
  m.stack[m.sp] = isMappingPattern(m.stack[m.sp - 1]);
  m.sp++;
  return NEXT;
};

export const MATCH_SEQUENCE: Body = (m) => {
  m.stack[m.sp] = isSequencePattern(m.stack[m.sp - 1]);
  m.sp++;
  return NEXT;
};

export const MATCH_KEYS: Body = (m) => {
  const { stack, sp } = m;
  stack[sp] = matchKeys(m, stack[sp - 2], stack[sp - 1] as PyTuple);
  m.sp++;
  return NEXT;
};

export const MATCH_CLASS: Body = (m, oparg) => {
  const { stack, sp } = m;
  stack[sp - 3] = matchClass(m, stack[sp - 3], stack[sp - 2], oparg, stack[sp - 1] as PyTuple);
  m.sp -= 2;
  return NEXT;
};
