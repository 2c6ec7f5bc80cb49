/** Placeholders: values of committed settings that nobody may deploy with. */

/** Values that belong to nobody, each with the text they are recognised by. */
const PLACEHOLDERS = {
    /** The account of AWS's own examples, also inside role ARNs. Source: AWS documentation, "Example accounts". */
    account: /(?<!\d)123456789012(?!\d)/,
    /** Source: RFC 5737, addresses for documentation. */
    ipv4Network: /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\/\d+$/,
    /** Source: RFC 3849, IPv6 prefix for documentation. */
    ipv6Network: /^2001:0?db8:/i,
    /** Source: RFC 2606, reserved domain names. */
    domain: /(^|[/.@])example\.(com|net|org)([:/]|$)/,
    /** The owner of the repository in bootstrap's settings. */
    owner: /^example-org(@\d+)?\//,
} as const satisfies Readonly<Record<string, RegExp>>;

/** Whether a text is a network that nobody has: it stands in documentation alone. */
export function isDocumentationNetwork(text: string): boolean {
    return PLACEHOLDERS.ipv4Network.test(text) || PLACEHOLDERS.ipv6Network.test(text);
}

/** What is wrong with a placeholder that is left. */
export function describePlaceholder(text: string): string {
    return isDocumentationNetwork(text)
        ? "a documentation range, which belongs to nobody"
        : "still the placeholder of the example";
}

/** Whether a text of the settings is, or holds, a value of the documentation. */
export function isPlaceholder(text: string): boolean {
    return Object.values(PLACEHOLDERS).some((pattern) => pattern.test(text));
}
