/**
 * The builtin exception types, in the order of the builtins namespace.
 *
 * @module
 */

import { makeTuple } from "../values/sequence_values.ts";
import type { PyType } from "../type/type.ts";
import { OBJECT, staticType } from "../type/types.ts";

/** All builtin exceptions in the order of the builtins namespace. */
export const EXCEPTION_TYPES: PyType[] = [];

function exceptionType(name: string, base: PyType): PyType {
  const type = staticType(name, null, { base, layout: "exception" });
  type.dictMode = "lazy";
  EXCEPTION_TYPES.push(type);
  return type;
}

export const BASE_EXCEPTION: PyType = exceptionType("BaseException", OBJECT);
export const BASE_EXCEPTION_GROUP: PyType = exceptionType("BaseExceptionGroup", BASE_EXCEPTION);
export const EXCEPTION: PyType = exceptionType("Exception", BASE_EXCEPTION);
export const GENERATOR_EXIT: PyType = exceptionType("GeneratorExit", BASE_EXCEPTION);
exceptionType("KeyboardInterrupt", BASE_EXCEPTION);
export const SYSTEM_EXIT: PyType = exceptionType("SystemExit", BASE_EXCEPTION);
const ARITHMETIC_ERROR: PyType = exceptionType("ArithmeticError", EXCEPTION);
export const ASSERTION_ERROR: PyType = exceptionType("AssertionError", EXCEPTION);
export const ATTRIBUTE_ERROR: PyType = exceptionType("AttributeError", EXCEPTION);
export const BUFFER_ERROR: PyType = exceptionType("BufferError", EXCEPTION);
exceptionType("EOFError", EXCEPTION);
export const IMPORT_ERROR: PyType = exceptionType("ImportError", EXCEPTION);
export const LOOKUP_ERROR: PyType = exceptionType("LookupError", EXCEPTION);
export const MEMORY_ERROR: PyType = exceptionType("MemoryError", EXCEPTION);
export const NAME_ERROR: PyType = exceptionType("NameError", EXCEPTION);
export const OS_ERROR: PyType = exceptionType("OSError", EXCEPTION);
exceptionType("ReferenceError", EXCEPTION);
export const RUNTIME_ERROR: PyType = exceptionType("RuntimeError", EXCEPTION);
export const STOP_ASYNC_ITERATION: PyType = exceptionType("StopAsyncIteration", EXCEPTION);
export const STOP_ITERATION: PyType = exceptionType("StopIteration", EXCEPTION);
export const SYNTAX_ERROR: PyType = exceptionType("SyntaxError", EXCEPTION);
export const SYSTEM_ERROR: PyType = exceptionType("SystemError", EXCEPTION);
export const TYPE_ERROR: PyType = exceptionType("TypeError", EXCEPTION);
export const VALUE_ERROR: PyType = exceptionType("ValueError", EXCEPTION);
const WARNING: PyType = exceptionType("Warning", EXCEPTION);
exceptionType("FloatingPointError", ARITHMETIC_ERROR);
export const OVERFLOW_ERROR: PyType = exceptionType("OverflowError", ARITHMETIC_ERROR);
export const ZERO_DIVISION_ERROR: PyType = exceptionType("ZeroDivisionError", ARITHMETIC_ERROR);
for (
  const name of [
    "BytesWarning",
    "DeprecationWarning",
    "EncodingWarning",
    "FutureWarning",
    "ImportWarning",
    "PendingDeprecationWarning",
    "ResourceWarning",
    "RuntimeWarning",
    "SyntaxWarning",
    "UnicodeWarning",
    "UserWarning",
  ]
) exceptionType(name, WARNING);
exceptionType("BlockingIOError", OS_ERROR);
exceptionType("ChildProcessError", OS_ERROR);
const CONNECTION_ERROR: PyType = exceptionType("ConnectionError", OS_ERROR);
for (
  const name of [
    "FileExistsError",
    "FileNotFoundError",
    "InterruptedError",
    "IsADirectoryError",
    "NotADirectoryError",
    "PermissionError",
    "ProcessLookupError",
    "TimeoutError",
  ]
) exceptionType(name, OS_ERROR);
const INDENTATION_ERROR: PyType = exceptionType("IndentationError", SYNTAX_ERROR);
export const INDEX_ERROR: PyType = exceptionType("IndexError", LOOKUP_ERROR);
export const KEY_ERROR: PyType = exceptionType("KeyError", LOOKUP_ERROR);
export const MODULE_NOT_FOUND_ERROR: PyType = exceptionType("ModuleNotFoundError", IMPORT_ERROR);
exceptionType("NotImplementedError", RUNTIME_ERROR);
export const RECURSION_ERROR: PyType = exceptionType("RecursionError", RUNTIME_ERROR);
export const UNBOUND_LOCAL_ERROR: PyType = exceptionType("UnboundLocalError", NAME_ERROR);
export const UNICODE_ERROR: PyType = exceptionType("UnicodeError", VALUE_ERROR);
for (const name of ["BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError"]) {
  exceptionType(name, CONNECTION_ERROR);
}
exceptionType("TabError", INDENTATION_ERROR);

/** Classes of OSError by the numbers of errors on Linux (`errnomap`). */
const OS_ERRORS: ReadonlyMap<unknown, PyType> = new Map(
  Object.entries({
    BlockingIOError: [11, 114, 115],
    BrokenPipeError: [32, 108],
    ChildProcessError: [10],
    ConnectionAbortedError: [103],
    ConnectionRefusedError: [111],
    ConnectionResetError: [104],
    FileExistsError: [17],
    FileNotFoundError: [2],
    IsADirectoryError: [21],
    NotADirectoryError: [20],
    InterruptedError: [4],
    PermissionError: [13, 1],
    ProcessLookupError: [3],
    TimeoutError: [110],
  }).flatMap(([name, numbers]) => {
    const type = EXCEPTION_TYPES.find((each) => each.name === name) as PyType;
    return numbers.map((number): [unknown, PyType] => [number, type]);
  }),
);

/** The class of which `cls(*args)` gives an instance: OSError looks at the number (`OSError_new`). */
export function classFor(cls: PyType, args: readonly unknown[]): PyType {
  if (cls !== OS_ERROR || args.length < 2 || args.length > 5) return cls;
  return OS_ERRORS.get(typeof args[0] === "boolean" ? Number(args[0]) : args[0]) ?? cls;
}

export const UNICODE_DECODE_ERROR: PyType = exceptionType("UnicodeDecodeError", UNICODE_ERROR);
export const UNICODE_ENCODE_ERROR: PyType = exceptionType("UnicodeEncodeError", UNICODE_ERROR);
export const UNICODE_TRANSLATE_ERROR: PyType = exceptionType("UnicodeTranslateError", UNICODE_ERROR);
/** The errors of codecs. */
export const CODEC_ERRORS: readonly PyType[] = [UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, UNICODE_TRANSLATE_ERROR];
export const EXCEPTION_GROUP: PyType = exceptionType("ExceptionGroup", BASE_EXCEPTION_GROUP);
EXCEPTION_GROUP.bases = makeTuple([BASE_EXCEPTION_GROUP, EXCEPTION]);
EXCEPTION_GROUP.mro = [EXCEPTION_GROUP, BASE_EXCEPTION_GROUP, EXCEPTION, BASE_EXCEPTION, OBJECT];
