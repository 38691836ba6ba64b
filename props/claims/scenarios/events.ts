/**
 * Scenarios of loops whose code is invalidated or monitored while they run.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import { FunctionText, programText } from "./text.ts";

/** A loop so long that its jump back needs a prefix, most of it jumped over; its code is invalidated in one round. */
export function longLoop(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const padding = Array.from({ length: choices.int(200, 560) }, () => "NOP");
  const f = new FunctionText("f");
  f.constant(0).store("s").rounds("i", count, () => {
    f.onlyIn("i", choices.below(count), () => {
      if (choices.bool()) f.call("host_invalidate", 1, () => f.global("f")).op("POP_TOP");
      else f.call("host_invalidate_all", 0).op("POP_TOP");
    });
    const end = f.fresh();
    f.op(`JUMP_FORWARD ${end}`, ...padding, `${end}:`).addTo("s", () => f.load("i"));
  });
  f.load("s").op("RETURN_VALUE");
  return programText([f], { hosts: ["emit", "host_invalidate", "host_invalidate_all"] });
}

/** Functions with loops, one called from the other's; traces of the outer one end in the inner one. Monitoring begins and ends in drawn rounds. */
export function monitoring(choices: Choices, warm: number): string {
  const outer = warm + choices.int(2, 10);
  const inner = choices.int(1, 6);
  const f = new FunctionText("f");
  const g = new FunctionText("g", ["x"]);
  const h = new FunctionText("h", ["x"]);
  const toggle = (where: FunctionText): void => {
    const kind = choices.below(4);
    if (kind < 2) where.call("host_monitor_all", 1, () => where.constant(choices.chance(3, 4) ? 1 : 0)).op("POP_TOP");
    else where.call("host_monitor", 1, () => where.global(["f", "g", "h"][choices.below(3)] as string)).op("POP_TOP");
  };
  // Handed over in every round, so that it changes in the middle of a trace.
  const inTrace = choices.bool();
  const flags = Array.from({ length: outer }, () => choices.chance(1, 4) ? 1 : 0).join(", ");
  f.constant(0).store("s").rounds("i", outer, () => {
    if (inTrace) {
      f.call("host_monitor_all", 1, () => f.constant(`(${flags})`).load("i").op("BINARY_SUBSCR")).op("POP_TOP");
    }
    f.addTo("s", () => f.call("g", 1, () => f.load("i")));
    f.onlyIn("i", choices.below(outer), () => toggle(f));
    if (choices.bool()) f.onlyIn("i", choices.below(outer), () => toggle(f));
  });
  f.load("s").op("RETURN_VALUE");
  g.constant(0).store("s").rounds("i", inner, () => {
    g.addTo("s", () => g.call("h", 1, () => g.load("i")));
    if (choices.chance(1, 3)) g.onlyIn("x", choices.below(outer), () => toggle(g));
  });
  g.load("s").op("RETURN_VALUE");
  h.load("x").constant(1).op("BINARY_OP 0", "RETURN_VALUE");
  return programText([f, g, h], { hosts: ["emit", "host_monitor", "host_monitor_all"] });
}
