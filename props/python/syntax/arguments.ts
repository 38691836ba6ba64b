/**
 * Parameters of functions and lambdas.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import { expression, starExpression } from "./expressions.ts";
import type { Arg, Arguments, Expr } from "./nodes.ts";
import { sourceError } from "./source_error.ts";

/** Parameters up to `close`, which stays. Lambdas have no annotations. */
export function genericArguments(c: Cursor, close: string, annotated: boolean): Arguments {
  let posonly: Arg[] = [];
  let args: Arg[] = [];
  let vararg: Arg | null = null;
  const kwonly: Arg[] = [];
  const kwDefaults: (Expr | null)[] = [];
  let kwarg: Arg | null = null;
  const defaults: Expr[] = [];
  const names = new Set<string>();
  let starred = false;
  const parameter = (isStar: boolean): Arg => {
    const first = c.peek();
    const name = c.name();
    if (names.has(name)) throw sourceError(first.loc, `duplicate argument '${name}' in function definition`);
    names.add(name);
    let annotation: Expr | null = null;
    if (annotated && c.take(":")) annotation = isStar ? starExpression(c) : expression(c);
    return { name, annotation, loc: c.since(first) };
  };
  while (!c.is(close)) {
    const first = c.peek();
    if (c.take("/")) {
      if (posonly.length > 0 || starred || args.length === 0) {
        throw sourceError(first.loc, "'/' stands after parameters, once");
      }
      posonly = args;
      args = [];
    } else if (c.take("**")) {
      kwarg = parameter(false);
      c.take(",");
      break;
    } else if (c.take("*")) {
      if (starred) throw sourceError(first.loc, "* argument may appear only once");
      starred = true;
      if (!c.is(",")) vararg = parameter(true);
      else if (c.is(close, 1) || c.is("**", 1)) throw sourceError(first.loc, "named arguments must follow bare *");
    } else {
      const arg = parameter(false);
      const value = c.take("=") ? expression(c) : null;
      if (starred) {
        kwonly.push(arg);
        kwDefaults.push(value);
      } else {
        args.push(arg);
        if (value !== null) defaults.push(value);
        else if (defaults.length > 0) {
          throw sourceError(arg.loc, "parameter without a default follows parameter with a default");
        }
      }
    }
    if (!c.take(",")) break;
  }
  return { posonly, args, vararg, kwonly, kwDefaults, kwarg, defaults };
}
