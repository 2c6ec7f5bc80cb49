/** EC2 instance types: which exist, and which architecture a group of them has. */
import { closest } from "fastest-levenshtein";

import {
    type Architecture,
    ARCHITECTURES,
    INSTANCE_DATA_DATE,
    instanceTypeNames,
    instanceTypeOf,
} from "./instance-data";
import type { Problem } from "./problems";

export { type Architecture, ARCHITECTURES };

interface Family {
    readonly architecture: Architecture;
    /** Whole names: `m7g.large`. */
    readonly types: readonly string[];
}

/** All types of a family have one architecture. */
let families: ReadonlyMap<string, Family> | undefined;

/** The architecture of a type's family, or undefined when the catalogue does not know it. */
export function architectureOf(type: string): Architecture | undefined {
    return familyOf(type)?.architecture;
}

/**
 * The one architecture of all these types, or undefined when they differ or none is known.
 * @param stated the architecture the caller names, which counts where the catalogue knows nothing
 */
export function commonArchitecture(
    types: readonly string[],
    stated?: Architecture,
): Architecture | undefined {
    const found = new Set(types.map((type) => architectureOf(type) ?? stated));
    const [only] = found;
    return found.size === 1 ? only : undefined;
}

/**
 * Every type that does not exist, with the nearest one that does, and every type listed twice.
 * A stated architecture is the caller's word for types newer than the catalogue: what it does not list then passes
 * as long as it has the form of a type.
 */
export function checkInstanceTypes(path: string, types: readonly string[], stated?: Architecture): Problem[] {
    return types.flatMap((type, index) => {
        const place = `${path}[${index}]`;
        const first = types.indexOf(type);
        if (first < index) {
            const what = `the same type as ${path}[${first}]`;
            return [{ path: place, what, got: type, remedy: "List each type once" }];
        }
        return checkInstanceType(place, type, stated);
    });
}

/** One type: see {@link checkInstanceTypes}. */
export function checkInstanceType(path: string, type: string, stated?: Architecture): Problem[] {
    if (familyOf(type)?.types.includes(type) === true) return [];
    const lower = type.trim().toLowerCase();
    if (familyOf(lower)?.types.includes(lower) === true) {
        const what = "no instance type as it is spelled: EC2 tells capitals from small letters";
        return [{ path, what, got: type, remedy: `Write ${lower}` }];
    }
    const hasForm = TYPE_FORM.test(type);
    if (stated !== undefined && hasForm) return [];
    const nearest = `Choose one that exists, the nearest is ${nearestType(type)}`;
    const remedy = hasForm
        ? `${nearest}; or state the architecture as well, when the type is newer than ${INSTANCE_DATA_DATE}`
        : nearest;
    return [{ path, what: "unknown instance type", got: type, remedy }];
}

/** Types of more than one architecture, or of another one than stated: no image starts on both. */
export function checkOneArchitecture(
    path: string,
    types: readonly string[],
    stated?: Architecture,
): Problem[] {
    if (stated !== undefined) {
        return types.flatMap((type, index) => {
            const architecture = architectureOf(type);
            if (architecture === undefined || architecture === stated) return [];
            const what = `an ${architecture} type in an ${stated} group`;
            const remedy = `Choose ${stated} types, or split into two groups`;
            return [{ path: `${path}[${index}]`, what, got: type, remedy }];
        });
    }
    const found = ARCHITECTURES.filter((wanted) => types.some((type) => architectureOf(type) === wanted));
    if (found.length < 2) return [];
    const what = `mixed architectures, ${found.join(" and ")}`;
    return [{ path, what, got: types, remedy: "Split into two groups, one for each architecture" }];
}

/** `m7g.2xlarge`, `u7in-16tb.224xlarge`, `c8i.metal-48xl`. Source: "Instance type naming conventions". */
const TYPE_FORM =
    /^[a-z][a-z0-9]*\d[a-z0-9-]*\.(nano|micro|small|medium|large|xlarge|[1-9]\d*xlarge|metal(-\d+xl)?)$/;

function familyOf(type: string): Family | undefined {
    return allFamilies().get(type.split(".")[0] ?? "");
}

function allFamilies(): ReadonlyMap<string, Family> {
    families ??= readFamilies();
    return families;
}

function readFamilies(): ReadonlyMap<string, Family> {
    const types = new Map<string, string[]>();
    for (const type of instanceTypeNames()) {
        const name = type.split(".")[0] ?? "";
        const known = types.get(name);
        if (known === undefined) types.set(name, [type]);
        else known.push(type);
    }
    return new Map(
        [...types].map(([name, list]) => [
            name,
            { architecture: instanceTypeOf(list[0] ?? "")?.architecture ?? "amd64", types: list },
        ]),
    );
}

/** Among its own family, when there is such a family. */
function nearestType(type: string): string {
    // "xl" is how people say it: without this, m7g.2xl would be nearest to m7g.metal.
    const lower = type.trim().toLowerCase();
    const spelled = lower.includes(".metal") ? lower : lower.replace(/xl$/, "xlarge");
    return closest(spelled, familyOf(lower)?.types ?? instanceTypeNames());
}
