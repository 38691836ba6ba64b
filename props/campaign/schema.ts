/**
 * The database of a campaign: its tables, and how older ones become those of today.
 *
 * @module
 */

/**
 * Step `i` makes version `i + 1` of version `i`; a new database takes them all. A step that has been released stays as it is.
 *
 * Times are milliseconds since 1970; `seconds` are those that the campaign has been running, all runs together.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- One row: what the campaign is. Everything that it finds follows from this.
  CREATE TABLE campaign (
    id TEXT NOT NULL PRIMARY KEY,
    created INTEGER NOT NULL,
    attacked TEXT NOT NULL,          -- name of the plug
    language TEXT NOT NULL,
    options TEXT NOT NULL,           -- JSON: options of the command line that say what is attacked
    mended TEXT NOT NULL,            -- JSON array of ids
    variant TEXT NOT NULL,           -- what the target is called with these mended
    claims TEXT NOT NULL,            -- JSON array of names, in the order of the plan
    seed INTEGER NOT NULL,
    guided INTEGER NOT NULL
  ) STRICT;

  -- A process that worked on it.
  CREATE TABLE runs (
    id INTEGER NOT NULL PRIMARY KEY,
    started INTEGER NOT NULL,
    ended INTEGER,                   -- null while it runs, and of one that was killed
    ended_by TEXT,                   -- checks, time, plateau, interrupted, failed
    pid INTEGER NOT NULL,
    jobs INTEGER NOT NULL,
    generator INTEGER NOT NULL,
    checks INTEGER NOT NULL,         -- new ones of this run
    seconds REAL NOT NULL
  ) STRICT;

  -- How far the plan of a version of the generator is: all slices below \`done\` are.
  CREATE TABLE plans (
    generator INTEGER NOT NULL PRIMARY KEY,
    done INTEGER NOT NULL
  ) STRICT;

  -- Slices that are done: the last ones, and all that are done out of turn.
  CREATE TABLE slices (
    generator INTEGER NOT NULL,
    number INTEGER NOT NULL,
    claim TEXT NOT NULL,
    first INTEGER NOT NULL,          -- its checks: first to last, both included
    last INTEGER NOT NULL,
    run INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    poisoned INTEGER NOT NULL,
    seconds REAL NOT NULL,           -- that its worker took
    PRIMARY KEY (generator, number)
  ) STRICT, WITHOUT ROWID;

  -- Sums over all slices.
  CREATE TABLE totals (
    claim TEXT NOT NULL PRIMARY KEY,
    tally TEXT NOT NULL,             -- JSON, a Tally
    seconds REAL NOT NULL
  ) STRICT;

  -- Failing checks that wait to be judged, in the order of the plan.
  CREATE TABLE failures (
    generator INTEGER NOT NULL,
    number INTEGER NOT NULL,         -- of the slice
    check_index INTEGER NOT NULL,
    claim TEXT NOT NULL,
    kind TEXT NOT NULL,              -- claim, hang, memory, death
    failure TEXT NOT NULL,           -- JSON: a BatchFailure, or a Casualty
    PRIMARY KEY (generator, number, check_index)
  ) STRICT, WITHOUT ROWID;

  -- One a root cause.
  CREATE TABLE findings (
    id INTEGER NOT NULL PRIMARY KEY, -- in the order in which they were found
    signature TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,              -- claim, hang, memory, death
    cause TEXT NOT NULL,             -- JSON, a RootCause
    claim TEXT NOT NULL,             -- of the check that was looked at
    claims TEXT NOT NULL,            -- JSON array: all that failed for it
    duplicates INTEGER NOT NULL,
    state TEXT NOT NULL,             -- open, fixed
    ours INTEGER NOT NULL,           -- a defect of Tierproof itself
    units INTEGER NOT NULL,
    events INTEGER NOT NULL,
    token TEXT NOT NULL,
    generator INTEGER NOT NULL,
    check_index INTEGER NOT NULL,
    run INTEGER NOT NULL,
    found INTEGER NOT NULL,
    seconds REAL NOT NULL,           -- of the campaign, when it was found
    checks INTEGER NOT NULL,         -- of the campaign, when it was found
    replayed INTEGER NOT NULL,       -- the last run that looked whether it still fails; 0 for none
    folder TEXT NOT NULL,            -- name of its folder under findings/
    document TEXT NOT NULL,          -- JSON: the finding as its file holds it
    report TEXT NOT NULL,            -- JSON: what commands say of it with --json
    files TEXT NOT NULL              -- JSON object: the texts of its folder by name
  ) STRICT;

  -- Root causes of unshrunk inputs whose shrunk form has another one.
  CREATE TABLE aliases (
    signature TEXT NOT NULL PRIMARY KEY,
    finding TEXT NOT NULL            -- signature of that finding
  ) STRICT;

  -- Numbers by name: what is counted beside all this.
  CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value REAL NOT NULL
  ) STRICT;

  -- How the campaign went: a row every few seconds.
  CREATE TABLE statistics (
    time INTEGER NOT NULL PRIMARY KEY,
    run INTEGER NOT NULL,
    seconds REAL NOT NULL,
    checks INTEGER NOT NULL,         -- new ones, of the campaign
    replayed INTEGER NOT NULL,       -- checks of findings and of the corpus
    wasted INTEGER NOT NULL,         -- checks that could tell nothing new
    poisoned INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    features INTEGER NOT NULL,
    corpus INTEGER NOT NULL,
    jobs INTEGER NOT NULL,
    memory INTEGER NOT NULL          -- bytes, all processes together
  ) STRICT;

  -- What programs made the engines do.
  CREATE TABLE features (
    sort TEXT NOT NULL,
    name TEXT NOT NULL,
    slices INTEGER NOT NULL,         -- in how many it was met
    claim TEXT NOT NULL,             -- the first check that did
    generator INTEGER NOT NULL,
    check_index INTEGER NOT NULL,
    checks INTEGER NOT NULL,         -- of the campaign, then
    seconds REAL NOT NULL,
    PRIMARY KEY (sort, name)
  ) STRICT, WITHOUT ROWID;

  -- Programs that brought new features, by what makes them again.
  CREATE TABLE corpus (
    id INTEGER NOT NULL PRIMARY KEY,
    claim TEXT NOT NULL,
    generator INTEGER NOT NULL,
    words BLOB NOT NULL,             -- the choices of the program
    features INTEGER NOT NULL,       -- how many were new
    drawn INTEGER NOT NULL,          -- how often it was a parent
    seconds REAL NOT NULL
  ) STRICT;
`,
  `
  -- Nothing was ever put into the first one.
  DROP TABLE corpus;

  -- Programs that brought new features, in the order in which they did.
  CREATE TABLE corpus (
    id INTEGER NOT NULL PRIMARY KEY,
    claim TEXT NOT NULL,
    generator INTEGER NOT NULL,
    check_index INTEGER NOT NULL,
    draft TEXT NOT NULL,             -- JSON
    features INTEGER NOT NULL,       -- how many were new
    drawn INTEGER NOT NULL,          -- slices that it was a parent in
    seconds REAL NOT NULL,           -- of the campaign, when it came
    retired INTEGER NOT NULL,        -- no parent any more: of an older generator, or taken out by --minimise
    replayed INTEGER NOT NULL        -- the last run that checked it again; 0 for none
  ) STRICT;

  -- The program of the corpus that showed it first; null for none.
  ALTER TABLE features ADD COLUMN entry INTEGER;

  -- Features of slices that are done out of turn: they are counted in the order of the plan.
  CREATE TABLE met (
    generator INTEGER NOT NULL,
    number INTEGER NOT NULL,         -- of the slice
    seconds REAL NOT NULL,
    features TEXT NOT NULL,          -- JSON array of MetFeature
    PRIMARY KEY (generator, number)
  ) STRICT, WITHOUT ROWID;

  -- What programs of the corpus weigh as parents in a round of slices.
  CREATE TABLE guides (
    generator INTEGER NOT NULL,
    round INTEGER NOT NULL,
    weights TEXT NOT NULL,           -- JSON array of [id, weight]
    PRIMARY KEY (generator, round)
  ) STRICT, WITHOUT ROWID;
`,
  `
  -- What names mean, for reports, in the words of the plug that was attacked last.
  CREATE TABLE words (
    sort TEXT NOT NULL,              -- claim, defect
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (sort, name)
  ) STRICT, WITHOUT ROWID;

  -- Where a run was, and what it was asked for, for people; empty of older ones.
  ALTER TABLE runs ADD COLUMN machine TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN asked TEXT NOT NULL DEFAULT '';

  -- Checks that were made of slices that were under way; 0 of older rows.
  ALTER TABLE statistics ADD COLUMN under_way INTEGER NOT NULL DEFAULT 0;
`,
];

/** Version of the databases that this release writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Name of the database in a campaign's folder. */
export const DATABASE = "campaign.sqlite";

/** Name of the folder of the folders of findings. */
export const FINDINGS = "findings";
