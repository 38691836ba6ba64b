import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { investigate } from "../core/finding.ts";
import type { Mended } from "../core/target.ts";
import { newTally } from "../core/tally.ts";
import { fixup } from "../generate/fix/fixup.ts";
import { lower } from "../generate/lower/lower.ts";
import { fingerprint } from "../generate/shrink/fingerprint.ts";
import { draftOf } from "./draft_of.ts";
import { Scope, type Step } from "./scope.ts";
import { loadPlug, scopeName } from "./subjects.ts";
import { EVENTS, HANDLER_UNITS, ROWS, SKIP_UNITS, SKIPS } from "./table.ts";

/** All sequences of exactly `units` instructions from `depth` to 0, found by trying everything. */
function* all(units: number, depth: number, inside: boolean): Generator<Step[]> {
  if (units === 0 && depth === 0) yield [];
  for (const row of ROWS) {
    if (row.takes > depth || row.opcodes.length > units) continue;
    for (const rest of all(units - row.opcodes.length, depth + row.adds, inside)) yield [{ k: "row", row }, ...rest];
  }
  for (let within = 1; within < units; within++) {
    for (const body of all(within, 0, true)) {
      for (const { unless } of depth > 0 && units - within >= SKIP_UNITS ? SKIPS : []) {
        for (const rest of all(units - within - SKIP_UNITS, depth, inside)) {
          yield [{ k: "skip", unless, body }, ...rest];
        }
      }
      if (depth > 0 || inside || units - within < HANDLER_UNITS) continue;
      for (const rest of all(units - within - HANDLER_UNITS, 0, false)) yield [{ k: "try", body }, ...rest];
    }
  }
}

/** A body with an event at every point, one at a time. */
function* withEvent(body: readonly Step[]): Generator<Step[]> {
  for (let at = 0; at <= body.length; at++) {
    for (let event = 0; event < EVENTS.length; event++) {
      yield [...body.slice(0, at), { k: "event", event }, ...body.slice(at)];
    }
    const step = body[at];
    if (step?.k !== "skip" && step?.k !== "try") continue;
    for (const inner of withEvent(step.body)) {
      yield [...body.slice(0, at), { ...step, body: inner }, ...body.slice(at + 1)];
    }
  }
}

function listed(scope: Scope): string[] {
  return Array.from({ length: scope.size }, (_, index) => JSON.stringify(scope.body(index)));
}

Deno.test("a scope holds every body of its size exactly once", () => {
  const bodies = [1, 2, 3, 4, 5].flatMap((units) => [...all(units, 0, false)]);
  const plain = listed(new Scope(5, false));
  assertEquals(plain.length, bodies.length);
  assertEquals(new Set(plain), new Set(bodies.map((body) => JSON.stringify(body))));
  const short = [1, 2, 3].flatMap((units) => [...all(units, 0, false)]);
  const evented = listed(new Scope(3, true));
  assertEquals(evented.length, new Set(evented).size);
  const expected = short.flatMap((body) => [body, ...withEvent(body)]);
  assertEquals(new Set(evented), new Set(expected.map((body) => JSON.stringify(body))));
});

Deno.test("the size of a scope is known without making it, and larger scopes begin as smaller ones", () => {
  assertEquals([1, 2, 3, 4, 5, 6].map((units) => new Scope(units, false).size), [1, 17, 67, 953, 5898, 86_700]);
  assertEquals([1, 2, 3, 4, 5, 6].map((units) => new Scope(units, true).size), [
    7,
    167,
    808,
    14_939,
    107_913,
    1_878_474,
  ]);
  const [small, large] = [new Scope(3, true), new Scope(7, true)];
  for (const index of [0, 1, 400, small.size - 1]) assertEquals(small.body(index), large.body(index));
});

Deno.test("enumerated programs are valid, need no fixing, and differ from each other", () => {
  const scope = new Scope(4, true);
  const prints = new Set<number>();
  for (let index = 0; index < scope.size; index++) {
    const draft = draftOf(scope.body(index));
    assert(fixup(draft) === draft, JSON.stringify(draft));
    const program = lower(draft);
    if (index % 50 === 0) validateProgram(program);
    prints.add(fingerprint(program, draft.warm));
  }
  // Of 15,000 fingerprints of 32 bits none should fall on another.
  assertEquals(prints.size, scope.size);
});

Deno.test("the defect of the pin that shows in four instructions is found among them, and mended it is not", async () => {
  const plug = await loadPlug(null);
  const subject = plug.subject(scopeName(4, false));
  const { size } = new Scope(4, false);
  const failing = (mended: Mended): number[] =>
    Array.from({ length: size }, (_, index) => index).filter((index) =>
      subject.check(subject.generate(0, index), mended, newTally()) !== null
    );
  const [first] = failing(NO_REPAIRS);
  assert(first !== undefined);
  // A range of a scope begins where its seed says.
  assertEquals(subject.codec.encode(subject.generate(first, 0)), subject.codec.encode(subject.generate(0, first)));
  const finding = investigate({ plug, subject, seed: 0, index: first, mended: NO_REPAIRS });
  assertEquals(finding?.healedBy, ["handler-lookup"]);
  assert((finding?.units ?? 99) <= 14);
  assertEquals(failing(ALL_REPAIRS), []);
});

Deno.test("deno task enumerate goes through a range and says where to go on", async () => {
  const run = async (...args: string[]): Promise<{ code: number; last: Record<string, unknown> }> => {
    const cli = new URL("./cli.ts", import.meta.url).href;
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", cli, "--json", "--quiet", ...args],
    });
    const { code, stdout } = await command.output();
    const text = new TextDecoder().decode(stdout).trimEnd();
    return { code, last: text === "" ? {} : JSON.parse(text.slice(text.lastIndexOf("\n") + 1)) };
  };
  const all = await run("--units", "2", "--events");
  assertEquals([all.code, all.last["checked"], all.last["size"], all.last["complete"]], [0, 167, 167, true]);
  const part = await run("--units", "4", "--from", "10", "--to", "30", "--jobs", "2");
  assertEquals([part.code, part.last["checked"], part.last["next"], part.last["complete"]], [0, 20, 30, true]);
  const found = await run("--units", "4", "--target", "pinned");
  assertEquals([found.code, found.last["complete"]], [1, false]);
  assertEquals((await run("--units", "99")).code, 2);
});

Deno.test("a batch of a scope has the programs of the scope, in their order", async () => {
  const plug = await loadPlug(null);
  const subject = plug.subject(scopeName(3, false));
  const batch = subject.generateAll?.(5, 0, 4);
  assertEquals(batch, [0, 1, 2, 3].map((index) => subject.generate(5, index)));
});
