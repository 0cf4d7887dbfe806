const PAGE_BITS = 1 << 15;

/** A set of whole numbers, in pages that are allocated on demand. */
export class BitSet {
  private readonly pages = new Map<number, Uint32Array>();

  /** @returns false if the set already contains it */
  add(value: number): boolean {
    const number = Math.floor(value / PAGE_BITS);
    let page = this.pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE_BITS / 32);
      this.pages.set(number, page);
    }
    const bit = value % PAGE_BITS;
    const word = page[bit >>> 5] ?? 0;
    const mask = 1 << (bit & 31);
    if (word & mask) return false;
    page[bit >>> 5] = word | mask;
    return true;
  }
}
