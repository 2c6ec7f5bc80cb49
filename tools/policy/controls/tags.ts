/** Tags: whose everything is, what AWS makes for the cluster included. */
import type { Json } from "../../../components/shared/json";
import type { Control, Evidence } from "../control";
import { each, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, isObject, listOf, parsed, read } from "../reading";

const REQUIRED = ["cost-centre", "environment", "managed-by", "owner"];
/** AWS's own limit of a resource, less those that controllers add. */
const MAX_TAGS = 50;

export const TAGS: readonly Control[] = [
    {
        id: "C14",
        title: "Everything says whose it is",
        severity: "low",
        means: "everything in AWS says whose it is, what AWS makes for the cluster included",
        why: "What has no owner is neither paid by anybody nor taken away.",
        remedy: "Set owner and cost-centre in platform:tags, without a key that begins aws:",
        decidedBy: ["platform:tags"],
        source: "EKS Best Practices Guide, cost/awareness; AWS Security Hub, tagging controls",
        judge: (planned) => [...defaults(planned), ...resources(planned), ...children(planned)],
    },
];

/** The environment's own: others write records into zones of other accounts, which have no tags. */
function ownProvider(planned: Planned) {
    return planned.ofType(TYPES.awsProvider).find(({ name }) => name === "aws");
}

function defaultTagsOf(planned: Planned): Readonly<Record<string, Json>> {
    const provider = ownProvider(planned);
    const tags = provider && read(parsed(input(provider, "defaultTags")), "tags");
    return isObject(tags) ? tags : {};
}

function defaults(planned: Planned): readonly Evidence[] {
    const tags = Object.keys(defaultTagsOf(planned));
    const provider = ownProvider(planned);
    return [
        ...REQUIRED.map((key) => whole(tags.includes(key), `there is no default tag ${key}`, provider, key)),
        ...tags
            .filter((key) => key.startsWith("aws:"))
            .map((key) => whole(false, `tag ${key} belongs to AWS`, provider, key)),
    ];
}

/** One line for all that have them: a thousand times the same is no evidence. */
function resources(planned: Planned): readonly Evidence[] {
    const provider = ownProvider(planned);
    const shared = Object.keys(defaultTagsOf(planned));
    // The provider puts the default ones among a resource's own before the engine sees them: each counts once.
    const count = (own: Json | undefined): number =>
        new Set([...shared, ...Object.keys(isObject(own) ? own : {})]).size;
    const taggable = planned.resources.filter(({ type }) => type.startsWith("aws:") && type !== TYPES.record);
    const found = each(taggable, {
        path: "tags",
        holds: (own, one) => one.provider === provider?.urn && count(own) <= MAX_TAGS,
        what: "does not get the default tags, or has too many",
    });
    const broken = found.filter(({ verdict }) => verdict !== "held");
    return broken.length > 0
        ? broken
        : [whole(true, "resources without the default tags", provider, taggable.length)];
}

function children(planned: Planned): readonly Evidence[] {
    const wanted = Object.entries(defaultTagsOf(planned));
    const hasAll = (tags: Json | undefined): boolean =>
        wanted.every(([key, value]) => isObject(tags) && tags[key] === value);
    return [
        ...each(planned.ofType(TYPES.launchTemplate), {
            path: "tagSpecifications",
            holds: (specifications) =>
                ["instance", "volume", "network-interface"].every((kind) =>
                    listOf(specifications).some(
                        (one) => read(one, "resourceType") === kind && hasAll(read(one, "tags")),
                    ),
                ),
            what: "leaves instances, volumes or network interfaces untagged",
        }),
        ...each(planned.ofType(TYPES.nodeClass), {
            path: "spec.tags",
            holds: hasAll,
            what: "leaves instances untagged",
        }),
        ...each(planned.addonNamed("aws-ebs-csi-driver"), {
            path: "configurationValues",
            holds: (values) => hasAll(read(parsed(values), "controller.extraVolumeTags")),
            what: "leaves volumes of pods untagged",
        }),
    ];
}
