/** Names of classes. */
import type { Problem } from "../shared/problems";

/** Source: Kubernetes documentation, Object Names and IDs, "DNS Subdomain Names". */
export function checkClassName(got: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(got) && got.length <= 253) return [];
    const remedy = "Write small letters, digits, hyphens and dots, with a letter or digit at both ends";
    return [{ path: "", what: "not a name of a class", got, remedy }];
}
