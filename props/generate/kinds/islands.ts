/**
 * Islands of raw stack code.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import { ZERO } from "../draft/expression.ts";
import type { IslandOp } from "../draft/statement.ts";
import { BINARY_OPERATORS, COMPARISONS } from "../draft/vocabulary.ts";
import { clamp, cut, MAX_BLOCK, MAX_EXPRESSION_DEPTH, type Place, wrap } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { COMPARE_ARGS, TO_BOOL_BIT } from "../lower/constants.ts";
import type { Lowering } from "../lower/lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { StatementKind } from "./kind.ts";

export const ISLAND: StatementKind<"island"> = {
  fix(x, s, place) {
    const ops = balanced(x, s.ops, 0, place, 0);
    return ops === s.ops ? s : { k: "island", ops };
  },
  lower(l, s) {
    lowerOps(l, s.ops);
  },
  print: null,
  *instead(s) {
    for (const op of s.ops) {
      if (op.k === "push") yield [{ k: "expr", e: op.e }];
      else if (op.k === "event") yield [op.s];
    }
  },
  weight: ({ ops }) => islandWeight(ops),
};

/** Balances an island: `depth` items are its own at the start, and again at the end. */
function balanced(
  x: Fixing,
  ops: readonly IslandOp[],
  depth: number,
  place: Place,
  level: number,
): readonly IslandOp[] {
  let now = depth;
  const out: IslandOp[] = [];
  let changed = ops.length > MAX_BLOCK;
  const need = (count: number): void => {
    // Items below `depth` belong to what surrounds the island, which it may read but not take.
    while (now - (level > 0 ? depth - 1 : depth) < count) {
      out.push(PUSH_ZERO);
      now++;
      changed = true;
    }
  };
  for (const op of cut(ops, MAX_BLOCK)) {
    const fixed = fixOp(x, op, place);
    if (fixed !== op) changed = true;
    if (fixed === null) continue;
    switch (fixed.k) {
      case "push":
        if (now >= MAX_EXPRESSION_DEPTH) {
          changed = true;
          continue;
        }
        now++;
        break;
      case "store":
      case "pop":
        if (now <= depth) {
          changed = true;
          continue;
        }
        now--;
        break;
      case "copy":
      case "swap":
        while (now < fixed.n) {
          out.push(PUSH_ZERO);
          now++;
          changed = true;
        }
        if (fixed.k === "copy") now++;
        break;
      case "binary":
      case "compare":
        while (now - depth < 2) {
          out.push(PUSH_ZERO);
          now++;
          changed = true;
        }
        now--;
        break;
      case "skip": {
        need(1);
        const body = level >= 3 ? [] : balanced(x, fixed.body, now, place, level + 1);
        if (body !== fixed.body && !(body.length === 0 && fixed.body.length === 0)) {
          changed = true;
          out.push({ ...fixed, body });
          continue;
        }
        break;
      }
      case "event":
      case "nop":
        break;
      default:
        assertNever(fixed);
    }
    out.push(fixed);
  }
  while (now > depth) {
    out.push(POP);
    now--;
    changed = true;
  }
  return changed ? out : ops;
}

const PUSH_ZERO: IslandOp = { k: "push", e: ZERO };
const POP: IslandOp = { k: "pop" };

function fixOp(x: Fixing, op: IslandOp, place: Place): IslandOp | null {
  switch (op.k) {
    case "push": {
      const e = x.at(op.e, place);
      return e === op.e ? op : { k: "push", e };
    }
    case "store": {
      const i = x.assignable(op.i);
      return i === null ? null : i === op.i ? op : { k: "store", i };
    }
    case "copy":
    case "swap": {
      const n = clamp(op.n, op.k === "copy" ? 1 : 2, 4);
      return n === op.n ? op : { k: op.k, n };
    }
    case "binary":
    case "compare": {
      const wrapped = wrap(op.op, op.k === "binary" ? BINARY_OPERATORS.length : COMPARISONS.length);
      return wrapped === op.op ? op : { k: op.k, op: wrapped };
    }
    case "skip": {
      const n = clamp(op.n, -1000, 1000);
      return n === op.n ? op : { ...op, n };
    }
    case "event": {
      const s = x.statement(op.s, place);
      return s === op.s ? op : s?.k === "event" ? { k: "event", s } : null;
    }
    case "pop":
    case "nop":
      return op;
    default:
      return assertNever(op);
  }
}

function lowerOps(l: Lowering, ops: readonly IslandOp[]): void {
  const { builder } = l;
  for (const op of ops) {
    switch (op.k) {
      case "push":
        l.expr(op.e);
        break;
      case "store":
        builder.graph.isFixed = true;
        l.storeLocal(op.i);
        builder.graph.isFixed = false;
        break;
      case "copy":
        builder.fixed(OP.COPY, op.n);
        break;
      case "swap":
        builder.fixed(OP.SWAP, op.n);
        break;
      case "binary":
        builder.fixed(OP.BINARY_OP, op.op);
        break;
      case "compare":
        builder.fixed(OP.COMPARE_OP, COMPARE_ARGS[op.op] as number);
        break;
      case "pop":
        builder.fixed(OP.POP_TOP);
        break;
      case "nop":
        builder.fixed(OP.NOP);
        break;
      case "skip": {
        const after = builder.newLabel();
        builder.fixed(OP.COPY, 1);
        builder.fixed(OP.LOAD_CONST, builder.consts.add({ t: "int", v: op.n }));
        builder.fixed(OP.COMPARE_OP, COMPARE_ARGS[2] + TO_BOOL_BIT);
        builder.fixed(op.unless ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE, after);
        lowerOps(l, op.body);
        builder.use(after);
        break;
      }
      case "event":
        l.statement(op.s);
        break;
      default:
        assertNever(op);
    }
  }
}

function islandWeight(ops: readonly IslandOp[]): number {
  return ops.reduce((sum, op) => sum + 1 + (op.k === "skip" ? islandWeight(op.body) : 0), 0);
}
