/**
 * Scenarios of what a hot site stands on: it is used in every round of a loop, and changed in one.
 *
 * @module
 */

import { type Choices, weights } from "../../core/choices.ts";
import { classBody, type CodeText, COMPARE, FunctionText, programText } from "./text.ts";

/** A use of something, and the ways to change it under the use. */
interface Site {
  readonly setup: (f: FunctionText) => unknown;
  /** Leaves a value. */
  readonly use: (f: FunctionText) => unknown;
  readonly breaks: readonly ((f: FunctionText) => unknown)[];
}

const NONE = (): void => {};

function attribute(name: string): (f: FunctionText) => unknown {
  return (f) => f.load("c").attribute(name);
}

function set(owner: string, name: string, value: string | number): (f: FunctionText) => unknown {
  return (f) => f.constant(value).global(owner).storeAttribute(name);
}

function setOwn(name: string, value: string | number): (f: FunctionText) => unknown {
  return (f) => f.constant(value).load("c").storeAttribute(name);
}

/** The instance keeps its attributes in a dict from here on. */
function giveUp(f: FunctionText): unknown {
  return f.load("c").attribute("__dict__").op("POP_TOP");
}

function instanceOf(name: string): (f: FunctionText) => unknown {
  return (f) => f.call(name, 0).store("c");
}

function newInstance(f: FunctionText): unknown {
  f.call("C", 0).store("c");
  return f.constant(3).load("c").storeAttribute("x");
}

/** `c.__dict__ = {...}`, the names in this order. */
function withDict(...names: readonly string[]): (f: FunctionText) => unknown {
  return (f) => {
    f.call("C", 0).store("c");
    names.forEach((name, i) => f.constant(`"${name}"`).constant(100 + i));
    return f.op(`BUILD_MAP ${names.length}`).load("c").storeAttribute("__dict__");
  };
}

/** Calls a callable that a variable holds, until it holds another. */
function callee(name: string, argument: string, count: number, ...others: readonly string[]): Site {
  return {
    setup: (f) => f.global(name).store("k"),
    use: (f) => {
      f.load("k").op("PUSH_NULL").constant(argument);
      if (count === 2) f.global("int");
      return f.op(`CALL ${count}`);
    },
    breaks: others.map((other) => (f: FunctionText) => f.global(other).store("k")),
  };
}

const METHOD: Site["use"] = (f) => f.load("c").method("m", 0);
const SHADOW: Site["use"] = (f) => f.global("other").load("c").storeAttribute("m");

const SITES: readonly Site[] = [
  {
    setup: newInstance,
    use: attribute("x"),
    breaks: [
      (f) => f.load("c").deleteAttribute("x"),
      giveUp,
      instanceOf("D"),
      set("C", "x", 9),
      instanceOf("C"),
      (f) => {
        giveUp(f);
        return setOwn("x", 8)(f);
      },
      (f) => f.global("property").op("PUSH_NULL").global("other").op("CALL 1").global("C").storeAttribute("x"),
      (f) => f.global("D").load("c").storeAttribute("__class__"),
    ],
  },
  {
    setup: newInstance,
    use: METHOD,
    breaks: [
      SHADOW,
      (f) => {
        giveUp(f);
        return SHADOW(f);
      },
      (f) => f.global("other").global("C").storeAttribute("m"),
      (f) => f.global("C").deleteAttribute("m"),
      instanceOf("D"),
      (f) => f.global("C").store("c"),
      (f) => f.global("D").load("c").storeAttribute("__class__"),
      (f) => f.global("other").global("B").storeAttribute("m"),
    ],
  },
  {
    setup: instanceOf("E"),
    use: METHOD,
    breaks: [
      (f) => f.global("other").global("B").storeAttribute("m"),
      (f) => f.global("B").deleteAttribute("m"),
      SHADOW,
    ],
  },
  {
    setup: newInstance,
    use: attribute("K"),
    breaks: [set("C", "K", 12), setOwn("K", 13), (f) => f.global("C").deleteAttribute("K"), giveUp],
  },
  {
    setup: (f) => f.global("C").store("c"),
    use: attribute("K"),
    breaks: [set("C", "K", 12), (f) => f.global("D").store("c"), (f) => f.global("C").deleteAttribute("K")],
  },
  {
    setup: (f) => {
      f.call("S", 0).store("c");
      return setOwn("x", 4)(f);
    },
    use: attribute("x"),
    breaks: [
      (f) => f.load("c").deleteAttribute("x"),
      instanceOf("S"),
      newInstance,
      setOwn("x", '"text"'),
    ],
  },
  {
    setup: (f) => {
      f.call("S", 0).store("c");
      return setOwn("x", 4)(f);
    },
    use: (f) => {
      setOwn("x", 5)(f);
      setOwn("y", 6)(f);
      return attribute("x")(f);
    },
    breaks: [newInstance, instanceOf("D")],
  },
  {
    setup: newInstance,
    use: (f) => {
      f.load("i").load("c").storeAttribute("x");
      return attribute("x")(f);
    },
    breaks: [giveUp, instanceOf("D"), set("C", "x", 1)],
  },
  {
    setup: withDict("x", "y"),
    use: attribute("x"),
    breaks: [withDict("y", "x"), withDict("y"), (f) => f.load("c").deleteAttribute("x"), newInstance],
  },
  {
    setup: (f) => f.call("ValueError", 1, () => f.constant(1)).store("c"),
    use: (f) => f.load("c").method("__str__", 0),
    breaks: [
      (f) => f.global("other").load("c").storeAttribute("__str__"),
      (f) => f.call("KeyError", 1, () => f.constant('"k"')).store("c"),
    ],
  },
  callee("len", "(1, 2)", 1, "sum", "max", "tuple"),
  callee("type", "1", 1, "str", "abs", "bool"),
  callee("str", "1", 1, "type", "repr", "other"),
  callee("tuple", "(1, 2)", 1, "list", "len", "other"),
  callee("isinstance", "1", 2, "getattr", "other", "issubclass"),
  {
    setup: (f) => f.global("str").attribute("upper").store("k").constant('"a"').store("v"),
    use: (f) => f.load("k").op("PUSH_NULL").load("v").op("CALL 1"),
    breaks: [
      (f) => f.constant(5).store("v"),
      (f) => f.global("str").attribute("lower").store("k"),
    ],
  },
  {
    setup: (f) => f.constant(3).storeGlobal("G"),
    use: (f) => f.global("G"),
    breaks: [
      (f) => f.deleteGlobal("G"),
      (f) => f.deleteGlobal("G").constant(1).storeGlobal("H").constant(2).storeGlobal("G"),
    ],
  },
  {
    setup: NONE,
    use: (f) => f.call("abs", 1, () => f.constant(-3)),
    breaks: [
      (f) => f.global("other").storeGlobal("abs"),
      (f) => f.deleteGlobal("missing"),
    ],
  },
  {
    setup: instanceOf("E"),
    use: (f) => f.load("c").method("up", 0),
    breaks: [
      (f) => f.global("C").storeGlobal("super"),
      (f) => f.global("fake").storeGlobal("super"),
      (f) => f.global("other").global("B").storeAttribute("m"),
      (f) => f.global("other").storeGlobal("B"),
    ],
  },
  {
    setup: (f) => f.constant("None").store("v"),
    use: (f) => {
      const [skip, end] = [f.fresh(), f.fresh()];
      f.load("v").op(`POP_JUMP_IF_NOT_NONE ${skip}`).constant(1).op(`JUMP_FORWARD ${end}`, `${skip}:`).constant(2);
      return f.op(`${end}:`);
    },
    breaks: [(f) => f.constant(0).store("v")],
  },
  {
    setup: (f) => f.constant(1).store("v"),
    use: (f) => {
      const [skip, end] = [f.fresh(), f.fresh()];
      f.load("v").op(`POP_JUMP_IF_NONE ${skip}`).constant(1).op(`JUMP_FORWARD ${end}`, `${skip}:`).constant(2);
      return f.op(`${end}:`);
    },
    breaks: [(f) => f.constant("None").store("v"), (f) => f.constant(0).store("v")],
  },
  {
    setup: newInstance,
    use: (f) => f.load("c").op("TO_BOOL", "UNARY_NOT"),
    breaks: [
      (f) => f.global("other").global("C").storeAttribute("__bool__"),
      (f) => f.constant(0).store("c"),
      (f) => f.constant("None").store("c"),
    ],
  },
  {
    // Its local is bound by a small argument alone.
    setup: (f) => f.constant(1).store("v"),
    use: (f) => f.call("L", 1, () => f.load("v")).attribute("x"),
    breaks: [(f) => f.constant(7).store("v")],
  },
  {
    // What the store lets go of shows what the next one has not changed yet.
    setup: (f) => {
      f.constant(0).storeGlobal("clock");
      return newInstance(f);
    },
    use: (f) => {
      f.load("i").load("c").storeAttribute("x");
      return f.load("i").storeGlobal("clock").load("i");
    },
    breaks: [(f) => f.call("T", 0).load("c").storeAttribute("x")],
  },
  ...["0", "-1", '""', '"t"', "None", "True", "()", "1.5"].map((value): Site => ({
    setup: (f) => f.constant(value).store("v"),
    use: (f) => f.load("v").op("TO_BOOL", "UNARY_NOT"),
    breaks: ["0", "-1", '"t"', '""', "None", "False", "1.5"].map((other) => (f: FunctionText) =>
      f.constant(other).store("v")
    ),
  })),
];

/** The function and those of the functions and classes that it names: what is not used costs more than what is. */
function withHelpers(f: FunctionText): CodeText[] {
  const codes: CodeText[] = [f];
  /** The number of a code object in the program. */
  const add = (code: CodeText): number => codes.push(code);
  const returning = (name: string, value: number): FunctionText =>
    new FunctionText(name, ["self"]).returnConstant(value);
  const makeClass = (
    name: string,
    methods: Readonly<Record<string, number>>,
    values: Readonly<Record<string, string | number>> = {},
    base: string | null = null,
  ): unknown => f.makeClass(name, add(classBody(name, methods, values)), base).storeGlobal(name);
  const isFaked = f.names("fake");
  f.first(() => {
    const other = f.names("other") || f.names("D") || isFaked ? add(returning("other", 77)) : 0;
    const m = f.names("B") || f.names("C") || f.names("E") ? add(returning("m", 11)) : 0;
    if (f.names("B") || f.names("E")) makeClass("B", { m });
    if (f.names("C")) makeClass("C", { m }, { K: 5 });
    if (f.names("D") || isFaked) makeClass("D", { m: other }, { K: 6 });
    if (f.names("S")) makeClass("S", {}, { __slots__: '("x", "y")' });
    if (f.names("E")) {
      // super(E, self).m()
      const up = new FunctionText("up", ["self"]);
      up.global("super").global("E").load("self").superMethod("m").op("CALL 0", "RETURN_VALUE");
      makeClass("E", { up: add(up) }, {}, "B");
    }
    // What stands for super in the end: gives something else that has an m.
    if (isFaked) add(new FunctionText("fake", ["cls", "self"]).call("D", 0).op("RETURN_VALUE"));
    if (f.names("L")) {
      const init = new FunctionText("init", ["self", "p"]);
      init.load("p").constant(5).op(`COMPARE_OP ${COMPARE.LT | 16}`, "POP_JUMP_IF_FALSE Z").load("p").store("v");
      init.op("Z:").onLocal("LOAD_FAST_CHECK", "v").load("self").storeAttribute("x").returnConstant("None");
      makeClass("L", { __init__: add(init) });
    }
    if (f.names("T")) {
      const dies = new FunctionText("dies", ["self"]);
      dies.emit(() => dies.global("clock")).returnConstant("None");
      makeClass("T", { __del__: add(dies) });
    }
  });
  return codes;
}

/** Each site with one of its changes. */
const CHANGES = SITES.flatMap((site) => site.breaks.map((change) => ({ site, change })));

/** What each of them weighs, so that all sites come equally often. */
const WEIGHTS = weights(...CHANGES.map(({ site: { breaks } }) => Math.round(1000 / breaks.length)));

/** A site that is hot, and changed in one round: before it, behind it or by code that no trace follows. */
export function assumedSite(choices: Choices, warm: number): string {
  const { site: { setup, use }, change } = CHANGES[choices.turn(WEIGHTS)] as (typeof CHANGES)[number];
  const count = warm + choices.int(3, 10);
  const at = warm + choices.below(count - warm);
  const place = choices.below(3);
  const twice = choices.bool();
  const f = new FunctionText("f");
  setup(f);
  f.rounds("i", count, () => {
    f.guarded(1, () => {
      if (place === 0) f.onlyIn("i", at, () => change(f));
      f.emit(() => use(f));
      if (place === 1) f.onlyIn("i", at, () => change(f));
      if (twice || place === 1) f.emit(() => use(f));
      if (place === 2) f.onlyIn("i", at, () => change(f));
    }, () => f.store("e").emit(() => f.call("str", 1, () => f.load("e"))));
  });
  f.returnConstant("None");
  return programText(withHelpers(f));
}
