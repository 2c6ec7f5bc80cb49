/** Spokes as files of the repository: what their stacks exported. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { isInside, ROOT } from "../objects/ref";
import type { PlacedProblem } from "../platform/part";
import { type Spoke, SPOKE_OUTPUT, SPOKE_VERSION, spokeSchema } from "./spoke-schema";

export interface ReadSpokes {
    readonly spokes: readonly Spoke[];
    readonly problems: readonly PlacedProblem[];
}

const REMEDY = `Write it anew: pulumi stack output ${SPOKE_OUTPUT} --stack <its stack> --json`;

/** Every spoke that can be read, and what is wrong with the other files. */
export function readSpokes(files: readonly string[], root: string = ROOT): ReadSpokes {
    const read = files.map((file, index) => readSpoke(file, `spokes[${index}]`, root));
    const spokes = read.flatMap((one) => ("spoke" in one ? [one.spoke] : []));
    const twice = spokes.filter(({ name }, index) => spokes.findIndex((one) => one.name === name) < index);
    return {
        spokes,
        problems: [
            ...read.flatMap((one) => ("problem" in one ? [one.problem] : [])),
            ...twice.map(({ name: got }) => ({
                shapePath: "gitops",
                path: "spokes",
                what: "two files of one cluster",
                got,
                remedy: "Keep one of them",
            })),
        ],
    };
}

function readSpoke(
    file: string,
    at: string,
    root: string,
): { readonly spoke: Spoke } | { readonly problem: PlacedProblem } {
    const refused = (what: string) => ({
        problem: { shapePath: "gitops", path: at, what, got: file, remedy: REMEDY },
    });
    const whole = path.resolve(root, file);
    if (!isInside(whole, root)) return refused("no file of this repository");
    let value: unknown;
    try {
        value = JSON.parse(readFileSync(whole, "utf8"));
    } catch {
        return refused("no file of this repository that holds JSON");
    }
    const { data, error } = spokeSchema.safeParse(value);
    if (data !== undefined) return { spoke: data };
    const keys = [...new Set(error.issues.map((issue) => issue.path.join(".")))];
    return refused(
        keys.includes("schemaVersion")
            ? `of another version of the kit than this, which knows version ${SPOKE_VERSION}`
            : `not what a spoke exports, by its ${keys.join(", ")}`,
    );
}
