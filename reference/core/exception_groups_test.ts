import { assertEquals } from "@std/assert";
import { type ExceptionName, exceptions } from "../exceptions.ts";
import { bareInterpreter } from "../testing.ts";
import { tuple, types } from "../types.ts";
import { PyCode, PyException, PyList, PyTraceback, type Value } from "../values.ts";
import { makeGroup, matchGroup, prepareReraiseStar } from "./exception_groups.ts";

function raisedOf(name: ExceptionName, ...args: Value[]): PyException {
  return new PyException(exceptions[name], tuple(args));
}

const CODE = new PyCode(types.code, {
  name: "f",
  qualname: "f",
  argcount: 0,
  posonlyargcount: 0,
  kwonlyargcount: 0,
  flags: 3,
  stacksize: 1,
  firstlineno: 1,
  varnames: [],
  cellvars: [],
  freevars: [],
  names: [],
  consts: [],
  code: [],
  exceptionTable: [],
  lineTable: "",
}, []);

Deno.test("except* takes the matching leaves, keeps the shape and gives back the rest", () => {
  const rt = bareInterpreter();
  const group = makeGroup(rt, "g", [
    raisedOf("ValueError", 1n),
    makeGroup(rt, "h", [raisedOf("KeyError", 2n), raisedOf("ValueError", 3n)]),
  ]);
  const { match, rest } = matchGroup(rt, group, [exceptions.ValueError], exceptions.ValueError);
  assertEquals(rt.repr(match), "ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [ValueError(3)])])");
  assertEquals(rt.repr(rest), "ExceptionGroup('g', [ExceptionGroup('h', [KeyError(2)])])");
  const none = matchGroup(rt, group, [exceptions.OSError], exceptions.OSError);
  assertEquals([none.match, rt.repr(none.rest), none.rest?.suppressContext], [null, rt.repr(group), true]);
  assertEquals(matchGroup(rt, group, [exceptions.Exception], exceptions.Exception), { match: group, rest: null });
});

Deno.test("except* wraps a bare exception", () => {
  const rt = bareInterpreter();
  const { match, rest } = matchGroup(rt, raisedOf("KeyError", "k"), [exceptions.LookupError], exceptions.LookupError);
  assertEquals([rt.repr(match), rest], ["ExceptionGroup('', (KeyError('k'),))", null]);
});

Deno.test("after except*, what no clause took is one group again, with what clauses raised beside it", () => {
  const rt = bareInterpreter();
  const group = makeGroup(rt, "g", [raisedOf("ValueError"), raisedOf("KeyError"), raisedOf("OSError")]);
  group.traceback = new PyTraceback(types.traceback, { code: CODE, offsetUnits: 3, frame: null }, null);
  const first = matchGroup(rt, group, [exceptions.ValueError], exceptions.ValueError);
  const second = matchGroup(rt, first.rest as PyException, [exceptions.KeyError], exceptions.KeyError);
  const anew = raisedOf("RuntimeError", "anew");
  const prepared = (...parts: Value[]) => rt.repr(prepareReraiseStar(rt, group, parts));
  assertEquals(prepared(null, null, second.rest), "ExceptionGroup('g', [OSError()])");
  assertEquals(prepared(first.match, second.rest), "ExceptionGroup('g', [ValueError(), OSError()])");
  assertEquals(prepared(anew, null), "RuntimeError('anew')");
  assertEquals(
    prepared(anew, second.rest),
    "ExceptionGroup('', [RuntimeError('anew'), ExceptionGroup('g', [OSError()])])",
  );
  assertEquals(prepared(), "None");
});

Deno.test("a naked exception that was wrapped comes back as the clause left it", () => {
  const rt = bareInterpreter();
  const naked = raisedOf("ValueError", 1n);
  assertEquals(prepareReraiseStar(rt, naked, [naked]), naked);
  assertEquals(prepareReraiseStar(rt, naked, [null]), null);
});

Deno.test("a group with a member that is no Exception is a BaseExceptionGroup", () => {
  const rt = bareInterpreter();
  assertEquals(makeGroup(rt, "g", [raisedOf("KeyboardInterrupt")]).cls.name, "BaseExceptionGroup");
  const made = rt.call(exceptions.BaseExceptionGroup, ["g", new PyList(types.list, [raisedOf("KeyError")])]);
  assertEquals(rt.typeName(made), "ExceptionGroup");
});
