/**
 * How wide a text is drawn, in pixels. Advance widths of DejaVu Sans in thousandths of the font's size: it is among the
 * widest of the fonts that a machine draws sans-serif text with, so that boxes fit in all of them.
 * Source: DejaVu Sans 2.37, table hmtx.
 */
const NARROW = new Map<string, number>([
    ..."iIjl|'".split("").map((one) => [one, 300] as const),
    ..." .,:;/!()[]\\".split("").map((one) => [one, 360] as const),
    ...'ftr-"·'.split("").map((one) => [one, 400] as const),
    ..."mMW@%".split("").map((one) => [one, 980] as const),
    ..."w".split("").map((one) => [one, 820] as const),
]);
const CAPITAL = 720;
const OTHER = 630;
const BOLD = 1.09;

export function widthOfText(text: string, size: number, bold = false): number {
    let sum = 0;
    for (const one of text) sum += NARROW.get(one) ?? (/[A-Z]/.test(one) ? CAPITAL : OTHER);
    return Math.ceil(((sum * size) / 1000) * (bold ? BOLD : 1));
}
