/** The reference of a setting as text: for an editor, for a page. */
import { type SettingChange, SETTINGS_REFERENCE } from "./reference";
import type { SettingKey } from "./schema";

/** What an editor shows of a setting. */
export function describeSetting(key: SettingKey): string {
    const { changes, default: fallback, meaning } = SETTINGS_REFERENCE[key];
    return [
        meaning,
        ...(fallback === undefined ? [] : [`Default: ${fallback}.`]),
        ...changes.map((change) => `${capitalised(describeChange(change))}.`),
    ]
        .join(" ")
        .replaceAll("`", "");
}

/** `another region: replaces everything; …` */
export function describeChange({ what, effect, consequence }: SettingChange): string {
    if (effect === "depends") return `${what}: ${consequence}`;
    const link = ["creates", "deletes", "replaces"].includes(effect) ? " " : ": ";
    return `${what}: ${effect}${link}${consequence}`;
}

/** As a sentence begins. */
export function capitalised(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
