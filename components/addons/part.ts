/** The environment's EKS add-ons. */
import type { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { defaultTags } from "../shared/tags";
import { ADDON_NAMES, type AddonName, isKubernetesMinor } from "../versions";
import { Addon } from "./addon";
import { type AddonSpec, checkAddon } from "./addon-spec";
import { addonsSchema } from "./addons-schema";
import { ADDONS } from "./catalogue";
import type { AddonHost, AddonOptions } from "./workloads";

const words = {
    /** The add-ons every environment has. */
    addons: addonsSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: { readonly host: { readonly kind: AddonHost } };
};

export const addons = part({
    words,
    phase: ({ addon }: AddonSpec) => ADDONS[addon].phase,
    plan,
    origins: ({ addon }) => ({
        account: "account",
        addon: { shape: "" },
        clusterName: "clusterName",
        kubernetesVersion: "kubernetesVersion",
        options: { shape: "" },
        "options.volumeTags": "tags",
        region: "region",
        version: { shape: `versions.${addon}` },
    }),
    // The cluster's own check names a minor the kit does not know: not each add-on again.
    check: (spec) => (isKubernetesMinor(spec.kubernetesVersion) ? checkAddon(spec) : []),
    checkAll: (components, environment) => [
        ...checkSpread(environment),
        ...checkVersions(components, environment),
    ],
    pods: ({ addon, options }) => ADDONS[addon].pods(options),
    build: ({ name, spec }, { ground: { cluster, keys }, options }) => {
        const { volumesKeyArn } = keys;
        return new Addon(name, { ...spec, cluster, ...defined({ volumesKeyArn }) }, options);
    },
});

function plan({ settings, shape }: Environment<Reads>): Named<AddonSpec>[] {
    const { account, clusterName, kubernetesVersion, region } = settings;
    const options = optionsOf(settings, shape);
    return namesOf(shape).map((addon) => ({
        name: `addon-${addon}`,
        shapePath: "addons",
        spec: {
            addon,
            account,
            clusterName,
            kubernetesVersion,
            region,
            options,
            ...defined({ version: shape.addons.versions?.[addon] }),
        },
    }));
}

function namesOf({ addons: { nodeMonitoring } }: Reads): AddonName[] {
    return ADDON_NAMES.filter((addon) => addon !== "eks-node-monitoring-agent" || nodeMonitoring === true);
}

function optionsOf(
    settings: Environment<Reads>["settings"],
    { addons: asked, compute }: Reads,
): AddonOptions {
    return {
        host: compute.host.kind,
        replicas: asked.replicas,
        zoneSpread: asked.zoneSpread,
        volumeTags: defaultTags(settings.tags, settings),
    };
}

/** Fargate places each pod by itself. What would be dropped without a word is refused. */
function checkSpread({ shape: { addons: asked, compute } }: Environment<Reads>): PlacedProblem[] {
    if (!asked.zoneSpread || compute.host.kind !== "fargate") return [];
    return [
        {
            path: "addons.zoneSpread",
            what: "Fargate does not spread pods over zones",
            got: asked.zoneSpread,
            remedy: "Use false on host fargate, or host managed-nodes",
        },
    ];
}

/** The version of an add-on the environment does not have would be left out without a word. */
function checkVersions(
    components: readonly Named<AddonSpec>[],
    { shape }: Environment<Reads>,
): PlacedProblem[] {
    const installed: readonly string[] = components.map(({ spec }) => spec.addon);
    return Object.entries(shape.addons.versions ?? {})
        .filter(([addon]) => !installed.includes(addon))
        .map(([addon, got]) => ({
            path: `addons.versions.${addon}`,
            what: "the environment does not have this add-on",
            got,
            remedy: "Set addons.nodeMonitoring: true, or remove the version",
        }));
}
