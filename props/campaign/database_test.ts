import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { CampaignStore } from "./campaign_store.ts";
import { databasePath, hasCampaign, openDatabase, transaction } from "./database.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "./schema.ts";

function inFolder(run: (dir: string) => void): void {
  const dir = Deno.makeTempDirSync({ prefix: "tierproof-campaign-" });
  try {
    run(dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

Deno.test("a new database is read back empty, beside its writer", () => {
  inFolder((dir) => {
    assertEquals(hasCampaign(dir), false);
    const writer = openDatabase(dir);
    assertEquals(hasCampaign(dir), true);
    const store = CampaignStore.open(dir);
    assertEquals(store.facts(), null);
    for (const rows of [store.runs(), store.slices(), store.findings(), store.statistics(), store.totals()]) {
      assertEquals(rows, []);
    }
    assertEquals([store.features(), store.counter("duplicates")], [[], 0]);
    store.close();
    writer.close();
  });
});

Deno.test("a folder without a campaign is told, and nothing is made in it", () => {
  inFolder((dir) => {
    assertThrows(() => CampaignStore.open(dir), Error, "holds no campaign");
    assertEquals([...Deno.readDirSync(dir)], []);
  });
});

Deno.test("a database of a newer release is refused, and stays as it is", () => {
  inFolder((dir) => {
    openDatabase(dir).close();
    const newer = new DatabaseSync(databasePath(dir));
    newer.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();
    assertThrows(
      () => openDatabase(dir),
      Error,
      `version ${SCHEMA_VERSION + 1}; this one reads up to ${SCHEMA_VERSION}`,
    );
    assertThrows(() => CampaignStore.open(dir), Error, "newer release");
  });
});

Deno.test("a database that was cut, and a file that is none, are told as damaged", () => {
  inFolder((dir) => {
    const database = openDatabase(dir);
    transaction(database, () => {
      const insert = database.prepare("INSERT INTO counters VALUES (?, ?)");
      for (let i = 0; i < 5000; i++) insert.run(`a name that takes some room ${i}`, i);
    });
    database.close();
    const { size } = Deno.statSync(databasePath(dir));
    Deno.truncateSync(databasePath(dir), Math.floor(size / 2));
    assertThrows(() => openDatabase(dir), Error, "damaged");
    Deno.writeTextFileSync(databasePath(dir), "no database at all, but long enough to be taken for one ".repeat(100));
    assertThrows(() => openDatabase(dir), Error, "damaged");
  });
});

Deno.test("a database that was cut to nothing is told as damaged where findings were made", () => {
  inFolder((dir) => {
    Deno.writeTextFileSync(databasePath(dir), "");
    // As a process leaves it that was killed before its first write.
    openDatabase(dir).close();
    Deno.truncateSync(databasePath(dir));
    Deno.mkdirSync(`${dir}/findings/one`, { recursive: true });
    assertThrows(() => openDatabase(dir), Error, "damaged");
    assertThrows(() => CampaignStore.open(dir), Error, "damaged");
    assertEquals(Deno.statSync(databasePath(dir)).size, 0, "nothing is changed");
  });
});

Deno.test("a database of the first release is brought up to date, and what it counted stays", () => {
  inFolder((dir) => {
    const first = new DatabaseSync(databasePath(dir));
    first.exec(MIGRATIONS[0] as string);
    first.exec("INSERT INTO features VALUES ('pair', 'A B', 3, 'equivalence', 7, 16, 1000, 2.5)");
    first.exec("PRAGMA user_version = 1");
    first.close();
    const opened = [CampaignStore.open(dir), new CampaignStore(dir, openDatabase(dir)), CampaignStore.open(dir)];
    for (const store of opened) {
      const [feature] = store.features();
      assertEquals([feature?.name, feature?.slices, feature?.index], ["A B", 3, 16]);
      assertEquals(store.corpusIds(), []);
      store.close();
    }
  });
});

Deno.test("whoever only reads a database of an older release sees all of it, and changes nothing", () => {
  inFolder((dir) => {
    const path = databasePath(dir);
    for (const version of MIGRATIONS.keys()) {
      if (version === 0) continue;
      const older = new DatabaseSync(path);
      MIGRATIONS.slice(0, version).forEach((step) => older.exec(step));
      older.exec("INSERT INTO counters VALUES ('slices', 12)");
      older.exec(`PRAGMA user_version = ${version}`);
      older.close();
      const before = Deno.readFileSync(path);
      const store = CampaignStore.open(dir);
      assertEquals([store.counter("slices"), store.runs(), store.statistics()], [12, [], []]);
      store.close();
      assertEquals(Deno.readFileSync(path), before);
      assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name), ["campaign.sqlite"]);
      Deno.removeSync(path);
    }
  });
});

Deno.test("a transaction that fails leaves nothing behind", () => {
  inFolder((dir) => {
    const database = openDatabase(dir);
    assertThrows(() =>
      transaction(database, () => {
        database.exec("INSERT INTO counters VALUES ('half', 1)");
        throw new Error("in the middle");
      })
    );
    assertEquals(new CampaignStore(dir, database).counter("half"), 0);
    database.close();
  });
});
