import { assertEquals } from "@std/assert";
import { bareInterpreter } from "../testing.ts";
import { tuple, types } from "../types.ts";
import { PyList, type PyObject } from "../values.ts";
import { isStillHeld, Search } from "./live_search.ts";

const list = (...items: PyObject[]) => new PyList(types.list, items);

/** What a search finds of the wanted objects, each with what holds it, outermost first. */
function found(wanted: readonly PyObject[], ...starts: readonly unknown[]) {
  const met = new Map<PyObject, readonly object[]>();
  const search = new Search(new Set(wanted), (object, holders) => met.set(object, [...holders]));
  search.from(...starts);
  return { met, search };
}

Deno.test("a search meets what is held through lists, dicts and tuples, and tells what holds it", () => {
  const rt = bareInterpreter();
  const [inner, other] = [list(), list()];
  const dict = rt.dict();
  dict.setStr("k", inner);
  const outer = list(tuple([dict]), list());
  const { met, search } = found([inner, other], [outer]);
  assertEquals([met.has(inner), met.has(other), search.missing], [true, false, 1]);
  const holders = met.get(inner) as readonly object[];
  assertEquals([holders.includes(outer), holders[holders.length - 1] === dict, holders.includes(inner)], [
    true,
    true,
    false,
  ]);
});

Deno.test("siblings that were done with hold nothing that comes after", () => {
  const wanted = list();
  const [before, after] = [list(list(), list()), list(wanted)];
  const { met } = found([wanted], [before, after]);
  const holders = met.get(wanted) as readonly object[];
  assertEquals([holders.includes(before), holders.includes(after)], [false, true]);
  const { met: turned } = found([wanted], [after, before]);
  assertEquals((turned.get(wanted) as readonly object[]).includes(before), false);
});

Deno.test("a search ends in circles, and once all is found", () => {
  const circle = list();
  circle.items.push(circle);
  const lost = list();
  assertEquals(found([lost], circle).search.missing, 1);
  const { search } = found([circle], lost, circle);
  assertEquals([search.missing, search.seen.has(lost)], [0, false]);
});

Deno.test("an object is held no more when a holder has let go of it, or nothing holds the holder", () => {
  const rt = bareInterpreter();
  const inner = list();
  const outer = list(inner);
  const { met } = found([inner], outer);
  const holders = met.get(inner) as readonly object[];
  assertEquals(isStillHeld(rt, inner, holders), false);
  const root = rt.extraRoots().find((each): each is object => typeof each === "object" && each !== null);
  if (root !== undefined) assertEquals(isStillHeld(rt, root as PyObject, []), true);
  outer.items.length = 0;
  assertEquals(isStillHeld(rt, inner, holders), false);
});
