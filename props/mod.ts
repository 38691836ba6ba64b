/**
 * The second entry point: random programs, claims and campaigns, with fast-check.
 *
 * @module
 */

export { fc } from "./deps.ts";
