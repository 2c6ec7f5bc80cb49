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
    const { verdict, what } = found;
    return `${placeText(found)}${gotText(found)}${verdict === "held" ? "" : `: ${what}`}`;
}

/** `enableDnsSupport = false`; empty where it is about the resource as a whole. */
export function valueText(found: Found): string {
    return `${found.path ?? ""}${gotText(found)}`;
}

function gotText({ value }: Found): string {
    return value === undefined ? "" : ` = ${shortened(canonicalJson(value))}`;
}

function shortened(text: string): string {
    return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
