/** Parts of a page that are made from the program: what stands between `<!-- name … -->` and `<!-- /name -->`. */
import type { PlanOf } from "./planned";

/** A block of a page and what makes its content. */
export interface Block {
    readonly file: string;
    readonly name: string;
    readonly render: (planOf: PlanOf) => string | Promise<string>;
}

/** A page as it stands. */
export interface Page {
    readonly file: string;
    readonly text: string;
}

/**
 * The page with the block's content replaced, whatever stood there: the markers of a merge conflict as well.
 * @throws Error when the page has not exactly one such block.
 */
export function replaceBlock(page: Page, name: string, content: string): string {
    const { file, text } = page;
    const found = [...text.matchAll(blockPattern(name))];
    const [only] = found;
    if (only === undefined || found.length > 1) {
        throw new Error(
            `${file}: expected one block "${name}", <!-- ${name} --> to <!-- /${name} -->; found ${found.length}`,
        );
    }
    const { index } = only;
    const [whole, head = "", tail = ""] = only;
    return `${text.slice(0, index)}${head}\n\n${content}\n\n${tail}${text.slice(index + whole.length)}`;
}

function blockPattern(name: string): RegExp {
    return new RegExp(`(<!-- ${name}(?::[^\\n]*)? -->)[^]*?(<!-- /${name} -->)`, "g");
}
