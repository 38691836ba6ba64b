/**
 * A tree of filters over all executors: an index that does not look at every executor to invalidate. An option, never the
 * default; it invalidates the same executors as the list.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import { ADDRESS_TO_HASH, BloomFilter, type HashFunction } from "./bloom_filter.ts";
import type { Executor } from "./executor.ts";
import type { ExecutorIndex } from "./executor_list.ts";

/** Children of a node. Executors made one after the other share dependencies; more of them in one leaf blunt its filter. */
const FANOUT = 16;
/** The tree is rebuilt when fewer of its places than one in this many are in use. */
const SPARSENESS = 4;

/** A node: the union of the filters below it. */
class Node {
  /** Holds at least the bits of every filter below; more after something left. */
  readonly filter: BloomFilter;
  parent: Node | null = null;
  /** 0 for a leaf, whose children are executors. */
  readonly height: number;
  readonly nodes: Node[] = [];
  readonly executors: Executor[] = [];

  constructor(height: number, hash: HashFunction) {
    this.height = height;
    this.filter = new BloomFilter(hash);
  }

  get full(): boolean {
    return (this.height === 0 ? this.executors.length : this.nodes.length) === FANOUT;
  }

  get empty(): boolean {
    return this.executors.length === 0 && this.nodes.length === 0;
  }

  adopt(node: Node): void {
    node.parent = this;
    this.nodes.push(node);
  }
}

function addBits(filter: BloomFilter, bits: BloomFilter): void {
  for (let i = 0; i < filter.words.length; i++) {
    filter.words[i] = (filter.words[i] as number) | (bits.words[i] as number);
  }
}

/** The tree of filters that the pin's own notes ask for. New executors go to its right end. */
export class ExecutorTree implements ExecutorIndex {
  readonly name: string = "tree";
  readonly hash: HashFunction;
  size = 0;
  alive = 0;
  #root: Node;
  /** The rightmost leaf. */
  #last: Node;
  /** Places used since the tree was built. */
  #placed = 0;
  readonly #probe: BloomFilter;
  /** Filters compared since the tree was made; what invalidation costs. */
  compared = 0;

  constructor(hash: HashFunction = ADDRESS_TO_HASH) {
    this.hash = hash;
    this.#probe = new BloomFilter(hash);
    this.#root = this.#last = new Node(0, hash);
  }

  link(executor: Executor): void {
    if (executor.linked) throw new InvariantError("link: expected an unlinked executor, found a linked one");
    this.#append(executor);
    executor.linked = true;
    this.size++;
  }

  #append(executor: Executor): void {
    if (this.#last.full) this.#grow();
    const leaf = this.#last;
    leaf.executors.push(executor);
    executor.place = leaf;
    this.#placed++;
    this.#addToPath(leaf, executor.bloom);
  }

  /** A new rightmost leaf below the lowest node on the right edge that has room, or below a new root. */
  #grow(): void {
    let at: Node | null = this.#last.parent;
    while (at !== null && at.full) at = at.parent;
    if (at === null) {
      at = new Node(this.#root.height + 1, this.hash);
      addBits(at.filter, this.#root.filter);
      at.adopt(this.#root);
      this.#root = at;
    }
    for (let height = at.height - 1; height >= 0; height--) {
      const child: Node = new Node(height, this.hash);
      at.adopt(child);
      at = child;
    }
    this.#last = at;
  }

  #addToPath(leaf: Node, bits: BloomFilter): void {
    for (let node: Node | null = leaf; node !== null; node = node.parent) addBits(node.filter, bits);
  }

  unlink(executor: Executor): void {
    if (!executor.linked) return;
    const leaf = executor.place;
    const at = leaf instanceof Node ? leaf.executors.indexOf(executor) : -1;
    if (!(leaf instanceof Node) || at < 0) throw new InvariantError("unlink: expected an executor of this tree");
    leaf.executors.splice(at, 1);
    executor.place = null;
    executor.linked = false;
    this.size--;
    this.#prune(leaf);
    if (this.#placed > FANOUT * SPARSENESS && this.size * SPARSENESS < this.#placed) this.#rebuild();
  }

  /** Removes nodes that hold nothing any more, but for the right edge. */
  #prune(leaf: Node): void {
    for (let node = leaf; node.empty && node.parent !== null; node = node.parent) {
      const { nodes } = node.parent;
      if (nodes[nodes.length - 1] === node) return;
      nodes.splice(nodes.indexOf(node), 1);
    }
  }

  #rebuild(): void {
    const executors = Array.from(this);
    this.#root = this.#last = new Node(0, this.hash);
    this.#placed = 0;
    for (const executor of executors) this.#append(executor);
  }

  dependencyAdded(executor: Executor): void {
    if (executor.place instanceof Node) this.#addToPath(executor.place, executor.bloom);
  }

  invalidateDependency(address: bigint): number {
    const probe = this.#probe;
    probe.clear();
    probe.add(address);
    const found: Executor[] = [];
    this.#collect(this.#root, probe, found);
    // Unlinking may rebuild the tree, so the walk comes first.
    for (const executor of found) {
      executor.valid = false;
      this.unlink(executor);
    }
    return found.length;
  }

  #collect(node: Node, probe: BloomFilter, found: Executor[]): void {
    this.compared++;
    if (!node.filter.mayContain(probe)) return;
    for (const child of node.nodes) this.#collect(child, probe, found);
    for (const executor of node.executors) {
      if (!executor.valid) throw new InvariantError("invalidateDependency: expected a valid executor in the tree");
      this.compared++;
      if (executor.bloom.mayContain(probe)) found.push(executor);
    }
  }

  invalidateAll(): number {
    const count = this.size;
    for (const executor of this) {
      if (!executor.valid) throw new InvariantError("invalidateAll: expected a valid executor in the tree");
      executor.valid = false;
      executor.linked = false;
      executor.place = null;
    }
    this.#root = this.#last = new Node(0, this.hash);
    this.#placed = 0;
    this.size = 0;
    return count;
  }

  /** In the order of linking. */
  *[Symbol.iterator](): Iterator<Executor> {
    yield* walk(this.#root);
  }

  /** Throws {@linkcode InvariantError} unless every filter holds those below it and every executor is where it says. */
  check(): void {
    let count = 0;
    const visit = (node: Node): void => {
      for (const child of node.nodes) {
        if (child.parent !== node) throw new InvariantError("executor tree: expected a node to know its parent");
        if (!node.filter.mayContain(child.filter)) {
          throw new InvariantError("executor tree: a filter lacks a child's bits");
        }
        visit(child);
      }
      for (const executor of node.executors) {
        count++;
        if (executor.place !== node || !executor.linked || !executor.valid) {
          throw new InvariantError("executor tree: expected a valid, linked executor in its place");
        }
        if (!node.filter.mayContain(executor.bloom)) {
          throw new InvariantError("executor tree: a filter lacks an executor's bits");
        }
      }
    };
    visit(this.#root);
    if (count !== this.size) throw new InvariantError(`executor tree: expected ${this.size} executors, found ${count}`);
  }
}

function* walk(node: Node): Iterable<Executor> {
  yield* node.executors;
  for (const child of node.nodes) yield* walk(child);
}
