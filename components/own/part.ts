/** Resources of a fork's own, beside those of the kit. */
import { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem, type Site } from "../platform/part";
import type { Settings } from "../platform/settings/types";
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import { checkSecretName } from "../shared/secret-names";
import type { OwnResources as OwnWords } from "./own-schema";
import { ownSchema } from "./own-schema";
import { OwnResources, type OwnResourcesArgs } from "./own-resources";

const words = {
    /**
     * Resources of your own, by name: each a component `own-<name>`.
     * @default none
     * @example
     * own: {
     *     jobs: {
     *         needs: "network",
     *         make: ({ name, options }) => ({ url: new Queue(name, {}, options).url }),
     *     },
     * },
     */
    own: z.record(z.string(), ownSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    /** Every environment with a cluster says it, whoever made that. */
    readonly compute?: unknown;
};

export interface OwnSpec {
    readonly own: string;
    readonly resources: OwnWords;
    readonly settings: Settings;
}

export const own = part({
    words,
    // What needs the network alone stands beside the control plane, and does not wait for it.
    phase: ({ resources }: OwnSpec) => (resources.needs === "network" ? "control-plane" : "releases"),
    plan: ({ settings, shape }: Environment<Reads>): Named<OwnSpec>[] =>
        Object.entries(shape.own ?? {}).map(([name, resources]) => ({
            name: `own-${name}`,
            shapePath: `own.${name}`,
            // Whoever makes them may look at each setting.
            spec: { own: name, resources, settings: { ...settings } },
        })),
    origins: { own: { shape: "" } },
    check: ({ own: name, resources: { needs, secrets = [] } }, environment) => [
        ...checkName(name),
        ...(needs === "cluster" && environment.shape.compute === undefined ? NO_CLUSTER : []),
        ...secrets.flatMap((secret, index) => checkSecretName(`secrets[${index}]`, secret, environment)),
    ],
    after: ({ resources: { after = [] } }) => after,
    build: ({ name, spec: { own: key, resources, settings } }, site) => {
        const { ground, options } = site;
        const make: OwnResourcesArgs["make"] = (parent) => {
            const place = {
                ...placeOf(site, resources),
                name,
                options: { parent },
                settings,
            };
            return resources.needs === "network"
                ? resources.make(place)
                : resources.make({
                      ...place,
                      cluster: ground.cluster,
                      ...defined({ serviceNetworkArn: ground.serviceNetworkArn }),
                  });
        };
        const { after, needs } = resources;
        const made = new OwnResources(name, { ...defined({ after }), needs, make }, options);
        const { outputs, ready } = made;
        return { ready, leaves: made.made(), provides: { own: { ...ground.own, [key]: outputs } } };
    },
});

/** What there is in both kinds of places. */
function placeOf(
    { ground: { certificates, hostedZones, keys, own, vpc }, secret }: Site,
    { secrets = [] }: OwnWords,
) {
    return {
        certificates,
        hostedZones,
        keys,
        own,
        vpc,
        secret: (name: string) => {
            // What nobody asked for was not looked for either.
            if (secrets.includes(name)) return secret(name);
            throw new TypeError(`secret ${name}: not among secrets of these own resources`);
        },
    };
}

const NO_CLUSTER: readonly Problem[] = [
    {
        path: "needs",
        what: "this environment has no cluster",
        got: "cluster",
        remedy: 'Write needs: "network", or move them to an environment with one',
    },
];

/** The name is part of logical names, which become names in AWS. */
function checkName(name: string): PlacedProblem[] {
    if (/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) return [];
    const remedy = "Use small letters, digits and -, the first a letter";
    return [{ path: "own", what: "not a name of own resources", got: name, remedy }];
}
