import { assertEquals } from "@std/assert";
import { bareInterpreter } from "../testing.ts";
import { tuple, types } from "../types.ts";
import { PyList, type PyObject } from "../values.ts";
import { type Holders, isStillHeld, Search } from "./live_search.ts";

const list = (...items: PyObject[]) => new PyList(types.list, items);

/** Innermost first. */
function chain(holders: Holders | null | undefined): object[] {
  const all: object[] = [];
  for (let link = holders ?? null; link !== null; link = link.outer) all.push(link.holder);
  return all;
}

/** What a search finds of the wanted objects, each with what holds it. */
function found(wanted: readonly PyObject[], ...starts: readonly unknown[]) {
  const met = new Map<PyObject, Holders | null>();
  const search = new Search(new Set(wanted), (object, holders) => met.set(object, holders));
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
  const holders = chain(met.get(inner));
  assertEquals([holders.includes(outer), holders[0] === dict, holders.includes(inner)], [
    true,
    true,
    false,
  ]);
});

Deno.test("siblings that were done with hold nothing that comes after", () => {
  const wanted = list();
  const [before, after] = [list(list(), list()), list(wanted)];
  const { met } = found([wanted], [before, after]);
  const holders = chain(met.get(wanted));
  assertEquals([holders.includes(before), holders.includes(after)], [false, true]);
  const { met: turned } = found([wanted], [after, before]);
  assertEquals(chain(turned.get(wanted)).includes(before), false);
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
  const holders = met.get(inner) ?? null;
  assertEquals(isStillHeld(rt, inner, holders), false);
  const root = rt.extraRoots().find((each): each is object => typeof each === "object" && each !== null);
  if (root !== undefined) assertEquals(isStillHeld(rt, root as PyObject, null), true);
  outer.items.length = 0;
  assertEquals(isStillHeld(rt, inner, holders), false);
});
