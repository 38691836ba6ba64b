/**
 * Tier 1 where objects die visibly.
 *
 * @module
 */

import { DEOPT_OF, OPCODES } from "../../isa/opcodes.ts";
import type { Value } from "../../object/values/value.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { mayDrop } from "../lifetime/deaths.ts";
import { HANDLERS } from "./handlers.ts";
import { LENGTH_OF } from "./lengths.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, FRAME, JUMP, NEXT } from "../status.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

/** The loop of `loop.ts` for runs in which deaths show: looks for them after every instruction that may have dropped something. */
export function interpretWithDeaths(m: Machine): Value {
  const { statistics, deaths, coverage } = m;
  let ip = m.next;
  for (;;) {
    const { frame } = m;
    const { units } = frame.code;
    let unit = units[ip] as number;
    let oparg = unit >>> 8;
    while ((unit & 0xff) === EXTENDED_ARG) {
      coverage?.opcode(EXTENDED_ARG);
      unit = units[++ip] as number;
      oparg = (oparg << 8) | (unit >>> 8);
    }
    m.previousIp = frame.ip;
    frame.ip = ip;
    statistics.instructions++;
    let opcode = unit & 0xff;
    coverage?.opcode(opcode);
    let status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    while (status === DEOPT || status === AGAIN) {
      if (status === DEOPT) coverage?.missed(opcode);
      opcode = status === DEOPT ? DEOPT_OF[opcode] as number : (units[ip] as number) & 0xff;
      coverage?.opcode(opcode);
      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
    if (status !== NEXT && status !== JUMP && status !== FRAME) return m.result;
    ip = status === NEXT ? ip + (LENGTH_OF[opcode] as number) : m.next;
    deaths.notice(m);
    if (mayDrop(opcode)) deaths.collect(m);
  }
}
