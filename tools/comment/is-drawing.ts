/**
 * Whether the lines of a fence are a drawing as this kit writes it: boxes, boxes around boxes, arrows, with texts of letters,
 * digits and few signs. Mermaid has more words, links and styles among them: none of these gets through.
 */

/** What stands in a text: no quote, no bracket, no markup but the break of a line; the rest as Mermaid's own entities. */
const TEXT = String.raw`(?:[\p{L}\p{N} .,:;/*()+·×_-]|#\d{1,7};|<br/>)*`;
const BOX = String.raw`n\d{1,4}\["${TEXT}"\]`;

const LINES = [
    new RegExp(String.raw`^ +(?:subgraph )?${BOX}$`, "u"),
    /^ +end$/,
    new RegExp(String.raw`^ +n\d{1,4} -->(?:\|"${TEXT}"\|)? n\d{1,4}$`, "u"),
];

/** More boxes than anybody could look at, which a browser would still have to lay out. */
const MOST = 400;

export function isDrawing([head, ...lines]: readonly string[]): boolean {
    if (head !== "flowchart LR" || lines.length > MOST) return false;
    return lines.every((line) => LINES.some((pattern) => pattern.test(line)));
}
