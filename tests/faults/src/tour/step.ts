import type { Scene } from "./scene.ts";

/** One step of the tour. */
export interface Step {
  readonly title: string;
  /** What it does and why, before it does it. */
  readonly about: string;
  /** Plays it, and shows the evidence. */
  readonly play: (scene: Scene) => Promise<void>;
  /** Where its code is: files from the repository's folder. */
  readonly look: readonly string[];
}
