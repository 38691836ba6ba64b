// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 1: the loop where objects die visibly.
 *
 * @module
 */

import { DEOPT_OF } from "../../isa/opcodes.ts";
import type { Value } from "../../object/values/value.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { mayDrop } from "../lifetime/let_go.ts";
import { HANDLERS } from "./handlers.ts";
import { LENGTH_OF } from "./lengths.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, FRAME, JUMP, NEXT, type Status } from "../status.ts";

/**
 * Runs the current frame from `m.next` until the frame that the run loop was started for is left; gives its value.
 * Looks for deaths after every instruction that may have dropped something.
 */
export function interpretWithDeaths(m: Machine): Value {
  const { statistics, deaths, coverage } = m;
  let { frame } = m;
  let { units } = frame.code;
  let ip = m.next;
  for (;;) {
    let unit = units[ip] as number;
    let oparg = unit >>> 8;
    let opcode = unit & 0xff;
    while (opcode === 71) {
      coverage?.opcode(opcode);
      unit = units[++ip] as number;
      oparg = (oparg << 8) | (unit >>> 8);
      opcode = unit & 0xff;
    }
    m.previousIp = frame.ip;
    frame.ip = ip;
    statistics.instructions++;
    coverage?.opcode(opcode);
    if (mayDrop(opcode)) deaths.before(m, opcode, oparg);
    let status: Status;
    status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    for (;;) {
      if (status === NEXT) {
        ip += LENGTH_OF[opcode] as number;
        break;
      }
      if (status === JUMP) {
        ip = m.next;
        break;
      }
      if (status === FRAME) {
        frame = m.frame;
        units = frame.code.units;
        ip = m.next;
        break;
      }
      if (status === DEOPT) {
        coverage?.missed(opcode);
        // A miss: the base form of the family runs on the stack as it is, the opcode stays.
        opcode = DEOPT_OF[opcode] as number;
      } else if (status === AGAIN) {
        opcode = (units[ip] as number) & 0xff;
        coverage?.again(unit & 0xff, opcode);
      } else {
        return m.result;
      }
      coverage?.opcode(opcode);
      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
    deaths.notice(m);
    if (mayDrop(opcode)) deaths.collect(m);
  }
}
