/**
 * A machine without an interpreter, for tests of the object layer.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import { PyDict } from "./dict/dict.ts";
import type { PyException } from "./exception/exception.ts";
import type { PyFrame } from "./values/frame.ts";
import { Runtime } from "./runtime.ts";
import type { Value } from "./values/value.ts";
import "./members/mod.ts";

/** Runs no Python code: everything else works. */
export class TestRuntime extends Runtime {
  override readonly builtins: PyDict = new PyDict();
  private address = 0x1000;
  handled: PyException | null = null;

  override nextAddress(): number {
    return this.address += 16;
  }

  override callFunction(): Value {
    throw new InvariantError("expected no call of Python code in this test");
  }

  override runClassBody(): Value {
    throw new InvariantError("expected no class body in this test");
  }

  override sendGenerator(): Value {
    throw new InvariantError("expected no generator in this test");
  }

  override throwIntoGenerator(): Value {
    throw new InvariantError("expected no generator in this test");
  }

  override currentFrame(): PyFrame | null {
    return null;
  }

  override unitOf(frame: PyFrame): number {
    return frame.ip;
  }

  override localsOf(): Value {
    return null;
  }

  override firstComplete(): null {
    return null;
  }

  override currentLocals(): Value {
    return null;
  }

  override handledException(): PyException | null {
    return this.handled;
  }

  override resetFunctionVersion(): void {}
}

/** Type and text of the exception that `run` raises; null when it raises none. */
export function raisedBy(rt: Runtime, run: () => unknown): readonly [type: string, args: readonly Value[]] | null {
  try {
    run();
    return null;
  } catch (error) {
    const { exception } = rt;
    if (exception === null) throw error;
    rt.exception = null;
    return [exception.cls.name, exception.args.items];
  }
}
