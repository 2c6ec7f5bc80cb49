/** One piece of evidence in a line. */
import { canonicalJson } from "../../components/shared/json";
import type { Found } from "./report";

/** `network-vpc › enableDnsSupport`. */
export function placeText({ component, path, urn }: Found): string {
    const name = urn.split("::").at(-1) ?? urn;
    const where = name === component ? name : `${name} of ${component}`;
    return path === undefined ? where : `${where} › ${path}`;
}

/** `network-vpc › enableDnsSupport = false: resolves no names`; of what holds nothing is wrong, and that is left out. */
export function evidenceText(found: Found): string {
    const { value, verdict, what } = found;
    const got = value === undefined ? "" : ` = ${shortened(canonicalJson(value))}`;
    return `${placeText(found)}${got}${verdict === "held" ? "" : `: ${what}`}`;
}

function shortened(text: string): string {
    return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
