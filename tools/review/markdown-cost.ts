/** Why the bill of an environment changes, as the comment of a pull request folds it. */
import { tableLines } from "../reports/markdown-table";
import { changeText, signed } from "../cost/change";
import { amountText } from "../cost/render-text";
import { plain } from "./markdown-text";
import type { ReviewReport } from "./report";

/** Why a bill changes, folded. */
export function costLines({ environments }: ReviewReport): readonly (readonly string[])[] {
    return environments.flatMap(({ cost, stack }) => {
        if (cost === undefined || cost.rows.length === 0) return [];
        const rows = cost.rows.map(({ change, label, quantityAfter, quantityBefore }) => [
            plain(label),
            amountText(quantityBefore),
            amountText(quantityAfter),
            signed(change.high),
        ]);
        const left = cost.withoutPods
            ? ["", "Without the kit's pods: the base does not say what they ask for."]
            : [];
        return [
            [
                "",
                `<details><summary>${plain(stack)}: ${plain(changeText(cost) || "the same bill, of other things")}</summary>`,
                "",
                ...tableLines(["kind", "before", "after", "USD a month"], rows, [1, 2, 3]),
                ...left,
                "",
                "List prices, before tax and discounts: `npm run plan -- cost`.",
                "",
                "</details>",
            ],
        ];
    });
}
