/**
 * Faults of what another way to the same thing shows: frames that are not given back, iterators and generators that ended, what is
 * handled further out, watchers that are not told.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/vm/tier1/generators.ts",
});

/** Faults of second ways. */
export const SECOND_WAYS: readonly Mutant[] = [
  fault("second-shim-takes-no-frame", "The hidden frame below an inlined __init__ is given back and never taken", {
    file: "src/vm/tier1/calls.ts",
    find: "  linkFrame(m, shim);\n  m.depth++;\n",
    replace: "  linkFrame(m, shim);\n",
  }),
  fault("second-arguments-uncounted", "A function of the right version is entered with whatever arguments there are", {
    component: "tier2-exec",
    file: "src/vm/bodies/call.ts",
    find:
      "  return callable.code.argcount === (stack[sp - oparg - 1] === undefined ? oparg : oparg + 1) ? NEXT : DEOPT;",
    replace: "  return NEXT;",
  }),
  fault("second-tuple-of-a-tuple", "tuple() of a tuple makes another one", {
    component: "tier2-exec",
    file: "src/vm/bodies/call.ts",
    find: "value instanceof PyTuple ? value : makeTuple",
    replace: "value instanceof PyTuple ? makeTuple(value.items.slice()) : makeTuple",
  }),
  fault("second-end-told-of-another", "An iterator that just ends is told as the exception that ended the one before", {
    component: "invalidation",
    file: "src/vm/tier1/jumps.ts",
    find: "  m.stopped = null;\n  m.returned = null;\n  const value = iterNext",
    replace: "  m.returned = null;\n  const value = iterNext",
  }),
  fault(
    "second-end-with-another-value",
    "An iterator that just ends is told as if it had returned what another one did",
    {
      component: "invalidation",
      file: "src/vm/tier1/jumps.ts",
      find: "  m.returned = null;\n  const value = iterNext",
      replace: "  const value = iterNext",
    },
  ),
  fault(
    "second-delegate-told-of-another",
    "A delegate that just ends is told as the exception that ended another one",
    {
      component: "invalidation",
      find: "  m.stopped = null;\n  const result = sendTo",
      replace: "  const result = sendTo",
    },
  ),
  fault("second-closed-before-it-began", "A generator that was closed before it began is resumed by a loop", {
    find: "return generator.state < GENERATOR_STATE.EXECUTING;",
    replace: "return generator.state < GENERATOR_STATE.EXECUTING || generator.state === GENERATOR_STATE.COMPLETED;",
  }),
  fault("second-async-loop-leaves-iterator", "The end of an async for leaves its iterator on the stack", {
    find: "  m.sp -= 2;\n  return NEXT;",
    replace: "  m.sp -= 1;\n  return NEXT;",
  }),
  fault("second-value-of-a-delegate-thrown-at", "What a delegate returns when something is thrown at it is lost", {
    find: '  const value = exception.fields?.get("value") ?? null;\n  stack[sp - 3] = null;',
    replace: "  const value = null;\n  stack[sp - 3] = null;",
  }),
  fault("second-context-of-thrown", "What is thrown into a generator gets what its caller handles as context", {
    file: "src/vm/enter.ts",
    find: "    raiseException(m, thrown, m.handling.handled);",
    replace: "    raiseException(m, thrown);",
  }),
  fault("second-handled-outermost", "A generator does not see what is handled outside of all generators", {
    file: "src/vm/machine.ts",
    find: "i = this.outerHandling.length - 1; i >= 0; i--",
    replace: "i = this.outerHandling.length - 1; i > 0; i--",
  }),
  fault("second-exit-looked-up-late", "__exit__ is looked up when __enter__ has run", {
    component: "tier2-exec",
    edits: [
      { file: "src/vm/bodies/exception.ts", find: "  const result = call(m, enterMethod, [], null);\n", replace: "" },
      {
        file: "src/vm/bodies/exception.ts",
        find: "  const exitMethod = specialMethod",
        replace: "  const result = call(m, enterMethod, [], null);\n  const exitMethod = specialMethod",
      },
    ],
  }),
  fault("second-default-of-none", "A keyword-only parameter whose default is None is required", {
    file: "src/vm/frame/binding.ts",
    find: "    if (value === undefined) missing.push(name);",
    replace: "    if ((value ?? undefined) === undefined) missing.push(name);",
  }),
  fault("second-dict-in-native-hands", "An instance takes its dict apart while native code fills it", {
    component: "tier2-exec",
    file: "src/vm/machine.ts",
    find: "dict.kind !== KEYS.SPLIT || this.nesting > 1) return false;",
    replace: "dict.kind !== KEYS.SPLIT) return false;",
  }),
  fault("second-popitem-takes-a-hole", "popitem cuts off a hole before the last item, too", {
    file: "src/object/dict/dict_ops.ts",
    find: "  dict.truncate(entry);",
    replace: "  dict.truncate(dict.entryKeys[entry - 1] === undefined && entry > 0 ? entry - 1 : entry);",
  }),
  fault("second-removal-untold", "Whoever depends on a dict is not told that a key goes", {
    claims: ["translation"],
    file: "src/object/dict/dict.ts",
    find: "indexKey: IndexKey | undefined): void {\n    if (this.watcher !== null) this.tellWatcher();\n",
    replace: "indexKey: IndexKey | undefined): void {\n",
  }),
  fault("second-clear-untold", "Whoever depends on a dict is not told that it is cleared", {
    claims: ["translation"],
    file: "src/object/dict/dict.ts",
    find: "  clear(): void {\n    if (this.watcher !== null) this.tellWatcher();\n",
    replace: "  clear(): void {\n",
  }),
  fault("second-told-behind-the-change", "Whoever depends on a dict is told when a key has been added", {
    claims: ["translation"],
    edits: [
      {
        file: "src/object/dict/dict.ts",
        find:
          "hash?: number | bigint): void {\n    if (this.watcher !== null) this.tellWatcher();\n    this.makeRoom(key);",
        replace: "hash?: number | bigint): void {\n    this.makeRoom(key);",
      },
      {
        file: "src/object/dict/dict.ts",
        find: "    this.entryValues.push(value);\n",
        replace: "    this.entryValues.push(value);\n    if (this.watcher !== null) this.tellWatcher();\n",
      },
    ],
  }),
  fault("second-functions-come-round", "Versions of functions begin again when they ran out", {
    claims: ["translation"],
    file: "src/vm/frame/function_versions.ts",
    find: "m.nextCodeVersion = (version + 1) >>> 0;",
    replace: "m.nextCodeVersion = (version + 1) >>> 0 || 1;",
  }),
];
