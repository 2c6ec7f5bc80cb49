/** Which version an environment has of what, and where that is written. */
import { pinsOfMinor } from "../../components/shared/pins-schema";
import { textOf } from "../facts/build";
import { type Edit, pinEdit, shapeEdit } from "./edit";
import { type Ground, inputsOf } from "./ground";

/** An add-on of the environment. */
export interface StandingAddon {
    readonly addon: string;
    /** Logical name of its component. */
    readonly name: string;
    readonly now: string;
    /** Whether the kit knows it, and so may pin it. */
    readonly isKnown: boolean;
    /** What the shape itself says, which no pin moves. */
    readonly stated: string | undefined;
    /** What it is of on the target minor, as it is declared now; undefined where nothing says one. */
    readonly then: string | undefined;
}

export function addonsOf({ environment, ofType, table, to }: Ground): readonly StandingAddon[] {
    const { addons } = environment.declared.shape;
    const stated: Readonly<Record<string, string | undefined>> = addons.versions ?? {};
    const pins = pinsOfMinor(environment.declared.shape, to ?? "").addons ?? {};
    return ofType("platform:addons:Addon").map((component) => {
        const inputs = inputsOf(component);
        const addon = textOf(inputs["addon"]);
        const now = textOf(inputs["version"]);
        const isKnown = table.addonNames.includes(addon);
        const pinned = pins[addon] ?? table.addons[to ?? ""]?.[addon]?.value;
        return {
            ...{ addon, name: component.name, now, isKnown, stated: stated[addon] },
            then: isKnown ? (stated[addon] ?? pinned) : now,
        };
    });
}

/** What the set of the minor has, whatever the shape says. */
export function setOf({ environment, table, to = "" }: Ground, addon: string): string | undefined {
    const pins = pinsOfMinor(environment.declared.shape, to).addons ?? {};
    return pins[addon] ?? table.addons[to]?.[addon]?.value;
}

/** Where an add-on's version is written, with another one in its place. */
export function addonEdit(ground: Ground, { addon, isKnown, now, stated }: StandingAddon, to: string): Edit {
    const { environment } = ground;
    const name = environment.graph.environment;
    if (!isKnown) return shapeEdit(name, ["addons", "others", addon, "version"], now, to);
    if (stated !== undefined) return shapeEdit(name, ["addons", "versions", addon], stated, to);
    return pinEdit(name, ["minors", ground.from ?? "", "addons", addon], { from: now, to });
}

/** Karpenter's version, where the environment has it. */
export function karpenterOf({
    ofType,
}: Ground): { readonly name: string; readonly version: string } | undefined {
    const [component] = ofType("platform:karpenter:Karpenter");
    if (component === undefined) return undefined;
    return { name: component.name, version: textOf(inputsOf(component)["version"]) };
}
