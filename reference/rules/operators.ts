/**
 * Operators, subscription, slices and formatting.
 *
 * @module
 */

import { BINARY_OPERATORS } from "../core/operators.ts";
import type { BinaryOperator, CompareOperator } from "../runtime.ts";
import { ascii, reprValue, strValue } from "../text/mod.ts";
import { stringPayload } from "../core/compare.ts";
import { typeOf, types } from "../types.ts";
import { PySlice } from "../values.ts";
import type { RuleSet } from "./rule.ts";

const COMPARE_OPERATORS: readonly CompareOperator[] = ["<", "<=", "==", "!=", ">", ">="];

export const OPERATOR_RULES = {
  BINARY_OP(rt, f, oparg) {
    const right = f.pop();
    const left = f.pop();
    f.push(
      oparg < BINARY_OPERATORS.length
        ? rt.binary(BINARY_OPERATORS[oparg] as BinaryOperator, left, right)
        : rt.inplace(BINARY_OPERATORS[oparg - BINARY_OPERATORS.length] as BinaryOperator, left, right),
    );
  },
  COMPARE_OP(rt, f, oparg) {
    const right = f.pop();
    const left = f.pop();
    const result = rt.compare(COMPARE_OPERATORS[oparg >> 5] as CompareOperator, left, right);
    f.push((oparg & 16) !== 0 ? rt.truth(result) : result);
  },
  IS_OP(rt, f, oparg) {
    const right = f.pop();
    const left = f.pop();
    f.push(rt.is(left, right) !== (oparg === 1));
  },
  CONTAINS_OP(rt, f, oparg) {
    const container = f.pop();
    const item = f.pop();
    f.push(rt.contains(container, item) !== (oparg === 1));
  },
  UNARY_NEGATIVE(rt, f) {
    f.push(rt.negative(f.pop()));
  },
  UNARY_INVERT(rt, f) {
    f.push(rt.invert(f.pop()));
  },
  UNARY_NOT(_rt, f) {
    f.push(f.pop() === false);
  },
  TO_BOOL(rt, f) {
    f.push(rt.truth(f.pop()));
  },
  BINARY_SUBSCR(rt, f) {
    const key = f.pop();
    const container = f.pop();
    f.push(rt.getitem(container, key));
  },
  STORE_SUBSCR(rt, f) {
    const key = f.pop();
    const container = f.pop();
    const value = f.pop();
    rt.setitem(container, key, value);
  },
  DELETE_SUBSCR(rt, f) {
    const key = f.pop();
    const container = f.pop();
    rt.delitem(container, key);
  },
  BINARY_SLICE(rt, f) {
    const stop = f.pop();
    const start = f.pop();
    const container = f.pop();
    f.push(rt.getitem(container, new PySlice(types.slice, start, stop, null)));
  },
  STORE_SLICE(rt, f) {
    const stop = f.pop();
    const start = f.pop();
    const container = f.pop();
    const value = f.pop();
    rt.setitem(container, new PySlice(types.slice, start, stop, null), value);
  },
  BUILD_SLICE(_rt, f, oparg) {
    const step = oparg === 3 ? f.pop() : null;
    const stop = f.pop();
    const start = f.pop();
    f.push(new PySlice(types.slice, start, stop, step));
  },
  CONVERT_VALUE(rt, f, oparg) {
    const value = f.pop();
    f.push(oparg === 1 ? strValue(rt, value) : oparg === 2 ? reprValue(rt, value) : ascii(rt, value));
  },
  FORMAT_SIMPLE(rt, f) {
    const value = f.pop();
    f.push(typeof value === "string" ? value : rt.format(value, ""));
  },
  FORMAT_WITH_SPEC(rt, f) {
    const spec = f.pop();
    const value = f.pop();
    const text = stringPayload(spec);
    if (text === undefined) {
      throw rt.error("SystemError", `Format specifier must be a string, not ${typeOf(spec).name}`);
    }
    f.push(rt.format(value, text));
  },
  BUILD_STRING(rt, f, oparg) {
    const text = f.popMany(oparg).map((piece, i) => {
      const string = stringPayload(piece);
      if (string !== undefined) return string;
      throw rt.typeError(`sequence item ${i}: expected str instance, ${typeOf(piece).name} found`);
    }).join("");
    rt.checkNew(text.length);
    f.push(text);
  },
} satisfies RuleSet;
