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

/** The forms of `handler-lookup`, each as a sentence. */
export const FORMS = {
  "trace-escapes": "an instruction of a trace raises, and the handler that covers it is missed",
  "trace-catches": "an instruction of a trace raises, and a handler that does not cover it is taken",
  "trace-strays": "an instruction of a trace raises, and another handler than its own is taken",
  "caller-escapes": "a called function unwinds into its caller, and the handler that covers the call is missed",
  "caller-catches": "a called function unwinds into its caller, and a handler that does not cover the call is taken",
  "caller-strays": "a called function unwinds into its caller, and another handler than that of the call is taken",
} as const;

/** Keeps the first look-up that went wrong in a run. */
class LookupWatch {
  form: keyof typeof FORMS | "" = "";
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

function consequence(right: ExceptionEntry | null, found: ExceptionEntry | null): "escapes" | "catches" | "strays" {
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
