/** Changes of which nobody knows whether they replace what must not be lost. */
import { count } from "../../plan/report-text";
import type { Change } from "../change";
import { PROTECTED, preciousOf } from "./precious";
import { type Around, ENGINE, named, type Risk } from "./risk";

/** Only types whose facts nobody wrote. What is protected stays: the engine refuses to replace it. */
export function unprovenChanges({ diff }: Around): readonly Risk[] {
    return diff.changes.flatMap((change) => {
        const { mayReplace = [] } = change;
        const precious = mayReplace.length === 0 || isProtected(change) ? undefined : preciousOf(change);
        if (precious === undefined || precious === PROTECTED) return [];
        const [first] = mayReplace;
        const others = mayReplace.length > 1 ? ` and ${count(mayReplace.length - 1, "other")}` : "";
        return [
            {
                kind: "may-be-replaced",
                severity: "medium",
                urn: change.urn,
                what: `The ${named(precious.noun, change)} changes in ${first?.path ?? ""}${others}, and whether that replaces it is not known.`,
                why: precious.why,
                source: `${ENGINE}, diff: the provider decides; here ${first?.evidence ?? ""}`,
                remedy: "Read pulumi preview, which asks the provider; or protect it, so that the engine refuses to replace it",
            },
        ];
    });
}

function isProtected({ before, after }: Change): boolean {
    return before?.options.protect === true && after?.options.protect === true;
}
