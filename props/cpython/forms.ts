/**
 * Forms of a defect: one mistake that shows in several ways, which a hunt reports one by one.
 *
 * `handler-lookup` has two places (`trace`: the instruction of a trace that raised; `caller`: a call whose callee unwound)
 * and three ways to be wrong there (`escapes`: the handler is missed; `catches`: one that does not cover the instruction is
 * taken; `strays`: one is taken for another).
 *
 * @module
 */

import type { Engine, Limits, Repairs } from "../../src/isa/engine.ts";
import type { ExceptionEntry, Program } from "../../src/isa/program.ts";
import type { RepairId } from "../../src/isa/repairs.ts";
import { tier2 } from "../../src/vm/engine.ts";
import type { UnwindEvent } from "../../src/vm/tier2/observe.ts";
import { findHandler } from "../../src/vm/frame/unwind.ts";
import { sameRepairs } from "../core/subject.ts";

/** Keeps the first look-up that went wrong in a run. */
class LookupWatch {
  form = "";
  #leftTrace = false;

  begin(): void {
    this.form = "";
    this.#leftTrace = false;
  }

  readonly exit = ({ kind }: { readonly kind: string }): void => {
    this.#leftTrace = kind === "error";
  };

  readonly unwind = ({ code, ip, lookup, traced, handler }: UnwindEvent): void => {
    const place = this.#leftTrace ? "trace" : "caller";
    this.#leftTrace = false;
    // A re-raised exception is looked up where it was first raised, on purpose.
    if (this.form !== "" || !traced || lookup !== ip - 1) return;
    const right = findHandler(code, ip);
    if (right !== handler) this.form = `${place}-${consequence(right, handler)}`;
  };
}

function consequence(right: ExceptionEntry | null, found: ExceptionEntry | null): string {
  return found === null ? "escapes" : right === null ? "catches" : "strays";
}

interface Rig {
  readonly watch: LookupWatch;
  readonly engine: Engine;
}

const rigs = new Map<Repairs, Rig>();

function rigFor(repairs: Repairs): Rig {
  const key = sameRepairs(repairs);
  let rig = rigs.get(key);
  if (rig === undefined) {
    const watch = new LookupWatch();
    rigs.set(key, rig = { watch, engine: tier2({ repairs, observe: watch }) });
  }
  return rig;
}

/** The form in which a defect shows in a run of a program; empty for defects that have one form only. */
export function formOf(program: Program, repairs: Repairs, limits: Limits, defect: RepairId): string {
  if (defect !== "handler-lookup") return "";
  const { watch, engine } = rigFor(repairs);
  watch.begin();
  engine.run(program, limits);
  return watch.form;
}
