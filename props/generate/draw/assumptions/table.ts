/**
 * The table of assumptions: what a guard, a version or a cache can stand for, one a row.
 *
 * @module
 */

import type { Assumption } from "./assumption.ts";
import { hint, instanceValue, storedValue } from "./attributes.ts";
import {
  classAtSite,
  classValueFound,
  construction,
  getterFunction,
  methodFound,
  slot,
  superFound,
} from "./found_on_classes.ts";
import { boundMethods, callableKind, functionDefaults, functionVersion, stackRoom, twoNames } from "./functions.ts";
import { held } from "./lifetimes.ts";
import { delegation, firstItem, generatorState, sequenceLength, sharedIterator } from "./iterators.ts";
import { line, severalTools, validity, watched } from "./monitoring.ts";
import { builtinKey, builtinName, globalKey, moduleKey } from "./names.ts";
import { operandKind, repeatedGuard, secondOperand } from "./operands.ts";
import { diamond, severalKinds } from "./several_kinds.ts";

/** All rows by name, with how often each is drawn. */
export const ASSUMPTIONS = {
  "global key": [4, globalKey],
  "builtin name": [4, builtinName],
  "builtin key": [4, builtinKey],
  "module key": [5, moduleKey],
  "function version": [4, functionVersion],
  "function defaults": [2, functionDefaults],
  "callable kind": [5, callableKind],
  "bound methods": [4, boundMethods],
  "stack room": [6, stackRoom],
  "two names": [2, twoNames],
  "instance value": [6, instanceValue],
  "stored value": [6, storedValue],
  "hint": [9, hint],
  "method": [14, methodFound],
  "class value": [4, classValueFound],
  "class at a site": [4, classAtSite],
  "slot": [4, slot],
  "getter": [3, getterFunction],
  "super": [4, superFound],
  "construction": [6, construction],
  "first item": [6, firstItem],
  "shared iterator": [4, sharedIterator],
  "sequence length": [3, sequenceLength],
  "generator state": [4, generatorState],
  "delegation": [1, delegation],
  "operand kind": [10, operandKind],
  "second operand": [6, secondOperand],
  "repeated guard": [6, repeatedGuard],
  "several kinds": [6, severalKinds],
  "diamond": [4, diamond],
  "held": [8, held],
  "watched": [4, watched],
  "several tools": [2, severalTools],
  "validity": [3, validity],
  "line": [3, line],
} as const satisfies Record<string, readonly [weight: number, draw: Assumption]>;

/** Name of a row. */
export type AssumptionName = keyof typeof ASSUMPTIONS;
