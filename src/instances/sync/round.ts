/** Hands out the elements of a list in turn, a fixed number in a second. */
export class Round {
  /** The last one that had its turn, to continue after it if the list has changed. */
  private last: string | undefined;

  constructor(private readonly perSecond: number) {}

  /** The next elements, each at most once. @param intervalMs the time since the last call */
  next(all: readonly string[], intervalMs: number): string[] {
    const count = Math.min(all.length, Math.ceil((this.perSecond * intervalMs) / 1000));
    const from = this.last === undefined ? 0 : all.indexOf(this.last) + 1;
    const some = Array.from({ length: count }, (_, index) => all[(from + index) % all.length]);
    const known = some.filter((each) => each !== undefined);
    this.last = known.at(-1) ?? this.last;
    return known;
  }
}
