/**
 * `import` and `from ... import`.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import type { Alias, Stmt } from "./nodes.ts";

function dottedName(c: Cursor): string {
  let name = c.name();
  while (c.take(".")) name += `.${c.name()}`;
  return name;
}

/** `import a.b as c, d`. */
export function importNames(c: Cursor): Stmt {
  const first = c.expect("import");
  const names: Alias[] = [];
  do {
    const start = c.peek();
    const name = dottedName(c);
    const asname = c.take("as") ? c.name() : null;
    names.push({ name, asname, loc: c.since(start) });
  } while (c.take(","));
  return { k: "Import", names, loc: c.since(first) };
}

/** `from a.b import c as d, e`. */
export function importFrom(c: Cursor): Stmt {
  const first = c.expect("from");
  let level = 0;
  for (;;) {
    if (c.take(".")) level++;
    else if (c.take("...")) level += 3;
    else break;
  }
  const module = c.is("import") && level > 0 ? null : dottedName(c);
  c.expect("import");
  const star = c.peek();
  if (c.take("*")) {
    return { k: "ImportFrom", module, names: [{ name: "*", asname: null, loc: star.loc }], level, loc: c.since(first) };
  }
  const parenthesized = c.take("(");
  const names: Alias[] = [];
  do {
    if (parenthesized && c.is(")")) break;
    const start = c.peek();
    const name = c.name();
    const asname = c.take("as") ? c.name() : null;
    names.push({ name, asname, loc: c.since(start) });
  } while (c.take(","));
  if (parenthesized) c.expect(")");
  return { k: "ImportFrom", module, names, level, loc: c.since(first) };
}
