/**
 * What tells failures apart by where the engines part: the pass and the uop that it touched, or the uop that ran last.
 *
 * @module
 */

import { uopNameOf, UOPS } from "../../src/isa/uops.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import type { TraceUop } from "../../src/oracle/verify_trace.ts";
import type { Parting } from "../core/target.ts";

/** A divergence as the core knows it. */
export interface VmParting extends Parting, Divergence {}

function isWork({ uop }: TraceUop): boolean {
  return uop !== UOPS._SET_IP.id && uop !== UOPS._CHECK_VALIDITY.id && uop !== UOPS.NOP.id;
}

function nameOf({ uop }: TraceUop): string {
  return uopNameOf(uop) ?? `<${uop}>`;
}

/** Equal for divergences with the same culprit; empty where there is none to name. */
export function signatureOf({ blame, ran }: Divergence): string {
  const touched = blame?.rewrite?.before.find(isWork) ?? blame?.rewrite?.before[0];
  if (blame?.pass) return `${blame.pass}${touched === undefined ? "" : `:${nameOf(touched)}`}`;
  const last = ran.findLast(isWork);
  return last === undefined ? "" : nameOf(last);
}
