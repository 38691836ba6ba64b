/**
 * The hierarchy of built-in exceptions, in the order of the builtins namespace.
 *
 * @module
 */

import { PyType } from "./values.ts";
import { types } from "./types.ts";

/** Class and base, in the order of the builtins namespace. */
// deno-fmt-ignore: one pair an entry
const HIERARCHY = [
  ["BaseException", "object"], ["BaseExceptionGroup", "BaseException"], ["Exception", "BaseException"],
  ["GeneratorExit", "BaseException"], ["KeyboardInterrupt", "BaseException"], ["SystemExit", "BaseException"],
  ["ArithmeticError", "Exception"], ["AssertionError", "Exception"], ["AttributeError", "Exception"],
  ["BufferError", "Exception"], ["EOFError", "Exception"], ["ImportError", "Exception"], ["LookupError", "Exception"],
  ["MemoryError", "Exception"], ["NameError", "Exception"], ["OSError", "Exception"], ["ReferenceError", "Exception"],
  ["RuntimeError", "Exception"], ["StopAsyncIteration", "Exception"], ["StopIteration", "Exception"],
  ["SyntaxError", "Exception"], ["SystemError", "Exception"], ["TypeError", "Exception"], ["ValueError", "Exception"],
  ["Warning", "Exception"], ["FloatingPointError", "ArithmeticError"], ["OverflowError", "ArithmeticError"],
  ["ZeroDivisionError", "ArithmeticError"], ["BytesWarning", "Warning"], ["DeprecationWarning", "Warning"],
  ["EncodingWarning", "Warning"], ["FutureWarning", "Warning"], ["ImportWarning", "Warning"],
  ["PendingDeprecationWarning", "Warning"], ["ResourceWarning", "Warning"], ["RuntimeWarning", "Warning"],
  ["SyntaxWarning", "Warning"], ["UnicodeWarning", "Warning"], ["UserWarning", "Warning"],
  ["BlockingIOError", "OSError"], ["ChildProcessError", "OSError"], ["ConnectionError", "OSError"],
  ["FileExistsError", "OSError"], ["FileNotFoundError", "OSError"], ["InterruptedError", "OSError"],
  ["IsADirectoryError", "OSError"], ["NotADirectoryError", "OSError"], ["PermissionError", "OSError"],
  ["ProcessLookupError", "OSError"], ["TimeoutError", "OSError"], ["IndentationError", "SyntaxError"],
  ["IndexError", "LookupError"], ["KeyError", "LookupError"], ["ModuleNotFoundError", "ImportError"],
  ["NotImplementedError", "RuntimeError"], ["RecursionError", "RuntimeError"], ["UnboundLocalError", "NameError"],
  ["UnicodeError", "ValueError"], ["BrokenPipeError", "ConnectionError"],
  ["ConnectionAbortedError", "ConnectionError"], ["ConnectionRefusedError", "ConnectionError"],
  ["ConnectionResetError", "ConnectionError"], ["TabError", "IndentationError"],
  ["UnicodeDecodeError", "UnicodeError"], ["UnicodeEncodeError", "UnicodeError"],
  ["UnicodeTranslateError", "UnicodeError"], ["ExceptionGroup", "BaseExceptionGroup"],
] as const satisfies readonly (readonly [string, string])[];

/** Name of a built-in exception class. */
export type ExceptionName = (typeof HIERARCHY)[number][0];

/** The built-in exception classes, by name, in order. */
export const exceptions: Readonly<Record<ExceptionName, PyType>> = makeExceptions();

function makeExceptions(): Record<ExceptionName, PyType> {
  const made: Partial<Record<ExceptionName, PyType>> = {};
  for (const [name, base] of HIERARCHY) {
    const cls = new PyType(name, base === "object" ? types.object : made[base] as PyType, "exception", types.type);
    cls.instanceDict = true;
    if (name === "ExceptionGroup") {
      cls.bases = [made.BaseExceptionGroup as PyType, made.Exception as PyType];
      cls.mro = [cls, ...cls.bases, made.BaseException as PyType, types.object];
    }
    made[name] = cls;
  }
  return made as Record<ExceptionName, PyType>;
}
