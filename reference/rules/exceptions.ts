/**
 * Raising, handling and context managers.
 *
 * @module
 */

import { exceptions } from "../exceptions.ts";
import { matchGroup } from "../core/exception_groups.ts";
import { isStopIteration, stopValue } from "../core/iteration.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { typeOf } from "../types.ts";
import { PyException, PyTuple, PyType, type Value } from "../values.ts";
import { expectException, expectHandled } from "./expect.ts";
import type { RuleSet } from "./rule.ts";

/** Raises again without a new traceback entry for this frame. */
function reraise(rt: Interpreter, raised: PyException): never {
  rt.reraising = true;
  throw raised;
}

function isExceptionClass(v: Value): v is PyType {
  return v instanceof PyType && v.isSubtypeOf(exceptions.BaseException);
}

/** The exception that `raise v` or `from v` means: an instance as it is, a class called without arguments. */
function asException(rt: Interpreter, v: Value, message: string): PyException {
  if (v instanceof PyException) return v;
  if (!isExceptionClass(v)) throw rt.typeError(message);
  const made = rt.call(v, []);
  if (made instanceof PyException) return made;
  throw rt.typeError(
    `calling ${rt.repr(v)} should have returned an instance of BaseException, not ${rt.repr(typeOf(made))}`,
  );
}

/** FAITHFUL: what calling a class gives is a cause whatever it is. */
function causeOf(rt: Interpreter, v: Value): Value {
  if (v === null || v instanceof PyException) return v;
  if (!isExceptionClass(v)) throw rt.typeError("exception causes must derive from BaseException");
  return rt.call(v, []);
}

function raiseWithCause(rt: Interpreter, v: Value, causeValue: Value | undefined): never {
  const raised = asException(rt, v, "exceptions must derive from BaseException");
  if (causeValue !== undefined) {
    raised.cause = causeOf(rt, causeValue);
    raised.suppressContext = true;
  }
  throw rt.setContext(raised);
}

const NOTHING_LEFT = { match: null, rest: null };

/** Checks what stands behind `except`. */
function checkMatchType(rt: Interpreter, v: Value): readonly PyType[] {
  const classes = v instanceof PyTuple ? v.items : [v];
  for (const cls of classes) {
    if (!isExceptionClass(cls)) {
      throw rt.typeError("catching classes that do not inherit from BaseException is not allowed");
    }
  }
  return classes as readonly PyType[];
}

function beforeWith(rt: Interpreter, f: Frame, enterName: string, exitName: string, protocol: string): void {
  const manager = f.pop();
  const enter = rt.special(manager, enterName);
  const refusal = `'${typeOf(manager).name}' object does not support the ${protocol} protocol`;
  if (enter === undefined) throw rt.typeError(refusal);
  const exit = rt.special(manager, exitName);
  if (exit === undefined) throw rt.typeError(`${refusal} (missed ${exitName} method)`);
  const result = rt.call(enter, []);
  f.push(exit);
  f.push(result);
}

export const EXCEPTION_RULES = {
  RAISE_VARARGS(rt, f, oparg) {
    if (oparg === 0) {
      const handled = rt.handledException();
      if (handled === null) throw rt.error("RuntimeError", "No active exception to reraise");
      reraise(rt, handled);
    }
    const cause = oparg === 2 ? f.pop() : undefined;
    raiseWithCause(rt, f.pop(), cause);
  },
  RERAISE(rt, f, oparg) {
    const raised = expectException(rt, f.pop(), "RERAISE");
    if (oparg > 0) {
      const failed = f.peek(oparg);
      if (typeof failed !== "bigint" || failed < 0n || failed >= f.units.length) {
        rt.undefinedAt("RERAISE: expected the unit that failed first");
      }
      rt.lookupAt = f.at;
      f.at = Number(failed);
    }
    reraise(rt, raised);
  },
  PUSH_EXC_INFO(rt, f) {
    const raised = expectException(rt, f.pop(), "PUSH_EXC_INFO");
    const level = rt.handled;
    f.push(level.value);
    f.push(raised);
    level.value = raised;
  },
  POP_EXCEPT(rt, f) {
    rt.handled.value = expectHandled(rt, f.pop(), "POP_EXCEPT");
  },
  CHECK_EXC_MATCH(rt, f) {
    const type = f.pop();
    const raised = expectException(rt, f.peek(1), "CHECK_EXC_MATCH");
    const classes = checkMatchType(rt, type);
    f.push(classes.some((cls) => raised.cls.isSubtypeOf(cls)));
  },
  CHECK_EG_MATCH(rt, f) {
    const type = f.pop();
    const raised = expectHandled(rt, f.peek(1), "CHECK_EG_MATCH");
    const classes = checkMatchType(rt, type);
    if (classes.some((cls) => cls.isSubtypeOf(exceptions.BaseExceptionGroup))) {
      throw rt.typeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    f.pop();
    // Nothing is left where clauses before took all of it.
    const { match, rest } = raised === null ? NOTHING_LEFT : matchGroup(rt, raised, classes, type);
    f.push(rest);
    f.push(match);
    if (match !== null) rt.handled.value = match;
  },
  BEFORE_WITH(rt, f) {
    beforeWith(rt, f, "__enter__", "__exit__", "context manager");
  },
  BEFORE_ASYNC_WITH(rt, f) {
    beforeWith(rt, f, "__aenter__", "__aexit__", "asynchronous context manager");
  },
  WITH_EXCEPT_START(rt, f) {
    const raised = expectException(rt, f.peek(1), "WITH_EXCEPT_START");
    f.push(rt.call(f.peek(4), [raised.cls, raised, raised.traceback]));
  },
  END_ASYNC_FOR(rt, f) {
    const raised = expectException(rt, f.pop(), "END_ASYNC_FOR");
    if (!raised.cls.isSubtypeOf(exceptions.StopAsyncIteration)) reraise(rt, raised);
    f.pop();
  },
  CLEANUP_THROW(rt, f) {
    const raised = expectException(rt, f.peek(1), "CLEANUP_THROW");
    if (!isStopIteration(raised)) reraise(rt, raised);
    f.popMany(3);
    f.push(null);
    f.push(stopValue(raised));
  },
} satisfies RuleSet;
