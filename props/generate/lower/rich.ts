/**
 * Lowering of expressions on objects, displays with stars, comprehensions, and what generators and coroutines wait for.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { JUMP, OP, STORE_FAST_MAYBE_NULL } from "./opcode_facts.ts";
import {
  BUILTINS,
  type Callee,
  EXCEPTIONS,
  type Expr,
  formOf,
  type FunctionDraft,
  functionName,
  type Iterable,
  localName,
  parameterCount,
  type Referent,
  type RichExpr,
} from "../draft/draft.ts";
import { className } from "../draft/classes.ts";
import { ExpressionLowering, NONE_LITERAL } from "./expressions.ts";
import { functionUses } from "../draft/uses.ts";

/** Opargs of CALL_INTRINSIC_1. */
const STOPITERATION_ERROR = 3;
const ASYNC_GEN_WRAP = 4;
const LIST_TO_TUPLE = 6;

/** Opargs of RESUME behind a yield, by what yields; another bit when only the generator's own handler is around. */
const RESUME_AFTER_YIELD = 1;
const RESUME_AFTER_YIELD_FROM = 2;
const RESUME_AFTER_AWAIT = 3;
const RESUME_DEPTH_ONE = 4;

/** Opargs of GET_AWAITABLE, by what waits. */
const AWAIT_EXPRESSION = 0;

type Display = Extract<RichExpr, { readonly k: "display" }>;
type Comprehension = Extract<RichExpr, { readonly k: "comp" }>;
type Invocation = Extract<RichExpr, { readonly k: "invoke" }>;

/** Expressions that the generator draws only where a program asks for them. */
export class RichLowering extends ExpressionLowering {
  protected override rich(e: RichExpr): void {
    const builder = this.builder;
    switch (e.k) {
      case "attr":
        this.expr(e.o);
        return builder.emit(OP.LOAD_ATTR, this.nameIndex(e.name) << 1);
      case "ref":
        return this.loadGlobal(this.referent(e.what, e.i), false);
      case "super":
        this.loadGlobal("super", false);
        builder.emit(OP.LOAD_DEREF, this.classSlot);
        this.loadLocal(0);
        builder.emit(OP.LOAD_SUPER_ATTR, (this.nameIndex(e.name) << 2) | (e.called ? 1 : 0));
        if (!e.called) return;
        for (const each of e.args) this.expr(each);
        return builder.emit(OP.CALL, e.args.length);
      case "invoke":
        return this.invoke(e);
      case "display":
        return this.display(e);
      case "fstring": {
        let parts = 0;
        for (let i = 0; i <= e.args.length; i++) {
          const text = e.texts[i] ?? "";
          if (text !== "") {
            this.loadConst({ t: "str", v: text });
            parts++;
          }
          const value = e.args[i];
          if (value === undefined) break;
          this.formatted(value, e.specs[i]?.conversion ?? 0, e.specs[i]?.format ?? null);
          parts++;
        }
        return parts === 1 ? undefined : builder.emit(OP.BUILD_STRING, parts);
      }
      case "comp":
        this.comprehension(e);
        // The variable's value from before goes back under the result.
        builder.emit(OP.SWAP, 2);
        return this.restore(e.v);
      case "make":
        return this.makeFunction(e.f);
      case "yield":
        this.expr(e.e);
        if (formOf(this.fn).kind === "async generator") builder.emit(OP.CALL_INTRINSIC_1, ASYNC_GEN_WRAP);
        builder.emit(OP.YIELD_VALUE, 0);
        return builder.emit(OP.RESUME, RESUME_AFTER_YIELD | (builder.nesting() === 1 ? RESUME_DEPTH_ONE : 0));
      case "yieldFrom":
        this.expr(e.e);
        builder.emit(OP.GET_YIELD_FROM_ITER);
        return this.delegate(RESUME_AFTER_YIELD_FROM);
      case "await":
        this.expr(e.e);
        return this.awaitTop(AWAIT_EXPRESSION);
    }
  }

  protected referent(what: Referent, i: number): string {
    switch (what) {
      case "function":
        return functionName(i);
      case "class":
        return className(i);
      case "exception":
        return EXCEPTIONS[i] as string;
      case "builtin":
        return BUILTINS[i] as string;
    }
  }

  protected override callee(f: Callee): void {
    switch (f.k) {
      case "class":
        return this.loadGlobal(className(f.c), true);
      case "exception":
        return this.loadGlobal(EXCEPTIONS[f.i] as string, true);
      default:
        return super.callee(f);
    }
  }

  protected formatted(e: Expr, conversion: number, format: string | null): void {
    const builder = this.builder;
    this.expr(e);
    if (conversion > 0) builder.emit(OP.CONVERT_VALUE, conversion);
    if (format === null) return builder.emit(OP.FORMAT_SIMPLE);
    this.loadConst({ t: "str", v: format });
    builder.emit(OP.FORMAT_WITH_SPEC);
  }

  // Calls.

  protected invoke({ f, args, names, star, starstar }: Invocation): void {
    const builder = this.builder;
    this.callee(f);
    if (star === null && starstar === null) {
      for (const each of args) this.expr(each);
      if (names.length === 0) return builder.emit(OP.CALL, args.length);
      this.loadConst(namesTuple(names));
      return builder.emit(OP.CALL_KW, args.length);
    }
    const positional = args.slice(0, args.length - names.length);
    if (star === null) this.tupleOf(positional);
    else if (positional.length === 0) this.expr(star);
    else {
      for (const each of positional) this.expr(each);
      builder.emit(OP.BUILD_LIST, positional.length);
      this.expr(star);
      builder.emit(OP.LIST_EXTEND, 1);
      builder.emit(OP.CALL_INTRINSIC_1, LIST_TO_TUPLE);
    }
    const named = args.slice(positional.length);
    if (named.length > 0) this.keywords(names, named);
    if (starstar !== null) {
      if (named.length === 0) builder.emit(OP.BUILD_MAP, 0);
      this.expr(starstar);
      builder.emit(OP.DICT_MERGE, 1);
    }
    builder.emit(OP.CALL_FUNCTION_EX, named.length > 0 || starstar !== null ? 1 : 0);
  }

  protected tupleOf(items: readonly Expr[]): void {
    if (items.length === 0) return this.loadConst(EMPTY_TUPLE);
    for (const each of items) this.expr(each);
    this.builder.emit(OP.BUILD_TUPLE, items.length);
  }

  protected keywords(names: readonly string[], values: readonly Expr[]): void {
    const builder = this.builder;
    if (values.length === 1) {
      this.loadConst({ t: "str", v: names[0] as string });
      this.expr(values[0] as Expr);
      return builder.emit(OP.BUILD_MAP, 1);
    }
    for (const each of values) this.expr(each);
    this.loadConst(namesTuple(names));
    builder.emit(OP.BUILD_CONST_KEY_MAP, values.length);
  }

  // Displays and comprehensions.

  protected display({ what, args, stars }: Display): void {
    const builder = this.builder;
    if (what === "dict") {
      builder.emit(OP.BUILD_MAP, 0);
      for (const each of args) {
        this.expr(each);
        builder.emit(OP.DICT_UPDATE, 1);
      }
      return;
    }
    const build = what === "set" ? OP.BUILD_SET : OP.BUILD_LIST;
    const add = what === "set" ? OP.SET_ADD : OP.LIST_APPEND;
    const extend = what === "set" ? OP.SET_UPDATE : OP.LIST_EXTEND;
    let built = false;
    for (let i = 0; i < args.length; i++) {
      const starred = ((stars >> i) & 1) === 1;
      if (starred && !built) {
        builder.emit(build, i);
        built = true;
      }
      this.expr(args[i] as Expr);
      if (starred) builder.emit(extend, 1);
      else if (built) builder.emit(add, 1);
    }
    if (!built) return builder.emit(what === "tuple" ? OP.BUILD_TUPLE : build, args.length);
    if (what === "tuple") builder.emit(OP.CALL_INTRINSIC_1, LIST_TO_TUPLE);
  }

  /** Leaves the variable's value from before and the result on top of it. */
  protected comprehension({ what, v, over, c, key, e }: Comprehension): void {
    const builder = this.builder;
    this.iterable(over);
    builder.emit(OP.GET_ITER);
    const outer = builder.scope;
    const failed = builder.newLabel();
    this.save(v);
    builder.emit(OP.SWAP, 2);
    const { depth } = builder;
    builder.scope = builder.newScope(failed, depth, false, false);
    builder.emit(what === "list" ? OP.BUILD_LIST : what === "set" ? OP.BUILD_SET : OP.BUILD_MAP, 0);
    builder.emit(OP.SWAP, 2);
    const start = builder.newLabel();
    const next = builder.newLabel();
    const end = builder.newLabel();
    builder.place(start);
    builder.jump(OP.FOR_ITER, end);
    this.storeLocal(v);
    if (c !== null) this.jumpIf(c, next, false);
    if (what === "dict") this.expr(key);
    this.expr(e);
    builder.emit(what === "list" ? OP.LIST_APPEND : what === "set" ? OP.SET_ADD : OP.MAP_ADD, 2);
    builder.place(next);
    builder.jump(JUMP, start);
    builder.place(end, depth + 2);
    builder.emit(OP.END_FOR);
    builder.scope = outer;
    const was = builder.enterHandler();
    builder.place(failed, depth + 1);
    builder.emit(OP.SWAP, 2);
    builder.emit(OP.POP_TOP);
    builder.emit(OP.SWAP, 2);
    this.restore(v);
    builder.emit(OP.RERAISE, 0);
    builder.leaveHandler(was);
    builder.depth = depth;
  }

  /** Pushes a variable's value, or nothing as nothing, and unbinds it. One that is a cell stays bound: None stands for it. */
  protected save(v: number): void {
    if (this.isCell(v)) this.loadConst(NONE_LITERAL);
    else this.builder.emit(OP.LOAD_FAST_AND_CLEAR, this.slotOf[v] as number);
  }

  protected restore(v: number): void {
    if (this.isCell(v)) this.builder.emit(OP.POP_TOP);
    else this.builder.emit(STORE_FAST_MAYBE_NULL, this.slotOf[v] as number);
  }

  protected iterable(over: Iterable): void {
    const builder = this.builder;
    switch (over.k) {
      case "range": {
        this.loadGlobal("range", true);
        const stop = over.start + over.count * over.step;
        const plain = over.start === 0 && over.step === 1;
        if (!plain) this.loadConst({ t: "int", v: over.start });
        this.loadConst({ t: "int", v: stop });
        if (over.step !== 1) this.loadConst({ t: "int", v: over.step });
        return builder.emit(OP.CALL, plain ? 1 : over.step === 1 ? 2 : 3);
      }
      case "tuple":
        return this.loadConst({
          t: "tuple",
          v: Array.from({ length: over.count }, (_, v): Literal => ({ t: "int", v })),
        });
      case "expr":
      case "async":
        return this.expr(over.e);
    }
  }

  // Functions.

  /** Makes a function; `name` is that of an inner function which is bound to a local. */
  protected makeFunction(f: number): void {
    const builder = this.builder;
    const inner = this.draft.functions[f] as FunctionDraft;
    const form = formOf(inner);
    if (form.lambda) this.innerNames[f] = "<lambda>";
    const { free } = inner.parent === null ? NOTHING_FREE : functionUses(inner);
    if (inner.defaults.length > 0) this.loadConst({ t: "tuple", v: inner.defaults });
    const { kwdefaults } = form;
    if (kwdefaults.length > 0) {
      const names: string[] = [];
      const first = inner.params + form.kwonly - kwdefaults.length;
      for (let i = 0; i < kwdefaults.length; i++) {
        this.loadConst(kwdefaults[i] as Literal);
        names.push(localName(inner, first + i));
      }
      this.loadConst(namesTuple(names));
      builder.emit(OP.BUILD_CONST_KEY_MAP, names.length);
    }
    let cells = 0;
    for (let i = 0; i < this.fn.locals; i++) {
      if (((free >> i) & 1) === 0) continue;
      // The cell itself, not what is in it.
      builder.emit(OP.LOAD_FAST, this.slotOf[i] as number);
      cells++;
    }
    if (cells > 0) builder.emit(OP.BUILD_TUPLE, cells);
    this.loadConst({ t: "code", v: this.codeOf[f] as number });
    builder.emit(OP.MAKE_FUNCTION);
    if (cells > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, 8);
    if (kwdefaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, 2);
    if (inner.defaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, 1);
  }

  /** Parameters of all kinds of the function at hand. */
  protected parameters(): number {
    return parameterCount(this.fn);
  }

  // Waiting.

  /** Waits for what is on top, which becomes its result. */
  protected awaitTop(how: number): void {
    this.builder.emit(OP.GET_AWAITABLE, how);
    this.delegate(RESUME_AFTER_AWAIT);
  }

  /** Passes on what the iterator on top yields, until it gives its result. */
  protected delegate(resume: number): void {
    const builder = this.builder;
    this.loadConst(NONE_LITERAL);
    const { depth, scope } = builder;
    const send = builder.newLabel();
    const failed = builder.newLabel();
    const exit = builder.newLabel();
    builder.place(send);
    builder.jump(OP.SEND, exit);
    builder.scope = builder.newScope(failed, depth, false, false);
    builder.emit(OP.YIELD_VALUE, 1);
    builder.scope = scope;
    builder.emit(OP.RESUME, resume);
    builder.jump(OP.JUMP_BACKWARD_NO_INTERRUPT, send);
    const was = builder.enterHandler();
    builder.place(failed, depth + 1);
    builder.emit(OP.CLEANUP_THROW);
    // The block that the assembler adds for the jump has no handler.
    builder.scope = 0;
    builder.jump(JUMP, exit);
    builder.scope = scope;
    builder.leaveHandler(was);
    builder.place(exit, depth);
    builder.emit(OP.END_SEND);
  }

  /** The handler around the whole of a generator or coroutine: StopIteration may not leave it as such. */
  protected stopIterationHandler(label: number): void {
    const builder = this.builder;
    const was = builder.enterHandler();
    builder.scope = 0;
    builder.place(label, 2);
    builder.emit(OP.CALL_INTRINSIC_1, STOPITERATION_ERROR);
    builder.emit(OP.RERAISE, 1);
    builder.leaveHandler(was);
  }
}

const EMPTY_TUPLE: Literal = { t: "tuple", v: [] };
const NOTHING_FREE = { free: 0 };

export function namesTuple(names: readonly string[]): Literal {
  return { t: "tuple", v: names.map((v): Literal => ({ t: "str", v })) };
}
