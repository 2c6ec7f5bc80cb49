/** Which place of settings or shape decides what a control found. */
import type { Json } from "../../components/shared/json";
import { type Declared, type Place, valueOf } from "../parity/sources";
import type { Control } from "./control";

const SETTING = "platform:";
const NAME = "<name>";

/**
 * The first place of the control at which the environment says anything, as deep as it says it. `<name>` stands for the
 * key that the component is named after: `namespace-apps` is `apps` of `namespaces`.
 */
export function placeOf(
    declared: Declared,
    { decidedBy }: Pick<Control, "decidedBy">,
    component: string,
): Place | undefined {
    for (const text of decidedBy) {
        const place = resolved(declared, text, component);
        if (place !== undefined && valueOf(declared, place) !== undefined) return place;
    }
    return undefined;
}

function resolved(declared: Declared, text: string, component: string): Place | undefined {
    const isSetting = text.startsWith(SETTING);
    const root = isSetting ? "settings" : "shape";
    const keys = (isSetting ? text.slice(SETTING.length) : text).split(".");
    return keys.reduce<Place | undefined>(
        (place, key) => {
            if (place === undefined || key !== NAME) return place && [...place, key];
            const name = nameIn(valueOf(declared, place), component);
            return name === undefined ? undefined : [...place, name];
        },
        [root],
    );
}

/** The longest key, since `web-api` ends as `api` does. */
function nameIn(value: Json | undefined, component: string): string | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.keys(value)
        .filter((key) => component === key || component.endsWith(`-${key}`))
        .sort((one, other) => other.length - one.length)[0];
}
