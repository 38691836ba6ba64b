/**
 * All that is drawn: what each idiom, theme and kind of int expression stands for. One that has a weight in the profile and
 * nothing here is a type error.
 *
 * @module
 */

import { assume } from "./assumptions/assume.ts";
import { ifStatement, leave } from "./branches.ts";
import { callerHandler } from "./caller_handlers.ts";
import { callStatement } from "./calls.ts";
import { comprehension } from "./comprehensions.ts";
import { builtinMethod, dictItem, listItem } from "./containers.ts";
import { context } from "./contexts.ts";
import { coroutine } from "./coroutines.ts";
import { display } from "./displays.ts";
import type { DrawStatement, Grammar } from "./drawing.ts";
import { emit, event, monitoring, rebinding } from "./events.ts";
import { exceptionGroup } from "./exception_groups.ts";
import { failure, tryStatement } from "./failures.ts";
import { generator } from "./generators.ts";
import { globalStatement } from "./globals.ts";
import { importing } from "./imports.ts";
import { closure, freshFunction, versionCollision } from "./inner_functions.ts";
import { object } from "./instances.ts";
import { INTS } from "./ints.ts";
import { island } from "./islands.ts";
import { keywordCall } from "./keyword_calls.ts";
import { lateFailure } from "./late_failures.ts";
import { innerLoop } from "./loops.ts";
import { match } from "./matches.ts";
import { type Idiom, IDIOMS, INT_KINDS, type Theme } from "./profile.ts";
import { strangeOperand } from "./strange_operands.ts";
import { unbind, unboundName } from "./unbound_names.ts";
import { assignInt, augment, numberStatement, textStatement, typeChange, unpack } from "./variables.ts";

const IDIOM_DRAWS = {
  assign: assignInt,
  augment,
  number: numberStatement,
  text: textStatement,
  if: ifStatement,
  try: tryStatement,
  call: callStatement,
  listItem,
  unpack,
  global: globalStatement,
  typeChange,
  emit,
  event,
  unboundName,
  island,
  loop: innerLoop,
  leave,
  failure,
  closure,
  dictItem,
  unbind,
  method: builtinMethod,
  theme: (d, out) => d.themed(out),
} satisfies Record<Idiom, DrawStatement>;

/** What each theme adds. */
const THEME_DRAWS = {
  none: augment,
  assume,
  object,
  generator,
  coroutine,
  context,
  comprehension,
  display,
  keywordCall,
  match,
  exceptionGroup,
  import: importing,
  rebind: rebinding,
  monitor: monitoring,
  strangeOperand,
  callerHandler,
  versionCollision,
  freshFunction,
  lateFailure,
} satisfies Record<Theme, DrawStatement>;

/** The tables in the order of the profile's weights. */
export const GRAMMAR: Grammar = {
  statements: IDIOMS.map((kind) => IDIOM_DRAWS[kind]),
  ints: INT_KINDS.map((kind) => INTS[kind]),
  themes: THEME_DRAWS,
};
