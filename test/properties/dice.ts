/** Choices of one step, read off numbers that fast-check drew, so that a history is what its seed says and can shrink. */
export class Dice {
  private at = 0;

  constructor(private readonly drawn: readonly number[]) {}

  /** From 0, below `sides`. */
  roll(sides: number): number {
    const number = this.drawn[this.at % this.drawn.length] ?? 0;
    this.at += 1;
    return number % sides;
  }

  between(least: number, most: number): number {
    return least + this.roll(most - least + 1);
  }

  /** Once in so many times. */
  once(inHowMany: number): boolean {
    return this.roll(inHowMany) === inHowMany - 1;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(from.length)] as T;
  }
}
