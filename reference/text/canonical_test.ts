import { checkCanonicalTexts } from "../../props/python/testing/canonical_texts.ts";
import { reference } from "../engine.ts";

Deno.test("outcomes show values without addresses and without asking them", () => checkCanonicalTexts(reference));
