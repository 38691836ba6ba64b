import { checkCanonicalTexts } from "../../../props/python/testing/canonical_texts.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("outcomes show values without addresses and without asking them", () => checkCanonicalTexts(tier1()));
