/** Pieces that tabs have in common: tables that fold into cards on a phone, amounts, notes. */
import { markup, Html, when } from "./html";
import { betweenText, changeText } from "./numbers";
import type { Between } from "./views";

export interface TableWords {
    /** Said to who cannot see it, and printed above. */
    readonly caption: string;
    readonly head: readonly string[];
    /** Columns of numbers, which stand below each other by their last digit. */
    readonly numbers: readonly number[];
    readonly rows: readonly (readonly Html[])[];
    /** Further classes. @default none */
    readonly kind?: string;
}

/** On a narrow screen each row is a card, whose cells say their column: nothing is cut and nothing is scrolled sideways. */
export function table({ caption, head, kind = "", numbers, rows }: TableWords): Html {
    const numeric = (column: number) => (numbers.includes(column) ? ` class="number"` : "");
    const cells = (row: readonly Html[]) =>
        row.map((cell, column) =>
            column === 0
                ? markup`<th scope="row">${cell}</th>`
                : markup`<td${new Html(numeric(column))} data-label="${head[column]}">${cell}</td>`,
        );
    return markup`<table class="cards ${kind}">
        <caption>
            ${caption}
        </caption>
        <thead>
            <tr>
                ${head.map((title, column) => markup`<th scope="col" ${new Html(numeric(column))}>${title}</th>`)}
            </tr>
        </thead>
        <tbody>
            ${rows.map(
                (row) =>
                    markup`<tr>
                        ${cells(row)}
                    </tr>`,
            )}
        </tbody>
    </table>`;
}

export function amountCell(amount: Between, digits = 2): Html {
    return markup`${betweenText(amount, digits)}`;
}

/** More is a worry, less is not; neither is said by colour alone. */
export function changeCell(before: number, after: number, digits = 2): Html {
    const text = changeText(before, after, digits);
    if (text === undefined) return markup`<span class="quiet">no change</span>`;
    return markup`<span class="${after > before ? "more" : "less"}">${text}</span>`;
}

export function notesOf(notes: readonly string[]): Html | undefined {
    return when(
        notes.length > 0,
        () =>
            markup`<ul class="notes">
                ${notes.map((note) => markup`<li>${note}</li>`)}
            </ul>`,
    );
}

/** Stands where a report is not there. */
export function missing(what: string, command: string): Html {
    return markup`<p class="missing">
        ${what} is not part of this page: <code>npm run plan -- ${command}</code> tells it.
    </p>`;
}

/** A button that opens the details of a resource. */
export function linkTo(urn: string, text: string): Html {
    return markup`<button type="button" class="link" data-urn="${urn}">${text}</button>`;
}
