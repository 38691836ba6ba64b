/**
 * Bodies of the uops for formatting and pattern matching.
 *
 * @module
 */

import { isMappingPattern, isSequencePattern, matchClass, matchKeys } from "../../object/sequence/match.ts";
import { SYSTEM_ERROR } from "../../object/exception/exception_types.ts";
import { raise } from "../../object/exception/raise.ts";
import { strOf } from "../../object/values/payload.ts";
import { typeName } from "../../object/type/types.ts";
import { ascii, reprValue } from "../../object/text/repr.ts";
import { format } from "../../object/text/format.ts";
import { strValue } from "../../object/text/str.ts";
import { expectString, expectTuple } from "./expect.ts";
import type { Body } from "./uop_body.ts";
import { NEXT } from "../status.ts";

/** Conversions of CONVERT_VALUE. */
const CONVERSION = { STR: 1, REPR: 2 } as const;

export const CONVERT_VALUE: Body = (m, oparg) => {
  const { stack, sp } = m;
  const value = stack[sp - 1];
  stack[sp - 1] = oparg === CONVERSION.STR
    ? strValue(m, value)
    : oparg === CONVERSION.REPR
    ? reprValue(m, value)
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
  const spec = strOf(stack[sp - 1]);
  if (spec === undefined) {
    throw raise(m, SYSTEM_ERROR, `Format specifier must be a string, not ${typeName(stack[sp - 1])}`);
  }
  stack[sp - 2] = format(m, stack[sp - 2], spec);
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
  stack[sp] = matchKeys(m, stack[sp - 2], expectTuple(m, stack[sp - 1], "MATCH_KEYS"));
  m.sp++;
  return NEXT;
};

export const MATCH_CLASS: Body = (m, oparg) => {
  const { stack, sp } = m;
  const names = expectTuple(m, stack[sp - 1], "MATCH_CLASS");
  for (const name of names.items) expectString(m, name, "MATCH_CLASS");
  stack[sp - 3] = matchClass(m, stack[sp - 3], stack[sp - 2], oparg, names);
  m.sp -= 2;
  return NEXT;
};
