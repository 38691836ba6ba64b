import { assertEquals } from "@std/assert";
import { readSource } from "./testing/import_graph.ts";

interface Task {
  readonly description: string;
  readonly command: string;
}

const { tasks }: { readonly tasks: Readonly<Record<string, Task>> } = JSON.parse((await readSource("deno.json")).text);
const readme = (await readSource("README.md")).text;

/** Tasks that the first cells of a table name, row by row, in the order in which they stand. */
function namedIn(header: RegExp): string[][] {
  const lines = readme.split("\n");
  const from = lines.findIndex((line) => header.test(line)) + 2;
  const rows = lines.slice(from, lines.indexOf("", from));
  return rows.map((row) => {
    const cell = row.split("|")[1] as string;
    return Array.from(cell.matchAll(/`(?:deno task )?([a-z-]+)(?: [A-Z]+)?`/g), (match) => match[1] as string);
  });
}

/** What a command may do, in any order. */
function permissions({ command }: Task): string {
  return command.split(" ").filter((word) => word === "-A" || word.startsWith("--allow-")).sort().join(" ");
}

Deno.test("README names every task once, and no other", () => {
  assertEquals(namedIn(/^\| task +\| does +\|$/).flat().sort(), Object.keys(tasks).sort());
});

Deno.test("README says what each task may do, in one row for those that may do the same", () => {
  const rows = namedIn(/^\| task +\| may +\|$/);
  // Types are checked by deno itself, which runs nothing of the project.
  assertEquals(rows.flat().sort(), Object.keys(tasks).filter((name) => name !== "check").sort());
  for (const row of rows) {
    const sets = new Set(row.map((name) => permissions(tasks[name] as Task)));
    assertEquals(sets.size, 1, `${row}: expected equal permissions, found ${[...sets].join(" and ")}`);
  }
});
