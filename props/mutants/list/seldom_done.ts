/**
 * Faults of what programs seldom do: dicts with holes and keys of one hash, bases that are refused late, hooks behind hooks, frames
 * with builtins of their own, tools that come and go.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/object/dict/dict.ts",
});

/** Faults of what is seldom done. */
export const SELDOM_DONE: readonly Mutant[] = [
  fault("seldom-hash-of-moved-entry", "Hashes of keys stay where they were when a dict is rebuilt", {
    find: "for (const [entry, hash] of hashes ?? []) this.hashes.set(moved.get(entry) as number, hash);",
    replace: "for (const [entry, hash] of hashes ?? []) this.hashes.set(entry, hash);",
  }),
  fault("seldom-first-of-a-hash-removed", "Of the keys of one hash the first one is taken out of the index", {
    find: "if (bucket !== undefined) bucket.splice(bucket.indexOf(entry), 1);",
    replace: "if (bucket !== undefined) bucket.splice(0, 1);",
  }),
  fault("seldom-clear-unnoticed", "A dict that a comparison cleared is not looked through again", {
    find: "    this.hashes = null;\n    this.mutations++;",
    replace: "    this.hashes = null;",
  }),
  fault("seldom-popitem-finds-a-hole", "popitem steps over one hole at the end only", {
    file: "src/object/dict/dict_ops.ts",
    find: "  while (dict.entryKeys[entry] === undefined) entry--;",
    replace: "  if (dict.entryKeys[entry] === undefined) entry--;",
  }),
  fault("seldom-copy-with-holes", "A dict with holes is copied as it lies", {
    file: "src/object/dict/dict_ops.ts",
    find: "target.used === 0 && source.used === length",
    replace: "target.used === 0",
  }),
  fault("seldom-setdefault-keeps-version", "A key that setdefault adds leaves the keys the version of no keys", {
    file: "src/object/dict/dict_ops.ts",
    find: "  dict.append(key, indexKey, fallback, hash);",
    replace: "  dict.append(key, indexKey, fallback, hash);\n  dict.version = dict.version || 1;",
  }),
  fault("seldom-refused-bases-below", "Bases that are refused leave classes further down the new order", {
    file: "src/object/type/type_bases.ts",
    find: "for (const [subclass, mro] of changed) subclass.mro = mro;",
    replace: "for (const [subclass, mro] of changed.slice(0, 1)) subclass.mro = mro;",
  }),
  fault("seldom-old-base-keeps-class", "A class stays below a base that it left", {
    file: "src/object/type/type_bases.ts",
    find: "    old.subclasses = old.subclasses.filter((subclass) => subclass !== type);",
    replace: "    if (!old.isHeap) old.subclasses = old.subclasses.filter((subclass) => subclass !== type);",
  }),
  fault("seldom-order-of-metaclass", "A metaclass is not asked for the order when bases change", {
    file: "src/object/type/type_bases.ts",
    find: "const mro = ownMro(rt, type) ?? computeMro",
    replace: "const mro = computeMro",
  }),
  fault("seldom-hook-behind-hook", "A __getattribute__ is inlined although __getattr__ stands behind it", {
    file: "src/vm/specialize/attribute.ts",
    find: "if (hasGetattr || !(getattribute instanceof PyFunction)) return OTHER;",
    replace: "if (!(getattribute instanceof PyFunction)) return OTHER;",
  }),
  fault("seldom-builtins-of-a-frame-before", "A frame that is used again keeps the builtins of the function before", {
    file: "src/vm/frame/frame_stack.ts",
    find: "  reused.builtins = func.builtins;\n",
    replace: "",
  }),
  fault("seldom-close-that-cannot-be-read", "What goes wrong in looking up close is raised", {
    file: "src/vm/frame/generators.ts",
    find: "  } catch (error) {\n    catchRaised(m, error);\n    return undefined;\n  }\n}\n\nfunction raiseInFrame",
    replace: "  } catch (error) {\n    throw error;\n  }\n}\n\nfunction raiseInFrame",
  }),
  fault("seldom-not-running-in-throw", "A generator does not run while what it delegates to is thrown into", {
    file: "src/vm/frame/generators.ts",
    find:
      "      const value = call(m, method, exception instanceof PyException ? [exception] : exception.args, null);\n      generator.state = state;",
    replace:
      "      generator.state = state;\n      const value = call(m, method, exception instanceof PyException ? [exception] : exception.args, null);",
  }),
  fault("seldom-end-by-a-subclass", "async for ends by StopAsyncIteration itself only", {
    file: "src/vm/tier1/generators.ts",
    find: "if (!exceptionMatches(exception, STOP_ASYNC_ITERATION)) {",
    replace: "if (exception.cls !== STOP_ASYNC_ITERATION) {",
  }),
  fault("seldom-stored-read-only-member", "A member that is read only is stored", {
    file: "src/vm/specialize/attribute.ts",
    find: "!member.readOnly && slotForm(m, owner, cls, member, unit)",
    replace: "slotForm(m, owner, cls, member, unit)",
  }),
  fault("seldom-throw-into-old-code", "What is thrown into a generator does not bring its code up to date", {
    file: "src/vm/enter.ts",
    find: "  m.instrument(frame.code);\n  if ((instrumentation.watched & THROWS)",
    replace: "  if ((instrumentation.watched & THROWS)",
  }),
  fault("seldom-line-of-resume", "A line that is the one of an instrumented RESUME is not told", {
    file: "src/vm/monitor/instrument.ts",
    find: "if (opcode !== RESUME.opcode && opcode !== INSTRUMENTED_RESUME.opcode) return covered[unit] as number;",
    replace: "if (opcode !== RESUME.opcode) return covered[unit] as number;",
  }),
  fault("seldom-versions-without-sign", "Versions from 2**31 on are read with a sign", {
    component: "translate",
    claims: ["translation"],
    file: "src/optimizer/translate.ts",
    find: "return ((units[at] as number) | ((units[at + 1] as number) << 16)) >>> 0;",
    replace: "return (units[at] as number) | ((units[at + 1] as number) << 16);",
  }),
  fault("seldom-tracer-answers-none", "A tracer that answers None is not asked again in its frame", {
    component: "invalidation",
    file: "src/vm/monitor/legacy_tracing.ts",
    find: "    if (answer !== null) frame.trace = answer;",
    replace: "    frame.trace = answer;",
  }),
  fault("seldom-lines-not-wanted", "A frame that wants no lines is told of them", {
    component: "invalidation",
    file: "src/vm/monitor/legacy_tracing.ts",
    find: "if (this.tracer !== null && frame !== null && frame.traceLines) this",
    replace: "if (this.tracer !== null && frame !== null) this",
  }),
  fault("seldom-profiler-sees-unbound", "A profiler is shown methods as their class has them", {
    component: "invalidation",
    file: "src/vm/monitor/legacy_tracing.ts",
    find: "return this.#callProfiler(what, new PyBuiltin(name, flags, impl, first, owner));",
    replace: "return this.#callProfiler(what, callable);",
  }),
  fault("seldom-call-tracing-ends-tracing", "After sys.call_tracing a tracer is told of itself", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "    const { tracing } = this;\n    this.tracing = 0;",
    replace: "    const tracing = 0;\n    this.tracing = 0;",
  }),
  fault("seldom-returns-of-builtins", "Who asked for calls is not told how those of builtins end", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "const asked = event < UNGROUPED_EVENT_COUNT ? event : EVENT.CALL;",
    replace: "const asked = event;",
  }),
  fault(
    "seldom-instruction-of-a-line",
    "A line that is switched off while it is told of has its instruction told, too",
    {
      component: "invalidation",
      file: "src/vm/monitor/code_monitoring.ts",
      find:
        "  if (opcode === INSTRUMENTED_INSTRUCTION) covered[unit] = (code.instructionOpcodes as Uint8Array)[unit] as number;\n",
      replace: "",
    },
  ),
  fault("seldom-tools-so-far", "A second tool makes the first one forgotten", {
    component: "invalidation",
    file: "src/vm/monitor/code_monitoring.ts",
    find: "    if (several && this.tools === null) this.tools = this.#toolsSoFar();",
    replace: "    if (several && this.tools === null) this.tools = new Uint8Array(length);",
  }),
  fault("seldom-line-tools-so-far", "A second tool makes the first one's lines forgotten", {
    component: "invalidation",
    file: "src/vm/monitor/code_monitoring.ts",
    find: "this.lineTools ??= new Uint8Array(length).fill(wanted[EVENT.LINE] as number)",
    replace: "this.lineTools ??= new Uint8Array(length)",
  }),
  fault("seldom-instructions-under-lines", "Where a line starts the instruction is not told", {
    component: "invalidation",
    file: "src/vm/monitor/code_monitoring.ts",
    find:
      "  if (isLine) (lineOpcodes as Uint8Array)[unit] = INSTRUMENTED_INSTRUCTION;\n  else units[unit] = codeUnit(INSTRUMENTED_INSTRUCTION",
    replace:
      "  if (isLine) (lineOpcodes as Uint8Array)[unit] = opcode;\n  else units[unit] = codeUnit(INSTRUMENTED_INSTRUCTION",
  }),
  fault("seldom-restart-of-the-next", "Code that is one version behind does not begin anew at a restart", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "this.#lastRestart > code.instrumentationVersion",
    replace: "this.#lastRestart > code.instrumentationVersion + 1",
  }),
  fault("seldom-unit-of-a-caller", "Events of an unwinding caller name its call, not what is before it", {
    component: "invalidation",
    file: "src/vm/enter.ts",
    find: "    reported = frame.ip - 1;",
    replace: "    reported = frame.ip;",
  }),
  fault("seldom-method-self-of-a-getter", "A getter whose result is called leaves the self of the method before", {
    file: "src/object/type/attributes.ts",
    find:
      "  if (found !== undefined && !isMethod && isReadFirst(found)) {\n    const value = descriptorGet(rt, found, object, type);\n    rt.methodSelf = undefined;",
    replace:
      "  if (found !== undefined && !isMethod && isReadFirst(found)) {\n    const value = descriptorGet(rt, found, object, type);",
  }),
  fault("seldom-keywords-of-any-type", "Keywords of a call need be no str", {
    file: "src/vm/tier1/calls.ts",
    find: '    if (name === undefined) throw raise(m, TYPE_ERROR, "keywords must be strings");\n    names.push(name);',
    replace: "    names.push(name ?? String(key));",
  }),
  fault("seldom-keys-come-round", "Versions of keys begin again when they ran out", {
    claims: ["translation"],
    find: "    versions.nextKeysVersion = (versions.nextKeysVersion + 1) >>> 0;",
    replace: "    versions.nextKeysVersion = (versions.nextKeysVersion + 1) >>> 0 || 2;",
  }),
  fault("seldom-classes-come-round", "Versions of classes begin again when they ran out", {
    claims: ["translation"],
    file: "src/object/type/lookup.ts",
    find: "if (rt.nextHeapTypeTag > 0xffff_ffff) return false;",
    replace: "if (rt.nextHeapTypeTag > 0xffff_ffff) rt.nextHeapTypeTag = 131_072;",
  }),
  fault("seldom-callback-stays", "A callback that wants to be left alone where it cannot be stays", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "      this.#callbacks[tool]?.delete(event);\n      throw",
    replace: "      throw",
  }),
  fault("seldom-search-at-the-handler", "What a callback of a handler raises is handled where the handler begins", {
    component: "invalidation",
    file: "src/vm/enter.ts",
    find: "lookup = reported = handler.target - 1;",
    replace: "lookup = reported = handler.target;",
  }),
  fault("seldom-raise-told-twice", "What a callback of a handler raises is told as raised", {
    component: "invalidation",
    file: "src/vm/enter.ts",
    find: "      traced = fromCall = false;\n",
    replace: "",
  }),
  fault("seldom-jump-out-of-a-handler", "A jump out of a handler leaves its exception the one that is handled", {
    component: "invalidation",
    file: "src/vm/monitor/line_jump.ts",
    find: "    if (topOf(stack) === STACK_KIND.EXCEPT) m.handling.handled = value as PyException | null;",
    replace:
      "    if (topOf(stack) === STACK_KIND.EXCEPT && value !== null) m.handling.handled = value as PyException | null;",
  }),
  fault("seldom-end-without-a-value", "The end of a generator that returns nothing is not told", {
    component: "invalidation",
    file: "src/vm/tier1/instrumented.ts",
    find: "if (m.stack[m.sp - 2] instanceof PyGenerator) reportStop(m, unit, m.stack[m.sp - 1]);",
    replace:
      "if (m.stack[m.sp - 2] instanceof PyGenerator && m.stack[m.sp - 1] !== null) reportStop(m, unit, m.stack[m.sp - 1]);",
  }),
  fault("seldom-call-without-arguments", "A call without arguments is told as one with None", {
    component: "invalidation",
    file: "src/vm/tier1/instrumented.ts",
    find: "  return count === 0 ? MONITORING_MISSING : m.stack[base + 2];",
    replace: "  return count === 0 ? null : m.stack[base + 2];",
  }),
  fault("seldom-resume-inside-a-try", "A generator that goes on inside a try is told to start", {
    component: "invalidation",
    file: "src/vm/monitor/code_monitoring.ts",
    find: "return opargOf(code.units[unit] as number) > 0 ? EVENT.PY_RESUME : EVENT.PY_START;",
    replace: "return opargOf(code.units[unit] as number) > 1 ? EVENT.PY_RESUME : EVENT.PY_START;",
  }),
  fault("seldom-end-with-a-tuple", "The tuple that a generator returns is one argument of what its end is told as", {
    component: "invalidation",
    file: "src/vm/tier1/instrumented.ts",
    find: ": newException(STOP_ITERATION, value === null ? [] : value instanceof PyTuple ? value.items : [value]);",
    replace: ": newException(STOP_ITERATION, value === null ? [] : [value]);",
  }),
  fault("seldom-first-variable-unbound", "A jump to another line leaves the first variable unbound", {
    component: "invalidation",
    file: "src/vm/monitor/line_jump.ts",
    find: "    if (stack[slot] === undefined) stack[slot] = null;",
    replace: "    if (stack[slot] === undefined && slot > 0) stack[slot] = null;",
  }),
  fault(
    "seldom-error-of-a-loop-event",
    "What a callback raises where a loop goes on is handled nowhere in its function",
    {
      component: "invalidation",
      file: "src/vm/tier1/instrumented.ts",
      find: "    return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE, unit + WITH_ONE_CACHE);",
      replace: "    return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE);",
    },
  ),
  fault("seldom-jump-at-a-yield", "A generator that is sent to another line as it yields goes on behind its yield", {
    component: "invalidation",
    file: "src/vm/tier1/instrumented.ts",
    find: "      // The callback may have sent the frame to another line.\n      frame.ip = ip;\n",
    replace: "",
  }),
  fault("seldom-one-to-nan", "1.0 to the power of nan is nan", {
    file: "src/object/number/float.ts",
    find: "if (b === 0 || a === 1) return new PyFloat(1);",
    replace: "if (b === 0) return new PyFloat(1);",
  }),
  fault("seldom-inherited-get", "A property with a __get__ of a class further up is read as a plain property", {
    file: "src/object/type/descriptors.ts",
    find: 'return lookupSpecial(found.cls, "__get__") instanceof PyFunction;',
    replace: 'return found.cls.dict.getStr("__get__") instanceof PyFunction;',
  }),
  fault(
    "seldom-reflected-of-the-base",
    "A reflected method is compared with the one of the base of its own class, not with that of the left operand",
    {
      file: "src/object/number/binary.ts",
      find: "if (reflected !== lookupSpecial(leftType, REFLECTED_METHODS[op] as string)) {",
      replace: "if (reflected !== lookupSpecial(rightType.base ?? leftType, REFLECTED_METHODS[op] as string)) {",
    },
  ),
  fault("seldom-deletable-set", "A descriptor with __delete__ alone lets itself be set aside", {
    file: "src/object/type/descriptors.ts",
    find:
      "  if (lookupSpecial(found.cls, other as string) !== undefined) throw raise(rt, ATTRIBUTE_ERROR, own as string);\n",
    replace: "",
  }),
  fault("seldom-set-name-sees-new", "__set_name__ is called for what another __set_name__ put into the class", {
    file: "src/object/type/type_creation.ts",
    find: "[type.dict.entryKeys.slice(), type.dict.entryValues.slice()]",
    replace: "[type.dict.entryKeys, type.dict.entryValues]",
  }),
  fault(
    "seldom-backwards-slice-of-another-size",
    "A slice that goes backwards takes other sizes as one that goes forwards does",
    {
      file: "src/object/sequence/subscripts.ts",
      find: '  if (step === 1) {\n    if (!isIterable(value)) throw raise(rt, TYPE_ERROR, "can only assign',
      replace:
        '  if (step === 1 || step === -1) {\n    if (!isIterable(value)) throw raise(rt, TYPE_ERROR, "can only assign',
    },
  ),
  fault("seldom-half-of-a-pair", "An iterator of a str takes what follows half of a pair for the other half", {
    file: "src/object/iterator/container_iterators.ts",
    find: "(text.charCodeAt(index + 1) & 0xfc00) === 0xdc00 ? 2 : 1",
    replace: "true ? 2 : 1",
  }),
  fault("seldom-many-behind-the-star", "Of the names behind a star in an unpacking the number is cut at eight", {
    file: "src/vm/bodies/container.ts",
    find: "oparg & 0xff, oparg >> 8)",
    replace: "oparg & 0xff, (oparg >> 8) & 0x7)",
  }),
  fault(
    "seldom-maker-given-later",
    "A metaclass of a base that is given its __new__ later is not asked to make the class",
    {
      file: "src/object/type/type_creation.ts",
      find: "if (creator !== undefined && !(creator instanceof PyBuiltin)) {",
      replace: "if (creator instanceof PyStaticMethod) {",
    },
  ),
];
