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

/** Whether a text of the settings is, or holds, a value of the documentation. */
export function isPlaceholder(text: string): boolean {
    return Object.values(PLACEHOLDERS).some((pattern) => pattern.test(text));
}
