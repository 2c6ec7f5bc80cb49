/**
 * What an identity's own policies allow, for documents without conditions: an explicit deny, else a statement that allows the
 * action on the thing, else nothing. Source: IAM User Guide, reference_policies_evaluation-logic.
 */
export interface Document {
    readonly Statement: readonly {
        readonly Effect: string;
        readonly Action: string | readonly string[];
        readonly Resource: string | readonly string[];
        readonly Condition?: unknown;
    }[];
}

export function isAllowed({ Statement }: Document, action: string, resource: string): boolean {
    const meant = Statement.filter(
        (one) =>
            [one.Action].flat().some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
            [one.Resource].flat().some((pattern) => matches(pattern, resource)),
    );
    if (meant.some(({ Condition }) => Condition !== undefined)) throw new Error("conditions are not read");
    return meant.length > 0 && meant.every(({ Effect }) => Effect === "Allow");
}

/** `*` is any text and `?` one character. */
function matches(pattern: string, text: string): boolean {
    const form = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(`^${form.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}
