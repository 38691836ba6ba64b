/**
 * Forms of a defect: one mistake that shows in several ways, which a hunt reports one by one.
 *
 * `handler-lookup` has two places (`trace`: the instruction of a trace that raised; `caller`: a call whose callee unwound)
 * and three ways to be wrong there (`escapes`: the handler is missed; `catches`: one that does not cover the instruction is
 * taken; `strays`: one is taken for another).
 *
 * @module
 */

import type { Engine, Limits } from "../../src/isa/engine.ts";
import type { ExceptionEntry, Program } from "../../src/isa/program.ts";
import type { UnwindEvent } from "../../src/vm/tier2/observe.ts";
import { findHandler } from "../../src/vm/frame/unwind.ts";
import type { Vm } from "./vm.ts";

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

  readonly unwind = ({ code, ip, lookup, traced, fromCall, handler }: UnwindEvent): void => {
    const place = this.#leftTrace ? "trace" : fromCall ? "caller" : null;
    this.#leftTrace = false;
    // A re-raised exception is looked up where it was first raised, one that is thrown into a generator where that waits, on purpose.
    if (this.form !== "" || place === null || !traced || lookup !== ip - 1) return;
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

function watchLookups(vm: Vm): Rig {
  const watch = new LookupWatch();
  return { watch, engine: vm.tier2({ observe: watch }) };
}

/** The form in which `handler-lookup` shows in a run of a program; empty where it does not. */
export function formOf(program: Program, limits: Limits, vm: Vm): string {
  const { watch, engine } = vm.rig(watchLookups);
  watch.begin();
  engine.run(program, limits);
  return watch.form;
}
