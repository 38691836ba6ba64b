/**
 * The subjects of a hunt, made when they are first needed.
 *
 * @module
 */

import type { Subject, SubjectModule } from "./subject.ts";

/** Subjects of one module by claim. */
export class SubjectCache {
  /** URL of the module, for workers. */
  readonly module: string;
  readonly #make: SubjectModule["makeSubject"];
  readonly #subjects = new Map<string, Subject<unknown>>();

  private constructor(module: string, make: SubjectModule["makeSubject"]) {
    this.module = module;
    this.#make = make;
  }

  /** Imports a {@linkcode SubjectModule}. */
  static async load(module: string): Promise<SubjectCache> {
    const { makeSubject }: SubjectModule = await import(module);
    return new SubjectCache(module, makeSubject);
  }

  /** The subject of a claim. */
  get(claim: string): Subject<unknown> {
    let subject = this.#subjects.get(claim);
    if (subject === undefined) this.#subjects.set(claim, subject = this.#make({ claim }));
    return subject;
  }
}
