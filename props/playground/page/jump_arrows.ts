/**
 * Where the arrows of jumps run: each jump has a lane, short jumps inside, jumps to one place share theirs.
 *
 * @module
 */

/** An arrow between two rows. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  /** 0 is next to the code. */
  readonly lane: number;
}

/** A jump between two rows. */
export interface RowJump {
  readonly from: number;
  readonly to: number;
}

/** Lanes that are drawn; jumps further out have none. */
const MAX_LANES = 8;

/** Gives each jump its lane. */
export function arrowsOf(jumps: readonly RowJump[]): Arrow[] {
  const lanes: RowJump[][] = [];
  const low = ({ from, to }: RowJump): number => Math.min(from, to);
  const high = ({ from, to }: RowJump): number => Math.max(from, to);
  const ordered = [...jumps].sort((a, b) => (high(a) - low(a)) - (high(b) - low(b)));
  return ordered.flatMap((jump) => {
    const isFree = (lane: readonly RowJump[]): boolean =>
      lane.every((other) => other.to === jump.to || high(other) < low(jump) || high(jump) < low(other));
    let index = lanes.findIndex(isFree);
    if (index < 0) index = lanes.push([]) - 1;
    lanes[index]?.push(jump);
    return index < MAX_LANES ? [{ ...jump, lane: index }] : [];
  });
}
