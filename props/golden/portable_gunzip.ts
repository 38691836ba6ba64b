/**
 * Unpacks in browsers, which have nothing of their own that answers at once. Imported, for this effect alone, by what browsers load.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts, which hunts load: they need no other zlib
import { gunzipSync } from "npm:fflate@0.8.2";
import { unpackElsewhereWith } from "./gunzip.ts";

unpackElsewhereWith((packed) => gunzipSync(packed));
