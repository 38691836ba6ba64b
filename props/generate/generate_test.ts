import { assert, assertEquals } from "@std/assert";
import { PrngChoices } from "../core/choices.ts";
import { type Draft, formOf } from "./draft/draft.ts";
import { fixup } from "./fix/fixup.ts";
import { generate, generateDraft } from "./generate.ts";
import { lower } from "./lower/lower.ts";
import { drawProfile } from "./draw/profile.ts";
import { programUnits } from "./lower/code_size.ts";
import { walkFunction } from "./draft/walk.ts";

const COUNT = 1500;
const choices = new PrngChoices(0);
const drafts: readonly Draft[] = Array.from({ length: COUNT }, (_, index) => {
  choices.reseed(11, index);
  return generateDraft(choices);
});

/** Kinds of expression that are features by themselves. */
const RICH = {
  ref: 0,
  attr: 0,
  super: 0,
  invoke: 0,
  display: 0,
  fstring: 0,
  comp: 0,
  make: 0,
  yield: 0,
  yieldFrom: 0,
  await: 0,
};

/** Features of a Draft that the floors below ask for. */
function features(draft: Draft): Set<string> {
  const found = new Set<string>();
  if (draft.limits !== undefined) found.add("limits");
  if (draft.calls > 1) found.add("several calls");
  if (draft.functions.some(({ recursive }) => recursive !== null)) found.add("recursion");
  if (draft.globals.some(({ init }) => init === null)) found.add("missing global");
  for (const { base, slots, members } of draft.classes ?? []) {
    found.add("class");
    if (base !== null) found.add("subclass");
    if (slots !== null) found.add("slots");
    for (const { name, wrap } of members) found.add(wrap === 1 ? "property" : `member ${name}`);
  }
  for (const f of draft.functions) {
    found.add(formOf(f).kind);
    walkFunction(f, {
      stmt(s) {
        found.add(s.k);
        if (s.k === "twisted") { for (const twist of s.twists) found.add(`twist ${twist.k}`); }
        if (s.k === "try" && s.final.length > 0) found.add("finally");
        if (s.k === "try" && s.raw) found.add("raw handler");
        if (s.k === "while" && s.entry !== null) found.add("two entries");
        if (s.k === "try" && s.star === true) found.add("group");
        if (s.k === "unpack" && s.star !== undefined) found.add("starred target");
        if (s.k === "event" && s.host.startsWith("host_monitor")) found.add("monitoring");
        if (s.k === "for" && s.tight) found.add("tight loop");
        if (s.k === "for") found.add(`over ${s.over.k}`);
      },
      expr(e) {
        if (e.k === "call") found.add(`call ${e.f.k}`);
        if (e.k === "subscript") found.add("subscript");
        if (e.k in RICH) found.add(e.k);
        if (e.k === "build" && e.what === "set") found.add("build set");
        if (e.k === "choose" || e.k === "logic" || e.k === "in" || e.k === "is") found.add(e.k);
      },
      target(t) {
        if (t.k !== "local") found.add(`target ${t.k}`);
      },
    });
  }
  return found;
}

/** Shares in percent that the generator must not fall below. */
const FLOORS: Readonly<Record<string, number>> = {
  "several calls": 15,
  "recursion": 1,
  "missing global": 2,
  "twist prefix": 2,
  "twist nop": 1,
  "twist range": 4,
  "try": 28,
  "finally": 4,
  "raw handler": 0.5,
  "two entries": 0.2,
  "tight loop": 2,
  "over range": 35,
  "over tuple": 5,
  "over expr": 12,
  "while": 10,
  "if": 38,
  "del": 10,
  "unpack": 3,
  "raise": 1,
  "assert": 0.5,
  "break": 1,
  "continue": 1.5,
  "emit": 1.6,
  "event": 2,
  "def": 8,
  "island": 3,
  "call function": 12,
  "call local": 8,
  "subscript": 8,
  "choose": 10,
  "target item": 5,
  "target global": 5,
  "target free": 3.5,
  "class": 12,
  "subclass": 0.5,
  "slots": 1.5,
  "member m": 3,
  "member __init__": 2.5,
  "property": 0.8,
  "attr": 10,
  "target attr": 8,
  "call class": 10,
  "generator": 4,
  "coroutine": 0.8,
  "async generator": 0.2,
  "yield": 3,
  "yieldFrom": 0.3,
  "await": 0.2,
  "with": 4,
  "comp": 3,
  "display": 0.5,
  "fstring": 0.6,
  "build set": 0.3,
  "starred target": 0.05,
  "invoke": 3,
  "match": 3,
  "group": 1.5,
  "import": 1.5,
  "rebind": 1,
  "monitoring": 0.8,
  "limits": 4,
  "ref": 3,
};

Deno.test("every feature occurs in its share of the programs", () => {
  const counts = new Map<string, number>();
  for (const draft of drafts) for (const name of features(draft)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const missed = Object.entries(FLOORS)
    .map(([name, floor]) => ({ name, floor, found: ((counts.get(name) ?? 0) * 100) / COUNT }))
    .filter(({ floor, found }) => found < floor)
    .map(({ name, floor, found }) => `${name}: ${found.toFixed(1)} % of at least ${floor} %`);
  assertEquals(missed, []);
});

Deno.test("programs are neither tiny nor huge", () => {
  const units = drafts.map((draft) => programUnits(lower(draft))).sort((a, b) => a - b);
  const median = units[COUNT >> 1] as number;
  assert(median >= 32 && median <= 80, `median of ${median} instructions`);
  // Long code on purpose: more constants than one byte counts.
  assert((units.at(-1) as number) < 900, `largest of ${units.at(-1)} instructions`);
});

Deno.test("a Draft survives JSON, and fixup gives back what needs no fixing", () => {
  for (const draft of drafts.slice(0, 300)) {
    assert(fixup(draft) === draft);
    const again = JSON.parse(JSON.stringify(draft)) as Draft;
    assertEquals(lower(again), lower(draft));
  }
});

Deno.test("every profile draws valid Drafts", () => {
  for (let index = 0; index < 60; index++) {
    choices.reseed(12, index);
    const profile = drawProfile(choices);
    for (let n = 0; n < 5; n++) {
      const draft = generate(choices, profile);
      assert(fixup(draft) === draft);
    }
  }
});
