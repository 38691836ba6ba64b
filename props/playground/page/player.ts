/// <reference lib="dom" />
/**
 * What plays a recorded run.
 *
 * @module
 */

import { type Drawn, h, useEffect, useState } from "./deps.ts";
import { button, choice } from "./pane.ts";

/** Steps of a second. */
const PACES = [["2", "2"], ["8", "8"], ["30", "30"]] as const;

interface PlayerProps {
  readonly step: number;
  readonly last: number;
  /** Whether a breakpoint stands at a step. */
  readonly stops: (step: number) => boolean;
  readonly go: (step: number) => void;
}

/** The player's controls. Nobody who asked for less motion is offered what moves by itself. */
export function Player({ step, last, stops, go }: PlayerProps): Drawn {
  const [pace, setPace] = useState<string>("8");
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (step + 1 >= last || stops(step + 1)) setPlaying(false);
      go(step + 1);
    }, 1000 / Number(pace));
    return () => clearTimeout(timer);
  }, [playing, step, pace]);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return null;
  return h("span", { class: "tools" }, [
    button(playing ? "Pause" : "Play", () => {
      // At the end it begins anew.
      if (!playing && step >= last) go(0);
      setPlaying(!playing);
    }),
    choice("Steps a second", pace, PACES, setPace),
  ]);
}
