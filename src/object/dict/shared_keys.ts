/**
 * The split key table that the instances of one class share, and their inline values.
 *
 * @module
 */

/** Source of key-table versions; the machine counts. */
export interface KeysVersions {
  /** The next version to give; 0 when none are left. */
  nextKeysVersion: number;
}

/** Names that one class's instances can hold in line (`SHARED_KEYS_MAX_SIZE`). */
const SHARED_KEYS_MAX_SIZE = 30;

/** Names shared by the instances of one class (`PyDictKeysObject` of kind split). */
export class SharedKeys {
  readonly names: string[] = [];
  readonly indexes: Map<string, number> = new Map();
  /** Names that can still be added (`dk_usable`). */
  usable = SHARED_KEYS_MAX_SIZE;
  version = 0;

  /** Index of a name, or -1. */
  find(name: string): number {
    const index = this.indexes.get(name);
    return index === undefined ? -1 : index;
  }

  /** Index of a name, added when there is room; -1 when there is none (`insert_into_dictkeys`). */
  insert(name: string): number {
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    if (this.usable <= 0) return -1;
    const index = this.names.length;
    this.names.push(name);
    this.indexes.set(name, index);
    this.usable--;
    this.version = 0;
    return index;
  }

  /** The version, given now if it had none; 0 when none are left. */
  versionFor(versions: KeysVersions): number {
    if (this.version !== 0) return this.version;
    if (versions.nextKeysVersion === 0) return 0;
    this.version = versions.nextKeysVersion;
    versions.nextKeysVersion = (versions.nextKeysVersion + 1) >>> 0;
    return this.version;
  }
}
